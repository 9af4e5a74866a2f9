"""Money: exact, one currency, never a bool or a float."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract.money import MINOR_MAX, CurrencyMismatch, Money

SMALL = st.integers(-(10**9), 10**9)


@given(SMALL, SMALL)
def test_sums_and_differences_undo_each_other(left, right):
    a, b = Money(left, "EUR"), Money(right, "EUR")

    assert a == a + b - b
    assert a - b == -(b - a)


@pytest.mark.parametrize("minor", [True, 1.0, "1", None])
def test_only_an_integer_is_an_amount(minor):
    with pytest.raises(TypeError):
        Money(minor, "EUR")


@pytest.mark.parametrize("minor", [MINOR_MAX + 1, -MINOR_MAX - 1])
def test_an_amount_has_bounds(minor):
    with pytest.raises(ValueError, match="range"):
        Money(minor, "EUR")


def test_two_currencies_never_meet():
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "GBP")
    with pytest.raises(CurrencyMismatch):
        assert Money(1, "EUR") < Money(2, "GBP")


def test_times_counts_notes():
    assert Money(6_000, "EUR") == Money(2_000, "EUR").times(3)
