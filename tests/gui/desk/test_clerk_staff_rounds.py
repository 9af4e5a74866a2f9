"""A clerk ends a staff card, carries the round to the doors, and looks after backup and papers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from hardware.errors import DeviceTimeout
from hardware.locks.audit_entry import Why
from hardware.locks.programmer.visit import Visit
from tests.gui.desk.clerk import Clerk
from tests.locks.desk.desk_doors import Doors

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Programmer:
    """Walks to the doors as soon as it is loaded."""

    def __init__(self, doors: Doors) -> None:
        self.doors, self.held, self.is_out = doors, b"", False

    @contextmanager
    def plugged(self) -> Iterator["Programmer"]:
        if self.is_out:
            raise DeviceTimeout("no answer")
        yield self

    def set_clock(self, now: int) -> None:
        self.now = now

    def load(self, package, said) -> None:
        said(1, 2)
        for job in package.jobs:
            visit = Visit(self.doors.door(job.door.lock).link(), now=lambda: self.now)
            self.held += visit.carry_out(job, package.signature).encode()

    def results(self) -> bytes:
        return self.held

    def forget_results(self, results: bytes) -> None:
        self.held = self.held.removeprefix(results)


def hire(clerk: Clerk, name: str) -> None:
    clerk.click("desk.act.hire")
    clerk.type(name)
    clerk.make_card()
    clerk.press(RETURN)


def test_an_ended_card_dies_door_by_door(sit_down: Callable, doors: Doors) -> None:
    """Hired, ended, a round planned, loaded, walked and taken; the other card still opens."""
    programmer = Programmer(doors)
    clerk = sit_down(programmer=programmer.plugged)
    clerk.press(Qt.Key.Key_F2)
    hire(clerk, "Carla")
    hire(clerk, "Dimitri")
    clerk.click("desk.member.1")
    clerk.click("desk.act.fire")
    said = " ".join(clerk.words("desk.sheet.other"))
    clerk.click("desk.sheet.confirm")
    clerk.ends()
    clerk.press(RETURN)
    outstanding = clerk.model.staff["revocations"][0]["progress"]
    before = doors.swipe(1, "card-0001")

    clerk.press(Qt.Key.Key_F3)
    clerk.click("desk.act.plan:revoke")
    clerk.press(RETURN)
    clerk.ends()
    clerk.press(RETURN)
    clerk.click("desk.round.2")
    clerk.click("desk.act.load")
    clerk.click("desk.sheet.confirm")
    loaded = clerk.ends()
    clerk.press(RETURN)
    clerk.click("desk.act.take-results")
    clerk.click("desk.sheet.confirm")
    taken = clerk.ends()

    assert "Nobody else's card changes." in said
    assert (outstanding, before) == ("0 of 3 doors done", Why.OPENED)
    assert (loaded, taken) == ("The programmer holds 3 doors", "3 doors are done")
    assert doors.swipe(1, "card-0001") is not Why.OPENED
    assert doors.swipe(1, "card-0002") is Why.OPENED
    assert clerk.model.staff["revocations"] == []


def test_enter_pressed_twice_ends_nobodys_card(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    hire(clerk, "Carla")
    clerk.click("desk.member.1")
    clerk.click("desk.act.fire")
    clerk.press(RETURN, RETURN)

    assert ["Works"] == [member["word"] for member in clerk.model.staff["members"]]


def test_a_programmer_that_is_not_there_costs_nothing(sit_down: Callable, doors: Doors) -> None:
    programmer = Programmer(doors)
    programmer.is_out = True
    clerk = sit_down(programmer=programmer.plugged)
    clerk.press(Qt.Key.Key_F3)
    clerk.click("desk.act.take-results")
    clerk.click("desk.sheet.confirm")
    first = (clerk.ends(), clerk.model.sheet["again"])
    programmer.is_out = False
    clerk.press(RETURN)
    clerk.wait(lambda: clerk.title == "The programmer holds no results", "the second try")

    assert first == ("That could not be done", "Try again")


def test_a_person_whose_card_failed_is_not_hired_twice(clerk: Clerk) -> None:
    """The place is taken: what is made again is the card alone."""
    clerk.press(Qt.Key.Key_F2)
    clerk.click("desk.act.hire")
    clerk.type("Carla")
    clerk.click("desk.sheet.confirm")
    clerk.wait(lambda: clerk.kind == "card", "the writer to wait")
    clerk.click("desk.sheet.worn")
    clerk.ends()
    again = clerk.model.sheet["again"]
    clerk.press(RETURN)
    clerk.click("desk.member.1")
    clerk.click("desk.act.staff-card")
    clerk.make_card()

    assert again == ""
    assert ["Carla"] == [member.name for member in clerk.model._seen.staff]


def test_papers_are_shown_once_and_no_key_pressed_twice_closes_them(clerk: Clerk) -> None:
    """Two of them fit each other; afterwards nothing of them is left in the window."""
    clerk.press(Qt.Key.Key_F4)
    clerk.click("desk.act.shares")
    clerk.click("desk.sheet.confirm")
    clerk.ends()
    clerk.press(RETURN, ESCAPE)
    papers = clerk.model.sheet["papers"]
    clerk.click("desk.sheet.confirm")
    left = str(clerk.model._values) + str(clerk.model._outcome)
    clerk.click("desk.act.join-shares")
    clerk.fill("one", "".join(papers[0]["rows"]))
    clerk.fill("other", "".join(papers[2]["rows"]))
    clerk.click("desk.sheet.confirm")

    assert clerk.ends() == "The papers fit"
    assert papers[0]["rows"][1] not in left


def test_a_backup_is_made_and_the_log_is_whole(clerk: Clerk, doors: Doors) -> None:
    clerk.press(Qt.Key.Key_F4)
    clerk.click("desk.act.back-up")
    clerk.press(RETURN)
    made = clerk.ends()
    clerk.press(RETURN)
    clerk.click("desk.act.verify-log")
    clerk.type("0000 not a key")
    clerk.press(RETURN)
    wrong = clerk.ends()
    clerk.press(ESCAPE)
    clerk.click("desk.act.verify-log")
    clerk.press(RETURN)

    assert (made, wrong) == ("Backup 1 is made", "The papers do not fit")
    assert clerk.ends() == "The log is whole"
    assert 1 == len(list((doors.hotel.folder.parent / "backups").iterdir()))


def test_the_log_names_who_is_at_the_desk(clerk: Clerk) -> None:
    clerk.click("desk.act.clerk")
    clerk.type("Night shift")
    clerk.press(RETURN)
    clerk.ends()
    clerk.press(RETURN)
    clerk.click("desk.room.101")
    clerk.click("desk.act.check-in")
    clerk.make_card()

    assert clerk.model.top["clerk"] == "Night shift"
    assert "Night shift" == clerk.model.safety["log"][0]["who"]


def test_a_round_names_the_rooms_that_it_does_not_know(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F3)
    clerk.click("desk.act.plan:audit")
    empty = clerk.words("desk.sheet.problem")
    clerk.type("101, 109")
    unknown = clerk.words("desk.sheet.problem")
    clerk.fill("rooms", "101-102")

    assert empty == ["Which rooms?"]
    assert unknown == ["There is no room 109 in this hotel."]
    assert "2 doors: 101, 102." in clerk.texts()
