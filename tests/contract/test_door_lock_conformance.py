"""What a door lock must do on its line, through its real driver. Source: docs/protocols.md, 1.7.

In memory against the emulator, which has the lock's own firmware inside.
"""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from hardware.drivers.door_lock import DoorLock
from hardware.emulators.door_lock import PROGRAMMER_S
from hardware.emulators.lock_batteries import Charge
from hardware.emulators.lock_time import EPOCH_S
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.errors import DeviceError, DeviceTimeout, ProtocolError
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.door_lock import DoorLockFlag, DoorLockRefusal
from hardware.protocol.hello import CommonOp, DeviceKind, Provision
from hardware.protocol.link import Link
from hardware.status import Status
from hardware.transport.memory import MemoryTransport
from kiosk.domain.maintenance.work_order import closing_code
from tests.unit.emulators.door_office import DOOR, PLACE, desk_of, dispatch_in
from tests.unit.emulators.emulated_atm import Clock, Dice

START_S = EPOCH_S + 86_400 * 365


class Site:
    """A world with a lock at its door, which can lose its process, and the lock's line."""

    def __init__(self, folder):
        self.dispatch = dispatch_in(folder)
        self.clock, self.memories, self.dice = Clock(), MemoryMemories(), Dice()
        self.restarts(PLACE)
        self.passes(PROGRAMMER_S)  # since it was installed

    def restarts(self, place=None):
        self.world = World(
            self.memories,
            monotonic=self.clock,
            random_bytes=self.dice,
            door_lock=place,
            dispatch=self.dispatch,
        )
        self.lock, self.door = self.world.lock, self.world.door
        link = Link(MemoryTransport(self.lock), monotonic=self.clock, first_seq=7)
        self.driver = DoorLock(link)

    def passes(self, seconds):
        self.clock.now += seconds
        self.world.catch_up()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def refused(call, *arguments):
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


def test_it_says_what_it_is_and_needs_no_key_of_the_machines(site):
    hello = site.driver.hello()

    assert (DeviceKind.DOOR_LOCK, Provision.NO, None) == (hello.kind, hello.provision, hello.uuid)
    assert Status.OPCODE == refused(site.driver._link.exchange, CommonOp.PROVISION, bytes(16))


def test_it_tells_whose_it_is_and_that_it_is_shut(site):
    status = site.driver.status()

    assert (*PLACE, DoorLockFlag.OWNED) == (status.hotel, status.lock, status.flags)
    assert (0, 0, 0, 0) == (status.index, status.openings, status.refusals, status.refusal)


def test_an_opening_is_counted_with_its_index_and_the_bolt_falls_by_itself(site):
    site.door.order(2)
    assert site.door.present(site.door.order(2).card).opened
    status = site.driver.status()
    assert (True, 1, 2, 2) == (
        status.is_open,
        status.openings,
        status.index,
        status.opened_index,
    )

    site.passes(10.1)

    assert not site.driver.status().is_open


def test_a_refusal_is_counted_with_its_reason(site):
    site.door.present_stripe(bytes(52))
    site.door.present_stripe(bytes(52))

    status = site.driver.status()
    assert (2, DoorLockRefusal.UNREADABLE, 0) == (
        status.refusals,
        status.refusal,
        status.openings,
    )


def test_the_closing_proof_is_told_of_a_shut_door_alone_and_is_another_each_time(site):
    before = site.driver.proof()
    site.door.present(site.door.order(2).card)
    assert Status.WRONG_STATE == refused(site.driver.proof)

    site.passes(11)

    after = site.driver.proof()
    assert (0, 1) == (before.index, after.index)
    assert after.openings == before.openings + 1
    assert after.digits != before.digits


def test_the_office_knows_a_shut_door_by_what_the_machine_shows(site):
    site.door.present(site.door.order(2).card)
    site.passes(11)
    shown = closing_code(site.driver.proof())
    with desk_of(site.dispatch, datetime.fromtimestamp(START_S, UTC)) as desk:
        found = desk.closed(DOOR, shown)

    assert (1, 1) == (found.index, found.newest)


def test_everything_outlives_the_process_and_so_do_the_hours_of_a_card(site):
    first, second = site.door.order(2).card, site.door.order(2).card
    site.door.present(first)
    site.door.present_stripe(bytes(52))
    site.passes(11)
    before = site.driver.status()
    site.restarts()

    assert before == site.driver.status()
    site.passes(3 * 3_600)
    assert not site.door.present(second).opened
    assert DoorLockRefusal.EXPIRED == site.driver.status().refusal


def test_batteries_that_were_out_leave_a_doubtful_clock_and_no_answer(site):
    site.lock.power_off()
    with pytest.raises(Exception, match="answer"):
        site.driver.status()
    assert not site.door.present(site.door.order(2).card).opened

    site.lock.power_on()

    assert DoorLockFlag.DOUBTFUL in site.driver.status().flags


def test_low_batteries_are_told_and_the_door_still_opens(site):
    site.door.fit_batteries(Charge.LOW)

    assert DoorLockFlag.BATTERY_LOW in site.driver.status().flags
    assert site.door.present(site.door.order(2).card).opened
    site.door.fit_batteries(Charge.GOOD)
    assert DoorLockFlag.BATTERY_LOW not in site.driver.status().flags


def test_dead_batteries_answer_nothing_also_to_the_next_process(site):
    """The bolt is a spring's: it falls without them. Fresh ones bring everything back, in doubt."""
    card = site.door.order(2).card
    assert site.door.present(card).opened
    site.door.fit_batteries(Charge.DEAD)
    site.restarts()

    assert not site.door.present(card).opened
    with pytest.raises(DeviceTimeout):
        site.driver.status()
    site.lock.power_on()
    status = site.driver.status()
    assert (1, 1, False) == (status.openings, status.index, status.is_open)
    assert DoorLockFlag.DOUBTFUL in status.flags
    assert site.door.present(card).opened


def test_a_programmer_is_told_by_hand_and_while_it_speaks(site):
    site.lock.has_programmer = True
    assert DoorLockFlag.PROGRAMMER in site.driver.status().flags
    site.lock.has_programmer = False
    assert DoorLockFlag.PROGRAMMER not in site.driver.status().flags

    site.lock.socket.receive(b"whatever a stranger says\0")

    assert DoorLockFlag.PROGRAMMER in site.driver.status().flags
    site.passes(PROGRAMMER_S)
    assert DoorLockFlag.PROGRAMMER not in site.driver.status().flags


def test_a_cable_that_feeds_a_lock_without_batteries_lets_no_card_in(site):
    card = site.door.order(2).card
    site.lock.power_off()
    site.lock.socket.receive(b"whatever a stranger says\0")

    assert not site.door.present(card).opened
    site.lock.power_on()
    assert site.door.present(card).opened


def test_a_stranger_at_the_socket_opens_nothing_and_counts_nothing(site):
    before = site.driver.status()
    for size in (1, 52, 600, 2_000):
        site.lock.socket.receive(bytes(range(1, 201)) * (size // 200 + 1) + b"\0")
    site.passes(PROGRAMMER_S)

    assert before == site.driver.status()


def test_an_answer_that_nobody_knows_is_none(site):
    """A reason that a newer lock may have: the driver does not guess what it means."""
    site.door.present_stripe(bytes(52))
    told = site.lock.status().encode()
    assert DoorLockRefusal.UNREADABLE == site.driver.status().refusal
    site.lock.status = lambda: SimpleNamespace(encode=lambda: told[:1] + b"\x63" + told[2:])

    with pytest.raises(ProtocolError):
        site.driver.status()


def test_the_service_door_obeys_the_bolt(site):
    with pytest.raises(WorldError, match="locked"):
        site.world.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    site.door.present(site.door.order(2).card)
    site.world.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    site.passes(600)
    assert site.driver.status().is_open

    site.world.set_flag(CabinetFlag.SERVICE_DOOR, is_set=False)

    assert not site.driver.status().is_open


def test_no_value_of_a_card_lies_in_the_lock(site):
    name = site.door.order(2).card
    stripe = site.door.stripe(name)
    site.door.present(name)

    assert stripe[14:30] not in site.lock.lock.ram()
