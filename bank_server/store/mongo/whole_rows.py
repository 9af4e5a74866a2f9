"""All documents of a database, kind by kind, as rows that another store can take."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pymongo.client_session import ClientSession
from pymongo.database import Database

from bank_server.domain.ledger import Line
from bank_server.store.mongo.parts import joined
from bank_server.store.mongo.rows import MongoRows
from bank_server.store.mongo.unit import Document, Unit
from bank_server.store.whole import BookedPosting, JournalLine, JournalSaid, Row, Table

NOBODY = "nobody"
_BY_KEY = (("_id", 1),)
_BY_PLACE = (("place", 1),)
_OF_ATMS = (("atm_id", 1), ("place", 1))


class MongoReader:
    """Fulfils `WholeReader`; of one moment only if its owner sees to that."""

    def __init__(self, database: Database[Document], session: ClientSession) -> None:
        self._database = database
        self._session = session

    def count(self, table: Table) -> int:
        if table is Table.POSTINGS:
            return sum(1 for _ in self.rows(table))
        return self._database[table.value].count_documents({}, session=self._session)

    def rows(self, table: Table) -> Iterator[Row]:
        # New ones each time, as what they have read they keep.
        return _AllRows(Unit(self._database, self._session, NOBODY, 0)).all_of(table)


class _AllRows(MongoRows):
    def all_of(self, table: Table) -> Iterator[Row]:
        match table:
            case Table.ACCOUNTS:
                return self._accounts.stream({}, _BY_KEY)
            case Table.POSTINGS:
                return self._postings()
            case Table.STAFF:
                return self._staff.stream({}, _BY_KEY)
            case Table.ATMS:
                return self._atms.stream({}, _BY_KEY)
            case Table.CERTIFICATES:
                return self._certificates.stream({}, _BY_KEY)
            case Table.TOKENS:
                return self._tokens.stream({}, _BY_KEY)
            case Table.CARDS:
                return self._cards.stream({}, _BY_KEY)
            case Table.VISITS:
                return self._visits.stream({}, _BY_KEY)
            case Table.CHALLENGES:
                return self._challenges.stream({}, _BY_KEY)
            case Table.TRANSACTIONS:
                return self._transactions.stream({}, _BY_PLACE)
            case Table.BALANCINGS:
                return self._balancings.stream({}, (("atm_id", 1), ("number", 1)))
            case Table.BUSINESS_DAYS:
                return self._days.stream({}, _BY_KEY)
            case Table.PIN_RESULTS:
                return self._pin_results.stream({}, _BY_KEY)
            case Table.JOURNALS:
                return self._journals.stream({}, _OF_ATMS)
            case Table.JOURNAL_LINES:
                return self._journal_lines()
            case Table.JOURNAL_SAID:
                said = self._said.stream({}, _BY_KEY)
                return (JournalSaid(each.atm_id, each.anchors) for each in said)
            case Table.PROPOSALS:
                return self._proposals.stream({}, _BY_PLACE)
            case Table.RESTORATIONS:
                return self._restorations.stream({}, _BY_PLACE)
            case Table.WORK_ITEMS:
                return self._work.stream()

    def _postings(self) -> Iterator[BookedPosting]:
        for posting_id, of_it in groupby(self._ledger.stream(), key=lambda each: each.posting_id):
            first, *more = of_it
            lines = tuple(Line(each.account_id, each.amount) for each in (first, *more))
            yield BookedPosting(posting_id, first.at_ms, first.kind, first.reference, lines)

    def _journal_lines(self) -> Iterator[JournalLine]:
        """In a key the part has no leading zeros, so each is asked for by itself."""
        books = sorted(
            (book.atm_id, book.key, book.part) for book in self._journals.stream({}, _BY_KEY)
        )
        for atm_id, key, last in books:
            for part in range(last + 1):
                begin = joined(atm_id, key, str(part), "")
                where = {"_id": {"$gte": begin, "$lt": begin[:-1] + "0"}}  # "0" comes after "/"
                for each in self._lines.stream(where, _BY_KEY):
                    yield JournalLine(atm_id, key, part, each.seq, each.line)
