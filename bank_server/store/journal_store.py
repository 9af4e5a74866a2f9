"""What the bank needs of a store for the journals that kiosks send.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.domain.journals import JournalBook
from bank_server.domain.new_journals import BeginResult, NewJournal
from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.domain.terminals import JournalAnchor


class JournalStore(Protocol):
    """Lines under their numbers, and what an ATM has said of those that are not here yet."""

    def books(self, atm_id: str) -> tuple[JournalBook, ...]:
        """The newest last: that is the one which the ATM writes now."""
        ...

    def keep(self, book: JournalBook, lines: Sequence[bytes]) -> None:
        """The book is as given; these lines, which end with its last entry, are new in it. What
        the ATM had said of them is no longer kept. The caller has checked them."""
        ...

    def lines(self, book: JournalBook, first: int, count: int) -> tuple[bytes, ...]:
        """The lines from number `first` on in the book's present part; those that are there."""
        ...

    def say(self, atm_id: str, anchors: Sequence[JournalAnchor]) -> None:
        """They are kept to be compared; of too many the oldest and the newest."""
        ...

    def allow_new(
        self, atm_id: str, why: str, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        """A second person has agreed that the ATM's journal is lost. The proposal's body is
        `people.new_journal_body`."""
        ...

    def begin(self, asked: NewJournal, now_ms: int) -> BeginResult:
        """BEGUN: the empty book is the ATM's newest; it is no longer stopped over its journal, and
        that work item is closed. Any other answer: nothing has changed."""
        ...

    def said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        """The newest last."""
        ...
