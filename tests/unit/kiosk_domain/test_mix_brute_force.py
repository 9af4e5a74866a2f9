"""The three mixes against every combination of notes that there is, and what holds of each."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, MixKind, highest, mix, nearest, offered

COMBINATIONS_MAX = 20_000
VALUES = (1, 2, 3, 5, 7, 10, 20, 50)
# How good a mix is, by its numbers of notes of each denomination.
MERIT = {
    MixKind.MIXED: lambda counts: (sum(count > 0 for count in counts), -sum(counts)),
    MixKind.SMALL: sum,
    MixKind.LARGE: lambda counts: -sum(counts),
}


def machine(seed):
    """Canisters of up to six denominations, some of them in two, and a bound of notes."""
    dice = random.Random(seed)
    values = dice.sample(VALUES, 1 + seed % 6)
    left_max = int(COMBINATIONS_MAX ** (1 / len(values))) - 1
    of_each = [(value, dice.randint(0, min(left_max, 12))) for value in values]
    halves = [(value, left // 2) for value, left in of_each if dice.random() < 0.3]
    rest = dict(halves)
    whole = [(value, left - rest.get(value, 0)) for value, left in of_each]
    canisters = [
        Canister(number, Money(value * 500, "KWD"), left)
        for number, (value, left) in enumerate(whole + halves, start=1)
    ]
    return canisters, dice.choice([2, 5, 12, 128])


def by_fullness(canisters):
    """Denominations and what is left of each; that of the fullest canister first, then the
    larger."""
    fullest, left = {}, {}
    for canister in canisters:
        value = canister.denomination.minor
        fullest[value] = max(fullest.get(value, 0), canister.left)
        left[value] = left.get(value, 0) + canister.left
    order = sorted(left, key=lambda value: (-fullest[value], -value))
    return order, [left[value] for value in order]


def all_mixes(values, lefts, notes_max):
    """Every combination within stock and bound, by its amount."""
    found = {}
    for counts in itertools.product(*(range(left + 1) for left in lefts)):
        if 0 < sum(counts) <= notes_max:
            amount = sum(map(int.__mul__, counts, values))
            found.setdefault(amount, []).append(counts)
    return found


def taken(notes, values):
    """A mix as numbers of notes of each denomination."""
    return tuple(
        sum(line.count for line in notes if line.denomination.minor == value) for value in values
    )


@pytest.mark.parametrize("seed", range(48))
def test_each_mix_is_the_best_of_all_combinations(seed):
    """For amounts that can be made the best one, and among equals more of the fullest; for others
    none. What is offered and what is nearest are just the amounts that can be made."""
    canisters, notes_max = machine(seed)
    values, lefts = by_fullness(canisters)
    found = all_mixes(values, lefts, notes_max)
    every = [Money(minor, "KWD") for minor in range(500, 500 * sum(VALUES) * 3, 500)]
    made = [amount for amount in every if amount.minor in found]
    some = every[seed % 5 :: 5]
    expected = {
        (amount.minor, kind): max(found[amount.minor], key=lambda each: (merit(each), each))
        for amount in some
        for kind, merit in MERIT.items()
        if amount.minor in found
    }
    got = {
        (amount.minor, kind): taken(notes, values)
        for amount in some
        for kind in MixKind
        if (notes := mix(amount, canisters, notes_max, kind)) is not None
    }

    assert expected == got
    assert tuple(made) == offered(every, canisters, every[-1], notes_max)
    for amount in some:
        below = [each for each in made if each <= amount][-1:]
        above = [each for each in made if each > amount][:1]
        assert tuple(below + above) == nearest(amount, canisters, every[-1], notes_max)
        assert (below or [None]) == [highest(amount, canisters, notes_max)]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2, 5, 10, 20, 50, 100, 200]), st.integers(0, 2_000)),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 128),
    st.integers(1, 3_000),
    st.sampled_from(MixKind),
)
def test_a_mix_is_exact_within_stock_and_bound(pairs, notes_max, units, kind):
    """Up to eight canisters, denominations twice or not, full or empty."""
    canisters = [
        Canister(number, Money(value * 100, "EUR"), left)
        for number, (value, left) in enumerate(pairs, start=1)
    ]
    amount = Money(units * 100, "EUR")
    notes = mix(amount, canisters, notes_max, kind)
    lines = notes or ()
    left = {canister.number: canister.left for canister in canisters}

    assert (notes is None) == (offered([amount], canisters, amount, notes_max) == ())
    assert notes is None or amount.minor == sum(line.amount.minor for line in lines)
    assert sum(line.count for line in lines) <= notes_max
    assert all(0 < line.count <= left[line.canister] for line in lines)
    assert sorted(line.canister for line in lines) == [line.canister for line in lines]
