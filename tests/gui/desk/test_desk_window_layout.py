"""The desk's window is whole and readable in each size, and all of it is reached by Tab."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.gui.desk.clerk import Clerk
from tests.gui.desk.desk_sight import faults, seen, spoken
from tests.locks.desk.desk_doors import Doors

SIZES = [(1024, 768), (1280, 800), (1920, 1080)]
PAGES = [Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4]
ESCAPE, RETURN, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab
TABS_MAX = 60
ASKED_IN_A_ROOM = ("duplicate", "extend", "lost", "move", "check-out", "entered")


def busy_hotel(doors: Doors) -> None:
    """Every look that a room can have here, staff, an ended card and a round."""
    desk, hotel = doors.hotel.desk, doors.hotel
    desk.check_in("101", "Maximiliane Freifrau von Hohenberg-Lindenau", hotel.nights(3))
    desk.duplicate("101")
    desk.check_in("102", None, hotel.nights(1))
    desk.entered("102")
    for name in ("Carla Moreno", "Dimitri Ortega"):
        desk.hire(name)
    desk.fire(2)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_is_whole_and_readable(
    sit_down: Callable, doors: Doors, size: tuple[int, int]
) -> None:
    busy_hotel(doors)
    clerk: Clerk = sit_down(size=size)
    found = {}
    for page in PAGES:
        clerk.press(page)
        found[clerk.model.page] = faults(clerk)
    clerk.click("desk.tab.staff")
    clerk.click("desk.member.1")
    found["member"] = faults(clerk)
    clerk.press(Qt.Key.Key_F1)
    clerk.click("desk.room.101")
    found["room"] = faults(clerk)

    assert {page: {} for page in found} == found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_sheet_is_whole_and_readable(
    sit_down: Callable, doors: Doors, size: tuple[int, int]
) -> None:
    busy_hotel(doors)
    clerk: Clerk = sit_down(size=size)
    found = {}
    clerk.click("desk.room.101")
    for act in ASKED_IN_A_ROOM:
        clerk.click(f"desk.act.{act}")
        found[act] = faults(clerk)
        clerk.press(ESCAPE)
    clerk.click("desk.act.duplicate")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    found["card"] = faults(clerk)
    clerk.click("desk.sheet.worn")
    clerk.ends()
    found["not written"] = faults(clerk)
    clerk.press(ESCAPE, Qt.Key.Key_F4)
    clerk.click("desk.act.shares")
    clerk.click("desk.sheet.confirm")
    clerk.ends()
    found["papers"] = faults(clerk)

    assert {sheet: {} for sheet in found} == found


@pytest.mark.parametrize("page", PAGES, ids=["board", "staff", "rounds", "safety"])
def test_tab_comes_to_every_control_and_back(clerk: Clerk, page: Qt.Key) -> None:
    clerk.press(page)
    start, reached = clerk.focused_within, []
    for _ in range(TABS_MAX):
        clerk.press(TAB)
        reached.append(clerk.focused_within)
        if clerk.focused_within == start:
            break
    wanted = {
        item.objectName()
        for item in seen(clerk)
        if item.property("activeFocusOnTab") and item.objectName()
    }

    assert start in reached
    assert set() == wanted - set().union(*reached)


def test_tab_stays_in_the_sheet(clerk: Clerk) -> None:
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    reached = []
    for _ in range(12):
        clerk.press(TAB)
        reached.append(clerk.focused)

    assert {"desk.field.departure", "desk.sheet.confirm", "desk.sheet.back"} <= set(reached)
    assert [] == [
        name for name in reached if name.startswith(("desk.tab", "desk.act", "desk.back"))
    ]


def test_arrows_walk_over_the_board(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, RETURN)

    opened = clerk.model.room["number"]
    clerk.press(ESCAPE, Qt.Key.Key_Right, RETURN)

    assert (opened, clerk.model.room["number"]) == ("102", "103")


def test_what_is_seen_is_spoken(clerk: Clerk) -> None:
    """A room's tile by its number and word, the sheet as a dialogue, the end as an alert."""
    tile = spoken(clerk.named("desk.room.103"))
    clerk.click("desk.room.101")
    heading = spoken(clerk.named("desk.act.check-in"))
    clerk.click("desk.act.check-in")
    field = spoken(clerk.named("desk.field.guest"))
    clerk.make_card()

    assert tile == ("Button", "Room 103, No lock yet")
    assert heading == ("Button", "Check in")
    assert field == ("EditableText", "Guest's name")
    assert spoken(clerk.named("desk.sheet.title")) == (
        "AlertMessage",
        "The card is written. Hand it out",
    )
