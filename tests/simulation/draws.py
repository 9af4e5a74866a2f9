"""Chance that hangs on where it is asked for, never on what was asked before.

With one global stream, leaving one fault out would move every later draw, and no failure could be
made smaller. Here a draw is keyed by (seed, what for, transaction, n), so the rest stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_BYTES = 7
_SPAN = 1 << (8 * _BYTES)


class Draws:
    """All chance of one seed."""

    def __init__(self, seed: int) -> None:
        self._prefix = f"{seed}"

    def unit(self, *where: object) -> float:
        """From 0 to below 1; the same for the same place."""
        text = "/".join((self._prefix, *map(str, where)))
        raw = blake2b(text.encode(), digest_size=_BYTES).digest()
        return int.from_bytes(raw, "big") / _SPAN

    def between(self, low: float, high: float, *where: object) -> float:
        return low + (high - low) * self.unit(*where)

    def below(self, count: int, *where: object) -> int:
        """A whole number from 0 to below `count`."""
        return int(count * self.unit(*where))

    def one_of(self, options: Sequence[T], *where: object) -> T:
        return options[self.below(len(options), *where)]
