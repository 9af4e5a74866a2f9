"""What the same books come to in any store: sums, holds, counters, and what the audit says.

Read row by row, again for each question; of the rows nothing is kept but sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Generic, TypeVar, cast

from bank_server.domain.audit import audit
from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.disputes import open_disputes
from bank_server.domain.ledger import Account, Entry
from bank_server.domain.open_deposits import open_deposits
from bank_server.domain.suspense import open_suspense
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction
from bank_server.store.whole import BookedPosting, Table, WholeReader

T = TypeVar("T")
FOUND = "audit: "
NOTHING = "audit: nothing is wrong"


def proof(reader: WholeReader) -> Iterator[str]:
    """Line by line; none of them tells a name, a card or a key."""
    accounts = _Again[Account](lambda: _rows(reader, Table.ACCOUNTS))
    entries = _Again[Entry](lambda: _entries(reader))
    transactions = _Again[Transaction](lambda: _rows(reader, Table.TRANSACTIONS))
    atms = _Again[Atm](lambda: _rows(reader, Table.ATMS))
    yield from _ledger(accounts, entries)
    for atm in atms:
        for book in atm.canisters:
            yield (
                f"ATM {atm.atm_id}, canister {book.canister}, load {book.load}: next {book.next}, "
                f"left {book.left}, rejected {book.rejected}, found {book.found}, "
                f"counted out {book.counted_out}"
            )
    yield from _transactions(transactions)
    balancings: Iterator[Balancing] = _rows(reader, Table.BALANCINGS)
    days: Iterator[BusinessDay] = _rows(reader, Table.BUSINESS_DAYS)
    findings = audit(accounts, entries, transactions, atms, balancings, days)
    yield from (f"{FOUND}{each.kind} {each.subject}" for each in findings)
    if not findings:
        yield NOTHING


def _ledger(accounts: Collection[Account], entries: Collection[Entry]) -> Iterator[str]:
    sums: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for entry in entries:
        sums[entry.account_id] += entry.amount.minor
        totals[entry.amount.currency] += entry.amount.minor
    for account in accounts:
        balance, held = account.balance, account.held
        yield (
            f"account {account.account_id}: balance {balance.minor}, held {held.minor}, "
            f"entries {sums[account.account_id]} {balance.currency}"
        )
    for currency in sorted(totals):
        yield f"ledger: {totals[currency]} {currency}"


def _transactions(transactions: Collection[Transaction]) -> Iterator[str]:
    states = Counter(each.state for each in transactions)
    for state in sorted(states):
        yield f"transactions {state}: {states[state]}"
    for dispute in open_disputes(transactions):
        yield f"dispute {dispute.atm_id} {dispute.txid}: {dispute.amount.minor}"
    for deposit in open_deposits(transactions):
        claimed = "unknown" if deposit.claimed is None else deposit.claimed.minor
        yield f"deposit {deposit.atm_id} {deposit.txid}: {claimed}"
    for one in open_suspense(transactions):
        yield f"suspense {one.atm_id} {one.txid}: {one.amount.minor}"


class _Again(Collection[T], Generic[T]):
    """Rows that are read anew each time that somebody goes over them."""

    def __init__(self, begin: Callable[[], Iterator[T]]) -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[T]:
        return self._begin()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, value: object) -> bool:
        return any(each == value for each in self)


def _rows(reader: WholeReader, table: Table) -> Iterator[T]:
    return cast("Iterator[T]", reader.rows(table))


def _entries(reader: WholeReader) -> Iterator[Entry]:
    postings: Iterator[BookedPosting] = _rows(reader, Table.POSTINGS)
    for posting in postings:
        for number, line in enumerate(posting.lines, start=posting.posting_id):
            yield Entry(
                number,
                posting.posting_id,
                posting.at_ms,
                posting.kind,
                posting.reference,
                line.account_id,
                line.amount,
            )
