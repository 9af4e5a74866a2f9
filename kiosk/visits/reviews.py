"""What has no DONE for a day is listed for people, once, and asked for as before.

The day is counted from the journal entry that began it, so a restart does not begin it anew. Two
measures count, and the larger one decides: the clock that wrote the entry, which somebody may set
back, and the time that this process has seen pass, which begins with the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.journal.entry import Out
from kiosk.journal.events import ManualReview
from kiosk.journal.replay import MoneyState, OpenLoad
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer
from kiosk.visits.supervision import Supervision

REVIEW_S: Final = 24 * 3_600.0
LOOK_S: Final = 600.0  # how soon a clock that was set forward is noticed
MS_PER_S: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Watched:
    """
    Attributes:
        key: txid or load_id; zeros if it is known to the HSM only.
        since_ms: of the entry that began it, by the journal's clock.
        since_s: the same on the loop's clock, as far as that is known.
    """

    key: bytes
    since_ms: int
    since_s: float


class Reviews:
    """Watches one transaction or load at a time. Lives in the core thread."""

    def __init__(self, ports: Ports, supervision: Supervision) -> None:
        self._ports = ports
        self._supervision = supervision
        self._timer: Timer | None = None

    def take_up(self, money: MoneyState) -> None:
        """The oldest that the journal holds open. The clock is not believed to stand before the
        newest entry; and what is listed stays so, whatever any clock says."""
        if not money.open:
            return
        found = money.open[0]
        key = found.load_id if isinstance(found, OpenLoad) else found.txid
        now_ms = max(self._ports.journal.utc_ms(), money.newest_ms)
        passed_s = max(0.0, (now_ms - found.since_ms) / MS_PER_S)
        self.end()
        if found.is_listed:
            self._supervision.note(overdue=True)
            return
        self._look(_Watched(key, found.since_ms, self._ports.loop.now() - passed_s))

    def begin(self, key: bytes) -> None:
        """It begins now."""
        self.end()
        self._look(_Watched(key, self._ports.journal.utc_ms(), self._ports.loop.now()))

    def end(self) -> None:
        """It has its DONE."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._supervision.note(overdue=False)

    def _look(self, watched: _Watched) -> None:
        by_clock_s = (self._ports.journal.utc_ms() - watched.since_ms) / MS_PER_S
        age_s = max(by_clock_s, self._ports.loop.now() - watched.since_s)
        if age_s < REVIEW_S:
            wait_s = min(LOOK_S, REVIEW_S - age_s)
            self._timer = self._ports.loop.after(wait_s, lambda: self._look(watched))
            return
        self._timer = None
        self._ports.note(ManualReview(watched.key, round(age_s)), None, Out.UNKNOWN)
        self._supervision.note(overdue=True)
