"""Times of which the journal tells nothing: the kiosk was off, or ran without its HEARTBEAT.

A kiosk that runs says so every 15 minutes. So whoever reads that nothing happened can tell that
from nothing being written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.journal_tools.lines import Line

BEAT_MS: Final = 15 * 60_000
LATE_MS: Final = 60_000  # a HEARTBEAT waits for what is being written
QUIET_MS: Final = BEAT_MS + LATE_MS
_BEAT, _STOP = "HEARTBEAT", "SYSTEM_STOP"
_MINUTE_MS: Final = 60_000


class Silent(StrEnum):
    """Why, as far as the journal says."""

    STOPPED = "off, stopped in order"
    LOST = "off, not stopped in order"
    MUTE = "it ran, and wrote nothing"
    NO_BEAT = "it ran and wrote, without a HEARTBEAT"


@dataclass(frozen=True, slots=True)
class Silence:
    """
    Attributes:
        first, last: seq of the entries before and after it; last is the first of another key where
            it is less.
        began_ms, ended_ms: their `t`.
        ms: how long, by the time that only goes on where both are of one run.
    """

    atm: str
    first: int
    last: int
    began_ms: int
    ended_ms: int
    ms: int
    why: Silent

    @property
    def t(self) -> int:
        """Its place among the entries."""
        return self.began_ms

    @property
    def length(self) -> str:
        """In words: days, hours, minutes, of these the first two that count."""
        minutes = self.ms // _MINUTE_MS
        days, hours, minutes = minutes // 1_440, minutes // 60 % 24, minutes % 60
        parts = [f"{days} d", f"{hours} h"] if days else [f"{hours} h", f"{minutes} min"]
        return " ".join(part for part in parts if not part.startswith("0 ")) or "0 min"


class Silences:
    """Hears every entry, in order."""

    def __init__(self) -> None:
        self._before: Line | None = None
        self._beat: Line | None = None

    def take(self, line: Line) -> Silence | None:
        """The silence that this entry ends."""
        before, self._before = self._before, line
        follows = before is not None and (line.seq == before.seq + 1 or line.seq == 1)
        if before is None or self._beat is None or not follows:
            self._beat = line  # what lies before it is elsewhere or lost: nothing is known of it
            return None
        found = self._ended(before, self._beat, line)
        if found is not None or line.ev == _BEAT or line.boot != before.boot:
            self._beat = line
        return found

    def _ended(self, before: Line, beat: Line, line: Line) -> Silence | None:
        if line.boot != before.boot:
            why = Silent.STOPPED if before.ev == _STOP else Silent.LOST
            return _between(before, line, line.t - before.t, why)
        return _between(before, line, line.mono - before.mono, Silent.MUTE) or _between(
            beat, line, line.mono - beat.mono, Silent.NO_BEAT
        )


def _between(before: Line, line: Line, ms: int, why: Silent) -> Silence | None:
    if ms <= QUIET_MS:
        return None
    return Silence(line.atm, before.seq, line.seq, before.t, line.t, ms, why)


def with_silences(lines: Iterable[Line]) -> Iterator[tuple[Silence | None, Line]]:
    """Each entry with the silence before it."""
    silences = Silences()
    for line in lines:
        yield silences.take(line), line
