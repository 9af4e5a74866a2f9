"""Journals, their lines, and anchors that wait for theirs."""

from __future__ import annotations

from collections.abc import Sequence

from bank_server.domain.journals import SAID_COUNT_MAX, JournalBook
from bank_server.domain.terminals import JournalAnchor
from bank_server.store.rows import Engine, Rows


class JournalSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def books(self, atm_id: str) -> tuple[JournalBook, ...]:
        return self._engine.run(lambda rows: rows.journals(atm_id))

    def keep(self, book: JournalBook, lines: Sequence[bytes]) -> None:
        def step(rows: Rows) -> None:
            rows.put_journal(book)
            rows.add_journal_lines(book, book.acked - len(lines) + 1, lines)
            said = rows.journal_said(book.atm_id)
            waiting = tuple(each for each in said if each.seq > book.acked)
            if waiting != said:
                rows.put_journal_said(book.atm_id, waiting)

        self._engine.run(step)

    def lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        return self._engine.run(lambda rows: rows.journal_lines(book, first, count))

    def say(self, atm_id: str, anchors: Sequence[JournalAnchor]) -> None:
        def step(rows: Rows) -> None:
            said = rows.journal_said(atm_id)
            new = tuple(each for each in dict.fromkeys(anchors) if each not in said)
            if new:
                rows.put_journal_said(atm_id, _bounded((*said, *new)))

        self._engine.run(step)

    def said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        return self._engine.run(lambda rows: rows.journal_said(atm_id))


def _bounded(said: tuple[JournalAnchor, ...]) -> tuple[JournalAnchor, ...]:
    """Of too many the oldest half and the newest: whatever is said later, what was said before a
    kiosk began to lie is still here when its lines come."""
    if len(said) <= SAID_COUNT_MAX:
        return said
    half = SAID_COUNT_MAX // 2
    return said[:half] + said[-half:]
