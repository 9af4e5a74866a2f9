"""Bytes that look random and are the same in every run, each source with draws of its own."""

from __future__ import annotations

import hashlib
from itertools import count


class Chance:
    """A named source. Two of one name and seed give the same bytes."""

    def __init__(self, name: str, seed: int = 0) -> None:
        self._name = f"{seed}/{name}"
        self._draws = count()

    def __call__(self, size: int) -> bytes:
        return hashlib.shake_256(f"{self._name}/{next(self._draws)}".encode()).digest(size)
