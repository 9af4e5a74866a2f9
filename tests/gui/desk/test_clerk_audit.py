"""A clerk looks who opened a door: whole and readable in each size, and by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hardware.locks.desk.visits import RoundKind
from tests.gui.desk.clerk import Clerk
from tests.gui.desk.desk_sight import faults, seen, spoken
from tests.locks.desk.desk_doors import Doors

SIZES = [(1024, 768), (1366, 768), (1920, 1080)]
RETURN, ESCAPE, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Down
KEYS_MAX = 20


def an_audit_was_read(doors: Doors) -> None:
    """Guests, somebody of staff with a long name, refusals of each length, a doubtful clock."""
    desk, hotel = doors.hotel.desk, doors.hotel
    staff = desk.hire("Maximiliane Freifrau von Hohenberg-Lindenau").card
    guest = desk.check_in("101", None, hotel.nights(3)).card
    other = desk.check_in("102", None, hotel.nights(3)).card
    for card in (guest, staff, other, other):
        doors.swipe(1, card)
        hotel.clock.pass_(minutes=7)
    desk.check_out("101")
    doors.swipe(1, desk.check_in("101", None, hotel.nights(3)).card)
    doors.swipe(1, guest)
    doors.door(1).lock.power_lost()
    doors.door(1).lock.power_back()
    doors.swipe(1, guest)
    desk.take_results(doors.walk(desk.plan(RoundKind.AUDIT, ["101"]).number))


def opened(clerk: Clerk, number: str = "101") -> None:
    clerk.click(f"desk.room.{number}")
    clerk.click("desk.act.audit")
    clerk.wait(lambda: clerk.model.page == "audit", "the lock's record")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_locks_record_is_whole_and_readable(
    sit_down: Callable, doors: Doors, size: tuple[int, int]
) -> None:
    an_audit_was_read(doors)
    clerk: Clerk = sit_down(size=size)
    opened(clerk)
    found = {"opened": faults(clerk)}
    for name in ("refused", "all"):
        clerk.click(f"desk.audit.{name}")
        found[name] = faults(clerk)
    clerk.press(ESCAPE, ESCAPE)
    opened(clerk, "201")
    found["never"] = faults(clerk)

    assert {each: {} for each in found} == found


def test_who_opened_and_who_was_refused_are_told_the_newest_first(
    sit_down: Callable, doors: Doors
) -> None:
    an_audit_was_read(doors)
    clerk = sit_down()
    opened(clerk)
    openings = [row["who"] for row in clerk.model.audit["lists"][0]["rows"]]
    clerk.click("desk.audit.refused")
    said = clerk.texts()

    assert [
        "Present guest's card 2",
        "Maximiliane Freifrau von Hohenberg-Lindenau (1)",
        "Guest's card 1",
    ] == openings
    assert "Refused: another room's" in said
    assert "Guest's card for 102" in said
    assert "2 times, until 10:21" in said
    assert "Read on Mon 23 Nov 2026 10:28" in said


def test_the_record_is_reached_and_left_by_keys_alone(sit_down: Callable, doors: Doors) -> None:
    an_audit_was_read(doors)
    clerk = sit_down()
    clerk.type("101")
    clerk.press(RETURN)
    for _ in range(KEYS_MAX):
        if clerk.focused == "desk.act.audit":
            break
        clerk.press(DOWN)
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.model.page == "audit", "the lock's record")
    first, reached = clerk.focused_within, []
    for _ in range(KEYS_MAX):
        clerk.press(TAB)
        reached.append(clerk.focused)
    for _ in range(KEYS_MAX):
        if clerk.focused == "desk.audit.refused":
            break
        clerk.press(TAB)
    clerk.press(RETURN)
    chosen = [spoken(i)[1] for i in seen(clerk) if i.objectName() == "desk.audit"]
    clerk.press(ESCAPE)
    back = clerk.model.page
    clerk.press(ESCAPE)

    assert "desk.audit" in first
    assert {"desk.audit.opened", "desk.audit.refused", "desk.back"} <= set(reached)
    assert ["Refusals 3"] == chosen
    assert ("room", "board") == (back, clerk.model.page)


def test_a_record_that_was_never_read_offers_its_round_with_the_room_typed(clerk: Clerk) -> None:
    opened(clerk, "201")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.kind == "ask", "the round's question")

    assert "1 door: 201." in clerk.texts()
    assert "desk.act.audit" not in clerk.names()


def test_a_room_without_a_lock_has_no_record(clerk: Clerk) -> None:
    clerk.click("desk.room.103")

    assert not clerk.shows("desk.act.audit")
