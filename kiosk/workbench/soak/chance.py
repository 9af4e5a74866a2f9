"""Chance that can be had again: the same seed and name, the same draws in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

Thing = TypeVar("Thing")

DRAW_SIZE: Final = 8


class Chance:
    """No secret: whoever knows the seed knows every draw."""

    def __init__(self, seed: int, name: str) -> None:
        """name: of what is drawn, so that one kind of draws does not disturb another."""
        self._of = f"{seed}/{name}"
        self._count = 0

    def unit(self) -> float:
        """At least 0 and less than 1."""
        self._count += 1
        digest = hashlib.sha256(f"{self._of}/{self._count}".encode()).digest()
        return float(int.from_bytes(digest[:DRAW_SIZE]) / (1 << 8 * DRAW_SIZE) % 1.0)

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """At least low and less than high."""
        return low + int((high - low) * self.unit())

    def one_of(self, things: Sequence[Thing]) -> Thing:
        return things[self.whole(0, len(things))]

    def weighted(self, shares: Mapping[Thing, int]) -> Thing:
        """One of these, as often as its share says."""
        left = self.whole(0, sum(shares.values()))
        for thing, share in shares.items():
            left -= share
            if left < 0:
                return thing
        raise AssertionError("the shares add up to their sum")
