"""Card ids in plain text, for the seconds between a challenge and its authorisation.

The bank stores only a hash of a card's id; the PIN block and Argon2's salt need the id itself. It
stays in memory from the challenge on, under the txid, and dies with the challenge.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from hardware.crypto.secret import Secret

REMEMBERED_MAX: Final = 65_536


@dataclass(frozen=True, slots=True)
class _Remembered:
    card_id: Secret
    until_ms: int


class CardMemory:
    """Owned by the store's thread. The oldest entry goes when there are too many."""

    def __init__(self, count_max: int = REMEMBERED_MAX) -> None:
        self._count_max = count_max
        self._by_txid: OrderedDict[tuple[str, str], _Remembered] = OrderedDict()

    def remember(self, atm_id: str, txid: str, card_id: Secret, until_ms: int, now_ms: int) -> None:
        self._forget_old(now_ms)
        self._by_txid[atm_id, txid] = _Remembered(card_id, until_ms)
        self._by_txid.move_to_end((atm_id, txid))

    def recall(self, atm_id: str, txid: str) -> Secret | None:
        """The id; None if it was never told or too long ago."""
        found = self._by_txid.get((atm_id, txid))
        return None if found is None else found.card_id

    def forget(self, atm_id: str, txid: str) -> None:
        """Its challenge is taken for good."""
        self._by_txid.pop((atm_id, txid), None)

    def __len__(self) -> int:
        return len(self._by_txid)

    def _forget_old(self, now_ms: int) -> None:
        while self._by_txid:
            key, oldest = next(iter(self._by_txid.items()))
            if oldest.until_ms >= now_ms and len(self._by_txid) < self._count_max:
                return
            del self._by_txid[key]
