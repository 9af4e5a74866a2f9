"""The bank's books as an auditor reads them: from the database, without the bank's code."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.crypto.record import Record, RecordInvalid

DATABASE_SIZE_MAX: Final = 4 * 1024**3

# A hold is part of the account's `held` in these states; the others are at an end.
HOLDING: Final = frozenset({"held", "in-doubt"})
UNFINISHED: Final = HOLDING | {"in-work"}


# As _TRANSACTIONS reads them.
_Text = str | None
_Stored = tuple[str, str, str, _Text, _Text, _Text, _Text, int | None, _Text]


class BooksUnreadable(Exception):
    """The database is missing or not one of ours. The text says which file."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    account_id: str
    kind: str
    name: str
    currency: str
    balance: int
    held: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    posting_id: int
    kind: str
    reference: str
    account_id: str
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class EnvelopeRow:
    """
    Attributes:
        result: what the kiosk said of it; None if nothing. number: as the slot counts.
        found: minor units, zero where nothing was credited; None until people have opened it.
    """

    result: str | None
    number: int | None
    found: int | None


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """amount: minor units asked for; captured: minor units booked. receipt: the FINAL record."""

    atm_id: str
    txid: str
    state: str
    account_id: str | None
    amount: int
    receipt: Record | None
    settled: str | None
    captured: int | None
    operation: str = ""
    envelope: EnvelopeRow | None = None


@dataclass(frozen=True, slots=True)
class CanisterRow:
    atm_id: str
    canister: int
    denomination: int
    load: int
    next: int
    left: int
    rejected: int


@dataclass(frozen=True, slots=True)
class AtmRow:
    atm_id: str
    held_txid: str | None
    num_bills: int
    num_dispensed_bills: int


@dataclass(frozen=True, slots=True)
class Books:
    accounts: tuple[AccountRow, ...]
    entries: tuple[EntryRow, ...]
    transactions: tuple[TransactionRow, ...]
    canisters: tuple[CanisterRow, ...]
    atms: tuple[AtmRow, ...]


def read_books(database: Path) -> Books:
    """One moment of the books. Raises BooksUnreadable, sqlite3.Error."""
    with _copy(database) as path, contextlib.closing(sqlite3.connect(path)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise BooksUnreadable(f"{database} is damaged: {str(verdict).splitlines()[0]}")
        rows = connection.execute
        return Books(
            tuple(AccountRow(*row) for row in rows(_ACCOUNTS)),
            tuple(EntryRow(*row) for row in rows(_ENTRIES)),
            tuple(_transaction(row) for row in rows(_TRANSACTIONS)),
            tuple(CanisterRow(*row) for row in rows(_CANISTERS)),
            tuple(AtmRow(*row) for row in rows(_ATMS)),
        )


def book_findings(books: Books) -> Iterator[str]:
    """What does not add up within the books."""
    yield from _ledger(books)
    yield from _balances(books)
    yield from _holds(books)
    yield from _captures(books)
    yield from _deposits(books)


def _ledger(books: Books) -> Iterator[str]:
    currencies: Counter[str] = Counter()
    postings: Counter[tuple[int, str]] = Counter()
    for entry in books.entries:
        currencies[entry.currency] += entry.minor
        postings[entry.posting_id, entry.currency] += entry.minor
    for currency, total in currencies.items():
        if total:
            yield f"ledger: the entries in {currency} sum to {total}, not to zero"
    for (posting, currency), total in postings.items():
        if total:
            yield f"ledger: posting {posting} sums to {total} {currency}, not to zero"


def _balances(books: Books) -> Iterator[str]:
    sums: Counter[tuple[str, str]] = Counter()
    for entry in books.entries:
        sums[entry.account_id, entry.currency] += entry.minor
    for account in books.accounts:
        total = sums.pop((account.account_id, account.currency), 0)
        if total != account.balance:
            yield f"balance: {account.name} has {account.balance}, its entries sum to {total}"
    for account_id, currency in sums:
        yield f"balance: entries of {account_id} in {currency} belong to no account"


def _holds(books: Books) -> Iterator[str]:
    held: Counter[str | None] = Counter()
    open_at: dict[str, list[str]] = {}
    for found in books.transactions:
        if found.state in HOLDING and found.account_id is not None:
            held[found.account_id] += found.amount
        if found.state == "held":
            open_at.setdefault(found.atm_id, []).append(found.txid)
        if found.state in UNFINISHED:
            yield f"unfinished: transaction {found.txid} is {found.state}"
    for account in books.accounts:
        total = held.pop(account.account_id, 0)
        if total != account.held:
            yield f"held: {account.name} has {account.held} held, its open holds sum to {total}"
    for atm in books.atms:
        expected = [] if atm.held_txid is None else [atm.held_txid]
        if open_at.get(atm.atm_id, []) != expected:
            yield f"held: the ATM names {expected}, its open holds are otherwise"


def _captures(books: Books) -> Iterator[str]:
    """A customer's balance has changed by exactly the notes that the HSM says were presented."""
    values = {(row.atm_id, row.canister): row.denomination for row in books.canisters}
    debits: Counter[tuple[str, str]] = Counter()
    for entry in books.entries:
        if entry.kind == "capture":
            debits[entry.account_id, entry.reference] += entry.minor
    for found in books.transactions:
        if found.receipt is None:
            continue
        value = sum(
            line.presented * values.get((found.atm_id, line.canister), 0)
            for line in found.receipt.lines
        )
        if found.settled in {"captured", "void", "suspense"} and found.captured != value:
            yield f"capture: {found.txid} booked {found.captured}, {value} was presented"
        if found.settled == "captured":
            debit = debits[found.account_id or "", found.txid]
            if debit != -value:
                yield f"capture: {found.txid} moved the account by {debit}, not by {-value}"


def _deposits(books: Books) -> Iterator[str]:
    """What people have found in an envelope is credited, once, to the account that was named."""
    customers = {account.account_id for account in books.accounts if account.kind == "customer"}
    credits_of: dict[str, list[tuple[str, int]]] = {}
    for entry in books.entries:
        if entry.kind == "deposit" and entry.account_id in customers:
            credits_of.setdefault(entry.reference, []).append((entry.account_id, entry.minor))
    for found in books.transactions:
        minor = 0 if found.envelope is None else found.envelope.found or 0
        booked = credits_of.pop(found.txid, [])
        if booked != ([(found.account_id, minor)] if minor else []):
            total = sum(each for _, each in booked)
            yield f"deposit: {found.txid} found {minor}, credited {total} in {len(booked)} postings"
    for txid in credits_of:
        yield f"deposit: {txid} was credited, and there is no such transaction"


def _transaction(row: _Stored) -> TransactionRow:
    atm_id, txid, state, account_id, terms, receipt, settled, captured, envelope = row
    asked = json.loads(terms) if terms else {}
    amount = asked.get("amount") or {"minor": 0}
    try:
        record = None if receipt is None else Record.parse(bytes.fromhex(receipt))
    except (RecordInvalid, ValueError) as error:
        raise BooksUnreadable(f"the receipt of {txid} cannot be read") from error
    return TransactionRow(
        *(atm_id, txid, state, account_id, int(amount["minor"]), record, settled, captured),
        operation=str(asked.get("operation", "")),
        envelope=_envelope(envelope),
    )


def _envelope(text: str | None) -> EnvelopeRow | None:
    if text is None:
        return None
    told = json.loads(text)
    found = told["found"]
    return EnvelopeRow(told["result"], told["number"], None if found is None else found["minor"])


@contextlib.contextmanager
def _copy(database: Path) -> Iterator[Path]:
    """A private copy with its write-ahead log, so that what is looked at stays untouched."""
    if not database.is_file():
        raise BooksUnreadable(f"{database} does not exist")
    with tempfile.TemporaryDirectory(prefix="atm-audit-") as folder:
        copy = Path(folder) / database.name
        for suffix in ("", "-wal"):
            source = database.with_name(database.name + suffix)
            if source.is_file():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        yield copy


_ACCOUNTS: Final = "SELECT account_id, kind, account_name, currency, balance, held FROM accounts"
_ENTRIES: Final = "SELECT posting_id, kind, reference, account_id, minor, currency FROM entries"
_TRANSACTIONS: Final = (
    "SELECT atm_id, txid, state, account_id, terms, receipt, settled, captured, "
    "envelope FROM transactions"
)
_CANISTERS: Final = (
    'SELECT atm_id, canister, denomination, load, next, "left", rejected FROM canisters'
)
_ATMS: Final = "SELECT atm_id, held_txid, num_bills, num_dispensed_bills FROM atms"
