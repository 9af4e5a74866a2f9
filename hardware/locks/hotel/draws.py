"""Chance for simulations: the same seed, the same draws, in every Python.

Source: S. Vigna's SplitMix64 (public domain), which is no source of keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

_MASK: Final = 2**64 - 1
_STEP: Final = 0x9E3779B97F4A7C15

T = TypeVar("T")


class Draws:
    """One stream of draws. Two names with the same seed have streams that share nothing."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, name: str = "") -> None:
        self._state = seed & _MASK
        for letter in name:
            # Mixed anew for each: 131 and 401 have the same letters' sum.
            self._state = (self.number() + ord(letter)) & _MASK

    def number(self) -> int:
        """64 bits."""
        self._state = (self._state + _STEP) & _MASK
        mixed = self._state
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _MASK
        return mixed ^ mixed >> 31

    def below(self, end: int) -> int:
        """0 to end - 1."""
        return self.number() * end >> 64

    def chance(self, of_one: float) -> bool:
        return self.number() < of_one * 2**64

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def bytes(self, size: int) -> bytes:
        """For a simulated hotel's keys."""
        words = -(-size // 8)
        return b"".join(self.number().to_bytes(8, "big") for _ in range(words))[:size]
