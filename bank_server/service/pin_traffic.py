"""How many customers an ATM has: what is given up there by chance goes by their number.

A card counts once in 24 hours, however often it comes: whoever wants an ATM to look busier needs
a card with its right PIN for each customer, and as many of them as half its customers or more to
hide one guessed card.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Final

from bank_server.domain.pin_results import DAY_MS

ALL: Final = ""  # in place of an ATM's id


class Traffic:
    """Right PINs in, in order of time. Eight bytes each for its ATM, and eight for all."""

    def __init__(self) -> None:
        self._of: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._counted: dict[tuple[str, str], int] = {}
        self._tidied_ms = 0

    def add(self, atm_id: str, card: str, at_ms: int) -> None:
        if at_ms - self._tidied_ms > DAY_MS:
            kept = {key: ms for key, ms in self._counted.items() if at_ms - ms <= DAY_MS}
            self._counted, self._tidied_ms = kept, at_ms
        for where in (atm_id, ALL):
            before = self._counted.get((where, card))
            if before is None or at_ms - before > DAY_MS:
                self._counted[where, card] = at_ms
                self._of[where].append(at_ms)

    def between(self, where: str, first_ms: int, last_ms: int) -> int:
        """Customers at an ATM, or at ALL, both ends counted."""
        times = self._of.get(where)
        if times is None:
            return 0
        return bisect_right(times, last_ms) - bisect_left(times, first_ms)

    def sites(self) -> float:
        """By how many ATMs of equal traffic chance would be levelled as much: 1 with one that has
        nearly all, and their number where all have as many."""
        counts = [len(times) for where, times in self._of.items() if where != ALL]
        squares = sum(count * count for count in counts)
        return sum(counts) ** 2 / squares if squares else 1.0
