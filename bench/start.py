"""How long the kiosk takes to its first frame, what it keeps in memory, what it does when idle."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from bench.figures import Report, beside
from bench.plan import Plan
from bench.processes import cpu_s, resident_mib
from bench.room import Room
from bench.samples import MS_PER_S, Samples
from bench.windows import EMPTY, WindowFailed, watched

PEER: Final = "an empty QML window"
PERCENT: Final = 100.0
START_S: Final = 4.0  # without a probe nobody says when a window is there


def start(room: Room, plan: Plan) -> Report:
    options = room.kiosk_options()
    ours = ("bench.probed_kiosk", *options)
    frames: dict[tuple[str, ...], list[float]] = {ours: [], EMPTY: []}
    memory: dict[tuple[str, ...], list[float]] = {ours: [], EMPTY: []}
    for _ in range(plan.starts):
        for module, times in frames.items():
            frame_ms, resident = _one_start(module, room.state, plan.settle_s)
            times.append(frame_ms)
            memory[module].append(resident)
    idle, empty_idle = _idle(("kiosk", *options), room.state, plan)
    first, memories = Samples.of(frames[ours]), Samples.of(memory[ours])
    return Report(
        "start",
        f"the kiosk's process beside {PEER} of its size, drawn in memory by the processor",
        (
            beside("time to first frame", "ms", first, PEER, Samples.of(frames[EMPTY])),
            beside("resident memory", "MiB", memories, PEER, Samples.of(memory[EMPTY])),
            beside(
                "processor when idle, of one core",
                "%",
                Samples.of([idle]),
                PEER,
                Samples.of([empty_idle]),
                note=f"both over {plan.idle_s:g} s",
            ),
        ),
    )


def _one_start(module: tuple[str, ...], folder: Path, settle_s: float) -> tuple[float, float]:
    """Milliseconds to the first frame, and MiB once the page stands still."""
    with watched(module, folder / "window.log", folder / "window.json") as process:
        process.wait_for_frame()
        time.sleep(settle_s)  # what is measured: memory of a page that stands still
        resident = resident_mib(process.pid)
    first = process.probed().first_frame
    if not first:
        raise WindowFailed("no frame was drawn")
    return (first - process.began) * MS_PER_S, resident


def _idle(ours: tuple[str, ...], folder: Path, plan: Plan) -> tuple[float, float]:
    """Percent of one core, both at the same time, without probes."""
    logs = folder / "window.log", folder / "empty.log"
    started_s = START_S + plan.settle_s
    with watched(ours, logs[0]) as kiosk, watched(EMPTY, logs[1]) as empty:
        time.sleep(started_s)  # the start is not the idling that is measured
        before = cpu_s(kiosk.pid), cpu_s(empty.pid)
        began = time.monotonic()
        time.sleep(plan.idle_s)  # what is measured: doing nothing for so long
        took = time.monotonic() - began
        used = cpu_s(kiosk.pid) - before[0], cpu_s(empty.pid) - before[1]
    return used[0] / took * PERCENT, used[1] / took * PERCENT
