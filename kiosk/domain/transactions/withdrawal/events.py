"""What a withdrawal hears: from the journal, the HSM, the bank and the customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from hardware.crypto.record import Record
from hardware.status import Status
from kiosk.domain.transactions.withdrawal.job import Denial, Voucher


class Written(Enum):
    """The entry asked for last is on disk. A failed write ends the process instead."""

    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class HsmAnswered:
    """The HSM answered any command with this record."""

    record: Record


@dataclass(frozen=True, slots=True)
class HsmRefused:
    """The HSM understood and refused; None is a status newer than this program."""

    status: Status | None


class HsmSilent(Enum):
    """No answer: whether the command ran is unknown."""

    HSM_SILENT = "hsm silent"


@dataclass(frozen=True, slots=True)
class Approved:
    """The bank has made the hold.

    Attributes:
        hold_copy: the bank's own copy of it, to be kept; empty if it gave none.
    """

    vouchers: tuple[Voucher, ...]
    hold_copy: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Denied:
    """The bank declined, or whether it approved is unknown: a FINAL void undoes either."""

    denial: Denial


@dataclass(frozen=True, slots=True)
class CardGone:
    """The customer has the card back."""

    link_up: bool


class CardStays(Enum):
    """The card was not taken in time."""

    CARD_STAYS = "card stays"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The customer's answer to a short stack."""

    take: bool


class CancelAsked(Enum):
    """The Cancel key, a time-out, a pulled card."""

    CANCEL_ASKED = "cancel asked"


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Link, HSM or card reader is lost; before the card is gone this ends the transaction."""

    denial: Denial


class Settled(Enum):
    """The bank has acknowledged the record."""

    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class SettlementRefused:
    """The bank says that the record contradicts what it knows."""

    code: str


class BankSilent(Enum):
    """No usable answer to a settlement or resolution; to be asked again."""

    BANK_SILENT = "bank silent"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The bank's state of a txid that the HSM never opened: void, declined, done, held …"""

    state: str


Event = (
    Written
    | HsmAnswered
    | HsmRefused
    | HsmSilent
    | Approved
    | Denied
    | CardGone
    | CardStays
    | Chosen
    | CancelAsked
    | GiveUp
    | Settled
    | SettlementRefused
    | BankSilent
    | Resolved
)
