"""What money a world has: its currency, and the notes of the machines in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bank_server.contract.currencies import minor_per_unit
from bank_server.contract.money import Money


@dataclass(frozen=True, slots=True)
class Cash:
    """denominations: minor units of a note, of canister 1 first; quick: amounts on offer."""

    currency: str
    denominations: tuple[int, ...]
    quick: tuple[int, ...]

    @property
    def per_unit(self) -> int:
        return minor_per_unit(self.currency)

    def of(self, *minor: int) -> tuple[Money, ...]:
        return tuple(Money(each, self.currency) for each in minor)


EURO: Final = Cash("EUR", (1_000, 2_000), (2_000, 5_000, 10_000))
YEN: Final = Cash("JPY", (1_000, 5_000), (5_000, 10_000))  # no minor unit
DINAR: Final = Cash("KWD", (5_000, 10_000), (10_000, 20_000))  # a thousand fils
