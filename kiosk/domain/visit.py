"""A visit, card in to card out: where the customer is, and what follows from each event.

The visit owns the dialogue. Money belongs to `transactions`, which the visit starts, cancels and
hears from; the words and pictures follow from the place alone (`visit_screens`).
Source: docs/architecture.md, two machines; screen ids as in `screens.ScreenId`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, CanisterNotes
from kiosk.domain.screens import ChoicePressed, KeyPressed, MoneyWords, Notice, PinPrompt
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short

EXTENSIONS_MAX: Final = 10
READ_CARD_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole visit; decided before it begins.

    Attributes:
        canisters: what can be paid, as the HSM's latest record says.
        quick_amounts: what the amount screen would like to offer, ascending.
        keeps_card: the reader keeps the card while the visit lasts (`chip`).
        may_pay: cash can be offered at all.
        amount_max, notes_max: bounds of one withdrawal.
        minor_per_unit: cents in a euro; an amount is typed in whole units.
    """

    currency: str
    minor_per_unit: int
    canisters: tuple[Canister, ...]
    quick_amounts: tuple[Money, ...]
    amount_max: Money
    notes_max: int = 40
    keeps_card: bool = True
    touch_pin: bool = False
    may_pay: bool = True
    quiet_s: float = 40.0
    warning_s: float = 20.0
    take_card_s: float = 30.0
    goodbye_s: float = 3.0
    message_s: float = 6.0


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the card, as the bank named it."""

    id: str
    name: str
    available: Money
    balance: Money


# --- places: each holds only what is valid there


@dataclass(frozen=True, slots=True)
class Reading:
    """The card is latched and read."""


class Wish(StrEnum):
    """What follows once the PIN is proven (again)."""

    MENU = "menu"
    BALANCE = "balance"
    WITHDRAWAL = "withdrawal"
    PIN_CHANGE = "pin-change"


@dataclass(frozen=True, slots=True)
class TypingPin:
    then: Wish = Wish.MENU
    notice: Notice | None = None
    tries_left: int | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Proving:
    """The bank checks card and PIN."""

    then: Wish
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ChoosingService:
    pass


@dataclass(frozen=True, slots=True)
class ChoosingAmount:
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class TypingAmount:
    units: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Confirming:
    amount: Money
    notes: tuple[CanisterNotes, ...]


class CashPhase(Enum):
    CONTACTING = "contacting the bank"
    CARD_OUT = "take your card"
    COUNTING = "counting"
    SHORT = "fewer notes than asked for"
    PRESENTED = "take your cash"
    CHECKING = "checking what happened"


@dataclass(frozen=True, slots=True)
class Withdrawing:
    amount: Money
    notes: tuple[CanisterNotes, ...]
    phase: CashPhase
    possible: Money | None = None


@dataclass(frozen=True, slots=True)
class AskingBalance:
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ShowingBalance:
    available: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class TypingNewPin:
    prompt: PinPrompt
    notice: Notice | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class ChangingPin:
    pass


@dataclass(frozen=True, slots=True)
class PinChanged:
    pass


@dataclass(frozen=True, slots=True)
class Another:
    pass


@dataclass(frozen=True, slots=True)
class Telling:
    """A message, with the card already gone, or with `again` leading on to the menu."""

    notice: Notice
    money: MoneyWords | None
    amount: Money | None = None
    reference: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class TakingCard:
    """The card goes back without cash to follow; a message may stand beside it."""

    notice: Notice | None = None
    money: MoneyWords | None = None
    amount: Money | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Goodbye."""

    took: Money | None = None


@dataclass(frozen=True, slots=True)
class Over:
    reason: str


Place = (
    Reading
    | TypingPin
    | Proving
    | ChoosingService
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | Withdrawing
    | AskingBalance
    | ShowingBalance
    | TypingNewPin
    | ChangingPin
    | PinChanged
    | Another
    | Telling
    | TakingCard
    | Leaving
    | Over
)

PROMPTS: Final = (
    TypingPin
    | ChoosingService
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | ShowingBalance
    | TypingNewPin
    | PinChanged
    | Another
)


@dataclass(frozen=True, slots=True)
class Visit:
    """
    Attributes:
        warned: "more time?" is shown over the place.
        extensions: how often more time was asked for in a row.
        card_in: the card is in the machine, or at the slot.
        account: the card's first account, once the PIN is proven.
    """

    terms: Terms
    place: Place = field(default_factory=Reading)
    warned: bool = False
    extensions: int = 0
    card_in: bool = True
    account: Account | None = None


# --- events


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

# --- effects


class Do(Enum):
    """Acts without parameters."""

    READ_CARD = "latch and read the card"
    RELEASE_CARD = "let the card go"
    STOP_PIN = "end the entry and wipe it"
    ASK_ACCOUNTS = "prove card and PIN"
    ASK_BALANCE = "ask for the balance"
    CHANGE_PIN = "change the PIN"
    CANCEL_CASH = "cancel the withdrawal"
    CARD_IS_OUT = "tell the withdrawal that the card is out"
    CARD_STAYS = "tell the withdrawal that the card was not taken"
    BEEP_REFUSED = "low beep"
    BEEP_TAKE = "take it"
    BEEP_HURRY = "hurry"


@dataclass(frozen=True, slots=True)
class StartPin:
    prompt: PinPrompt


@dataclass(frozen=True, slots=True)
class BeginCash:
    amount: Money
    notes: tuple[CanisterNotes, ...]


@dataclass(frozen=True, slots=True)
class AnswerShort:
    take: bool


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Replaces the visit's one timer; None stops it."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class Log:
    """Something for the journal that no act of a device says: what, and on which screen."""

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class End:
    reason: str


Effect = Do | StartPin | BeginCash | AnswerShort | SetTimer | Log | End


@dataclass(frozen=True, slots=True)
class Step:
    visit: Visit
    effects: tuple[Effect, ...] = ()


def begin(terms: Terms) -> Step:
    """A card is at the slot."""
    return Step(Visit(terms), (Do.READ_CARD, SetTimer(READ_CARD_S)))
