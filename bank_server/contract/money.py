"""An exact amount of one currency; the only place where amounts are added or compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MINOR_MAX: Final = 2**53 - 1  # exact in JSON readers and in SQLite


class CurrencyMismatch(ValueError):
    """Two currencies met in one calculation."""


@dataclass(frozen=True, slots=True)
class Money:
    """
    Attributes:
        minor: in the currency's smallest unit (cents), -MINOR_MAX..MINOR_MAX. Ledger entries may
            be negative; what a customer asks for never is, which `is_payable` says.
        currency: ISO 4217 code, three capital letters.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        # A bool is an int in Python, and True euros are not an amount.
        if type(self.minor) is not int:
            raise TypeError("minor is not an integer")
        if not -MINOR_MAX <= self.minor <= MINOR_MAX:
            raise ValueError("minor is out of range")
        if type(self.currency) is not str:
            raise TypeError("currency is not text")
        if len(self.currency) != 3 or not (self.currency.isascii() and self.currency.isupper()):
            raise ValueError("currency is not an ISO 4217 code")

    @property
    def is_payable(self) -> bool:
        return self.minor > 0

    def zero(self) -> Money:
        return Money(0, self.currency)

    def times(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __str__(self) -> str:
        """For logs only; the view-models format for people."""
        return f"{self.currency} {self.minor}"

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.minor
