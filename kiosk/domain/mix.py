"""Which notes make an amount, in three mixes, and which amounts can be made at all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain import note_counts
from kiosk.domain.screens import NoteLine

NOTES_PER_TRANSACTION_MAX: Final = 128  # docs/protocols.md, section 4


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


class MixKind(StrEnum):
    """How the customer wants an amount paid; the id of the choice on the screen."""

    MIXED = "mixed"
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Mix:
    """One way to pay an amount. notes: by ascending canister."""

    kind: MixKind
    notes: tuple[CanisterNotes, ...]


def mix(
    amount: Money,
    canisters: Sequence[Canister],
    notes_max: int = NOTES_PER_TRANSACTION_MAX,
    kind: MixKind = MixKind.MIXED,
) -> tuple[CanisterNotes, ...] | None:
    """The notes that make exactly `amount`, by ascending canister; None if none do.

    mixed: with at least one note of every denomination that the machine has; where that cannot be,
    of as many denominations as can be; and of these mixes the one of the fewest notes.
    small: the most notes, up to notes_max. large: the fewest.
    Between equals the one that takes more of the denomination with the fullest canister, then of
    the next; equally full, of the larger. Canisters of one denomination give from the fullest.
    """
    stock = _Stock.of(canisters)
    if not amount.is_payable or not _can_pay(amount.minor, stock, notes_max):
        return None
    counts = _RULES[kind](stock.values, stock.counts, notes_max, amount.minor // stock.step)
    assert counts is not None, "a payable amount has a mix"
    by_value = dict(zip(stock.values, counts, strict=True))
    return _spread({value * stock.step: count for value, count in by_value.items()}, canisters)


def mixes(
    amount: Money, canisters: Sequence[Canister], notes_max: int = NOTES_PER_TRANSACTION_MAX
) -> tuple[Mix, ...]:
    """All different ways to pay: mixed first, then small, then large, as far as they differ."""
    found: dict[tuple[CanisterNotes, ...], Mix] = {}
    for kind in MixKind:
        notes = mix(amount, canisters, notes_max, kind)
        if notes is not None:
            found.setdefault(notes, Mix(kind, notes))
    return tuple(found.values())


def offered(
    wanted: Iterable[Money],
    canisters: Sequence[Canister],
    ceiling: Money,
    notes_max: int = NOTES_PER_TRANSACTION_MAX,
) -> tuple[Money, ...]:
    """Those of `wanted` that can be paid now and do not exceed `ceiling`, in the same order."""
    stock = _Stock.of(canisters)
    return tuple(
        amount
        for amount in wanted
        if amount.is_payable and amount <= ceiling and _can_pay(amount.minor, stock, notes_max)
    )


def nearest(
    asked: Money, canisters: Sequence[Canister], ceiling: Money, notes_max: int
) -> tuple[Money, ...]:
    """What can be paid instead of an amount that cannot: at most one below it and one above."""
    below = highest(min(asked, ceiling, key=lambda m: m.minor), canisters, notes_max)
    stock = _Stock.of(canisters)
    above = None
    if stock.step:
        first = max(0, asked.minor) // stock.step + 1
        larger = note_counts.payable(stock.values, stock.counts, notes_max) >> first
        lowest = first + (larger & -larger).bit_length() - 1
        above = Money(lowest * stock.step, asked.currency) if larger else None
    return tuple(amount for amount in (below, above) if amount is not None and amount <= ceiling)


def highest(ceiling: Money, canisters: Sequence[Canister], notes_max: int) -> Money | None:
    """The most that can be paid up to `ceiling`; None where nothing can."""
    stock = _Stock.of(canisters)
    if not stock.step or not ceiling.is_payable:
        return None
    room = (1 << min(ceiling.minor // stock.step, note_counts.SUM_MAX) + 1) - 1
    made = note_counts.payable(stock.values, stock.counts, notes_max) & room
    minor = (made.bit_length() - 1) * stock.step
    return Money(minor, ceiling.currency) if minor else None


def in_notes(sum_: Money, canisters: Sequence[Canister]) -> Money:
    """What is left of a sum without the small change that no notes can make."""
    step = _Stock.of(canisters).step
    minor = max(0, sum_.minor)
    return Money(minor - minor % step if step else 0, sum_.currency)


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


_RULES: Final = {
    MixKind.MIXED: note_counts.mixed,
    MixKind.SMALL: note_counts.most,
    MixKind.LARGE: note_counts.fewest,
}


@dataclass(frozen=True, slots=True)
class _Stock:
    """What is there by denomination, that of the fullest canister first.

    Attributes: step: every sum of notes is a multiple of it, 0 where there are none; values: in
    steps; counts: notes of each in all canisters.
    """

    step: int
    values: tuple[int, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, canisters: Iterable[Canister]) -> _Stock:
        usable = sorted((c for c in canisters if c.left > 0), key=_fullest_first)
        step = math.gcd(*(c.denomination.minor for c in usable))
        counts: dict[int, int] = {}
        for canister in usable:
            value = canister.denomination.minor // step
            counts[value] = counts.get(value, 0) + canister.left
        return cls(step, tuple(counts), tuple(counts.values()))


def _fullest_first(canister: Canister) -> tuple[int, int, int]:
    return -canister.left, -canister.denomination.minor, canister.number


def _can_pay(minor: int, stock: _Stock, notes_max: int) -> bool:
    if not stock.step or minor % stock.step:
        return False
    made = note_counts.payable(stock.values, stock.counts, notes_max)
    return bool(made >> minor // stock.step & 1)


def _spread(wanted: dict[int, int], canisters: Iterable[Canister]) -> tuple[CanisterNotes, ...]:
    """wanted: notes of each denomination. Canisters of one give from the fullest."""
    left, lines = dict(wanted), []
    for canister in sorted(canisters, key=_fullest_first):
        minor = canister.denomination.minor
        count = min(left.get(minor, 0), max(0, canister.left))
        if count:
            lines.append(CanisterNotes(canister.number, canister.denomination, count))
            left[minor] -= count
    return tuple(sorted(lines, key=lambda line: line.canister))
