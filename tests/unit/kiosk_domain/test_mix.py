"""Notes by fewest pieces: exact, within what is left, and never more than asked for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, mix, most, nearest, note_lines, offered, total


def eur(units):
    return Money(units * 100, "EUR")


def canisters(*pairs):
    return [Canister(n, eur(value), left) for n, (value, left) in enumerate(pairs, start=1)]


def counts(amount, *pairs, notes_max=128):
    found = mix(eur(amount), canisters(*pairs), notes_max)
    return None if found is None else {line.canister: line.count for line in found}


@pytest.mark.parametrize(
    ("expected", "amount", "pairs"),
    [
        ({1: 2, 2: 1}, 50, [(20, 100), (10, 100)]),
        ({2: 4}, 80, [(50, 100), (20, 100)]),
        ({1: 1, 2: 3}, 110, [(50, 100), (20, 100)]),
        ({1: 1, 2: 3}, 50, [(20, 1), (10, 100)]),
        (None, 30, [(50, 100), (20, 100)]),
        (None, 25, [(20, 100), (10, 100)]),
        (None, 40, [(20, 1), (10, 1)]),
        (None, 0, [(20, 100)]),
        (None, -20, [(20, 100)]),
        (None, 20, []),
        (None, 20, [(20, 0)]),
        ({2: 2}, 40, [(20, 3), (20, 9)]),
    ],
)
def test_the_fewest_notes_that_are_there(expected, amount, pairs):
    assert expected == counts(amount, *pairs)


def test_no_more_notes_than_the_bound():
    """
    An amount that needs more notes than one transaction may move cannot be made.
    """
    assert counts(1280, (10, 200)) == {1: 128}
    assert counts(1290, (10, 200)) is None
    assert counts(50, (10, 200), notes_max=4) is None


@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.sampled_from([1, 2, 5, 10]), st.integers(0, 4)), min_size=1, max_size=3),
)
def test_as_good_as_trying_everything(amount, pairs):
    """
    Against every combination: found if and only if one exists, and never with more notes.
    """
    fewest = min(
        (
            sum(combination)
            for combination in itertools.product(*(range(left + 1) for _, left in pairs))
            if sum(c * value for c, (value, _) in zip(combination, pairs, strict=True)) == amount
        ),
        default=None,
    )
    found = mix(eur(amount), canisters(*pairs))

    assert fewest == (None if found is None else sum(line.count for line in found))
    assert found is None or eur(amount) == total(found, "EUR")


def test_what_is_offered_can_be_paid():
    shown = offered([eur(20), eur(30), eur(50), eur(500)], canisters((20, 5), (50, 2)), eur(150))

    assert (eur(20), eur(50)) == shown


@pytest.mark.parametrize(
    ("expected", "asked", "ceiling", "pairs"),
    [
        ((2_000, 4_000), 3_000, 50_000, ((2_000, 9), (5_000, 9))),
        ((3_000, 4_000), 3_500, 50_000, ((1_000, 9), (2_000, 9))),
        ((3_000,), 3_500, 3_000, ((1_000, 9), (2_000, 9))),
        ((2_000,), 1_500, 50_000, ((2_000, 9),)),
        ((18_000,), 99_000, 50_000, ((2_000, 9),)),
        ((), 3_500, 900, ((1_000, 9),)),
        ((), 3_500, 50_000, ()),
    ],
    ids=["mixed", "step", "ceiling", "none below", "all there is", "too little", "empty"],
)
def test_the_nearest_amounts_to_one_that_no_notes_make(expected, asked, ceiling, pairs):
    """One below and one above, as far as there are any within the ceiling."""
    canisters = tuple(
        Canister(number, Money(minor, "EUR"), left)
        for number, (minor, left) in enumerate(pairs, start=1)
    )
    found = nearest(Money(asked, "EUR"), canisters, Money(ceiling, "EUR"), 40)

    assert expected == tuple(amount.minor for amount in found)


def test_the_bound_of_one_withdrawal():
    assert eur(90) == most(canisters((20, 3), (10, 100)), "EUR", 6)


def test_lines_for_the_customer_are_by_value():
    """
    Two canisters of one denomination are one line, the largest note first.
    """
    found = mix(eur(130), canisters((10, 9), (20, 3), (20, 3)))
    lines = [(line.denomination, line.count) for line in note_lines(found)]

    assert [(eur(20), 6), (eur(10), 1)] == lines
