"""Item 9: what has no end yet or is in doubt, and what it needs: who, where, which command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.staff_page import Action, Line, Moment, Mood, StaffPage, Word

LOOK, ASK, LOOKED = 1, 2, 3
DOUBT_COUNT_MAX: Final = 10


class Kind(StrEnum):
    """What has no DONE yet."""

    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    PIN_CHANGE = "pin-change"
    TEST = "test"
    LOAD = "load"
    FOUND = "found"  # in the HSM alone


@dataclass(frozen=True, slots=True)
class Open:
    """
    Attributes:
        reference: as a customer has it on the receipt.
        is_listed: it has been open for a day.
    """

    kind: Kind
    reference: str
    since_ms: int
    amount: Money | None = None
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Nobody could tell: notes, or an envelope."""

    utc_ms: int
    reference: str
    is_envelope: bool


@dataclass(frozen=True, slots=True)
class UnresolvedFacts:
    """
    Attributes:
        halted: why no cash is paid, or nobody served, in the journal's words; empty if nothing.
        contradicted: two witnesses differ about what is open, and it never ends by itself.
        slot_doubtful: people must look at the envelope slot.
        open: oldest first. doubts: since somebody has looked last, newest first.
        untold_counts, untold_closes: that the bank has not answered to.
        unsent: entries of the journal that the bank has not got. is_refused: it does not take them.
        count_due: the key was off, and nobody has counted.
    """

    link_up: bool
    halted: str = ""
    contradicted: bool = False
    slot_doubtful: bool = False
    open: tuple[Open, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    untold_counts: int = 0
    untold_closes: int = 0
    unsent: int = 0
    is_refused: bool = False
    count_due: bool = False

    @property
    def waits_for_people(self) -> bool:
        """Something stays as it is until a person has looked."""
        return bool(self.halted) or self.slot_doubtful


def page(facts: UnresolvedFacts, notice: Word | None, mood: Mood, *, may_look: bool) -> StaffPage:
    """may_look: who is logged in may say, with a second person, that people have looked."""
    lines = tuple(_lines(facts)) or (Line(Word("unresolved.nothing"), mood=Mood.GOOD),)
    return StaffPage(
        Word("menu.9"),
        lines=lines,
        actions=(
            Action(LOOK, Word("status.again")),
            Action(ASK, Word("unresolved.ask")),
            Action(LOOKED, Word("unresolved.looked"), why_not_looked(facts, may_look=may_look)),
        ),
        notice=notice,
        notice_mood=mood,
    )


def why_not_looked(facts: UnresolvedFacts, *, may_look: bool) -> Word | None:
    """Why nobody can end the halt here; None if two custodians can."""
    if not facts.waits_for_people:
        return Word("unresolved.no-halt")
    if facts.contradicted:
        return Word("unresolved.still-there")
    return None if may_look else Word("unresolved.custodians")


def _lines(facts: UnresolvedFacts) -> Iterator[Line]:
    if facts.halted:
        yield Line(Word("unresolved.halt"), (facts.halted,), Mood.BAD)
        need = "unresolved.needs-end" if facts.contradicted else "unresolved.needs-count"
        yield Line(Word("unresolved.needs"), (Word(need),), Mood.BAD)
    for each in facts.open:
        yield from _open(each, facts)
    for doubt in facts.doubts:
        yield from _doubt(doubt)
    if facts.slot_doubtful:
        yield Line(Word("status.slot"), (Word("unresolved.needs-look"),), Mood.BAD)
    by_itself = Word("unresolved.needs-bank" if facts.link_up else "unresolved.needs-link")
    if facts.untold_counts:
        yield Line(Word("unresolved.count"), (by_itself,), Mood.WARN)
    if facts.untold_closes:
        yield Line(Word("unresolved.closes", (facts.untold_closes,)), (by_itself,), Mood.WARN)
    if facts.is_refused:
        yield Line(
            Word("unresolved.entries", (facts.unsent,)),
            (Word("unresolved.needs-accepting"),),
            Mood.BAD,
        )
    elif facts.unsent:
        yield Line(Word("unresolved.entries", (facts.unsent,)), (by_itself,), Mood.FAINT)
    if facts.count_due:
        yield Line(Word("unresolved.uncounted"), (Word("unresolved.needs-key"),), Mood.FAINT)


def _open(open_: Open, facts: UnresolvedFacts) -> Iterator[Line]:
    """Two lines: what it is, and what it needs."""
    mood = Mood.BAD if facts.contradicted or open_.is_listed else Mood.WARN
    name = Word(f"unresolved.open-{open_.kind.value}", (open_.reference,))
    yield Line(name, (Moment(open_.since_ms),), mood)
    if open_.amount is not None:
        yield Line(Word("unresolved.amount"), (open_.amount,), mood)
    if facts.contradicted:
        need = "unresolved.needs-end"
    elif open_.is_listed:
        need = "unresolved.needs-people"
    elif not facts.link_up:
        need = "unresolved.needs-link"
    else:
        need = "unresolved.needs-bank"
    yield Line(Word("unresolved.needs"), (Word(need),), mood)


def _doubt(doubt: Doubt) -> Iterator[Line]:
    kind = "envelope" if doubt.is_envelope else "notes"
    name = Word(f"unresolved.doubt-{kind}", (doubt.reference,))
    yield Line(name, (Moment(doubt.utc_ms),), Mood.WARN)
    yield Line(Word("unresolved.needs"), (Word(f"unresolved.needs-{kind}"),), Mood.WARN)
