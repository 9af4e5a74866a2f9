"""What customers want in one seed: visits of one to three transactions, spread over machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tests.simulation.draws import Draws

CARDS: Final = ("anna", "ben", "cem", "dora")
# Of each card; the first pays where none is chosen.
ACCOUNTS: Final = (("anna", "savings"), ("family",), ("family", "savings"), ("dora", "family"))
STRIPE_CARDS: Final = ("emil", "finn")
STRIPE_ACCOUNTS: Final = (("anna", "dora"), ("savings",))
# One account never runs out; of the others two customers at once may want more than there is.
OPENING_MINOR: Final = MappingProxyType(
    {"anna": 2_000_000, "savings": 50_000, "family": 90_000, "dora": 40_000}
)
MACHINES_MAX: Final = 3
WISHES_MAX: Final = 3
UNITS: Final = (10, 20, 30, 40, 50, 60, 70, 80, 100, 120, 150, 200)
GAP_S_MAX: Final = 3.0
STRIPE_MACHINES: Final = 0.25
STRIPES: Final = 0.1  # of the visits to a machine that also reads chips


class Want(StrEnum):
    WITHDRAW = "withdraw"
    BALANCE = "balance"
    CHANGE_PIN = "pin-change"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Wish:
    """One transaction.

    Attributes:
        number: its place in the seed's plan, from 1; what faults are keyed by.
        units: how much, in whole currency units; 0 where no money moves.
    """

    number: int
    want: Want
    units: int = 0


@dataclass(frozen=True, slots=True)
class Errand:
    """One visit of one card at one machine.

    Attributes:
        gap_s: how long after the former visit of this machine it begins.
    """

    machine: int
    card: str
    gap_s: float
    wishes: tuple[Wish, ...]

    def without(self, kept: frozenset[int]) -> Errand:
        """Only the wishes of these numbers."""
        return replace(self, wishes=tuple(each for each in self.wishes if each.number in kept))


def machine_count(draws: Draws) -> int:
    return 1 + draws.below(MACHINES_MAX, "machines")


def reads_chips(draws: Draws, machine: int) -> bool:
    """Else it is one that reads stripes and gives the card back at once."""
    return draws.unit("stripe", machine) >= STRIPE_MACHINES


def errands(draws: Draws, count: int) -> list[Errand]:
    """`count` transactions in visits, each of which ends with its first withdrawal where the card
    has been in the machine until then. The first n of a longer plan are the plan of n."""
    found: list[Errand] = []
    number = 1
    while number <= count:
        first, wishes = number, [_wish(draws, number)]
        size = 1 + draws.below(WISHES_MAX, "size", first)
        machine = draws.below(machine_count(draws), "machine", first)
        has_chip = reads_chips(draws, machine)
        while len(wishes) < size and number < count:
            if has_chip and wishes[-1].want is Want.WITHDRAW:
                break
            number += 1
            wishes.append(_wish(draws, number))
        found.append(
            Errand(
                machine=machine,
                card=_card(draws, first, has_chip=has_chip),
                gap_s=draws.between(0.0, GAP_S_MAX, "gap", first),
                wishes=tuple(wishes),
            )
        )
        number += 1
    return found


def _card(draws: Draws, number: int, *, has_chip: bool) -> str:
    if has_chip and draws.unit("medium", number) >= STRIPES:
        return draws.one_of(CARDS, "card", number)
    return draws.one_of(STRIPE_CARDS, "card", number)


def _wish(draws: Draws, number: int) -> Wish:
    want = draws.unit("want", number)
    kind = next(kind for share, kind in _SHARES if want < share)
    units = 0 if kind in _WITHOUT_MONEY else draws.one_of(UNITS, "units", number)
    return Wish(number, kind, units)


_SHARES: Final = (
    (0.6, Want.WITHDRAW),
    (0.67, Want.BALANCE),
    (0.8, Want.TRANSFER),
    (0.88, Want.CHANGE_PIN),
    (1.0, Want.DEPOSIT),
)
_WITHOUT_MONEY: Final = frozenset({Want.BALANCE, Want.CHANGE_PIN})
