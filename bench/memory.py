"""What the processes hold on to, visit after visit, beside an empty window over the same time."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Final

from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.processes import resident_mib
from bench.room import Room
from bench.samples import Samples
from bench.windows import EMPTY, watched

GOAL_GROWTH: Final = 5.0
PERCENT: Final = 100.0
NEAR: Final = 5  # readings of which the median is taken: memory comes and goes by whole arenas
PEER: Final = "an empty window"


def memory(room: Room, plan: Plan) -> Report:
    readings: dict[str, list[float]] = {}
    with watched(EMPTY, room.state / "empty.log") as empty, room.kiosk() as calls:
        processes = {**room.pids, PEER: empty.pid}
        for visit in range(plan.held_visits):
            (calls.check_balance if visit % 2 else calls.withdraw)()
            room.hear()
            for name, pid in processes.items():
                readings.setdefault(name, []).append(resident_mib(pid))
    return report(readings, plan.held_from)


def report(readings: Mapping[str, Sequence[float]], held_from: int) -> Report:
    """readings: MiB of each process after each visit, the first one's first."""
    peer = readings[PEER]
    visits = len(peer)
    kiosk = readings["kiosk"]
    return Report(
        "memory",
        f"resident memory over {visits} visits by XML-RPC, growth since visit {held_from}",
        (
            _growth("kiosk", kiosk, held_from, goal=GOAL_GROWTH),
            beside(
                "kiosk, after the last visit",
                "MiB",
                Samples.of([_near(kiosk, visits)]),
                f"{PEER} at the same time",
                Samples.of([_near(peer, visits)]),
                note=f"{_lately(kiosk, held_from):+.1f} MiB in the last half of these visits",
            ),
            _growth(PEER, peer, held_from),
            *(
                _growth(name, each, held_from)
                for name, each in readings.items()
                if name not in {"kiosk", PEER}
            ),
        ),
    )


def _growth(
    name: str, readings: Sequence[float], held_from: int, *, goal: float | None = None
) -> Figure:
    before, after = _near(readings, held_from), _near(readings, len(readings))
    return Figure(
        f"{name}, growth",
        "%",
        Samples.of([(after / before - 1) * PERCENT]),
        goal=goal,
        note=f"from {before:.1f} to {after:.1f} MiB",
    )


def _near(readings: Sequence[float], visit: int) -> float:
    """Around this visit, as counted from 1: the median of the last few up to it."""
    return statistics.median(readings[max(0, visit - NEAR) : visit])


def _lately(readings: Sequence[float], held_from: int) -> float:
    """A cache that fills comes to rest; what leaks does not."""
    visits = len(readings)
    return _near(readings, visits) - _near(readings, (held_from + visits) // 2)
