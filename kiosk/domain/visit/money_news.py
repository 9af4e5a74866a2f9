"""What a visit hears of its transfer, its envelope and its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bank_server.contract.money import Money


class TransferEnd(Enum):
    """A refusal is an `AskFailed`: nothing has moved."""

    DONE = "done"
    NOT_CONFIRMED = "not confirmed"


@dataclass(frozen=True, slots=True)
class TransferResult:
    """
    Attributes:
        reference: for the customer to quote.
        source_available, target_available: right after it, as far as the bank has told.
    """

    end: TransferEnd
    reference: str = ""
    source_available: Money | None = None
    target_available: Money | None = None


class Envelope(Enum):
    """What has become of the envelope. A bank that says no is an `AskFailed` instead.

    OPEN: the bank approves and the slot is open. CHECKING: the slot has closed, or is told to;
    ACCEPTED, UNKNOWN and those that say that there is none follow.
    """

    OPEN = "the slot is open"
    CHECKING = "the slot closes"
    ACCEPTED = "the machine has it"
    NOT_INSERTED = "the slot is closed and empty"
    FULL = "the bin is full, and the slot has not opened"
    FAULT = "the slot has not opened"
    UNKNOWN = "nobody knows whether the machine has it"


@dataclass(frozen=True, slots=True)
class DepositNews:
    """
    Attributes:
        reference: the transaction's, for the customer to quote.
        envelope: what the bank's approval calls it, from OPEN on.
    """

    state: Envelope
    reference: str = ""
    envelope: str = ""


class Slip(Enum):
    """What has become of the receipt."""

    PRINTED = "printed, and at the slot"
    TAKEN = "taken"
    FAILED = "not printed"
    UNSURE = "printed or not; something may lie in the slot"


@dataclass(frozen=True, slots=True)
class ReceiptNews:
    """reference: whose receipt it is. code: why it failed; for the journal and for staff."""

    state: Slip
    reference: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptDrawn:
    """The receipt for the screen. reference: as for ReceiptNews."""

    reference: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the machine can do besides cash, where that has changed since the visit began."""

    prints: bool
    takes_envelopes: bool
