"""The journal's thread: entries go in, their seq comes back once they are on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from kiosk.journal.entry import Entry
from kiosk.journal.writer import Journal

CLOSE_TIMEOUT_S: Final = 2.0


class JournalPort(Protocol):
    """The journal as the core uses it, threaded (JournalWorker) or at once (InlineJournal)."""

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        """Write; `deliver(seq of the last)` runs in the core thread once all are on disk.

        Never waits. After a failure `deliver` is never called, for this or any later
        submission: the act that was to follow does not happen. `on_fatal` has been told.
        """


class JournalWorker:
    """Fulfils `JournalPort`. What waits together goes to disk together."""

    def __init__(
        self,
        journal: Journal,
        post: Callable[[Callable[[], None]], None],
        on_fatal: Callable[[Exception], None],
    ) -> None:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        raise NotImplementedError

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """Write what was submitted, then end. True if the thread has ended in time."""
        raise NotImplementedError
