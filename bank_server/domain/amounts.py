"""Amounts as the bank's staff read and type them: `1,250.00 EUR`.

A plain `1250` is refused where a currency has cents: some who type it mean cents, some euros.
"""

from __future__ import annotations

import re
from typing import Final

from bank_server.contract.currencies import minor_digits
from bank_server.contract.money import MINOR_MAX, Money

_TYPED: Final = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?"
    r"(?: ?(?P<currency>[A-Z]{3}))?"
)


class AmountUnclear(ValueError):
    """What was typed may mean two things, or none. The text says what to type."""


def amount_text(money: Money) -> str:
    """`1,250.00 EUR`, `-0.05 EUR`, `1,250 JPY`."""
    digits = minor_digits(money.currency)
    whole, part = divmod(abs(money.minor), 10**digits)
    sign = "-" if money.minor < 0 else ""
    point = f".{part:0{digits}}" if digits else ""
    return f"{sign}{whole:,}{point} {money.currency}"


def currency_named(text: str) -> str | None:
    """The currency that a typed amount names itself, if it does."""
    found = _TYPED.fullmatch(text.strip())
    return found and found["currency"]


def read_amount(text: str, currency: str) -> Money:
    """What somebody typed. Raises AmountUnclear."""
    found, digits = _TYPED.fullmatch(text.strip()), minor_digits(currency)
    example = amount_text(Money(125 * 10 ** (digits + 1), currency))
    if found is None:
        raise AmountUnclear(f"{text!r} is not an amount; type it like {example}")
    whole, part, named = found["whole"], found["part"], found["currency"]
    if named not in {None, currency}:
        raise AmountUnclear(f"{text!r} is in {named}, and {currency} is meant here")
    if part is None and digits and (named is None or "," in whole):
        meant = f"{whole.replace(',', '')}.{'0' * digits}"
        raise AmountUnclear(
            f"{text!r} may mean cents or whole {currency}; for whole ones type {meant}"
        )
    if part is not None and len(part) != digits:
        raise AmountUnclear(f"{text!r}: {currency} has {digits} digits after the point: {example}")
    minor = int(whole.replace(",", "")) * 10**digits + int(part or 0)
    if minor > MINOR_MAX:
        raise AmountUnclear(f"{text!r} is more than the books can hold")
    return Money(minor, currency)
