"""Whether the bank can be reached, as a value."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

SILENCE_MAX_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class LinkState:
    """Down after any failed call, or SILENCE_MAX_S without an answer; up with the next answer.

    Attributes:
        answered_s: monotonic time of the last answer, a problem included; None before the first.
        cause: why the last call failed; "" if it did not.
    """

    answered_s: float | None = None
    cause: str = ""

    def is_up(self, now_s: float) -> bool:
        """A silence counts only while it lasts longer than the heartbeat is due."""
        if self.cause or self.answered_s is None:
            return False
        return now_s <= self.silent_from_s()

    def silent_from_s(self) -> float:
        """When the silence will have lasted too long, unless there is an answer before."""
        return -math.inf if self.answered_s is None else self.answered_s + SILENCE_MAX_S

    def answered(self, now_s: float) -> LinkState:
        return LinkState(answered_s=now_s)

    def failed(self, cause: str) -> LinkState:
        return replace(self, cause=cause)
