"""The pages of a login, for the first person and for the second: number, PIN, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kiosk.domain.maintenance.staff import NUMBER_SIZES, PIN_SIZES, People
from kiosk.domain.staff_page import Entry, Mood, StaffPage, Word

SECOND_S: Final = 60.0  # within which a second person has to come


class Step(Enum):
    NUMBER = "number"
    PIN = "pin"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Login:
    """
    Attributes:
        first: who is logged in already, if this is the second person's.
        number: as typed; empty until ENTER.
        notice: what was wrong with the try before.
    """

    first: People | None = None
    step: Step = Step.NUMBER
    number: str = ""
    notice: Word | None = None


def numbered(login: Login, typed: str) -> Login:
    """ENTER after the number: the PIN is next. A number that cannot be one is asked for too, so
    that nobody learns whose numbers there are."""
    return replace(login, step=Step.PIN, number=typed, notice=None)


def checking(login: Login) -> Login:
    """ENTER after the PIN."""
    return replace(login, step=Step.CHECKING)


def again(login: Login, notice: Word) -> Login:
    """From the beginning, and why."""
    return Login(login.first, notice=notice)


def page(login: Login) -> StaffPage:
    """Without what is being typed, which the desk knows."""
    title = Word("login.title") if login.first is None else Word("login.second")
    people = () if login.first is None else login.first.names
    entry = {
        Step.NUMBER: Entry(Word("login.number"), size_max=NUMBER_SIZES[-1]),
        Step.PIN: Entry(Word("login.pin"), size_max=PIN_SIZES[-1], is_secret=True),
        Step.CHECKING: None,
    }[login.step]
    return StaffPage(
        title,
        people,
        entry=entry,
        notice=login.notice,
        notice_mood=Mood.BAD if login.notice else Mood.PLAIN,
        is_busy=login.step is Step.CHECKING,
    )
