"""Where the customer is; each place holds only what is valid there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptFacts
from kiosk.domain.screens import MoneyWords, Notice, PinPlace, PinPrompt
from kiosk.domain.visit.cash_places import (
    ChoosingAmount,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    ChoosingTarget,
    ConfirmingDeposit,
    ConfirmingTransfer,
    Deposited,
    Depositing,
    Transferred,
    Transferring,
    TypingDeposit,
    TypingTransfer,
)


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


@dataclass(frozen=True, slots=True)
class ReturningCard:
    """The machine does not keep the card: it goes back as soon as it is read."""


@dataclass(frozen=True, slots=True)
class ChoosingService:
    pass


@dataclass(frozen=True, slots=True)
class TypingPin:
    """Attributes:
    then: where it goes on once the PIN is proven, again after the bank has forgotten the visit.
    place: where it can be typed, if not wherever the terms have it.
    """

    then: Wanted = field(default_factory=ChoosingService)
    notice: Notice | None = None
    tries_left: int | None = None
    digits: int = 0
    place: PinPlace | None = None


@dataclass(frozen=True, slots=True)
class Proving:
    """The bank checks card and PIN. cancelled: once it has, this goes on to nothing."""

    then: Wanted
    cancelled: bool = False


class Purpose(StrEnum):
    """What an account is chosen for."""

    WITHDRAWAL = "withdraw"
    BALANCE = "balance"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class ChoosingAccount:
    """Attributes: part: which part of the accounts is shown."""

    purpose: Purpose
    part: int = 0


@dataclass(frozen=True, slots=True)
class ChoosingReceipt:
    """Attributes: back: where it came from, and goes on."""

    back: Confirming | ConfirmingTransfer | ConfirmingDeposit


@dataclass(frozen=True, slots=True)
class AskingBalance:
    """Attributes: cancelled: as for Proving."""

    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ShowingBalance:
    available: Money
    balance: Money
    reference: str = ""


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
    """Attributes: notice: how the last one ended, where the machine does not keep the card."""

    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A message, with the card already gone, or with `again` leading on to the menu.

    Attributes:
        then: it leads on to this instead, as far as the machine can still do it.
    """

    notice: Notice
    money: MoneyWords | None
    amount: Money | None = None
    reference: str = ""
    again: bool = False
    then: ChoosingAmount | TypingTransfer | TypingDeposit | None = None


@dataclass(frozen=True, slots=True)
class TakingReceipt:
    """It is printed, or waits at its slot. then: where it goes on, at last without it."""

    receipt: ReceiptFacts
    then: AfterReceipt
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class ReadingReceipt:
    """On the screen. lines: none until it is drawn."""

    receipt: ReceiptFacts
    then: AfterReceipt
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LackingReceipt:
    """It could not be printed; what it is about is done. is_unsure: or nobody knows."""

    receipt: ReceiptFacts
    then: AfterReceipt
    is_unsure: bool = False


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


AfterReceipt = Another | Leaving | Telling

# What goes on after the PIN was asked for again.
Wanted = (
    ChoosingService
    | ChoosingAmount
    | Confirming
    | AskingBalance
    | TypingNewPin
    | ConfirmingTransfer
    | ConfirmingDeposit
)

Place = (
    Reading
    | ReturningCard
    | ChoosingLanguage
    | ReadingNotice
    | TypingPin
    | Proving
    | ChoosingService
    | ChoosingAccount
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | ChoosingNotes
    | ChoosingReceipt
    | Withdrawing
    | AskingBalance
    | ShowingBalance
    | TypingNewPin
    | ChangingPin
    | PinChanged
    | ChoosingSource
    | ChoosingTarget
    | TypingTransfer
    | ConfirmingTransfer
    | Transferring
    | Transferred
    | TypingDeposit
    | ConfirmingDeposit
    | Depositing
    | Deposited
    | TakingReceipt
    | ReadingReceipt
    | LackingReceipt
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
    | ChoosingAccount
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | ChoosingNotes
    | ChoosingReceipt
    | ShowingBalance
    | TypingNewPin
    | PinChanged
    | ChoosingSource
    | ChoosingTarget
    | TypingTransfer
    | ConfirmingTransfer
    | Transferred
    | TypingDeposit
    | ConfirmingDeposit
    | Deposited
    | ReadingReceipt
    | LackingReceipt
    | Another
)
