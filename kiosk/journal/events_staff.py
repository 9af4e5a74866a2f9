"""Who logged in at the machine, alone or with another one, and what became of the list of staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class StaffLogin(Event):
    """A person has typed number and PIN at a machine that is off; on disk before the menu opens.

    Attributes:
        who: the name.
        roles: with commas between them.
    """

    CODE: ClassVar[str] = "STAFF_LOGIN"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    roles: str


@dataclass(frozen=True, slots=True)
class StaffLogout(Event):
    """The menu is closed again.

    Attributes:
        who: the name.
        why: `asked`, or `idle` when no key was pressed for too long, `key` turned on, `stop` of the
            program.
    """

    CODE: ClassVar[str] = "STAFF_LOGOUT"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    REASON: ClassVar[str] = "why"
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class StaffFail(Event):
    """Number or PIN was wrong, or they were right and did not help.

    Attributes:
        who: whose number was typed; empty if it is nobody's.
        left: tries that this person has left.
        why: `wrong`; or, of a right PIN, `same` person again, `not-allowed` for want of the role,
            `turned-away` when nobody waited any more.
    """

    CODE: ClassVar[str] = "STAFF_FAIL"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    REASON: ClassVar[str] = "why"
    LATER: ClassVar[frozenset[str]] = frozenset({"why"})
    who: str
    left: int
    why: str = "wrong"


@dataclass(frozen=True, slots=True)
class StaffLocked(Event):
    """A person has no try left, or has tried once more without one.

    Attributes:
        who: the name.
    """

    CODE: ClassVar[str] = "STAFF_LOCKED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str


@dataclass(frozen=True, slots=True)
class DualOk(Event):
    """A second person has typed number and PIN for what one may not do alone: once more for each
    deed that needs two. `out` is `fail` where it came to nothing, because nobody waited any more.

    Attributes:
        who: who is logged in.
        second: who has come besides; never the same person.
        what: number of the menu's item, and of what is done there, such as `3` or `3.1`.
    """

    CODE: ClassVar[str] = "DUAL_OK"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    second: str
    what: str


@dataclass(frozen=True, slots=True)
class StaffChanged(Event):
    """The list of staff was changed, at the machine or with `./atm staff`.

    Attributes:
        who: both who did it, with a plus between; or the name typed with the command.
        person: who was changed.
        what: `added`, `pin`, `roles`, `disabled` or `enabled`.
        roles: of the person afterwards, with commas between them.
    """

    CODE: ClassVar[str] = "STAFF_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    person: str
    what: str
    roles: str
