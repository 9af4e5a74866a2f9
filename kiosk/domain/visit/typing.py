"""An amount typed in cents: the digits push in from the right, as at a till."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.visit.terms import Terms

MINOR_DIGITS_MAX: Final = 9  # of an amount in cents; the tenth is refused


def amount_of(digits: str, terms: Terms) -> Money:
    return Money(int(digits or "0"), terms.currency)


def with_digit(digits: str, key: str) -> str | None:
    """The digits with one more; None where it has no room. No amount begins with 0."""
    if not (key.isascii() and key.isdigit()) or len(digits) >= MINOR_DIGITS_MAX:
        return None
    return (digits + key).lstrip("0")
