"""Kiosks' journals in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bank_server.domain.journals import JournalBook
from bank_server.domain.terminals import JournalAnchor
from bank_server.store.codec import anchor_from, anchor_text, anchors_from, anchors_text


class JournalRowsMixin:
    _connection: sqlite3.Connection

    def journals(self, atm_id: str) -> tuple[JournalBook, ...]:
        rows = self._connection.execute(
            """SELECT atm_id, journal_key, first_key, next_key, next_number, part, since,
            acked_seq, acked_h, acked_m, ended FROM journals WHERE atm_id = :atm_id
            ORDER BY place""",
            {"atm_id": atm_id},
        ).fetchall()
        return tuple(_book(*row) for row in rows)

    def put_journal(self, book: JournalBook) -> None:
        self._connection.execute(
            """INSERT INTO journals (atm_id, journal_key, first_key, next_key, next_number, part,
            since, acked_seq, acked_h, acked_m, ended)
            VALUES (:atm_id, :key, :first_key, :next_key, :next_number, :part, :since, :seq, :h,
            :m, :ended)
            ON CONFLICT (atm_id, journal_key) DO UPDATE SET next_key = :next_key,
            next_number = :next_number, part = :part, since = :since, acked_seq = :seq,
            acked_h = :h, acked_m = :m, ended = :ended""",
            {
                "atm_id": book.atm_id,
                "key": book.key,
                "first_key": book.sealed_first,
                "next_key": book.sealed_next,
                "next_number": book.next_number,
                "part": book.part,
                "since": book.since,
                "seq": book.kept.seq,
                "h": book.kept.h,
                "m": book.kept.m,
                "ended": book.ended and anchor_text(book.ended),
            },
        )

    def journal_lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        rows = self._connection.execute(
            """SELECT line FROM journal_lines WHERE atm_id = :atm_id AND journal_key = :key
            AND part = :part AND seq >= :first AND seq < :end ORDER BY seq""",
            {
                "atm_id": book.atm_id,
                "key": book.key,
                "part": book.part,
                "first": first,
                "end": first + count,
            },
        ).fetchall()
        return tuple(row[0] for row in rows)

    def add_journal_lines(self, book: JournalBook, first: int, lines: Sequence[bytes]) -> None:
        self._connection.executemany(
            """INSERT INTO journal_lines (atm_id, journal_key, part, seq, line)
            VALUES (?, ?, ?, ?, ?)""",
            [
                (book.atm_id, book.key, book.part, seq, line)
                for seq, line in enumerate(lines, start=first)
            ],
        )

    def journal_said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        row = self._connection.execute(
            "SELECT anchors FROM journal_said WHERE atm_id = :atm_id", {"atm_id": atm_id}
        ).fetchone()
        return () if row is None else anchors_from(row[0])

    def put_journal_said(self, atm_id: str, said: tuple[JournalAnchor, ...]) -> None:
        self._connection.execute(
            """INSERT INTO journal_said (atm_id, anchors) VALUES (:atm_id, :anchors)
            ON CONFLICT (atm_id) DO UPDATE SET anchors = :anchors""",
            {"atm_id": atm_id, "anchors": anchors_text(said)},
        )


def _book(
    atm_id: str,
    key: str,
    first_key: bytes,
    next_key: bytes,
    next_number: int,
    part: int,
    since: int,
    seq: int,
    h: str,
    m: str,
    ended: str | None,
) -> JournalBook:
    kept = JournalAnchor(seq, h, m)
    end = None if ended is None else anchor_from(ended)
    return JournalBook(atm_id, key, first_key, next_key, next_number, part, since, kept, end)
