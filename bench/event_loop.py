"""How late the GUI thread is during visits, beside an empty Qt application at the same time."""

from __future__ import annotations

import time
from typing import Final

from bench.figures import Figure, Report, beside
from bench.gaps import Gap, Probed, read
from bench.plan import Plan
from bench.probe import PERIOD_MS, PROBE_OUT
from bench.room import Room
from bench.samples import Samples
from bench.windows import EMPTY, watched

GOAL_RATIO: Final = 2.0
LONGEST: Final = 5


def event_loop(room: Room, plan: Plan) -> Report:
    ours, bare, windows = _watched(room, plan)
    during, empty = ours.within(windows), bare.within(windows)
    gaps, peer = _ms(during), _ms(empty)
    ratio = gaps.p99 / peer.p99
    longest = sorted(during, key=lambda gap: gap.ms, reverse=True)[:LONGEST]
    largest = Figure(
        "largest gap",
        "ms",
        Samples.of([max(gaps.values)]),
        "that of the empty application",
        max(gaps.values) / max(peer.values),
    )
    return Report(
        "event-loop",
        f"gaps of a {PERIOD_MS} ms timer in the kiosk's GUI thread while visits pass",
        (
            Figure(
                "p99 of the gaps",
                "ms",
                Samples.of([gaps.p99]),
                "p99 of an empty application at the same time",
                ratio,
                GOAL_RATIO,
                goal_is_ratio=True,
                note=f"{gaps.n} gaps",
            ),
            largest,
            beside("all gaps", "ms", gaps, "an empty application", peer),
            Figure("all gaps of the empty application", "ms", peer),
        ),
        tuple(f"{gap.ms:6.1f} ms: {ours.name_of(gap)}" for gap in longest),
    )


def _watched(room: Room, plan: Plan) -> tuple[Probed, Probed, list[tuple[float, float]]]:
    """Both probes, and when the visits were."""
    out, windows = room.state / "kiosk-probe.json", []
    kiosk = room.kiosk(inside="bench.probed_kiosk", environment={PROBE_OUT: str(out)})
    with (
        watched(EMPTY, room.state / "empty.log", room.state / "empty.json") as empty,
        kiosk as calls,
    ):
        for _ in range(plan.probed_visits):
            for act in (calls.check_balance, calls.withdraw):
                began = time.monotonic()
                act()
                windows.append((began, time.monotonic()))
    return read(out), empty.probed(), windows


def _ms(gaps: list[Gap]) -> Samples:
    return Samples.of(gap.ms for gap in gaps)
