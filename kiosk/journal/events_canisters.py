"""What people took out of the safe and counted: a canister's rest, and the bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.domain.bins import Bin
from kiosk.journal.event_base import Actor, Event, NoteCount
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class CassetteSwapped(Event):
    """Two people have taken a canister out, or emptied it, and have counted twice what lay in it;
    on disk together with the LOADING that follows. It is `fail` if `difference` is neither 0 nor
    none.

    Attributes:
        canister: from 1.
        denomination: of its notes.
        count: notes taken out.
        expected: as the HSM has it; none where it has said nothing of this canister.
        difference: `count` less `expected`; none with it.
        who: both of them, with a plus between.
    """

    CODE: ClassVar[str] = "CASSETTE_SWAPPED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.DEVICES
    canister: int
    denomination: Money | None
    count: int
    expected: int | None
    difference: int | None
    who: str

    def reason_code(self) -> str:
        """`difference` if it is `fail`."""
        return "difference" if self.difference else ""


@dataclass(frozen=True, slots=True)
class BinsEmptied(Event):
    """Two people have emptied a bin and have counted twice what lay in it; from now on the machine
    counts it from zero. It is `fail` where they found other notes than `expected`.

    Attributes:
        which: `reject` or `retract`.
        lines: notes found, by canister; none where there were none.
        expected: by the HSM's records since the bin was emptied last.
        is_sure: whether these records tell of every note; if not, what people found is all that is
            known.
        who: both of them, with a plus between.
    """

    CODE: ClassVar[str] = "BINS_EMPTIED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.DEVICES
    which: Bin
    lines: tuple[NoteCount, ...]
    expected: tuple[NoteCount, ...]
    is_sure: bool
    who: str

    @property
    def differs(self) -> bool:
        """Other notes were found than the machine knows of; where it is not sure, fewer."""
        found = {each.canister: each.count for each in self.lines if each.count}
        known = {each.canister: each.count for each in self.expected if each.count}
        if self.is_sure:
            return found != known
        return any(found.get(canister, 0) < count for canister, count in known.items())

    def reason_code(self) -> str:
        """`difference` if it is `fail`."""
        return "difference" if self.differs else ""
