"""Stops an ATM that tries PINs across many cards: a bucket of wrong PINs per ATM.

Each card has its three tries; this is for whoever has many cards. The bucket lives in memory: a
restart of the bank is rarer than a customer's wrong PIN, and the cards' own tries are durable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WRONG_MAX: Final = 30
REFILL_MS: Final = 60_000  # one wrong PIN a minute is forgiven


@dataclass(slots=True)
class _Bucket:
    wrong: int
    since_ms: int


class PinGuard:
    """Owned by the store's thread."""

    def __init__(self, now_ms: Callable[[], int], wrong_max: int = WRONG_MAX) -> None:
        self._now_ms = now_ms
        self._wrong_max = wrong_max
        self._by_atm: dict[str, _Bucket] = {}  # bounded by the number of ATMs

    def allows(self, atm_id: str) -> bool:
        return self._bucket(atm_id).wrong < self._wrong_max

    def count_wrong(self, atm_id: str) -> bool:
        """Whether this wrong PIN filled the bucket."""
        bucket = self._bucket(atm_id)
        bucket.wrong += 1
        return bucket.wrong == self._wrong_max

    def _bucket(self, atm_id: str) -> _Bucket:
        now_ms = self._now_ms()
        bucket = self._by_atm.setdefault(atm_id, _Bucket(0, now_ms))
        forgiven = (now_ms - bucket.since_ms) // REFILL_MS
        bucket.wrong = max(0, bucket.wrong - forgiven)
        bucket.since_ms += forgiven * REFILL_MS
        return bucket
