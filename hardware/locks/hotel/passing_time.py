"""The time that passes in a simulated hotel: one clock for the desk's PC and for every crystal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class PassingTime:
    """Moves only when it is told to, and never back."""

    __slots__ = ("_start", "seconds")

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self.seconds = 0

    def utc(self) -> datetime:
        return self._start + timedelta(seconds=self.seconds)

    def true_seconds(self) -> int:
        """As crystals and batteries want it."""
        return self.seconds

    def pass_s(self, seconds: int) -> None:
        if seconds < 0:
            raise ValueError("time does not go back")
        self.seconds += seconds

    def pass_until(self, at: datetime) -> None:
        """Nothing if that has passed."""
        self.pass_s(max(0, int((at - self.utc()).total_seconds())))
