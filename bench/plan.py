"""How much is measured: enough to trust, or enough to see, in under a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """Repetitions. The notes and the money of one state suffice for VISITS_MAX withdrawals.

    Attributes:
        visits: withdrawals, or balances, each beside its peers.
        probed_visits: of each kind while the event loop is watched.
        paced_rounds, paced_visits: withdrawals on a paced line and on one that is not, in turns.
        starts: of the kiosk, and of the empty window.
        settle_s: after the first frame, until the first page stands still.
        idle_s: how long an idle kiosk is watched.
        writes: of the journal, and of a bare file.
    """

    visits: int
    probed_visits: int
    paced_rounds: int
    paced_visits: int
    starts: int
    settle_s: float
    idle_s: float
    writes: int


VISITS_MAX: Final = 150
FULL: Final = Plan(
    visits=60,
    probed_visits=25,
    paced_rounds=3,
    paced_visits=8,
    starts=7,
    settle_s=2.0,
    idle_s=10.0,
    writes=1000,
)
QUICK: Final = Plan(
    visits=10,
    probed_visits=5,
    paced_rounds=1,
    paced_visits=4,
    starts=2,
    settle_s=1.0,
    idle_s=3.0,
    writes=200,
)
