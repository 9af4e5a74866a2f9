"""Item 3, cash: what two people at the notes are asked, and what comes of their answers: pure.

Every number is typed twice before it counts. What the machine has is shown beside it afterwards,
never before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final

from kiosk.domain.counting import NOTES_MAX
from kiosk.domain.staff_page import Word

BIG_DIFFERENCE: Final = 10  # notes; more than a slip of the hand


class Deed(IntEnum):
    """What can be done; the values are what is typed."""

    SWAP = 1  # another canister in the place of this one
    ADD = 2  # notes to those that lie in it
    EMPTY = 3
    COUNT = 4  # and tell the bank; nothing is loaded
    REJECT_BIN = 5
    RETRACT_BIN = 6


LOADS: Final = frozenset({Deed.SWAP, Deed.ADD, Deed.EMPTY})
BINS: Final = frozenset({Deed.REJECT_BIN, Deed.RETRACT_BIN})


class Ask(StrEnum):
    """What a number is about; the values are in the words' ids."""

    OUT = "out"  # notes taken out
    NEW = "new"  # notes in the new canister
    LEFT = "left"  # notes that lie in it
    ADDED = "added"
    COUNT = "count"
    BIN = "bin"  # notes of this canister in the bin


_QUESTIONS: Final = {
    Deed.SWAP: (Ask.OUT, Ask.NEW),
    Deed.ADD: (Ask.LEFT, Ask.ADDED),
    Deed.EMPTY: (Ask.OUT,),
    Deed.COUNT: (Ask.COUNT,),
    Deed.REJECT_BIN: (Ask.BIN,),
    Deed.RETRACT_BIN: (Ask.BIN,),
}


@dataclass(frozen=True, slots=True)
class Work:
    """
    Attributes:
        canisters: those that it can be about. chosen: the one that is loaded; 0 before that.
        answers: numbers that were typed twice.
        first: what was typed the first time; None while that is typed.
        wrong: why the last number counts for nothing.
    """

    deed: Deed
    canisters: tuple[int, ...]
    chosen: int = 0
    answers: tuple[int, ...] = ()
    first: int | None = None
    wrong: Word | None = None

    @property
    def asks_canister(self) -> bool:
        return self.deed in LOADS and not self.chosen

    @property
    def questions(self) -> tuple[tuple[Ask, int], ...]:
        """What is asked in turn, and of which canister."""
        about = (self.chosen,) if self.deed in LOADS else self.canisters
        return tuple((ask, canister) for canister in about for ask in _QUESTIONS[self.deed])

    @property
    def question(self) -> tuple[Ask, int] | None:
        """The one that is asked now; None when all are answered."""
        done = len(self.answers)
        return self.questions[done] if done < len(self.questions) else None

    @property
    def found(self) -> Mapping[int, int]:
        """What people counted where the machine has a number of its own, by canister."""
        return {
            canister: answer
            for (ask, canister), answer in zip(self.questions, self.answers, strict=False)
            if ask not in {Ask.NEW, Ask.ADDED}
        }

    @property
    def count(self) -> int:
        """Notes that lie in the canister when all is done."""
        assert self.deed in LOADS, "nothing else fills one"
        return {Deed.SWAP: self.answers[-1], Deed.ADD: sum(self.answers)}.get(self.deed, 0)


def begin(deed: Deed, canisters: Sequence[int]) -> Work:
    """A machine with one canister is not asked which."""
    chosen = canisters[0] if len(canisters) == 1 and deed in LOADS else 0
    return Work(deed, tuple(canisters), chosen)


def enter(work: Work, number: int) -> Work:
    """After ENTER."""
    if work.asks_canister:
        if number not in work.canisters:
            return replace(work, wrong=Word("cash.no-canister"))
        return replace(work, chosen=number, wrong=None)
    if _is_too_many(work, number):
        return replace(work, first=None, wrong=Word("cash.too-many", (NOTES_MAX,)))
    if work.first is None:
        return replace(work, first=number, wrong=None)
    if work.first != number:
        return replace(work, first=None, wrong=Word("cash.differs-again"))
    return replace(work, answers=(*work.answers, number), first=None, wrong=None)


def back(work: Work) -> Work | None:
    """One step; None where there is none."""
    before = replace(work, first=None, wrong=None)
    if work.first is not None:
        return before
    if work.answers:
        return replace(before, answers=work.answers[:-1])
    if work.chosen and len(work.canisters) > 1:
        return replace(before, chosen=0)
    return None


def anew(work: Work, expected: Mapping[int, int | None]) -> Work:
    """Count again: from the first number that is not the machine's on, else all of it."""
    off = differences(work.found, expected)
    in_doubt = [
        at
        for at, (ask, canister) in enumerate(work.questions)
        if ask not in {Ask.NEW, Ask.ADDED} and off[canister]
    ]
    kept = work.answers[: in_doubt[0]] if in_doubt else ()
    return replace(work, answers=kept, first=None, wrong=None)


def differences(
    found: Mapping[int, int], expected: Mapping[int, int | None]
) -> Mapping[int, int | None]:
    """By canister; None where the machine has no number."""
    return {
        canister: None if (known := expected.get(canister)) is None else count - known
        for canister, count in found.items()
    }


def _is_too_many(work: Work, number: int) -> bool:
    lies_there = work.answers[0] if work.deed is Deed.ADD and work.answers else 0
    return lies_there + number > NOTES_MAX
