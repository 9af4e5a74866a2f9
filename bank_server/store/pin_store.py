"""What the bank needs of a store for the results of PINs.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.domain.pin_results import PinResult


class PinStore(Protocol):
    """Who tried a PIN where and when, and whether it was right; for KEPT_DAYS."""

    def note(self, result: PinResult) -> None:
        """Kept. The same of one millisecond is kept once."""
        ...

    def results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        """In order of time, those after this one, or from the oldest on."""
        ...

    def forget_old(self, now_ms: int) -> int:
        """How many were deleted because they are older than KEPT_DAYS; at most
        FORGOTTEN_AT_ONCE_MAX, so that no step is long: call again while it is that many."""
        ...
