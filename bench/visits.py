"""A withdrawal and a balance as document A's client calls them, and what of it is not Argon2.

Peers, each measured between two calls, so under the same load: Argon2 with the bank's parameters,
bare, in this process; and four keep-alive HTTPS round trips to the same bank by the kiosk's own
client; and a page overwritten and flushed on the same disk. What is left after Argon2's median is
"outside": an Argon2 run that the rest of the kiosk slows down counts against the kiosk.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Final

from bank_server.service.pin_hash import Argon2PinHasher, PinParameters
from bench.by_program import AMOUNT, Calls
from bench.figures import Figure, Report, beside
from bench.flushed_page import flushed_page
from bench.plan import Plan
from bench.processes import cpu_s
from bench.room import Room
from bench.samples import MS_PER_S, Samples, timed_ms
from hardware.crypto.secret import Secret

TRIPS: Final = 4
OUTSIDE_GOAL_MS: Final = {"withdrawal": 60.0, "balance": 40.0}
# Known from the documents, never measured here: (document A's original, MITRE's example).
ELSEWHERE_S: Final = {"withdrawal": (1.96, 0.83), "balance": (1.13, 0.41)}


def withdrawal(room: Room, plan: Plan) -> Report:
    return _measured(room, plan, "withdrawal", f"{AMOUNT} units, two notes", Calls.withdraw)


def balance(room: Room, plan: Plan) -> Report:
    return _measured(room, plan, "balance", "one account", Calls.check_balance)


def _measured(
    room: Room, plan: Plan, name: str, about: str, act: Callable[[Calls], None]
) -> Report:
    hasher, pin, salt = Argon2PinHasher(_secret(32)), _secret(8), _secret(36)
    whole: list[float] = []
    argon: list[float] = []
    trips: list[float] = []
    flushes: list[float] = []
    used: dict[str, list[float]] = {}
    with (
        room.kiosk() as calls,
        room.heartbeats() as heartbeat,
        flushed_page(room.state / "bench.page") as flush,
    ):
        for _ in range(plan.visits):
            argon.append(timed_ms(lambda: hasher.tag(pin, salt, PinParameters()), time.monotonic))
            trips.append(sum(timed_ms(heartbeat, time.monotonic) for _ in range(TRIPS)))
            flushes.append(timed_ms(flush, time.monotonic))
            before = {child: cpu_s(pid) for child, pid in room.pids.items()}
            whole.append(timed_ms(lambda: act(calls), time.monotonic))
            for child, pid in room.pids.items():
                used.setdefault(child, []).append((cpu_s(pid) - before[child]) * MS_PER_S)
    total, bare, four = Samples.of(whole), Samples.of(argon), Samples.of(trips)
    outside = total.less(bare)
    goal = OUTSIDE_GOAL_MS[name]
    original_s, example_s = ELSEWHERE_S[name]
    mean = {child: sum(times) / len(times) for child, times in used.items()}
    return Report(
        name,
        f"{about}, by XML-RPC on real processes with TLS and disk, mechanics that take no time",
        (
            beside("in all", "ms", total, "one bare Argon2", bare),
            Figure(
                "outside Argon2",
                "ms",
                outside,
                f"{TRIPS} HTTPS round trips",
                outside.ratio_to(four),
                goal,
            ),
            Figure("bare Argon2, 19 MiB, t=2, p=1", "ms", bare),
            Figure(f"{TRIPS} bare keep-alive HTTPS round trips", "ms", four),
            Figure("one bare flush of this disk", "ms", Samples.of(flushes)),
            *(
                Figure(f"processor time, {child}", "ms", Samples.of([each]), note="mean")
                for child, each in mean.items()
            ),
            _context("the original of document A", original_s),
            _context("MITRE's example", example_s),
        ),
    )


def _context(label: str, seconds: float) -> Figure:
    return Figure(
        label, "ms", None, note=f"{seconds:g} s by its own account, elsewhere", is_context=True
    )


def _secret(size: int) -> Secret:
    return Secret(secrets.token_bytes(size))
