"""What staff put in and take out besides cash: receipt paper and envelopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class PaperLoaded(Event):
    """A person says that there is a new roll in the receipt printer.

    Attributes:
        who: who is logged in.
        paper: what the printer's sensor says of it now, as in SUPPLY_THRESHOLD.
    """

    CODE: ClassVar[str] = "PAPER_LOADED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    paper: str


@dataclass(frozen=True, slots=True)
class EnvelopesRemoved(Event):
    """Two people have emptied the bin of the envelope slot, and counted; `fail` if the count is
    not what the slot's own numbers say.

    Attributes:
        who: both names, with a plus between them.
        count: envelopes, as typed twice.
        first, last: their numbers by the slot; none was taken in if `last` is under `first`.
        bag: number of the bag that they are in now.
    """

    CODE: ClassVar[str] = "ENVELOPES_REMOVED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    count: int
    first: int
    last: int
    bag: str
