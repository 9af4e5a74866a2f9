"""A clerk makes guests' cards at the window, with a writer that is good, worn, absent or slow."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from tests.gui.desk.clerk import Clerk
from tests.locks.desk.desk_doors import Doors

RETURN, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


def room_of(clerk: Clerk, number: str):
    return clerk.model._seen.room(number)


def others(clerk: Clerk) -> str:
    return " ".join(clerk.words("desk.sheet.other"))


def test_a_guest_is_checked_in_by_keys_alone(clerk: Clerk, doors: Doors) -> None:
    """From the number that is typed to the card that opens the door, without a mouse."""
    clerk.type("102")
    clerk.press(RETURN, RETURN)
    clerk.type("Berta Lind")
    clerk.press(TAB)
    clerk.type("3")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    clerk.press(RETURN)
    title = clerk.ends()
    clerk.press(RETURN)

    assert title == "The card is written. Hand it out"
    assert clerk.model.page == "board"
    assert room_of(clerk, "102").stay.guest == "Berta Lind"
    assert doors.swipe(2, "card-0001") is Why.OPENED


def test_the_departure_is_told_while_it_is_typed(clerk: Clerk) -> None:
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.choice.departure.7")

    assert "The card opens 101 until Mon 30 Nov 2026 11:00." in clerk.texts()


@pytest.mark.parametrize("typed", ["soon", "2026-11-22", "", "31.12."])
def test_a_departure_that_is_none_cannot_be_confirmed(clerk: Clerk, typed: str) -> None:
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.fill("departure", typed)
    clerk.press(RETURN)

    assert clerk.kind == "ask"
    assert clerk.words("desk.sheet.problem") != []


def test_other_cards_are_told_of_before_a_lost_one_is_replaced(clerk: Clerk, doors: Doors) -> None:
    """Said while nothing has happened yet; and what was said is then true of the door."""
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.room.101")
    for _ in range(2):
        clerk.click("desk.act.duplicate")
        clerk.make_card()
        clerk.press(RETURN)
    clerk.click("desk.act.lost")

    assert "2 other cards of this room stop working then, too." in others(clerk)
    assert doors.swipe(1, "card-0003") is Why.OPENED

    clerk.make_card()

    assert doors.swipe(1, "card-0001") is Why.OPENED
    assert doors.swipe(1, "card-0004") is Why.OPENED
    assert [Why.OLD] * 3 == [doors.swipe(1, f"card-000{number}") for number in (1, 2, 3)]


def test_a_worn_card_loses_nothing_and_another_one_is_taken(clerk: Clerk, doors: Doors) -> None:
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.sheet.confirm")
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    clerk.click("desk.sheet.worn")
    first = clerk.ends()
    said = clerk.words("desk.sheet.line")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait again")
    clerk.press(RETURN)

    assert first == "Nobody knows whether the card was written"
    assert "destroy it and take another one. Nothing else is lost." in " ".join(said)
    assert clerk.ends() == "The card is written. Hand it out"
    assert doors.swipe(1, "card-0001") is Why.OPENED


def test_who_stops_waiting_has_made_no_card(clerk: Clerk) -> None:
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.sheet.confirm")
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    clerk.press(ESCAPE)

    assert clerk.ends() == "The card was not written"
    assert room_of(clerk, "101").stay is None


def test_a_writer_without_a_card_is_not_waited_for_for_ever(sit_down: Callable) -> None:
    clerk = sit_down(waits_s_max=0.05)
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.sheet.confirm")

    assert clerk.ends() == "The card was not written"
    assert "No card was put on the writer." in clerk.words("desk.sheet.line")


class Slow(CardFolder):
    """Writes when it is let."""

    def __init__(self, *where: object) -> None:
        super().__init__(*where)
        self.may_write = threading.Event()

    def write(self, stripe: bytes) -> str:
        assert self.may_write.wait(20)
        return super().write(stripe)


def test_a_slow_writer_leaves_the_window_alive(sit_down: Callable, doors: Doors) -> None:
    """It is drawn, and tells what it waits for; a deed in between is not taken."""
    slow = Slow(doors.hotel.cards)
    clerk = sit_down(writer=slow)
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.sheet.confirm")
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.title == "The card is being written", "it to be written")
    clerk.press(ESCAPE, Qt.Key.Key_F2)
    clerk.model.act("hire")
    seen = (clerk.title, clerk.model.page)
    slow.may_write.set()

    assert seen == ("The card is being written", "room")
    assert clerk.ends() == "The card is written. Hand it out"


class Broken(CardFolder):
    def read(self) -> bytes:
        raise WriterFault("the writer's cable is out")


class Forgetful(CardFolder):
    def read(self) -> bytes:
        return bytes(52)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Broken, "The writer's cable is out."),
        (Forgetful, "What was read back is not what was written."),
    ],
)
def test_of_a_card_that_cannot_be_read_back_nobody_knows_whether_it_was_written(
    sit_down: Callable, doors: Doors, kind: type[CardFolder], said: str
) -> None:
    clerk = sit_down(writer=kind(doors.hotel.cards))
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")

    assert clerk.make_card() == "Nobody knows whether the card was written"
    assert "That card may open 101. Lay it on once more" in " ".join(clerk.words("desk.sheet.line"))
    assert clerk.model.sheet["mood"] == "unsure"
    assert said in clerk.words("desk.sheet.line")


def test_a_card_that_could_not_be_noted_is_not_handed_out(
    sit_down: Callable, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third outcome: it was written, and the disk is full."""
    opened = doors.hotel.opened

    def full(name: str) -> None:
        if name == "check-in-made: before commit":
            raise DeskRefusal(Reason.DISK_FULL, "The disk is full")

    monkeypatch.setattr(doors.hotel, "opened", lambda **how: opened(step=full, **how))
    clerk = sit_down()
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")

    assert clerk.make_card() == "Do not hand out this card"
    assert clerk.model.sheet["mood"] == "unsure"
    assert "The disk is full. Mend that, then lay the same card in" in " ".join(
        clerk.words("desk.sheet.line")
    )


def test_what_nobody_foresaw_is_called_unknown(
    sit_down: Callable, doors: Doors, monkeypatch: pytest.MonkeyPatch, expect_log: Callable
) -> None:
    clerk = sit_down()
    expect_log("failed deed=Check in exception=ZeroDivisionError")
    monkeypatch.setattr(CardFolder, "write", lambda *_: 1 // 0)
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")

    assert clerk.make_card() == "It is not known whether that was done"


def test_after_sixteen_cards_the_way_on_is_a_button(sit_down: Callable, doors: Doors) -> None:
    """The refusal offers to go along; then the next card is made."""
    desk = doors.hotel.desk
    for _ in range(16):
        desk.check_in("101", None, doors.hotel.nights(1))
        desk.check_out("101")
    clerk = sit_down()
    board = [tile.word for tile in clerk.model.found() if tile.number == "101"]
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.click("desk.sheet.confirm")
    refused = clerk.ends()
    clerk.click("desk.sheet.remedy.escort")
    clerk.click("desk.sheet.confirm")
    clerk.ends()
    clerk.press(RETURN)
    clerk.click("desk.act.check-in")

    assert board == ["Go along"]
    assert refused == "Somebody has to go along first"
    assert clerk.make_card() == "The card is written. Hand it out"


def test_a_guest_moves_and_leaves(clerk: Clerk) -> None:
    """Each says what the old card still does."""
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.room.101")
    clerk.click("desk.act.move")
    clerk.type("101")
    occupied = clerk.words("desk.sheet.problem")
    clerk.fill("to", "201")
    kept = others(clerk)
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.room.201")
    clerk.click("desk.act.check-out")
    still = others(clerk)
    clerk.click("desk.sheet.confirm")

    assert occupied == ["Somebody stays in room 101."]
    assert "The guest's card opens 101 until Tue 24 Nov 2026 11:00" in kept
    assert "The guest's card still opens it until Tue 24 Nov 2026 11:00" in still
    assert clerk.ends() == "Room 201 is free"
    assert room_of(clerk, "201").stay is None


def test_a_later_departure_tells_how_the_other_cards_get_it(clerk: Clerk, doors: Doors) -> None:
    """One card is dated anew, the others with “Another card”: then each opens so long."""
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.room.101")
    clerk.click("desk.act.duplicate")
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.act.extend")
    clerk.click("desk.choice.departure.3")
    said = others(clerk)
    clerk.make_card()
    clerk.press(RETURN)
    clerk.click("desk.act.duplicate")
    clerk.make_card()
    ends = [doors.hotel.guest_card(f"card-000{number}").not_after for number in (1, 2, 3, 4)]

    assert "The guest's 2 cards keep the old date, Tue 24 Nov 2026 11:00." in said
    assert "for each of the others press “Another card” then." in said
    assert ends[0] == ends[1] < ends[2] == ends[3]


def test_an_overdue_stay_can_be_extended_or_ended(sit_down: Callable, doors: Doors) -> None:
    """A new card, for the old ones have expired."""
    doors.hotel.desk.check_in("101", "Berta Lind", doors.hotel.nights(1))
    doors.hotel.clock.pass_(days=2)
    clerk = sit_down()
    board = [tile.word for tile in clerk.model.found() if tile.number == "101"]
    clerk.click("desk.room.101")
    shown = [action["act"] for action in clerk.model.room["actions"]]
    clerk.click("desk.act.extend")
    said = others(clerk)

    assert board == ["Overdue"]
    assert shown == ["extend", "check-out", "entered", "audit"]
    assert "no longer opens, because the date has passed" in said
    assert clerk.make_card() == "The card is written. Hand it out"


def test_the_board_is_searched_by_keys_and_cleared_by_escape(clerk: Clerk) -> None:
    clerk.type("20")
    found = [tile.number for tile in clerk.model.found()]
    clerk.press(Qt.Key.Key_Backspace, ESCAPE)
    cleared = clerk.model.search
    clerk.click("desk.floor.2")

    assert found == ["201", "202"]
    assert cleared == ""
    assert [tile.number for tile in clerk.model.found()] == ["201", "202"]


def test_a_desk_that_is_in_use_is_tried_again(
    sit_down: Callable, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process has the folder the window says so; then it opens by itself."""
    opened, said = doors.hotel.opened, []

    def second_time(**how: object) -> object:
        if not said:
            said.append("in use")
            raise DeskRefusal(Reason.IN_USE, "desk.lock is held by process 7. End that one first")
        return opened(**how)

    monkeypatch.setattr(doors.hotel, "opened", second_time)
    monkeypatch.setattr("kiosk.desk.desk_worker.RETRY_S", 0.3)
    monkeypatch.setattr(Clerk, "wait_open", False)
    clerk = sit_down()
    shut = "desk.lock is held by process 7. This window opens by itself when that has ended."
    clerk.wait(lambda: shut in clerk.words("desk.shut"), "a word")
    clerk.wait(lambda: not clerk.model.shut, "the desk to open")

    assert "desk.board" in clerk.focused_within
