"""Hands, matter and wires: what is around the devices."""

import os

import pytest

from hardware.crypto.record import TxnOutcome
from hardware.crypto.secret import Secret
from hardware.emulators.bank_card import BankCard
from hardware.emulators.nonvolatile import MemoryNonVolatile
from hardware.emulators.notes import PickFault
from hardware.emulators.pty_port import UNSENT_SIZE_MAX, PtyPort
from hardware.emulators.snapshot import state
from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag
from hardware.protocol.card_reader import CardPosition
from tests.unit.emulators.emulated_atm import ALICE, NOTHING


def test_hands_take_the_cash_when_the_shutter_opens(atm):
    """The transaction is taken at the next look, without anybody having polled in between."""
    atm.world.use_hands(cash=True)
    opened = atm.stacked(c1=3)
    atm.hsm.present(opened.txid, 10)

    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.TAKEN
    assert atm.with_customer() == 3


def test_hands_take_what_is_waiting_already(atm):
    """Switched on late, they act at once."""
    opened = atm.presented(c1=3)
    atm.world.new_chip_card("alice")
    atm.world.insert("alice")
    atm.reader.latch()
    atm.reader.release()
    atm.world.use_hands(cash=True, card=True)

    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.TAKEN
    assert CardPosition.NONE is atm.reader.status().card


def test_hands_leave_a_card_alone_that_nobody_gave_back(bare_atm):
    """A card just put in is not taken away again."""
    bare_atm.world.use_hands(card=True)
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")

    assert CardPosition.AT_SLOT is bare_atm.reader.status().card


def test_cards_and_doors_are_where_they_were_after_a_restart(bare_atm):
    """A latched card stays latched, under a new insertion number; an open door stays open."""
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")
    bare_atm.reader.latch()
    before = bare_atm.reader.status()
    bare_atm.door(is_open=True)
    bare_atm.world.set_flag(CabinetFlag.KEY_ON, is_set=False)
    bare_atm.restart()
    after = bare_atm.reader.status()

    assert CardPosition.LATCHED is after.card
    assert before.insert_no != after.insert_no
    assert CabinetFlag.SAFE_DOOR == bare_atm.cabinet.status().flags
    assert bare_atm.world.works.safe_door_is_open is True


def test_a_card_keeps_its_key_wherever_it_goes(bare_atm):
    """Its memory goes with it: committed, taken out, found again after a restart."""
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")
    insert_no = bare_atm.reader.status().insert_no
    bare_atm.reader.provision_card(insert_no, ALICE)
    bare_atm.reader.commit_card(insert_no, ALICE)
    bare_atm.world.take_card()
    bare_atm.restart()
    bare_atm.world.insert("alice")

    assert bare_atm.reader.read().card_id.matches(str(ALICE).encode())


@pytest.mark.parametrize("name", ["", "../alice", "Alice", "a" * 33, "a b", "-a", "alice\n"])
def test_a_card_name_is_a_plain_word(bare_atm, name):
    """It becomes a file's name."""
    with pytest.raises(WorldError):
        bare_atm.world.new_chip_card(name)


def test_one_card_at_a_time_fits(bare_atm):
    """And no two have the same name."""
    bare_atm.world.new_chip_card("alice")
    bare_atm.world.insert("alice")

    with pytest.raises(WorldError, match="there is a card 'alice' already"):
        bare_atm.world.new_chip_card("alice")
    with pytest.raises(WorldError, match="the slot is taken"):
        bare_atm.world.insert("alice")
    with pytest.raises(WorldError, match="no card has this name; cards: alice"):
        bare_atm.world.insert("bob")


def test_a_stripe_code_has_eight_digits(bare_atm):
    """Anything else is no stripe card."""
    with pytest.raises(WorldError, match="stripe_code is not 8 digits"):
        bare_atm.world.new_stripe_card("bob", ALICE, Secret(b"1234"))


def test_the_snapshot_shows_where_the_cash_is(atm):
    """At the shutter while it is open, with the customer afterwards."""
    atm.presented(c1=2, c2=1)
    before = state(atm.world)
    atm.world.take_cash()
    after = state(atm.world)

    assert {"shutter_open": True, "at_shutter": {"1": 2, "2": 1}} == before["cash"]
    assert {"shutter_open": False, "at_shutter": {}} == after["cash"]
    assert {"1": 2, "2": 1} == after["notes"]["customer"]


def test_no_image_of_matter_has_a_secret(atm):
    """Keys are in the devices' and cards' own memories only."""
    atm.world.new_chip_card("alice")
    atm.world.insert("alice")
    insert_no = atm.reader.status().insert_no
    key = atm.reader.provision_card(insert_no, ALICE)
    atm.pad.pin_start(0, 30, 10)
    atm.world.press("471147E")
    kept = "".join(str(memory.snapshot()) for memory in atm.memories.devices.values())

    assert "471147" not in kept
    assert key.reveal().hex() not in kept
    assert str(ALICE) not in kept


def test_a_dead_stripe_is_no_chip():
    """A card's memory that was never made is a fault, not a new card."""
    with pytest.raises(Exception, match="no card was ever made"):
        BankCard(MemoryNonVolatile())


def test_a_double_pick_leaves_one_note_less_than_the_hsm_believes(atm):
    """The thickness sensor sees that it is not one note, and not how many: the count shows it."""

    atm.world.works.faults[1] = [PickFault.DOUBLE]
    atm.stacked(c1=1)
    line = atm.bank_line(atm.hsm.status(NOTHING), 1)

    assert (99, 98) == (line.left, atm.world.works.whereabouts()["canisters"][1])
    assert {1: 2} == atm.world.works.whereabouts()["reject_bin"]


class Silent:
    def unasked(self):
        return b""


class Echo(Silent):
    def receive(self, data):
        return data


class Flood(Silent):
    def receive(self, data):
        return bytes(UNSENT_SIZE_MAX // 2)


@pytest.fixture
def port_of(tmp_path, bare_atm):
    """Makes ports; they are unplugged at the end."""
    ports = []

    def make(device, baud):
        port = PtyPort(device, tmp_path / "port", baud=baud, monotonic=bare_atm.clock)
        port.plug()
        ports.append(port)
        return port

    yield make
    for port in ports:
        port.unplug()


def test_wire_time_is_added_to_an_answer(port_of, bare_atm, tmp_path):
    """34 bytes there and 34 back at 9,600 baud are 70.8 ms, and not a byte comes before."""
    port = port_of(Echo(), 9600)
    start = bare_atm.clock.now
    kiosk = os.open(tmp_path / "port", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        os.write(kiosk, b"x" * 34)
        port.pump()
        due = port.next_due()
        with pytest.raises(BlockingIOError):
            os.read(kiosk, 100)
        bare_atm.clock.now += 0.071
        port.flush()
        got = os.read(kiosk, 100)
    finally:
        os.close(kiosk)

    assert due - start == pytest.approx(0.0708, abs=0.0005)
    assert b"x" * 34 == got
    assert port.next_due() is None


def test_answers_that_nobody_reads_are_bounded(port_of, tmp_path):
    """What a wire cannot hold is lost, and the loop does not wait for it."""
    port = port_of(Flood(), 0)
    kiosk = os.open(tmp_path / "port", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        for _ in range(10):
            os.write(kiosk, b"x")
            port.pump()
    finally:
        os.close(kiosk)

    assert port._unsent_size <= UNSENT_SIZE_MAX


def test_real_mechanics_take_their_time(atm):
    """60 ms a note and 150 ms to present, by the clock that was passed in."""
    delays = atm.world.hsm.delays
    delays.note_s, delays.present_s = 0.060, 0.150
    opened = atm.open()
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=3))
    start = atm.clock.now
    atm.clock.now += 0.130
    seen = atm.bank_line(atm.hsm.get(opened.txid), 1).picked

    assert seen == 2
    assert atm.world.next_due() - start == pytest.approx(0.180, abs=0.001)


def test_emptied_canister_gives_no_note_and_is_whole_again_once_they_are_put_back(atm):
    """What the technician holds meanwhile is neither lost nor made up."""
    works = atm.world.works
    taken = works.empty(1)
    emptied = works.whereabouts()
    back = works.put_back(1)
    restored = works.whereabouts()

    assert 100 == taken == back
    assert ({1: 0, 2: 100}, {1: 100}) == (emptied["canisters"], emptied["technician"])
    assert ({1: 100, 2: 100}, {1: 0}) == (restored["canisters"], restored["technician"])


def test_everything_that_was_arranged_can_be_seen(atm):
    """Planned faults, dirt on the sensors, and the moment at which power will fail."""
    calm = state(atm.world)
    atm.world.works.plan(1, [PickFault.OK, PickFault.JAM])
    atm.world.works.set_sensors_unsure(are_unsure=True)
    atm.world.hsm.power.arm("presented")
    arranged = state(atm.world)
    names = ("planned", "sensors_unsure", "power_fails_at")

    assert [{}, False, None] == [calm[name] for name in names]
    assert [{"1": ["ok", "jam"]}, True, "presented"] == [arranged[name] for name in names]
