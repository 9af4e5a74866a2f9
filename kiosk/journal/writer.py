"""The journal's one writer: an entry is on disk when `append` returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bank_server.contract import Anchor
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Entry


@dataclass(frozen=True, slots=True)
class JournalClocks:
    """
    Attributes:
        utc_ms: milliseconds since 1970, UTC; for `t`.
        mono_ms: milliseconds since the program's start, never set back; for `mono`.
        day: the business day now, `yyyymmdd`; a new day begins a new file.
    """

    utc_ms: Callable[[], int]
    mono_ms: Callable[[], int]
    day: Callable[[], str]


@dataclass(frozen=True, slots=True)
class PreviousBoot:
    """How the journal was found; `is_clean` is False when power was lost."""

    last_seq: int
    last_event: str
    is_clean: bool


class Journal:
    """Opening it takes the lock, mends a torn end, and makes what it read durable.

    Raises JournalBusy or JournalBroken at the opening; JournalFailed at the first error of the
    disk, and at every call after it.
    """

    def __init__(self, disk: Disk, atm: str, clocks: JournalClocks) -> None:
        raise NotImplementedError

    @property
    def boot(self) -> int:
        raise NotImplementedError

    @property
    def previous(self) -> PreviousBoot:
        raise NotImplementedError

    def append(self, entry: Entry) -> int:
        """Write one entry; its seq. Returns only after fdatasync."""
        raise NotImplementedError

    def append_all(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """Write several with one fdatasync."""
        raise NotImplementedError

    def anchor(self) -> Anchor:
        """The last durable entry's seq, h and m; from any thread."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
