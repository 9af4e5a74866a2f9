"""Which notes make an amount: the fewest pieces that the canisters can give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.screens import NoteLine

NOTES_PER_TRANSACTION_MAX: Final = 128  # docs/protocols.md, section 4
TRIES_MAX: Final = 200  # amounts looked at on each side of one that no notes make


@dataclass(frozen=True, slots=True)
class Canister:
    """What one canister holds: its number, its one denomination, and the notes left in it."""

    number: int
    denomination: Money
    left: int


@dataclass(frozen=True, slots=True)
class CanisterNotes:
    """So many notes out of one canister."""

    canister: int
    denomination: Money
    count: int

    @property
    def amount(self) -> Money:
        return self.denomination.times(self.count)


def mix(
    amount: Money, canisters: Sequence[Canister], notes_max: int = NOTES_PER_TRANSACTION_MAX
) -> tuple[CanisterNotes, ...] | None:
    """The fewest notes that make exactly `amount`, by ascending canister; None if none do.

    Between mixes of equally few notes the larger denominations win, and between canisters of
    one denomination the fuller one, so that canisters run empty together.
    """
    usable = sorted(
        (c for c in canisters if c.left > 0),
        key=lambda c: (-c.denomination.minor, -c.left, c.number),
    )
    step = _step(usable)
    if not amount.is_payable or not step or amount.minor % step:
        return None

    @cache
    def fewest(index: int, remaining: int) -> tuple[int, ...] | None:
        """Counts for usable[index:] that make `remaining`, or None."""
        if remaining == 0:
            return (0,) * (len(usable) - index)
        if index == len(usable):
            return None
        value = usable[index].denomination.minor
        best: tuple[int, ...] | None = None
        for count in range(min(usable[index].left, remaining // value, notes_max), -1, -1):
            rest = fewest(index + 1, remaining - count * value)
            if rest is not None and (best is None or count + sum(rest) < sum(best)):
                best = (count, *rest)
        return best

    counts = fewest(0, amount.minor)
    if counts is None or sum(counts) > notes_max:
        return None
    return tuple(
        CanisterNotes(canister.number, canister.denomination, count)
        for canister, count in sorted(
            zip(usable, counts, strict=True), key=lambda pair: pair[0].number
        )
        if count
    )


def offered(
    wanted: Iterable[Money],
    canisters: Sequence[Canister],
    ceiling: Money,
    notes_max: int = NOTES_PER_TRANSACTION_MAX,
) -> tuple[Money, ...]:
    """Those of `wanted` that can be paid now and do not exceed `ceiling`, in the same order."""
    return tuple(
        amount
        for amount in wanted
        if amount <= ceiling and mix(amount, canisters, notes_max) is not None
    )


def nearest(
    asked: Money, canisters: Sequence[Canister], ceiling: Money, notes_max: int
) -> tuple[Money, ...]:
    """What can be paid instead of an amount that cannot: at most one below it and one above."""
    below = highest(min(asked, ceiling, key=lambda m: m.minor), canisters, notes_max)
    step = _step(canisters)
    first = asked.minor + 1
    above = _first(
        range(first + -first % step, ceiling.minor + 1, step) if step else (),
        asked.currency,
        canisters,
        notes_max,
    )
    return tuple(amount for amount in (below, above) if amount is not None)


def highest(ceiling: Money, canisters: Sequence[Canister], notes_max: int) -> Money | None:
    """The most that can be paid up to `ceiling`; None where nothing can."""
    step = _step(canisters)
    down = range(in_notes(ceiling, canisters).minor, 0, -step) if step else ()
    return _first(down, ceiling.currency, canisters, notes_max)


def in_notes(sum_: Money, canisters: Sequence[Canister]) -> Money:
    """What is left of a sum without the small change that no notes can make."""
    step = _step(canisters)
    minor = max(0, sum_.minor)
    return Money(minor - minor % step if step else 0, sum_.currency)


def _first(
    minors: Sequence[int], currency: str, canisters: Sequence[Canister], notes_max: int
) -> Money | None:
    for minor in minors[:TRIES_MAX]:
        if mix(Money(minor, currency), canisters, notes_max) is not None:
            return Money(minor, currency)
    return None


def _step(canisters: Iterable[Canister]) -> int:
    """Every sum of notes is a multiple of this; 0 where there are none."""
    return math.gcd(*(c.denomination.minor for c in canisters if c.left > 0))


def most(canisters: Iterable[Canister], currency: str, notes_max: int) -> Money:
    """An upper bound of one withdrawal: the largest notes first, as many as are left."""
    bound, room = Money(0, currency), notes_max
    for canister in sorted(canisters, key=lambda c: -c.denomination.minor):
        count = min(canister.left, room)
        bound, room = bound + canister.denomination.times(count), room - count
    return bound


def total(notes: Iterable[CanisterNotes], currency: str) -> Money:
    return sum((line.amount for line in notes), Money(0, currency))


def note_lines(notes: Iterable[CanisterNotes]) -> tuple[NoteLine, ...]:
    """The mix as a customer reads it: one line a denomination, largest first."""
    by_value: dict[Money, int] = {}
    for line in notes:
        by_value[line.denomination] = by_value.get(line.denomination, 0) + line.count
    return tuple(
        NoteLine(denomination, count)
        for denomination, count in sorted(by_value.items(), key=lambda item: -item[0].minor)
    )
