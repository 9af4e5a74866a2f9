"""What a store's steps are given and answer, where the domain has no value for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique

from bank_server.contract.cash_loads import CountDifference
from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason
from bank_server.domain.audit import Finding, audit
from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.cards import PinRecord
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Account, Entry
from bank_server.domain.terminals import (
    Atm,
)
from bank_server.domain.transactions import (
    Finish,
    Transaction,
)

DeclineReply = Callable[[DeclineReason], bytes]
"""Makes the stored reply of a decline; pure, because a step may be run again."""

TransferReply = Callable[[Money, Money], bytes]
"""Makes the stored reply of a transfer, as `DeclineReply`, from what source and target have
available after it."""


class StoreUnavailable(Exception):
    """Busy too long, or the disk failed. The step may or may not have happened: ask again."""


class StoreRefused(Exception):
    """The store cannot be used at all: wrong settings, a newer schema, a broken file."""


@unique
class MakeResult(Enum):
    """Whether something new was made."""

    MADE = "made"
    EXISTS = "exists"  # under this id; nothing was changed
    UNKNOWN = "unknown"  # it refers to something that does not exist


@unique
class ChangeResult(Enum):
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DailyLimit:
    """What a card may withdraw in one business day.

    Attributes:
        since_ms: when the business day began.
    """

    amount: Money
    since_ms: int


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """A read's end, and the accounts as they were in that very step.

    Attributes:
        accounts: of the card, first account first (only the one asked about for a balance);
            empty unless the finish ENDED as DONE.
    """

    finish: Finish
    accounts: tuple[Account, ...] = ()


@unique
class LoadResult(Enum):
    """What came of a cash load."""

    BOOKED = "booked"  # now or by an earlier call with the same records
    ATM_BUSY = "atm-busy"  # a hold is open: settle first
    RECORD_INVALID = "record-invalid"  # another ATM's, another kind, or a canister it has not
    ATM_UNKNOWN = "atm-unknown"


@dataclass(frozen=True, slots=True)
class CashLoad:
    result: LoadResult
    differences: tuple[CountDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Provisioning:
    """A device's key as the service hands it over.

    Attributes:
        subject: the ATM's uuid; for a card its stored card_id.
        pin: for a card only.
        journal: for an HSM only; it begins with the key, and the anchor of the one before is gone.
    """

    token_hash: str
    subject: str
    key_hash: str
    sealed_key: bytes
    pin: PinRecord | None = None
    journal: JournalBook | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that an audit adds up, as of one moment."""

    accounts: tuple[Account, ...]
    entries: tuple[Entry, ...]
    transactions: tuple[Transaction, ...]
    atms: tuple[Atm, ...]
    balancings: tuple[Balancing, ...] = ()
    days: tuple[BusinessDay, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with these books."""
        return audit(
            self.accounts, self.entries, self.transactions, self.atms, self.balancings, self.days
        )
