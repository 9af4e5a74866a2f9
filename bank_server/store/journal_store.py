"""What the bank needs of a store for the journals that kiosks send.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.domain.journals import JournalBook
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

    def said(self, atm_id: str) -> tuple[JournalAnchor, ...]:
        """The newest last."""
        ...
