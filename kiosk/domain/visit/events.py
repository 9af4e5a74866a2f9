"""What a visit hears: from the customer, the card, the pads, the bank and the withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister
from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice, PinPlace
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.visit.money_news import (
    DepositNews,
    Offers,
    ReceiptDrawn,
    ReceiptNews,
    TransferResult,
)
from kiosk.domain.visit.state import Account, Part


@dataclass(frozen=True, slots=True)
class CardRead:
    pass


@dataclass(frozen=True, slots=True)
class CardFailed:
    """The card could not be read, or was stopped by the bank.

    Attributes: may_pass: the next try may be better.
    """

    notice: Notice
    may_pass: bool = False


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
class PinRemark:
    """A key did not do what it was pressed for, or more than that; the entry goes on."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class PinOpenAt:
    """Where the PIN can be typed now, when it is not what it was."""

    place: PinPlace


@dataclass(frozen=True, slots=True)
class PinTypedAt:
    """Where the new PIN was typed, told before its entry ends: there it is to be repeated."""

    place: PinPlace


@dataclass(frozen=True, slots=True)
class Proven:
    """Card and PIN are right. accounts: the card's, at least one, in the bank's order."""

    accounts: tuple[Account, ...]


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
    FUNDS = "funds"
    LIMIT = "daily-limit"
    AMOUNT = "amount"
    ACCOUNT = "not-linked"
    BUSY = "card-busy"
    STRIPE = "stripe-refused"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AskFailed:
    failure: Failure
    tries_left: int | None = None


@dataclass(frozen=True, slots=True)
class BalanceKnown:
    """reference: for the receipt."""

    available: Money
    balance: Money
    reference: str = ""


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


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of the machine does not answer any more.

    Attributes:
        reference: for the customer to quote.
        card_at_slot: by the reader's last word the card can be taken without it.
    """

    part: Part
    reference: str = ""
    card_at_slot: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """A part that was lost is there again; trust never is."""

    part: Part


class ReaderBack(Enum):
    """The reader answers again, and a card is in it."""

    READER_BACK = "reader back"


@dataclass(frozen=True, slots=True)
class CashOffer:
    """What cash the machine can give has changed since the visit began.

    Attributes: canisters: what they hold now; None where only the rest has changed.
    """

    may_pay: bool
    canisters: tuple[Canister, ...] | None = None


Event = (
    ChoicePressed
    | KeyPressed
    | CardRead
    | CardFailed
    | CardTaken
    | PinDigits
    | PinEnded
    | PinRemark
    | PinOpenAt
    | PinTypedAt
    | Proven
    | AskFailed
    | BalanceKnown
    | PinChangeResult
    | TimeIsUp
    | CashNews
    | Lost
    | Back
    | ReaderBack
    | CashOffer
    | TransferResult
    | DepositNews
    | ReceiptNews
    | ReceiptDrawn
    | Offers
)
