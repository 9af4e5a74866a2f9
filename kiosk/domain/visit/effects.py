"""What a visit asks for, and the step that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.receipt import ReceiptFacts
from kiosk.domain.screens import PinPrompt
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.terms import Terms

READ_CARD_S: Final = 10.0


class Do(Enum):
    """Acts without parameters."""

    READ_CARD = "latch and read the card"
    RELEASE_CARD = "let the card go"
    STOP_PIN = "end the entry and wipe it"
    ASK_ACCOUNTS = "prove card and PIN"
    CHANGE_PIN = "change the PIN"
    CANCEL_CASH = "cancel the withdrawal"
    CANCEL_DEPOSIT = "close the slot, if the bank has not said no before"
    CARD_IS_OUT = "tell the withdrawal that the card is out"
    CARD_STAYS = "tell the withdrawal that the card was not taken"
    BEEP_REFUSED = "low beep"
    BEEP_TAKE = "take it"
    BEEP_HURRY = "hurry"


@dataclass(frozen=True, slots=True)
class StartPin:
    prompt: PinPrompt


@dataclass(frozen=True, slots=True)
class AskBalance:
    """account: its id at the bank; None for the card's first."""

    account: str | None


@dataclass(frozen=True, slots=True)
class BeginCash:
    """account: as for a balance."""

    account: str | None
    amount: Money
    notes: tuple[CanisterNotes, ...]


@dataclass(frozen=True, slots=True)
class BeginTransfer:
    """source, target: the accounts' ids at the bank."""

    source: str
    target: str
    amount: Money


@dataclass(frozen=True, slots=True)
class BeginDeposit:
    """target: the account's id at the bank."""

    target: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    receipt: ReceiptFacts


@dataclass(frozen=True, slots=True)
class DrawReceipt:
    """For the screen; `ReceiptDrawn` answers."""

    receipt: ReceiptFacts


@dataclass(frozen=True, slots=True)
class GiveUpCash:
    """The withdrawal cannot go on, for this reason."""

    denial: Denial


@dataclass(frozen=True, slots=True)
class AnswerShort:
    take: bool


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Replaces the visit's one timer; None stops it."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class Log:
    """Something for the journal that no act of a device says: what, and on which screen.

    The detail of a timeout is what was allowed, in ms; empty where the PIN pad itself gave up.
    """

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class End:
    reason: str


MoneyEffect = (
    AskBalance
    | BeginCash
    | BeginTransfer
    | BeginDeposit
    | PrintReceipt
    | DrawReceipt
    | GiveUpCash
    | AnswerShort
)
Effect = Do | StartPin | MoneyEffect | SetTimer | Log | End


@dataclass(frozen=True, slots=True)
class Step:
    visit: Visit
    effects: tuple[Effect, ...] = ()


def begin(terms: Terms) -> Step:
    """A card is at the slot."""
    return Step(Visit(terms), (Do.READ_CARD, SetTimer(READ_CARD_S)))
