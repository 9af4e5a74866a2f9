"""The part of the journal's round that staff bring out at the menu of the machine."""

from __future__ import annotations

from typing import Final

from kiosk.domain.maintenance.settings_page import CHANGEABLE
from kiosk.domain.maintenance.staff import TRIES_MAX
from kiosk.domain.maintenance.unresolved import LOOKED
from kiosk.domain.screens import ScreenId
from kiosk.workbench.morning import closes, fills, sees_totals
from kiosk.workbench.morning_tests import (
    loads_paper,
    removes_envelopes,
    sends_alarm,
    tries_devices,
)
from kiosk.workbench.new_staff import new_pin
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.technician import LOGIN, NUMBER, Technician

JOURNAL, UNRESOLVED, SETTINGS, USERS, POWER = 8, 9, 10, 13, 14
PRINT, VERIFY, EXPORT = 4, 5, 6
NEW_PIN: Final = 2
CHANGE: Final = 1
SERVICE_NOTICE_S: Final = 10  # number of the setting
SECONDS: Final = 12
RESTART, SURE = 2, 9
LOCKED: Final = "dora"


def staff(desk: RoundDesk) -> None:
    """A morning round; before it somebody tries out PINs, and gets a new one."""
    hands = desk.person("carol")
    anna, ben, carl = (Technician(hands, name) for name in ("anna", "ben", "carl"))
    dora = Technician(hands, LOCKED)
    hands.turns_key(on=False)
    hands.sees(ScreenId.CLOSED)
    _tries_out(dora)
    anna.logs_in()
    _gives_new_pin(anna, ben, dora)
    sees_totals(anna, ben)
    fills(anna, ben)
    removes_envelopes(anna, ben)
    closes(anna, ben)
    anna.goes()
    carl.logs_in()
    loads_paper(carl)
    tries_devices(carl, ben)
    sends_alarm(carl)
    _sets(carl)
    _restarts(desk, carl)
    dora.logs_in()
    _copies_journal(desk, dora)
    dora.goes()
    hands.turns_key(on=True)
    hands.counts_notes()
    hands.sees(ScreenId.ATTRACT)


def _tries_out(you: Technician) -> None:
    """Until the person is locked; then leaves."""
    you.types("E")
    you.is_asked(LOGIN, NUMBER)
    for _ in range(TRIES_MAX):
        you.mistypes_pin()
        you.sees(lambda page: page.notice == "login.wrong", "that it was wrong")
    you.types("X")
    you.hands.sees(ScreenId.CLOSED)


def _gives_new_pin(you: Technician, second: Technician, other: Technician) -> None:
    notes = you.hands.notes.staff[other.name]
    notes.pin = new_pin(notes.number)
    you.hands.notes.store()
    you.opens(USERS)
    you.is_at("menu.13")
    you.chooses(NEW_PIN)
    you.is_asked("menu.13", "users.number")
    you.types(f"{notes.number}E")
    you.gives_pin("users.pin", notes.pin)
    second.comes_too()
    you.is_at("menu.13", "users.done")
    you.leaves()


def _sets(you: Technician) -> None:
    """A time, which holds from the next start on."""
    you.opens(SETTINGS)
    you.is_at("menu.10")
    you.chooses(CHANGE)
    you.is_asked("menu.10", f"settings.number:{len(CHANGEABLE)}")
    you.types(f"{SERVICE_NOTICE_S}E")
    you.is_asked("menu.10", f"settings.new:{CHANGEABLE[SERVICE_NOTICE_S]}")
    you.types(f"{SECONDS}E")
    you.is_at("menu.10", "settings.written")
    you.leaves()


def _restarts(desk: RoundDesk, you: Technician) -> None:
    """Asked for twice; the program ends, and whoever started it starts it again."""
    you.opens(POWER)
    you.is_at("menu.14")
    you.chooses(RESTART)
    you.is_at("menu.14", "power.sure")
    you.chooses(SURE)
    desk.starts_again()
    you.hands.sees(ScreenId.CLOSED)


def _copies_journal(desk: RoundDesk, you: Technician) -> None:
    """Printed, verified, and copied to a medium."""
    you.opens(JOURNAL)
    you.is_at("menu.8")
    for action, said in (
        (PRINT, "journal.printed"),
        (VERIFY, "journal.fits"),
        (EXPORT, "journal.exported"),
    ):
        you.chooses(action)
        you.is_at("menu.8", said)
    desk.does("take_receipt")
    you.leaves()


def ends_halt(desk: RoundDesk) -> None:
    """Two custodians have looked; the key asks for the count as ever."""
    hands, before = desk.person("carol"), desk.codes()
    anna, ben = Technician(hands, "anna"), Technician(hands, "ben")
    hands.turns_key(on=False)
    hands.sees(ScreenId.CLOSED)
    anna.logs_in()
    anna.opens(UNRESOLVED)
    anna.is_at("menu.9")
    anna.chooses(LOOKED)
    ben.comes_too()
    desk.waits_for("HALT_CLEARED", before)
    anna.is_at("menu.9", "unresolved.ended")
    anna.leaves()
    anna.goes()
    hands.turns_key(on=True)
    hands.counts_notes()
    hands.sees(ScreenId.ATTRACT)
