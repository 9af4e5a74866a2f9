"""What came of each PIN that was compared: kept for a while, so that guessing shows.

Neither a card's number nor its hash stands here, but a token that only this bank can work out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY_MS: Final = 24 * 3_600_000
# Slow guessing shows within a week (the wave's bucket needs up to five days); twice that, so that
# who looks after a holiday still finds it. Longer would be a diary of the customers' ways.
KEPT_DAYS: Final = 14
FORGOTTEN_AT_ONCE_MAX: Final = 500  # of one step; the rest goes with the next ones


@dataclass(frozen=True, slots=True, order=True)
class PinResult:
    """
    Attributes:
        at_ms: when it was compared, by the bank's clock.
        card: the token of the card.
    """

    at_ms: int
    atm_id: str
    card: str
    is_right: bool


def kept_from(now_ms: int) -> int:
    """The rule by which results are deleted: what is older than KEPT_DAYS goes."""
    return now_ms - KEPT_DAYS * DAY_MS
