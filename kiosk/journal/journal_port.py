"""The journal as the core uses it, whoever does the work: threaded, or at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from hardware.crypto.secret import Secret
from kiosk.journal.entry import Entry
from kiosk.journal.evidence import Evidence
from kiosk.journal.period import SinceClose

Post = Callable[[Callable[[], None]], None]


class JournalPort(Protocol):
    """The journal as the core uses it, threaded (JournalWorker) or at once (InlineJournal)."""

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        """Write; `deliver(seq of the last)` runs in the core thread once all are on disk.

        Never waits. After a failure `deliver` is never called, for this or any later
        submission: the act that was to follow does not happen. `on_fatal` has been told.
        """

    def note(self, entries: Sequence[Entry]) -> None:
        """Write what no act waits for: in its order, with the next submission or soon after.

        A cut of the power within LINGER_S may lose it; never anything that was submitted.
        """

    def room(self, deliver: Callable[[int], None]) -> None:
        """Ask the disk: `deliver(free thousandths)` runs in the core thread. As `submit`."""

    def key(self) -> str | None:
        """Name of the first key that seals it; None while the bank does not know that key."""

    def lines(
        self, after: int, count_max: int, deliver: Callable[[int, Sequence[bytes]], None]
    ) -> None:
        """Read what is on disk: `deliver(seq of the first, lines)`. As `room`; one at a time."""

    def evidence(self, acked: int, deliver: Callable[[tuple[Evidence, ...]], None]) -> None:
        """Read what a bank that keeps the journal up to here may have forgotten. As `room`."""

    def period(
        self, deliver: Callable[[SinceClose | None], None], since: bytes | None = None
    ) -> None:
        """Read what became of the notes since the last close, or the one that is named
        (`period.read_period`); None if it cannot be read. As `room`."""

    def use_key(self, first: Secret, deliver: Callable[[], None]) -> None:
        """Seal with this first key from now on: `Journal.use_key`. `deliver` as in `submit`."""

    def retire(self, acked: int) -> None:
        """Let go of what is old and at the bank: `Journal.retire`, in its time."""

    def utc_ms(self) -> int:
        """What the clock says that entries are written down with; it may be set at any time."""
