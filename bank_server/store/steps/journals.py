"""Journals, their lines, and anchors that wait for theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.domain import new_journals, people
from bank_server.domain.journals import SAID_COUNT_MAX, JournalBook
from bank_server.domain.new_journals import BeginResult, NewJournal
from bank_server.domain.people import (
    ActionKind,
    Closing,
    Confirmation,
    ConfirmResult,
    WorkItem,
    WorkKind,
)
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
            waiting = tuple(
                each for each in said if each.key not in ("", book.key) or each.seq > book.acked
            )
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

    def allow_new(
        self, atm_id: str, why: str, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal = rows.proposal(confirmation.proposal_id)
            body, kind = people.new_journal_body(atm_id, why), ActionKind.NEW_JOURNAL
            refusal = people.refusal(proposal, kind, body, confirmation.by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            rows.put_proposal(replace(proposal, used_by=confirmation.by))
            return ConfirmResult.DONE

        return self._engine.run(step)

    def begin(self, asked: NewJournal, now_ms: int) -> BeginResult:
        def step(rows: Rows) -> BeginResult:
            atm_id = asked.book.atm_id
            proposal, atm = rows.proposal(asked.proposal_id), rows.atm(atm_id)
            books = rows.journals(atm_id)
            result = new_journals.begin(asked, proposal, atm, books, now_ms)
            if result is not BeginResult.BEGUN:
                return result
            assert atm is not None, "an unknown ATM is refused"
            assert proposal is not None, "an unknown token is refused"
            rows.put_atm(new_journals.begun(atm, books))
            rows.put_journal(asked.book)
            because = f"journal {atm.anchor.seq} {atm.anchor.h} is lost; a new one begins"
            closing = Closing(str(proposal.used_by), now_ms, because)
            rows.close_work_item(rolled_back(atm_id), closing)
            return result

        return self._engine.run(step)

    def said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        return self._engine.run(lambda rows: rows.journal_said(atm_id))


def rolled_back(atm_id: str) -> WorkItem:
    """An ATM is stopped over its journal."""
    return WorkItem(WorkKind.JOURNAL_ROLLED_BACK, atm_id, atm_id)


def _bounded(said: tuple[JournalAnchor, ...]) -> tuple[JournalAnchor, ...]:
    """Of too many the oldest half and the newest: whatever is said later, what was said before a
    kiosk began to lie is still here when its lines come."""
    if len(said) <= SAID_COUNT_MAX:
        return said
    half = SAID_COUNT_MAX // 2
    return said[:half] + said[-half:]
