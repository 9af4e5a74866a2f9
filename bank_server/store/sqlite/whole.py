"""All of an SQLite file at once: read within one transaction, filled within one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Final

from bank_server.contract.money import Money
from bank_server.domain.journals import JournalBook
from bank_server.domain.ledger import Line, PostingKind
from bank_server.domain.pin_results import PinResult
from bank_server.store.results import StoreRefused, StoreUnavailable
from bank_server.store.rows import Rows
from bank_server.store.sqlite.connection import open_database
from bank_server.store.sqlite.rows import SqliteRows
from bank_server.store.whole import (
    BookedPosting,
    JournalLine,
    JournalSaid,
    Row,
    StoreFull,
    Table,
    WholeReader,
    put,
)

SIDE_FILES: Final = ("-wal", "-shm")

_ENTRIES: Final = """SELECT posting_id, at_ms, kind, reference, account_id, minor, currency
FROM entries ORDER BY entry_id"""
_LINES: Final = """SELECT atm_id, journal_key, part, seq, line FROM journal_lines
ORDER BY atm_id, journal_key, part, seq"""
_PINS: Final = """SELECT at_ms, atm_id, card, is_right FROM pin_results
ORDER BY at_ms, atm_id, card, is_right"""
# The keys that `SqliteRows` asks for, in the table's order.
_KEYS: Final = {
    Table.ACCOUNTS: "SELECT account_id FROM accounts ORDER BY account_id",
    Table.STAFF: "SELECT name FROM staff ORDER BY name",
    Table.ATMS: "SELECT atm_id FROM atms ORDER BY atm_id",
    Table.CERTIFICATES: "SELECT serial FROM certificates ORDER BY serial",
    Table.TOKENS: "SELECT token_hash FROM tokens ORDER BY token_hash",
    Table.CARDS: "SELECT card_id FROM cards ORDER BY card_id",
    Table.VISITS: "SELECT card_id, atm_id FROM visits ORDER BY card_id, atm_id",
    Table.CHALLENGES: "SELECT txid, atm_id FROM challenges ORDER BY card_id, atm_id",
    Table.TRANSACTIONS: "SELECT txid, atm_id FROM transactions ORDER BY place",
    Table.BALANCINGS: "SELECT atm_id, balancing_id FROM balancings ORDER BY atm_id, number",
    Table.BUSINESS_DAYS: "SELECT date FROM business_days ORDER BY date",
    Table.PROPOSALS: "SELECT proposal_id FROM proposals ORDER BY place",
    Table.WORK_ITEMS: "SELECT place FROM work_items ORDER BY place",
}


class SqliteWhole:
    """Fulfils `WholeStore`."""

    def __init__(self, path: Path) -> None:
        """Made if there is none. Raises StoreRefused."""
        self._path = path
        self._is_new = not path.exists()
        self._connection = open_database(path)
        self._rows = SqliteRows(self._connection)
        self._reader = SqliteReader(self._connection, self._rows)

    @contextmanager
    def reading(self) -> Iterator[WholeReader]:
        with named(), self._transaction():
            yield self._reader

    def fill(
        self,
        batches: Iterable[Sequence[Row]],
        approve: Callable[[WholeReader], None],
        begin: Callable[[Rows], object] | None = None,
    ) -> None:
        with named(), self._transaction():
            if any(self._reader.count(table) for table in Table):
                raise StoreFull(f"{self._path} is not empty; an import needs an empty store")
            for batch in batches:
                for row in batch:
                    put(self._rows, row)
            approve(self._reader)
            if begin is not None:
                begin(self._rows)
            self._connection.execute("COMMIT")
            self._is_new = False

    def close(self) -> None:
        """A file that was made and not filled is gone again."""
        self._connection.close()
        if self._is_new:
            for suffix in ("", *SIDE_FILES):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Whatever is not committed inside never was."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):  # what failed before it is told
                    self._connection.execute("ROLLBACK")


@contextmanager
def named() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreRefused(f"the schema forbids a row: {error}") from error
    except sqlite3.Error as error:
        raise StoreUnavailable(f"the disk or the file failed: {error.sqlite_errorname}") from error


class SqliteReader:
    """Fulfils `WholeReader`, within the transaction that its owner has begun."""

    def __init__(self, connection: sqlite3.Connection, rows: SqliteRows) -> None:
        self._connection = connection
        self._rows = rows

    def count(self, table: Table) -> int:
        what = f"SELECT count(*) FROM {table.value}"  # noqa: S608  a table of our own
        if table is Table.POSTINGS:
            what = "SELECT count(DISTINCT posting_id) FROM entries"
        found: int = self._connection.execute(what).fetchone()[0]
        return found

    def rows(self, table: Table) -> Iterator[Row]:
        match table:
            case Table.POSTINGS:
                return self._postings()
            case Table.PIN_RESULTS:
                found = self._connection.execute(_PINS)
                return (
                    PinResult(at_ms, atm_id, card, bool(is_right))
                    for at_ms, atm_id, card, is_right in found
                )
            case Table.JOURNALS:
                return self._journals()
            case Table.JOURNAL_LINES:
                return (JournalLine(*row) for row in self._connection.execute(_LINES))
            case Table.JOURNAL_SAID:
                ids = self._connection.execute("SELECT atm_id FROM journal_said ORDER BY atm_id")
                return (JournalSaid(atm_id, self._rows.journal_said(atm_id)) for (atm_id,) in ids)
            case Table.RESTORATIONS:
                return iter(self._rows.restorations())
            case _:
                return self._by_key(table)

    def _by_key(self, table: Table) -> Iterator[Row]:
        getters: dict[Table, Callable[..., Row | None]] = {
            Table.ACCOUNTS: self._rows.account,
            Table.STAFF: self._rows.staff,
            Table.ATMS: self._rows.atm,
            Table.CERTIFICATES: self._rows.certificate,
            Table.TOKENS: self._rows.token,
            Table.CARDS: self._rows.card,
            Table.VISITS: self._rows.visit,
            Table.CHALLENGES: self._rows.challenge,
            Table.TRANSACTIONS: self._rows.transaction,
            Table.BALANCINGS: self._rows.balancing,
            Table.BUSINESS_DAYS: self._rows.day,
            Table.PROPOSALS: self._rows.proposal,
            Table.WORK_ITEMS: self._rows.work_item,
        }
        for key in self._connection.execute(_KEYS[table]):
            row = getters[table](*key)
            assert row is not None, "its key was read within the same transaction"
            yield row

    def _postings(self) -> Iterator[BookedPosting]:
        entries = self._connection.execute(_ENTRIES)
        for posting_id, of_it in groupby(entries, key=lambda entry: int(entry[0])):
            first, *more = of_it
            lines = tuple(Line(each[4], Money(each[5], each[6])) for each in (first, *more))
            yield BookedPosting(posting_id, first[1], PostingKind(first[2]), first[3], lines)

    def _journals(self) -> Iterator[JournalBook]:
        ids = self._connection.execute("SELECT DISTINCT atm_id FROM journals ORDER BY atm_id")
        for (atm_id,) in ids:
            yield from self._rows.journals(atm_id)
