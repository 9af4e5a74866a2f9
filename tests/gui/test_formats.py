"""Amounts as a customer of each locale reads them, exact to the last cent."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bank_server.contract.money import MINOR_MAX, Money
from kiosk.viewmodels.formats import Formats

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("locale", "minor", "currency", "shown"),
    [
        ("en_IE", 123450, "EUR", "€1,234.50"),
        ("en_IE", 245075, "GBP", "£2,450.75"),
        ("en_IE", 100, "USD", f"USD{NBSP}1.00"),
        ("en_US", 100, "USD", "$1.00"),
        ("en_IE", -100, "EUR", "\N{MINUS SIGN}€1.00"),
        ("en_IE", 5, "EUR", "€0.05"),
        ("de_DE", 123450, "EUR", f"1.234,50{NBSP}€"),
        ("fr_FR", 123450, "EUR", f"1{THIN}234,50{NBSP}€"),
        ("ja_JP", 1500, "JPY", "￥1,500"),
        ("en_IE", 1500, "JPY", f"JPY{NBSP}1,500"),
        ("en_IE", 1500, "KWD", f"KWD{NBSP}1.500"),
        ("en_IN", 123456700, "INR", "₹12,34,567.00"),
        ("en_IE", MINOR_MAX, "EUR", "€90,071,992,547,409.91"),
    ],
)
def test_a_figure_has_all_its_minor_digits(locale, minor, currency, shown):
    """A balance is written as its locale writes money, whatever the currency."""
    assert shown == Formats(locale).figure(Money(minor, currency))


def test_a_price_leaves_out_minor_digits_that_are_zero():
    """Buttons say €100, and €100.50 where it matters."""
    formats = Formats("en_IE")

    assert "€100" == formats.price(Money(100_00, "EUR"))
    assert "€100.50" == formats.price(Money(100_50, "EUR"))


@pytest.mark.parametrize(
    ("minor", "currency", "face"),
    [
        (50_00, "EUR", "€50"),
        (250, "KWD", "0.250"),
        (10_000, "JPY", "10,000"),
        (500_00, "INR", "₹500"),
    ],
)
def test_a_drawn_note_has_a_sign_but_no_code(minor, currency, face):
    """A real one has no letters beside its number either, and the words beside it say them."""
    assert face == Formats("en_IE").face(Money(minor, currency))


def test_digits_are_the_locale_s_own():
    """Egyptian Arabic is written with Arabic-Indic digits."""
    assert "٢٠" in Formats("ar_EG").price(Money(20_00, "EGP"))


@given(st.integers(-MINOR_MAX, MINOR_MAX))
def test_no_cent_is_lost_at_any_size(minor):
    """Reading the figure back gives the amount that went in."""
    shown = Formats("en_IE").figure(Money(minor, "EUR"))

    digits = shown.replace("\N{MINUS SIGN}", "-").replace("€", "").replace(",", "")
    assert minor == int(digits.replace(".", ""))


def test_a_list_is_joined_as_the_locale_joins_it():
    """Denominations read as a sentence."""
    notes = [Money(minor, "EUR") for minor in (10_00, 20_00, 50_00)]

    assert "€10, €20 and €50" == Formats("en_IE").prices(notes)


def test_the_clock_has_hours_and_minutes():
    """Seconds would only distract."""
    assert "09:05" == Formats("en_IE").clock(datetime(2026, 11, 21, 9, 5, 59, tzinfo=UTC))
