"""What a real line adds: withdrawals with emulators paced at 115,200 baud, and not, in turns."""

from __future__ import annotations

import time
from typing import Final

from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.room import Room
from bench.samples import Samples, timed_ms
from hardware.transport.serial_port import BAUD

PACED: Final = ("--pace", str(BAUD))


def serial(room: Room, plan: Plan) -> Report:
    free: list[float] = []
    paced: list[float] = []
    for _ in range(plan.paced_rounds):
        for options, times in (((), free), (PACED, paced)):
            room.restart_devices(*options)
            with room.kiosk() as calls:
                times += [
                    timed_ms(calls.withdraw, time.monotonic) for _ in range(plan.paced_visits)
                ]
    room.restart_devices()
    fast, slow = Samples.of(free), Samples.of(paced)
    added = Samples.of([slow.median - fast.median])
    return Report(
        "serial",
        f"a withdrawal over lines of {BAUD:,} baud, mechanics that take no time",
        (
            beside("withdrawal, paced", "ms", slow, "the same without a pace", fast),
            Figure("withdrawal, not paced", "ms", fast),
            Figure("added by the wire", "ms", added, note="difference of the medians"),
        ),
    )
