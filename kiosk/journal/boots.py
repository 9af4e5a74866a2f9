"""The clocks of one start of the journal, and what the start before it left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.journal.entry import Entry, Out
from kiosk.journal.events_journal import ClockChanged
from kiosk.journal.events_machine import (
    ConfigChanged,
    PowerUpAfterLoss,
    SystemStart,
    SystemStop,
)
from kiosk.journal.opening import Found

CLOCK_SHIFT_MAX_MS: Final = 2_000  # more than that between two batches is an entry


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


class ClockWatch:
    """Notices within one start that the time of day was set."""

    def __init__(self) -> None:
        self._shift_ms: int | None = None

    def changed(self, t: int, mono: int) -> list[Entry]:
        """The entry that says so, if it is so."""
        before = self._shift_ms
        if before is None or abs(t - mono - before) <= CLOCK_SHIFT_MAX_MS:
            return []
        return [Entry(ClockChanged(before_ms=before + mono, after_ms=t, source="system"))]

    def written(self, t: int, mono: int) -> None:
        """Whatever there was to say of this time is on disk."""
        if self._shift_ms is None or self.changed(t, mono):
            self._shift_ms = t - mono


def previous_boot(found: Found) -> PreviousBoot:
    last_seq = 0 if found.last is None else found.last.seq
    if found.acted is None:
        return PreviousBoot(0, "", is_clean=not found.lost)
    is_clean = found.acted.ev == SystemStop.CODE and not found.lost
    return PreviousBoot(last_seq, found.acted.ev, is_clean)


def first_entries(
    previous: PreviousBoot, version: str, settings: str, settings_before: str
) -> list[Entry]:
    """What a start of the kiosk says before anything else.

    settings, settings_before: hashes, of this start and of the one before; the latter may be empty.
    """
    said = [Entry(SystemStart(version, settings, "start"))]
    if settings_before not in {"", settings}:
        said.append(Entry(ConfigChanged(settings_before, settings)))
    if previous.last_seq and not previous.is_clean:
        lost = PowerUpAfterLoss(previous.last_seq, previous.last_event)
        said.append(Entry(lost, out=Out.UNKNOWN))
    return said
