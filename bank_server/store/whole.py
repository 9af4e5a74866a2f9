"""All that a store keeps, table by table, to be moved into another one.

A row is the domain's own value, so that no store's way of keeping it shows. The order in which
`TABLES` names them is the one in which each refers only to what came before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Protocol

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.cards import Card, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Account, Line, Posting, PostingKind
from bank_server.domain.people import Proposal, Staff, WorkItem
from bank_server.domain.pin_results import PinResult
from bank_server.domain.restoration import Restoration
from bank_server.domain.terminals import Atm, JournalAnchor, ProvisioningToken
from bank_server.domain.transactions import Transaction
from bank_server.store.results import StoreRefused
from bank_server.store.rows import Certificate, Rows


@unique
class Table(StrEnum):
    """Beside each: the order of its rows."""

    ACCOUNTS = "accounts"  # by id
    POSTINGS = "postings"  # by the number of their first entry
    STAFF = "staff"  # by name
    ATMS = "atms"  # by id
    CERTIFICATES = "certificates"  # by serial
    TOKENS = "tokens"  # by hash
    CARDS = "cards"  # by id
    VISITS = "visits"  # by card, then ATM
    CHALLENGES = "challenges"  # by card, then ATM
    TRANSACTIONS = "transactions"  # as they began
    BALANCINGS = "balancings"  # by ATM, then number
    BUSINESS_DAYS = "business_days"  # by date
    PIN_RESULTS = "pin_results"  # by time, then ATM, card and result
    JOURNALS = "journals"  # by ATM, then as they began
    JOURNAL_LINES = "journal_lines"  # by ATM, key, part and number
    JOURNAL_SAID = "journal_said"  # by ATM
    PROPOSALS = "proposals"  # as they were made
    RESTORATIONS = "restorations"  # as they were made
    WORK_ITEMS = "work_items"  # by number


@dataclass(frozen=True, slots=True)
class BookedPosting:
    """A posting with its place in the ledger; its lines are the entries from `posting_id` on."""

    posting_id: int
    at_ms: int
    kind: PostingKind
    reference: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class JournalLine:
    atm_id: str
    journal_key: str
    part: int
    seq: int
    line: bytes


@dataclass(frozen=True, slots=True)
class JournalSaid:
    """What an ATM has said of entries that are not here yet."""

    atm_id: str
    anchors: tuple[JournalAnchor, ...]


Row = (
    Account
    | BookedPosting
    | Staff
    | Atm
    | Certificate
    | ProvisioningToken
    | Card
    | Visit
    | LiveChallenge
    | Transaction
    | Balancing
    | BusinessDay
    | PinResult
    | JournalBook
    | JournalLine
    | JournalSaid
    | Proposal
    | Restoration
    | WorkItem
)


class StoreFull(StoreRefused):
    """There is something in a store that should be empty."""


class StoreChanged(StoreRefused):
    """A bank took a step while its books were read: they are not of one moment."""


class WholeReader(Protocol):
    """All rows as of one moment."""

    def count(self, table: Table) -> int:
        """How many rows `rows` will give."""
        ...

    def rows(self, table: Table) -> Iterator[Row]:
        """In the table's order, a few at a time."""
        ...


class WholeStore(Protocol):
    """A store whose bank does not run. Raises StoreRefused and StoreUnavailable, as a store."""

    def reading(self) -> AbstractContextManager[WholeReader]:
        """What is read inside is of one moment; StoreChanged at the end if it was not."""
        ...

    def fill(
        self,
        batches: Iterable[Sequence[Row]],
        approve: Callable[[WholeReader], None],
        begin: Callable[[Rows], object] | None = None,
    ) -> None:
        """All rows are in the store, durably, if `approve` did not raise when it saw them there;
        else none of them. The store must be empty: StoreFull otherwise. What was broken off by
        a kill is nothing, or is cleared away by the next call and serves nobody until then.

        begin: a last step, taken with the rows or not at all; it may run again from its beginning.
        """
        ...

    def close(self) -> None: ...


def put(rows: Rows, row: Row) -> None:
    """The row is new; those that it refers to are there."""
    match row:
        case Account():
            rows.put_account(row)
        case BookedPosting():
            rows.add_entries(Posting(row.kind, row.reference, row.lines), row.at_ms)
        case Staff():
            rows.put_staff(row)
        case Atm():
            rows.put_atm(row)
        case Certificate():
            rows.put_certificate(row)
        case ProvisioningToken():
            rows.put_token(row)
        case Card():
            rows.put_card(row)
        case Visit():
            rows.put_visit(row)
        case LiveChallenge():
            rows.put_challenge(row)
        case Transaction():
            rows.put_transaction(row)
        case Balancing():
            rows.add_balancing(row)
        case BusinessDay():
            rows.add_day(row)
        case PinResult():
            rows.put_pin_result(row)
        case JournalBook():
            rows.put_journal(row)
        case JournalLine():
            # Lines are kept under these three names alone.
            book = JournalBook(row.atm_id, row.journal_key, b"", b"", part=row.part)
            rows.add_journal_lines(book, row.seq, [row.line])
        case JournalSaid():
            rows.put_journal_said(row.atm_id, row.anchors)
        case Proposal():
            rows.put_proposal(row)
        case Restoration():
            rows.put_restoration(row)
        case WorkItem():
            rows.add_work_item(row, row.since_ms)
            if row.closed is not None:
                rows.close_work_item(row, row.closed)
