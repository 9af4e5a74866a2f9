"""Amounts as staff read and type them."""

import pytest

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.domain.amounts import AmountUnclear, amount_text, currency_named, read_amount


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "EUR", "0.00 EUR"),
        (5, "EUR", "0.05 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (125_000, "EUR", "1,250.00 EUR"),
        (-123_456_789, "EUR", "-1,234,567.89 EUR"),
        (1_250, "JPY", "1,250 JPY"),
        (1_250, "KWD", "1.250 KWD"),
        (MINOR_MAX, "EUR", "90,071,992,547,409.91 EUR"),
    ],
)
def test_an_amount_is_shown_with_its_currencys_digits_and_read_back(minor, currency, text):
    assert text == amount_text(Money(minor, currency))
    assert Money(abs(minor), currency) == read_amount(text.removeprefix("-"), currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1250.00", "EUR", 125_000),
        ("1250.00EUR", "EUR", 125_000),
        (" 1,250.00 ", "EUR", 125_000),
        ("500 EUR", "EUR", 50_000),
        ("500", "JPY", 500),
        ("1,500", "JPY", 1_500),
    ],
)
def test_what_means_one_thing_is_read(text, currency, minor):
    assert Money(minor, currency) == read_amount(text, currency)


@pytest.mark.parametrize(
    ("text", "currency", "told"),
    [
        ("1250", "EUR", "for whole ones type 1250.00"),
        ("1,250", "EUR", "for whole ones type 1250.00"),
        ("1,250 EUR", "EUR", "may mean cents"),
        ("1,250", "KWD", "for whole ones type 1250.000"),
        ("12.5", "EUR", "2 digits after the point"),
        ("12.500", "EUR", "2 digits after the point"),
        ("1.00", "JPY", "0 digits after the point"),
        ("1.250,00", "EUR", "is not an amount; type it like 1,250.00 EUR"),
        ("12,50.00", "EUR", "is not an amount"),
        ("-5.00", "EUR", "is not an amount"),
        ("5.00 eur", "EUR", "is not an amount"),
        ("٥.00", "EUR", "is not an amount"),
        ("5.00 USD", "EUR", "is in USD, and EUR is meant here"),
        ("", "EUR", "is not an amount"),
        ("9" * 30 + ".00", "EUR", "more than the books can hold"),
    ],
)
def test_what_may_mean_two_things_is_refused_with_the_way_out(text, currency, told):
    with pytest.raises(AmountUnclear, match=told):
        read_amount(text, currency)


@pytest.mark.parametrize(("text", "named"), [("5.00 USD", "USD"), ("5.00", None), ("x", None)])
def test_an_amount_may_name_its_currency(text, named):
    assert named == currency_named(text)
