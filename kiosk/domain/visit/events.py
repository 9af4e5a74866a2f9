"""What a visit hears: from the customer, the card, the pads, the bank and the withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from bank_server.contract.money import Money
from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.visit.places import Account


@dataclass(frozen=True, slots=True)
class CardRead:
    pass


@dataclass(frozen=True, slots=True)
class CardFailed:
    """The card could not be read, or was stopped by the bank."""

    notice: Notice


class CardTaken(Enum):
    """The customer has the card; also when it was pulled out by force."""

    CARD_TAKEN = "card taken"


@dataclass(frozen=True, slots=True)
class PinDigits:
    count: int


class PinEnded(Enum):
    """How the pad's entry ended."""

    ENTERED = "entered"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed out"
    DIFFERENT = "different"
    PAD_LOST = "pad lost"


@dataclass(frozen=True, slots=True)
class Proven:
    """Card and PIN are right."""

    account: Account


class Failure(StrEnum):
    """Why a question to the bank led to nothing; nothing has changed at the bank."""

    PIN_WRONG = "pin-wrong"
    BLOCKED = "card-blocked"
    EXPIRED = "visit-expired"
    SILENT = "silent"
    CARD = "card"
    WEAK = "pin-weak"
    DIFFERENT = "pin-different"
    COUNTERS = "counters-differ"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AskFailed:
    failure: Failure
    tries_left: int | None = None


@dataclass(frozen=True, slots=True)
class BalanceKnown:
    available: Money
    balance: Money


class PinChangeResult(Enum):
    DONE = "done"
    NOT_CONFIRMED = "not confirmed"


class TimeIsUp(Enum):
    """The place's timer fired."""

    TIME_IS_UP = "time is up"


@dataclass(frozen=True, slots=True)
class CashNews:
    """The withdrawal tells what it has come to. `reference` is for the customer to quote."""

    news: News | Short | Ended | Halt
    reference: str = ""


Event = (
    ChoicePressed
    | KeyPressed
    | CardRead
    | CardFailed
    | CardTaken
    | PinDigits
    | PinEnded
    | Proven
    | AskFailed
    | BalanceKnown
    | PinChangeResult
    | TimeIsUp
    | CashNews
)
