"""That rows come in their order, each once and as many as were announced; keeps none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar, cast

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.cards import Card, Visit
from bank_server.domain.challenges import LiveChallenge
from bank_server.domain.ledger import Account
from bank_server.domain.people import Proposal, Staff, WorkItem
from bank_server.domain.pin_results import PinResult
from bank_server.domain.terminals import Atm, ProvisioningToken
from bank_server.domain.transactions import Transaction
from bank_server.store.rows import Certificate
from bank_server.store.whole import BookedPosting, JournalLine, JournalSaid, Row, Table

Key = tuple[str | int, ...]
R = TypeVar("R")


def _by(kind: type[R], key: Callable[[R], Key]) -> Callable[[Row], Key]:
    del kind  # tells the reader of the key what it may ask for
    return lambda row: key(cast("R", row))


# Tables that are kept in the order in which things happened are not here.
_KEYS: Final[Mapping[Table, Callable[[Row], Key]]] = {
    Table.ACCOUNTS: _by(Account, lambda row: (row.account_id,)),
    Table.POSTINGS: _by(BookedPosting, lambda row: (row.posting_id,)),
    Table.STAFF: _by(Staff, lambda row: (row.name,)),
    Table.ATMS: _by(Atm, lambda row: (row.atm_id,)),
    Table.CERTIFICATES: _by(Certificate, lambda row: (row.serial,)),
    Table.TOKENS: _by(ProvisioningToken, lambda row: (row.token_hash,)),
    Table.CARDS: _by(Card, lambda row: (row.card_id,)),
    Table.VISITS: _by(Visit, lambda row: (row.card_id, row.atm_id)),
    Table.CHALLENGES: _by(LiveChallenge, lambda row: (row.terms.card_id, row.terms.atm_id)),
    Table.BALANCINGS: _by(Balancing, lambda row: (row.atm_id, row.number)),
    Table.BUSINESS_DAYS: _by(BusinessDay, lambda row: (row.date,)),
    Table.PIN_RESULTS: _by(PinResult, lambda row: (row.at_ms, row.atm_id, row.card, row.is_right)),
    Table.JOURNAL_LINES: _by(
        JournalLine, lambda row: (row.atm_id, row.journal_key, row.part, row.seq)
    ),
    Table.JOURNAL_SAID: _by(JournalSaid, lambda row: (row.atm_id,)),
    Table.WORK_ITEMS: _by(WorkItem, lambda row: (row.number,)),
}
_PLACES: Final = {table: place for place, table in enumerate(Table)}


class OutOfOrder(Exception):
    """A row is there twice, missing, or in the wrong place, or no posting. The text says which."""


class RowOrder:
    """
    Attributes:
        newest_ms: the latest moment that a row so far was written at, as far as rows say that; 0
            if none does.

    counts: how many rows of each table are to come.
    """

    def __init__(self, counts: Mapping[Table, int]) -> None:
        self._left = dict(counts)
        self._table = next(iter(Table))
        self._key: Key = ()
        self.newest_ms = 0
        self._number = 1  # of the next entry, or the next work item

    def take(self, table: Table, row: Row) -> None:
        """Raises OutOfOrder."""
        if _PLACES[table] < _PLACES[self._table]:
            raise OutOfOrder(f"{table} after {self._table}")
        if table is not self._table:
            self._table, self._key, self._number = table, (), 1
        self._left[table] -= 1
        if self._left[table] < 0:
            raise OutOfOrder(f"more {table} than were announced")
        if table in _KEYS:
            key = _KEYS[table](row)
            if not self._key < key:
                raise OutOfOrder(f"a row of {table} is there twice, or out of order")
            self._key = key
        self._count(row)
        self.newest_ms = max(self.newest_ms, _written_ms(row))

    def end(self) -> None:
        """Raises OutOfOrder."""
        for table, left in self._left.items():
            if left:
                raise OutOfOrder(f"{left} {table} fewer than were announced")

    def _count(self, row: Row) -> None:
        """Stores number these by themselves, so there may be no gap."""
        match row:
            case BookedPosting():
                number, size = row.posting_id, len(row.lines)
                if not size or not _is_even(row):
                    raise OutOfOrder(f"posting {number} does not sum to zero")
            case WorkItem():
                number, size = row.number, 1
            case _:
                return
        if number != self._number:
            raise OutOfOrder(f"{self._table} have no number {self._number}")
        self._number += size


def _written_ms(row: Row) -> int:
    match row:
        case BookedPosting():
            return row.at_ms
        case Transaction():
            return row.started_ms
        case Balancing():
            return row.at_ms
        case BusinessDay():
            return row.closed_ms
        case PinResult():
            return row.at_ms
        case Card():
            return row.issued_ms or 0
        case Proposal():
            return row.proposed_ms
        case WorkItem():
            return row.since_ms
        case _:
            return 0


def _is_even(posting: BookedPosting) -> bool:
    """Only one that sums to zero, in one currency, can be entered again."""
    amounts = [line.amount for line in posting.lines]
    return (
        len({each.currency for each in amounts}) == 1 and sum(each.minor for each in amounts) == 0
    )
