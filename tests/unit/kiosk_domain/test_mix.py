"""Which notes a customer gets, and which amounts are offered: small examples, one by one."""

from __future__ import annotations

import pytest

from bank_server.contract.money import MINOR_MAX, Money
from kiosk.domain.mix import (
    Canister,
    MixKind,
    highest,
    mix,
    mixes,
    most,
    nearest,
    note_lines,
    offered,
)


def eur(units):
    return Money(units * 100, "EUR")


def canisters(*pairs):
    return [Canister(n, eur(value), left) for n, (value, left) in enumerate(pairs, start=1)]


def counts(amount, *pairs, notes_max=128, kind=MixKind.LARGE):
    found = mix(eur(amount), canisters(*pairs), notes_max, kind)
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


@pytest.mark.parametrize(
    ("expected", "amount", "pairs"),
    [
        ({1: 2, 2: 1}, 50, [(20, 100), (10, 100)]),
        ({1: 1, 2: 4}, 60, [(20, 1), (10, 100)]),
        ({1: 1, 2: 2}, 90, [(50, 100), (20, 100)]),
        ({1: 1, 2: 1, 3: 2, 4: 1}, 95, [(50, 9), (20, 9), (10, 9), (5, 9)]),
        ({2: 1, 3: 1, 4: 2}, 40, [(50, 9), (20, 9), (10, 9), (5, 9)]),
        ({2: 4}, 80, [(50, 100), (20, 100)]),
        ({1: 1}, 20, [(20, 100), (10, 100)]),
        ({1: 1, 3: 2}, 40, [(20, 1), (20, 0), (10, 9)]),
        (None, 30, [(50, 100), (20, 100)]),
    ],
    ids=[
        "both of two",
        "one is short",
        "odd step",
        "all of four",
        "three of four",
        "one of two, as the other is too large",
        "one, as two would be too many",
        "an empty canister is none",
        "none",
    ],
)
def test_mixed_notes_are_of_as_many_denominations_as_can_be(expected, amount, pairs):
    """One of each where possible, and then no more notes than needed."""
    assert expected == counts(amount, *pairs, kind=MixKind.MIXED)


def test_mixed_is_what_nobody_asked_for_otherwise():
    """The default, for the customer who chooses nothing and for automation."""
    assert mix(eur(100), canisters((50, 9), (20, 9), (10, 9))) == mix(
        eur(100), canisters((50, 9), (20, 9), (10, 9)), kind=MixKind.MIXED
    )


@pytest.mark.parametrize(
    ("expected", "amount", "pairs", "notes_max"),
    [
        ({2: 5}, 50, [(20, 100), (10, 100)], 40),
        ({1: 1, 2: 3}, 50, [(20, 100), (10, 3)], 40),
        ({1: 1, 2: 3}, 50, [(20, 100), (10, 100)], 4),
        ({1: 100, 2: 50}, 600, [(5, 100), (2, 50)], 150),
    ],
    ids=["the smaller ones", "as far as they are there", "as far as they may", "all there is"],
)
def test_small_notes_are_as_many_as_can_be(expected, amount, pairs, notes_max):
    assert expected == counts(amount, *pairs, notes_max=notes_max, kind=MixKind.SMALL)


@pytest.mark.parametrize("kind", MixKind)
@pytest.mark.parametrize(
    ("expected", "lefts"),
    [({2: 4}, (4, 9, 2)), ({1: 3, 2: 1}, (3, 2, 2)), ({1: 4}, (9, 9, 9))],
)
def test_the_fullest_canister_of_a_denomination_gives_first(kind, expected, lefts):
    """Of equally full ones that of the lower number; they run empty together."""
    pairs = [(20, left) for left in lefts]

    assert counts(80, *pairs, kind=kind) == expected


def test_between_equally_good_mixes_the_fullest_canister_gives_more():
    """60 in four notes is 20 20 10 10 or 30 10 10 10: the fuller decides."""
    assert {1: 1, 3: 3} == counts(60, (30, 90), (20, 50), (10, 70), notes_max=4, kind="small")
    assert {2: 2, 3: 2} == counts(60, (30, 50), (20, 90), (10, 70), notes_max=4, kind="small")
    assert {1: 1, 3: 3} == counts(60, (30, 50), (20, 50), (10, 50), notes_max=4, kind="small")


def test_the_ways_to_pay_are_told_once_each():
    """Mixed, small, large; one that is the same as one before is left out."""
    three = mixes(eur(100), canisters((50, 9), (20, 9), (10, 9)), 40)
    one = mixes(eur(20), canisters((20, 9)), 40)

    assert list(MixKind) == [each.kind for each in three]
    assert [(MixKind.MIXED, 1)] == [(each.kind, len(each.notes)) for each in one]
    assert () == mixes(eur(30), canisters((20, 9)), 40)


@pytest.mark.parametrize(
    ("expected", "minor", "currency", "denominations"),
    [
        ([2, 2], 14_000, "JPY", (2_000, 5_000, 5_000)),
        ([1, 1, 2], 17_000, "JPY", (10_000, 5_000, 1_000)),
        ([2, 2, 1], 12_000, "KWD", (500, 1_000, 9_000)),
        ([1, 1, 1], 5_750, "KWD", (5_000, 250, 500)),
        (None, 1_500, "JPY", (1_000, 2_000, 5_000)),
        (None, 5_100, "KWD", (5_000, 250, 500)),
    ],
)
def test_currencies_without_and_with_three_decimals(expected, minor, currency, denominations):
    """A half dinar is 500 fils; a yen has no smaller unit."""
    stock = [Canister(n, Money(d, currency), 50) for n, d in enumerate(denominations, start=1)]
    found = mix(Money(minor, currency), stock, 40)

    assert expected == (None if found is None else [line.count for line in found])


@pytest.mark.parametrize("denominations", [(1, 2, 5, 10, 20, 50, 100, 200), range(181, 197, 2)])
@pytest.mark.parametrize("left", [2_000, 127, 60])
def test_eight_denominations_and_a_large_amount_take_no_time(denominations, left):
    """A search that tries them all would not end; this one is a table of bounded size."""
    stock = canisters(*((value, left) for value in denominations))
    found = {each.kind: each for each in mixes(eur(10_000), stock)}
    notes = {kind: sum(line.count for line in each.notes) for kind, each in found.items()}

    assert notes[MixKind.LARGE] <= notes[MixKind.MIXED] <= notes[MixKind.SMALL] <= 128
    assert 8 == len(found[MixKind.MIXED].notes)


def test_sums_beyond_all_reason_are_refused_at_once():
    """However large the amount, and however far the values lie apart."""
    stock = [Canister(1, Money(1, "EUR"), 2_000), Canister(2, Money(10**9, "EUR"), 2_000)]
    all_there_is = Money(MINOR_MAX, "EUR")

    assert mix(all_there_is, stock) is None
    assert () == offered([all_there_is], stock, all_there_is)
    assert (Money(128, "EUR"),) == nearest(all_there_is, stock, all_there_is, 128)
    assert highest(all_there_is, [], 128) is None


def test_no_more_notes_than_the_bound():
    """
    An amount that needs more notes than one transaction may move cannot be made.
    """
    assert counts(1280, (10, 200)) == {1: 128}
    assert counts(1290, (10, 200)) is None
    assert counts(50, (10, 200), notes_max=4) is None


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
    found = mix(eur(130), canisters((10, 9), (20, 3), (20, 3)), kind=MixKind.LARGE)
    lines = [(line.denomination, line.count) for line in note_lines(found)]

    assert [(eur(20), 6), (eur(10), 1)] == lines
