"""Where the customer is; each place holds only what is valid there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.screens import MoneyWords, Notice, PinPlace, PinPrompt


@dataclass(frozen=True, slots=True)
class Reading:
    """The card is latched and read, for the `tries`-th time."""

    tries: int = 1


@dataclass(frozen=True, slots=True)
class ChoosingLanguage:
    """Not a prompt: whoever says nothing goes on in the machine's own language."""


@dataclass(frozen=True, slots=True)
class ReadingNotice:
    """What is missing today, said before anybody types a PIN."""


class Wish(StrEnum):
    """What follows once the PIN is proven (again)."""

    MENU = "menu"
    BALANCE = "balance"
    WITHDRAWAL = "withdrawal"
    PIN_CHANGE = "pin-change"


@dataclass(frozen=True, slots=True)
class TypingPin:
    """Attributes: place: where it can be typed, if not wherever the terms have it."""

    then: Wish = Wish.MENU
    notice: Notice | None = None
    tries_left: int | None = None
    digits: int = 0
    place: PinPlace | None = None


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
    """Attributes: possible: the nearest amounts to one that no notes make."""

    units: str = ""
    notice: Notice | None = None
    possible: tuple[Money, ...] = ()


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
    """Attributes:
    notes: what is to be given; once fewer lie stacked, those.
    possible: what they come to, where it is not the amount.
    """

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
    """Attributes: place: as for TypingPin. typed_at: where the new PIN was typed, once it is."""

    prompt: PinPrompt
    notice: Notice | None = None
    digits: int = 0
    place: PinPlace | None = None
    typed_at: PinPlace | None = None


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
    """A message, with the card already gone, or with `again` leading on to the menu.

    Attributes:
        amounts: it leads on to another amount instead, where there is cash.
    """

    notice: Notice
    money: MoneyWords | None
    amount: Money | None = None
    reference: str = ""
    again: bool = False
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class TakingCard:
    """The card goes back without cash to follow; a message may stand beside it."""

    notice: Notice | None = None
    money: MoneyWords | None = None
    amount: Money | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class CardHeld:
    """The reader is away, and the card with it unless `at_slot`; the visit ends all the same.

    Attributes: at_slot: by the reader's last word the card could be taken.
    """

    money: MoneyWords | None
    amount: Money | None = None
    reference: str = ""
    at_slot: bool = False


@dataclass(frozen=True, slots=True)
class Leaving:
    """Goodbye. `why` is what the journal says of the end."""

    took: Money | None = None
    why: str = "done"


@dataclass(frozen=True, slots=True)
class Over:
    reason: str


Place = (
    Reading
    | ChoosingLanguage
    | ReadingNotice
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
    | CardHeld
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
