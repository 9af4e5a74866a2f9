"""Item 4: which envelopes lie in the bin, and what people say when they take them out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from kiosk.domain.staff_page import Action, Entry, Line, Mood, Signed, StaffPage, Word

REMOVE: Final = 1
CONFIRM: Final = 1
COUNT_SIZE_MAX: Final = 5  # digits
BAG_SIZE_MAX: Final = 12


@dataclass(frozen=True, slots=True)
class BinFacts:
    """
    Attributes:
        first, last: numbers of the slot's own; nothing came in if `last` is under `first`.
        deposits: of these, those that the journal has as deposits; the others were tests, or stuck.
        is_full: by its sensor. is_doubtful: people must look whether one sticks in the slot.
    """

    first: int
    last: int
    deposits: int
    is_full: bool
    is_doubtful: bool

    @property
    def expected(self) -> int:
        return max(0, self.last - self.first + 1)


class Step(Enum):
    COUNT = "count"
    AGAIN = "again"
    BAG = "bag"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Removal:
    """Attributes: count, bag: as typed so far. has_differed: the two counts were not the same."""

    step: Step = Step.COUNT
    count: int = 0
    bag: str = ""
    has_differed: bool = False


def entered(removal: Removal, typed: str) -> Removal:
    """ENTER after some digits."""
    match removal.step:
        case Step.COUNT:
            return Removal(Step.AGAIN, int(typed))
        case Step.AGAIN if int(typed) != removal.count:
            return Removal(has_differed=True)
        case Step.AGAIN:
            return replace(removal, step=Step.BAG)
        case Step.BAG:
            return replace(removal, step=Step.CONFIRM, bag=typed)
        case Step.CONFIRM:
            return removal


def back(removal: Removal) -> Removal | None:
    """CANCEL: what was typed is typed anew; None at the beginning."""
    return {
        Step.COUNT: None,
        Step.AGAIN: Removal(),
        Step.BAG: Removal(),
        Step.CONFIRM: replace(removal, step=Step.BAG, bag=""),
    }[removal.step]


def shown(facts: BinFacts | None, why_not: Word | None) -> StaffPage:
    """What lies in the bin. facts: None while the slot or the journal has not said it."""
    why = Word("deposits.not-known") if facts is None else why_not
    return StaffPage(
        Word("menu.4"),
        lines=() if facts is None else _lines(facts),
        actions=(Action(REMOVE, Word("deposits.remove"), why),),
    )


def asking(removal: Removal, facts: BinFacts) -> StaffPage:
    """The expected number is not shown before people have counted."""
    page = StaffPage(Word("menu.4"))
    match removal.step:
        case Step.COUNT | Step.AGAIN:
            entry = Entry(
                Word("deposits.count"),
                size_max=COUNT_SIZE_MAX,
                is_again=removal.step is Step.AGAIN,
            )
            notice = Word("deposits.differed") if removal.has_differed else None
            return replace(page, entry=entry, notice=notice, notice_mood=Mood.BAD)
        case Step.BAG:
            return replace(page, entry=Entry(Word("deposits.bag"), size_max=BAG_SIZE_MAX))
        case Step.CONFIRM:
            difference = removal.count - facts.expected
            mood = Mood.BAD if difference else Mood.GOOD
            return replace(
                page,
                lines=(
                    Line(Word("deposits.counted"), (removal.count,)),
                    Line(Word("deposits.expected"), (facts.expected,)),
                    Line(Word("deposits.difference"), (Signed(difference),), mood),
                    Line(Word("deposits.new-bag"), (removal.bag,)),
                ),
                actions=(Action(CONFIRM, Word("deposits.confirm")),),
            )


def _lines(facts: BinFacts) -> tuple[Line, ...]:
    state = Word("status.full" if facts.is_full else "status.room")
    numbers = f"{facts.first}–{facts.last}" if facts.expected else None
    doubt = Line(Word("deposits.slot"), (Word("deposits.doubtful"),), Mood.WARN)
    return (
        Line(Word("status.envelopes"), (state,), Mood.WARN if facts.is_full else Mood.GOOD),
        Line(Word("deposits.expected"), (facts.expected,)),
        Line(Word("deposits.numbers"), (numbers,)),
        Line(Word("deposits.of-deposits"), (facts.deposits,)),
        *((doubt,) if facts.is_doubtful else ()),
    )
