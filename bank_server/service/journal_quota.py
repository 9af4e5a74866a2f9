"""No kiosk fills the bank's disk with its journal, however well it is sealed."""

from __future__ import annotations

from typing import Final

# A busy machine writes some 2 MB a day. This is the rest of a month without a link, at once.
DAILY_SIZE_MAX: Final = 64_000_000
DAY_MS: Final = 24 * 3_600_000
QUOTA_RETRY_S: Final = 3_600


class JournalQuota:
    """Bytes of each ATM since its day began. In memory: a bank that is started anew allows more.
    Bounded by the number of ATMs."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[int, int]] = {}  # since when, and how much

    def allows(self, atm_id: str, size: int, now_ms: int) -> bool:
        """Whether so much more may come now; then it has come."""
        since_ms, taken = self._taken.get(atm_id, (now_ms, 0))
        if now_ms - since_ms >= DAY_MS:
            since_ms, taken = now_ms, 0
        if taken + size > DAILY_SIZE_MAX:
            return False
        self._taken[atm_id] = (since_ms, taken + size)
        return True
