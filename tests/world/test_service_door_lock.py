"""The lock of the service door is away, killed, another one, or wants somebody: all is told."""

from __future__ import annotations

from hardware.emulators.lock_batteries import Charge
from kiosk.domain.screens import ScreenId
from tests.world.support.service_door import BEHIND, PLACE, alarms, elsewhere


def test_a_lock_that_is_away_leaves_the_rest_of_the_menu_and_says_so(door):
    door.machine.unplug("door_lock")
    door.looks(3)
    door.room.log_in("anna")

    assert ScreenId.STAFF_MENU == door.room.screen.id
    assert "order.away" == door.room.notice
    assert set() == door.can & BEHIND
    assert "away" == door.told("WORK_ORDER")[-1][2]["result"]


def test_a_lock_that_is_lost_while_it_is_asked_for_ends_the_asking(door):
    door.room.log_in("anna")
    door.machine.unplug("door_lock")
    door.looks(3)

    assert "order.away" == door.room.notice


def test_a_cable_that_is_cut_while_the_door_is_open_never_counts_as_shut(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    door.machine.unplug("door_lock")
    door.looks(3)
    door.shuts()
    door.room.press("98E")
    door.looks(3)

    assert "open" == door.machine.core.supervision.conditions.door_lock
    assert [] == door.told("DOOR_LOCKED")
    door.restarts()
    assert "open" == door.machine.core.supervision.conditions.door_lock
    door.machine.plug("door_lock")
    door.looks(5)
    assert "" == door.machine.core.supervision.conditions.door_lock
    assert ["DOOR_LOCKED"] == [code for code, _, _ in door.told("DOOR_LOCKED")]


def test_a_cut_cable_ends_what_a_work_order_has_allowed(door):
    door.room.log_in("anna")
    door.has_new_order()
    assert 3 in door.can
    door.machine.unplug("door_lock")
    door.looks(3)

    assert set() == door.can & BEHIND


def test_a_lock_that_is_killed_in_the_middle_of_a_work_order_says_all_of_it_afterwards(door):
    """Meanwhile nobody knows how the door stands, and it counts as open."""
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    door.is_killed()
    door.looks(3)
    assert set() == door.can & BEHIND
    door.room.press("98E")
    door.looks(3)
    assert "open" == door.machine.core.supervision.conditions.door_lock
    assert 1 == alarms(door)

    door.is_started()
    door.looks(5)
    assert door.lock.is_open  # the door still is
    assert "open" == door.machine.core.supervision.conditions.door_lock
    door.shuts()

    assert "" == door.machine.core.supervision.conditions.door_lock
    codes = [code for code, _, _ in door.told("DOOR_UNLOCKED", "DOOR_LOCKED")]
    assert ["DOOR_UNLOCKED", "DOOR_LOCKED"] == codes


def test_a_card_that_was_put_in_as_the_lock_was_killed_counts_if_the_lock_says_so(door):
    """What was stored before the bolt moved is found by whoever asks next, as an unseen opening."""
    card = door.hands.order(2).card
    door.room.log_in("anna")
    door.is_killed()
    door.looks(3)
    assert "order.away" == door.room.notice
    door.hands.present(card)
    door.is_started()
    door.looks(5)

    _, out, fields = door.told("DOOR_UNLOCKED")[0]
    assert ("fail", 1, True) == (out, fields["index"], fields["is_unseen"])
    assert 3 not in door.can


def test_an_answer_that_nobody_knows_is_never_a_shut_door(door):
    """A reason of refusal that a newer lock has: the same answer with a known one is believed."""
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    assert 3 in door.can
    status = door.lock.status
    door.lock.status = lambda: Answer(status().encode(), 99)
    door.looks(5)
    assert set() == door.can & BEHIND
    door.shuts()
    door.room.press("98E")
    door.looks(3)
    assert "open" == door.machine.core.supervision.conditions.door_lock

    door.lock.status = lambda: Answer(status().encode(), 7)
    door.looks(5)

    assert "" == door.machine.core.supervision.conditions.door_lock


class Answer:
    """To STATUS, with another reason of the last refusal."""

    def __init__(self, told, refusal):
        self._told = told[:1] + bytes((refusal,)) + told[2:]

    def encode(self):
        return self._told


def test_a_lock_that_is_away_is_told_to_the_bank_and_stops_nobody(door):
    door.scene.operator.puts_in_service()
    assert "in-service" == door.machine.core.service.mode.value
    door.machine.unplug("door_lock")
    door.looks(40)

    assert ("in-service", 1) == (door.machine.core.service.mode.value, alarms(door))
    assert "door_lock" == door.machine.last_entry("DEVICE_FAULT")["device"]


def test_another_lock_in_its_place_is_told_and_serves_nobody(door, tmp_path):
    """The same machine with the right one serves."""
    other = elsewhere(door, (PLACE[0], 13), tmp_path).lock
    memory = door.lock._ram
    before = memory.image()
    memory._held[:] = other.lock.ram()
    door.looks()

    assert "wrong" == door.machine.core.supervision.conditions.door_lock
    assert ("fail", "other") == (
        door.told("DOOR_LOCK")[-1][1],
        door.told("DOOR_LOCK")[-1][2]["state"],
    )
    door.room.log_in("anna")
    assert "order.away" == door.room.notice
    memory._held[:] = before
    door.machine.unplug("door_lock")
    door.looks(3)
    door.machine.plug("door_lock")
    door.looks(5)
    assert "" == door.machine.core.supervision.conditions.door_lock


def test_what_a_lock_said_before_is_no_lock(door):
    """A recorded status has counts that the journal has passed."""
    recorded = door.lock.status()
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()
    assert 3 in door.can

    door.lock.status = lambda: recorded
    door.looks()

    assert "wrong" == door.machine.core.supervision.conditions.door_lock
    assert "back" == door.told("DOOR_LOCK")[-1][2]["state"]
    assert set() == door.can & BEHIND


def test_a_door_left_open_by_whoever_has_logged_out_is_told(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.opens_door()
    door.room.press("98E")
    door.looks(2)

    assert 1 == alarms(door)
    door.shuts()
    assert "" == door.machine.core.supervision.conditions.door_lock


def test_the_status_page_shows_lock_bolt_and_closing_code(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()
    door.room.press("1E0E")

    lines = {getattr(each.name, "id", each.name): each.cells for each in door.room.page.lines}
    words = {name: getattr(cells[0], "id", cells[0]) for name, cells in lines.items() if cells}
    assert "status.locked" == words["status.bolt"]
    assert words["status.closing-code"].endswith("/ 2")


def test_the_status_page_says_when_the_lock_wants_batteries_or_its_clock_set(door):
    door.room.log_in("anna")
    door.has_new_order()
    door.shuts()
    door.room.press("1E")
    well = warned_of_the_lock(door)
    door.lock.fit_batteries(Charge.LOW)
    low = warned_of_the_lock(door)
    door.lock.reseat_batteries()
    both = warned_of_the_lock(door)

    assert (set(), {"status.bolt-batteries"}) == (well, low)
    assert {"status.bolt-batteries", "status.bolt-clock"} == both


def warned_of_the_lock(door):
    """On all pages of the status."""
    found = set()
    door.looks()
    for _ in range(door.room.page.count):
        door.room.press("0E")
        found |= {getattr(each.name, "id", "") for each in door.room.page.lines}
    return found & {"status.bolt-batteries", "status.bolt-clock"}
