"""What staff tried out at the machine: each test has a beginning and an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group

NOTE_TEST: Final = "one-note"  # of the HSM; these are counted


@dataclass(frozen=True, slots=True)
class DiagStart(Event):
    """A test of the supervisor menu begins; on disk before the device hears of it.

    Attributes:
        device: its port, or `link`, `journal`, `screen`.
        test: of that device, such as `one-note`, `page` or `keys`.
        who: who does it; two names with a plus between them where two are needed.
    """

    CODE: ClassVar[str] = "DIAG_START"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    device: str
    test: str
    who: str


@dataclass(frozen=True, slots=True)
class DiagEnd(Event):
    """The test has ended. `unknown` where nobody can say how.

    Attributes:
        device, test, who: as in DIAG_START.
        result: `ok`; or what was wrong, such as `away`, `looks-wrong`, `refused`, or `left` where
            nobody has said how it went.
    """

    CODE: ClassVar[str] = "DIAG_END"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    REASON: ClassVar[str] = "result"
    device: str
    test: str
    who: str
    result: str
