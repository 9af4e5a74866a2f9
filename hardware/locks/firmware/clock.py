"""A lock's clock: hotel seconds by a crystal, saved each hour, doubtful after a loss of power.

What is saved each hour is found again when the power comes back: the clock then goes on from there,
too late by as long as the power was away and up to an hour more, and says that it is doubtful until
the programmer sets it.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import (
    CLOCK_DOUBTFUL,
    CLOCK_SAVED,
    CLOCK_TICKS,
    LOCAL_TIME,
    Write,
)
from hardware.locks.hotel_time import HOUR_S, SECONDS_MAX
from hardware.locks.local_time import LocalTime

SAVED_EVERY_S: Final = HOUR_S


class Clock:
    """Holds nothing: what it says is worked out from the memory and the crystal."""

    __slots__ = ("_crystal", "_memory")

    def __init__(self, memory: Memory, crystal: Crystal) -> None:
        self._memory = memory
        self._crystal = crystal

    def now(self) -> int:
        """Hotel seconds."""
        return min(self._saved() + self._since_saved(), SECONDS_MAX)

    @property
    def is_doubtful(self) -> bool:
        return self._memory.number(CLOCK_DOUBTFUL) != 0

    def local_time(self) -> LocalTime:
        return LocalTime.from_bytes(self._memory.read(LOCAL_TIME))

    def setting(self, now: int) -> list[Write]:
        """What is to be written so that it is this time, without a doubt."""
        return [
            CLOCK_SAVED.number(now),
            CLOCK_TICKS.number(self._crystal.ticks()),
            CLOCK_DOUBTFUL.number(0),
        ]

    def save(self, ago_s: int = 0) -> None:
        """Make up for every full hour until so long ago.

        The lock saves on the hour; here it is done whenever somebody looks, which leaves the same.
        """
        since = self._since_saved(ago_s)
        hours_s = since - since % SAVED_EVERY_S
        if hours_s > 0:
            saved = min(self._saved() + hours_s, SECONDS_MAX)
            ticks = self._memory.number(CLOCK_TICKS) + hours_s
            self._memory.commit([CLOCK_SAVED.number(saved), CLOCK_TICKS.number(ticks)])

    def resume(self) -> None:
        """Go on from what was saved, in doubt; just before the crystal counts from 0 again."""
        self._memory.commit([CLOCK_TICKS.number(0), CLOCK_DOUBTFUL.number(1)])

    def _saved(self) -> int:
        return self._memory.number(CLOCK_SAVED)

    def _since_saved(self, ago_s: int = 0) -> int:
        return max(0, self._crystal.ticks(ago_s) - self._memory.number(CLOCK_TICKS))
