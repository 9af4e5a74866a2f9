"""Where a customer is who wants cash; each place holds only what is valid there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bank_server.contract.money import Money
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.screens import Notice


@dataclass(frozen=True, slots=True)
class ChoosingAmount:
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class TypingAmount:
    """Attributes: possible: the nearest amounts to one that no notes make."""

    units: str = ""
    notice: Notice | None = None
    possible: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirming:
    """Attributes: mix: which of the ways to pay it, by its name."""

    amount: Money
    notes: tuple[CanisterNotes, ...]
    mix: str = ""


@dataclass(frozen=True, slots=True)
class ChoosingNotes:
    """Attributes: back: where it came from, and goes on with the notes that are chosen."""

    back: Confirming


class CashPhase(Enum):
    CONTACTING = "contacting the bank"
    CARD_OUT = "take your card"
    COUNTING = "counting"
    SHORT = "fewer notes than asked for"
    PRESENTED = "take your cash"
    CHECKING = "checking what happened"


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """Attributes:
    notes: what is to be given; once fewer lie stacked, those.
    possible: what they come to, where it is not the amount.
    abandoned: nobody answered when less was offered.
    """

    amount: Money
    notes: tuple[CanisterNotes, ...]
    phase: CashPhase
    possible: Money | None = None
    abandoned: bool = False
