"""The time that passes for an emulated lock, whose process may end without its noticing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

EPOCH_S: Final = 1_704_067_200  # Monday 2024-01-01 00:00 UTC, from which its crystal counts


class TrueTime:
    """Seconds since EPOCH_S; stands where the crystal got its power until it is let go,
    so that a lock whose process was started anew goes on as if nothing had been."""

    def __init__(self, wall_s: Callable[[], int], stands_at: int | None) -> None:
        self._wall_s = wall_s
        self.stands_at = stands_at

    def __call__(self) -> int:
        return self._wall_s() - EPOCH_S if self.stands_at is None else self.stands_at
