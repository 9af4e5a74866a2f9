"""The dispatch office: a desk of the hotel locks that sends technicians to a cabinet's door."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hardware.emulators.dispatch_office import CARDS_KEPT_MAX, DOORS_MIN
from hardware.emulators.lock_batteries import Charge
from hardware.emulators.lock_cards import guest_card
from hardware.emulators.lock_time import EPOCH_S
from hardware.emulators.memories import MemoryMemories
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.locks.desk.rooms import DoorState
from hardware.locks.desk.visits import RoundKind
from hardware.protocol.link import Link
from hardware.transport.memory import MemoryTransport
from tests.unit.emulators.door_office import DOOR, PLACE, desk_of, dispatch_in, visited
from tests.unit.emulators.emulated_atm import Clock, Dice

START_S = EPOCH_S + 86_400 * 365


class Cabinet:
    """A world whose door has a lock, and the folder of the office that looks after it."""

    def __init__(self, office, place=PLACE):
        self.office, self.clock, self.memories = office, Clock(), MemoryMemories()
        self.restarts(place)

    def restarts(self, place=None):
        self.world = World(
            self.memories,
            monotonic=self.clock,
            random_bytes=Dice(),
            door_lock=place,
            dispatch=self.office,
        )
        self.door, self.lock = self.world.door, self.world.lock

    def desk(self):
        return desk_of(self.office, self.now())

    def now(self):
        return datetime.fromtimestamp(START_S + int(self.clock.now), UTC)

    def visited(self, kind):
        socket = Link(MemoryTransport(self.lock.socket), monotonic=self.clock, first_seq=9)
        return visited(self.office, kind, socket, self.now())


@pytest.fixture
def cabinet(tmp_path):
    return Cabinet(dispatch_in(tmp_path))


def test_an_office_is_set_up_and_installs_the_lock_where_there_is_none(tmp_path):
    cabinet = Cabinet(tmp_path / "dispatch")

    with cabinet.desk() as desk:
        room = desk.room(DOOR)
        assert (PLACE[0], DOORS_MIN) == (desk.hotel.hotel, len(desk.rooms()))
        assert (PLACE[1], DoorState.INSTALLED) == (room.lock, room.door)
    assert cabinet.door.present(cabinet.door.order(2).card).opened


def test_a_work_order_is_a_stay_in_the_technicians_name_for_so_many_hours(cabinet):
    order = cabinet.door.order(3, "Carl Cable")

    with cabinet.desk() as desk:
        stay = desk.room(DOOR).stay
        told = [entry.deed for entry in desk.log_tail(2)]
    assert ("Carl Cable", 3 * 3_600) == (stay.guest, (stay.departs - stay.arrived).seconds)
    assert ("order-1", "Carl Cable", 1) == (order.card, order.technician, order.index)
    assert 0 <= (order.until - stay.departs).seconds < 900
    assert ["check-in", "check-in-made"] == told


def test_hours_and_names_that_no_card_has_are_refused_and_cost_no_index(cabinet):
    for hours in (0, 5):
        with pytest.raises(WorldError, match="between 1 and 4"):
            cabinet.door.order(hours)
    with pytest.raises(WorldError, match="at most 80 printable"):
        cabinet.door.order(2, "x" * 81)

    assert 1 == cabinet.door.order(2).index


def test_the_newest_order_is_known_to_the_next_process(cabinet):
    cabinet.door.order(2, "carl")
    newest = cabinet.door.order(4, "dora")
    cabinet.restarts()

    assert newest == cabinet.door.office.newest


def test_the_newest_orders_are_kept_and_older_ones_are_thrown_away(cabinet):
    for _ in range(CARDS_KEPT_MAX + 2):
        cabinet.door.order(1)

    names = [f"order-{number}" for number in range(3, CARDS_KEPT_MAX + 3)]
    assert names == cabinet.door.office.cards
    with pytest.raises(WorldError, match="no work order has this name; work orders: order-3, "):
        cabinet.door.present("order-1")


def test_a_card_that_the_desks_own_commands_made_is_put_in_by_its_name(cabinet):
    with cabinet.desk() as desk:
        staff = desk.hire("Sue")

    assert cabinet.door.present(staff.card).opened
    assert (0, 1) == (cabinet.lock.status().opened_index, cabinet.lock.status().openings)


def test_after_sixteen_orders_that_nobody_used_somebody_has_to_go_along(cabinet):
    """Indexes that lie too far ahead would be lost on the lock."""
    for _ in range(16):
        cabinet.door.order(1)
    with pytest.raises(WorldError, match="Somebody has to go along: `escort ATM-12`"):
        cabinet.door.order(1)
    with cabinet.desk() as desk:
        desk.escort(DOOR)

    assert cabinet.door.present(cabinet.door.order(1).card).opened


def test_a_desk_that_is_in_use_refuses_an_order_and_the_next_one_is_good(cabinet):
    with cabinet.desk(), pytest.raises(WorldError, match=r"dispatch office: .* process"):
        cabinet.door.order(2)

    assert 1 == cabinet.door.order(2).index


def test_a_lock_goes_on_without_its_office_and_gets_no_order(cabinet):
    card = cabinet.door.order(2).card
    stripe = cabinet.door.stripe(card)
    cabinet.office.rename(cabinet.office.with_name("elsewhere"))
    cabinet.restarts()

    assert cabinet.door.present_stripe(stripe).opened
    with pytest.raises(WorldError, match=r"has an owner, and the office .* is not in"):
        cabinet.door.order(2)


def test_the_office_of_another_owner_installs_nothing_and_says_why(tmp_path):
    cabinet = Cabinet(dispatch_in(tmp_path))
    cabinet.memories = MemoryMemories()

    with pytest.raises(WorldError, match="is owner 4711 with 20 doors, and issues nothing"):
        cabinet.restarts((4712, 12))


def test_a_visit_that_was_installed_and_not_handed_in_is_taken_up(tmp_path, monkeypatch):
    """The process ends between the lock's last answer and the desk's commit."""
    cabinet = Cabinet(dispatch_in(tmp_path))
    cabinet.memories, cabinet.office = MemoryMemories(), tmp_path / "new"
    monkeypatch.setattr("hardware.emulators.dispatch_office.Desk.take_from_programmer", _dies)
    with pytest.raises(_Died):
        cabinet.restarts(PLACE)
    monkeypatch.undo()
    cabinet.restarts()

    with cabinet.desk() as desk:
        assert DoorState.INSTALLED is desk.room(DOOR).door
    assert cabinet.door.present(cabinet.door.order(2).card).opened


class _Died(Exception):
    pass


def _dies(*_):
    raise _Died


def test_a_lock_that_was_given_back_by_an_order_is_left_alone(cabinet):
    assert cabinet.visited(RoundKind.DECOMMISSION).is_done
    cabinet.restarts()

    assert not cabinet.lock.status().is_owned
    assert cabinet.visited(RoundKind.INSTALL).is_done
    assert cabinet.lock.status().is_owned


def test_a_doubtful_clock_stays_so_until_somebody_was_there_with_the_programmer(cabinet):
    cabinet.door.doubt_clock()
    assert cabinet.lock.lock.is_doubtful

    assert cabinet.visited(RoundKind.DST).is_done

    assert not cabinet.lock.lock.is_doubtful


def test_an_order_opens_a_door_whose_batteries_are_dead_and_it_is_counted(cabinet):
    """The programmer's cable feeds the motor; the machine hears of it with the next batteries."""
    card = cabinet.door.order(2).card
    cabinet.door.fit_batteries(Charge.DEAD)
    assert not cabinet.door.present(card).opened

    assert cabinet.visited(RoundKind.OPEN).is_done
    cabinet.door.want_unlocked()
    cabinet.door.fit_batteries(Charge.GOOD)

    status = cabinet.lock.status()
    assert (1, 0) == (status.openings, status.opened_index)


def test_a_work_order_carries_what_the_desk_knows_of_the_door(cabinet):
    card = guest_card(cabinet.door.stripe(cabinet.door.order(2).card))

    assert (*PLACE, 1, 0) == (card.hotel, card.lock, card.index, card.flags)


def test_an_office_for_more_doors_than_a_desk_has_is_refused(tmp_path):
    with pytest.raises(WorldError, match="1 to 600 rooms"):
        Cabinet(tmp_path / "dispatch", (4711, 601))
