"""Kiosks' journals in MongoDB: a book for each, and one document for each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bank_server.domain.journals import JournalBook
from bank_server.domain.terminals import JournalAnchor
from bank_server.store.mongo.parts import anchor_document, anchor_value, joined
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit

_SEQ_DIGITS: Final = 12  # in a key, so that keys of one journal sort as its lines do


@dataclass(frozen=True, slots=True)
class _Line:
    atm_id: str
    journal_key: str
    part: int
    seq: int
    line: bytes


@dataclass(frozen=True, slots=True)
class _Said:
    """What one ATM has said of entries that are not here yet."""

    atm_id: str
    anchors: tuple[JournalAnchor, ...]


class JournalRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._journals = Table(unit, _JOURNALS)
        self._lines = Table(unit, _LINES)
        self._said = Table(unit, _SAID)

    def journals(self, atm_id: str) -> tuple[JournalBook, ...]:
        return self._journals.search({"atm_id": atm_id}, sort=[("place", 1)])

    def put_journal(self, book: JournalBook) -> None:
        self._journals.put(book)

    def journal_lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        of = (book.atm_id, book.key, book.part)
        where = {"_id": {"$gte": _line_key(*of, first), "$lt": _line_key(*of, first + count)}}
        return tuple(line.line for line in self._lines.search(where, sort=[("_id", 1)]))

    def add_journal_lines(self, book: JournalBook, first: int, lines: Sequence[bytes]) -> None:
        for seq, line in enumerate(lines, start=first):
            self._lines.add(_Line(book.atm_id, book.key, book.part, seq, line))

    def journal_said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        found = self._said.get(atm_id)
        return () if found is None else found.anchors

    def put_journal_said(self, atm_id: str, said: tuple[JournalAnchor, ...]) -> None:
        self._said.put(_Said(atm_id, said))


def _book_document(book: JournalBook) -> Document:
    return {
        "atm_id": book.atm_id,
        "journal_key": book.key,
        "first_key": book.sealed_first,
        "next_key": book.sealed_next,
        "next_number": book.next_number,
        "part": book.part,
        "since": book.since,
        "acked": anchor_document(book.kept),
        "ended": anchor_document(book.ended),
    }


def _book(document: Document) -> JournalBook:
    ended = document.get("ended")
    return JournalBook(
        document["atm_id"],
        document["journal_key"],
        document["first_key"],
        document["next_key"],
        document["next_number"],
        document["part"],
        document["since"],
        anchor_value(document["acked"]),
        None if ended is None else anchor_value(ended),
    )


def _line_document(line: _Line) -> Document:
    return {
        "atm_id": line.atm_id,
        "journal_key": line.journal_key,
        "part": line.part,
        "seq": line.seq,
        "line": line.line,
    }


def _line(document: Document) -> _Line:
    return _Line(
        document["atm_id"],
        document["journal_key"],
        document["part"],
        document["seq"],
        document["line"],
    )


def _line_key(atm_id: str, journal_key: str, part: int, seq: int) -> str:
    return joined(atm_id, journal_key, str(part), str(seq).zfill(_SEQ_DIGITS))


def _said_document(said: _Said) -> Document:
    return {"atm_id": said.atm_id, "anchors": [anchor_document(one) for one in said.anchors]}


def _said(document: Document) -> _Said:
    return _Said(document["atm_id"], tuple(anchor_value(one) for one in document["anchors"]))


_JOURNALS: Final = Kind(
    "journals",
    lambda book: joined(book.atm_id, book.key),
    _book_document,
    _book,
    counter="journals",
)
_LINES: Final = Kind(
    "journal_lines",
    lambda line: _line_key(line.atm_id, line.journal_key, line.part, line.seq),
    _line_document,
    _line,
)
_SAID: Final = Kind("journal_said", lambda said: said.atm_id, _said_document, _said)
