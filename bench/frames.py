"""How evenly the attract screen and the page transitions move, beside one rectangle that moves.

The kiosk's attract screen rests between two movements, and draws nothing then: a gap as long as a
rest is not counted as one between frames. The rectangle never rests, so that there is something
to compare with at any time; its share of the processor is told for each frame as well.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from bench import frames_seen
from bench.figures import Figure, Report
from bench.frames_seen import FramesSeen, Window
from bench.gaps import Gap
from bench.plan import Plan
from bench.processes import cpu_s
from bench.room import Room
from bench.samples import MS_PER_S, Samples
from bench.windows import watched

BARE: Final = ("bench.bare_window", "moving")
PEER: Final = "a bare window with one moving rectangle"
GOAL_P95_MS: Final = 50.0  # three refreshes of a display; fewer frames are seen as jerks
GOAL_PROCESSOR: Final = 25.0
PERCENT: Final = 100.0
REST_MS: Final = 700.0  # half of the attract screen's rest


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time of both processes over one span, in seconds."""

    window: Window
    kiosk_s: float
    bare_s: float


def frames(room: Room, plan: Plan) -> Report:
    with (
        watched(BARE, room.state / "bare.log", room.state / "bare.json") as bare,
        room.shown_kiosk(look_s=plan.look_s, key_s=plan.key_s) as shown,
    ):
        bare.wait_for_frame()
        time.sleep(plan.settle_s)  # the start is not what is measured
        began, before = time.monotonic(), (cpu_s(shown.pid), cpu_s(bare.pid))
        time.sleep(plan.attract_s)  # what is measured: frames within so long
        window = began, time.monotonic()
        used = Used(window, cpu_s(shown.pid) - before[0], cpu_s(bare.pid) - before[1])
        for _ in range(plan.shown_rounds):
            shown.visit()
    return report(frames_seen.read(shown.out), frames_seen.read(bare.stored()), used)


def report(kiosk: FramesSeen, bare: FramesSeen, used: Used) -> Report:
    attract = [used.window]
    moving, resting = _moving(kiosk.gaps(attract))
    transitions = kiosk.transitions
    return Report(
        "frames",
        "how evenly the window moves, drawn in memory by the processor",
        (
            *_evenness("attract screen", moving, bare.gaps(attract)),
            *_processor(kiosk, bare, used),
            *_evenness("transitions", kiosk.gaps(transitions), bare.gaps(transitions)),
        ),
        (
            f"the attract screen rested {resting} times in {_s(attract):.0f} s",
            f"{len(transitions)} transitions of {_s(transitions):.1f} s in all",
        ),
    )


def _evenness(label: str, ours: list[Gap], bare: list[Gap]) -> tuple[Figure, ...]:
    if not ours or not bare:
        return (Figure(f"{label}, frames", "1/s", None, note="nothing moved long enough"),)
    gaps, peer = _ms(ours), _ms(bare)
    rate, peer_rate = _rate(gaps), _rate(peer)
    return (
        Figure(
            f"{label}, frames",
            "1/s",
            Samples.of([rate]),
            PEER,
            rate / peer_rate,
            note=f"{peer_rate:.1f} there",
        ),
        Figure(
            f"{label}, p95 of the gaps",
            "ms",
            Samples.of([gaps.p95]),
            "the rectangle's p95",
            gaps.p95 / peer.p95,
            GOAL_P95_MS,
            note=f"{gaps.n} gaps",
        ),
        Figure(
            f"{label}, p99 of the gaps",
            "ms",
            Samples.of([gaps.p99]),
            "the rectangle's p99",
            gaps.p99 / peer.p99,
        ),
    )


def _processor(kiosk: FramesSeen, bare: FramesSeen, used: Used) -> tuple[Figure, ...]:
    """All threads of the kiosk count, those that ask the devices too."""
    took_s = _s([used.window])
    whole = Figure(
        "attract screen, processor, of one core",
        "%",
        Samples.of([used.kiosk_s / took_s * PERCENT]),
        PEER,
        used.kiosk_s / used.bare_s if used.bare_s else None,
        GOAL_PROCESSOR,
        note="all that the kiosk does is in it",
    )
    counts = [_count(each, used.window) for each in (kiosk, bare)]
    if not all(counts) or not used.bare_s:
        return (whole,)
    ours, peer = used.kiosk_s / counts[0] * MS_PER_S, used.bare_s / counts[1] * MS_PER_S
    return whole, Figure(
        "attract screen, processor for one frame", "ms", Samples.of([ours]), PEER, ours / peer
    )


def _moving(gaps: list[Gap]) -> tuple[list[Gap], int]:
    """Those between frames of one movement, and how many rests there were."""
    moving = [gap for gap in gaps if gap.ms < REST_MS]
    return moving, len(gaps) - len(moving)


def _count(seen: FramesSeen, window: Window) -> int:
    return sum(window[0] <= frame.ended < window[1] for frame in seen.frames)


def _rate(gaps: Samples) -> float:
    return gaps.n / sum(gaps.values) * MS_PER_S


def _ms(gaps: list[Gap]) -> Samples:
    return Samples.of(gap.ms for gap in gaps)


def _s(windows: list[Window]) -> float:
    return sum(end - begin for begin, end in windows)
