"""The pages of a login, for the first person and for the second: number, PIN, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kiosk.domain.maintenance.remarks import for_whom
from kiosk.domain.maintenance.staff import NUMBER_SIZES, PIN_SIZES, People, Role
from kiosk.domain.staff_page import Entry, Line, Mood, StaffPage, Word

SECOND_S: Final = 60.0  # within which a second person has to come


class Step(Enum):
    NUMBER = "number"
    PIN = "pin"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Second:
    """What a second person is needed for.

    Attributes:
        first: who is here already. roles: one of which the other must have.
        what: for the journal; the item's number, and perhaps what of it, such as `3.1`.
    """

    first: People
    roles: frozenset[Role]
    what: str

    @property
    def item(self) -> int:
        return int(self.what.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Login:
    """
    Attributes:
        second: what it is for, if this is the second person's.
        number: as typed; empty until ENTER.
        notice: what was wrong with the try before.
    """

    second: Second | None = None
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
    return Login(login.second, notice=notice)


def page(login: Login) -> StaffPage:
    """Without what is being typed, which the desk knows."""
    second = login.second
    entry = {
        Step.NUMBER: Entry(Word("login.number"), size_max=NUMBER_SIZES[-1]),
        Step.PIN: Entry(Word("login.pin"), size_max=PIN_SIZES[-1], is_secret=True),
        Step.CHECKING: None,
    }[login.step]
    return StaffPage(
        Word("login.title") if second is None else Word("login.second"),
        () if second is None else second.first.names,
        lines=() if second is None else _wanted(second),
        entry=entry,
        notice=login.notice,
        notice_mood=Mood.BAD if login.notice else Mood.PLAIN,
        is_busy=login.step is Step.CHECKING,
    )


def not_allowed(second: Second) -> Word:
    return Word("login.not-allowed", (for_whom(second.roles),))


def _wanted(second: Second) -> tuple[Line, ...]:
    """What for, and who may come."""
    return (
        Line(Word("login.for"), (Word(f"menu.{second.item}"),)),
        Line(Word("login.who"), (for_whom(second.roles),)),
    )
