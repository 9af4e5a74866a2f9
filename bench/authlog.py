"""How fast the log's reviewer reads, in how much memory, beside three that read the same log.

Speeds are bytes by the processor's time of the whole process, start and end counted: all of them
run in one thread and read what lies in memory, and other work on the machine would fall on the
slowest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import bank_server.log_review
from bench import counting_log_loop, naive_log_loop
from bench.fail2ban import Fail2ban, NoFail2ban, found
from bench.figures import Figure, Report
from bench.measured_command import Ran, run
from bench.plan import Plan
from bench.samples import Samples
from tests.log_review.traffic.big_log import big_log, flood, write_blocks

MB: Final = 1_000_000
ATTACKS_PER_WEEK: Final = 6
LOOP_LEAST: Final = 0.5
SPEED_LEAST: Final = 20.0  # MB/s
FAIL2BAN_LEAST: Final = 25.0
MEMORY_MOST: Final = 64.0  # MiB

REVIEWER: Final = (sys.executable, "-I", str(Path(bank_server.log_review.__file__).parent))
LOOP: Final = (sys.executable, "-I", naive_log_loop.__file__)
COUNTING: Final = (sys.executable, "-I", counting_log_loop.__file__)
GREP: Final = ("grep", "-cE", naive_log_loop.EVIDENCE)
WEEKS_ARE: Final = f"weeks of four departments in turn, each with {ATTACKS_PER_WEEK} attacks"
LOOP_IS: Final = (
    "for each line as bytes one compiled match of stamp, host, sshd[pid] and `Failed password` or "
    "`Accepted` with name, address and port, in the same Python"
)
COUNTING_IS: Final = (
    "the same, and of each line that it finds moment, name and address are read, and counted by "
    "source and by pair: the least that any reviewer does"
)
IS_JUDGED: Final = (0, 1)

_LOOP = "bare loop"
_COUNTING = "counting loop"
_GREP = "grep -c"
_FAIL2BAN = "fail2ban-regex"


def authlog(folder: Path, plan: Plan) -> Report:
    whole, part, wave = folder / "auth.log", folder / "auth-part.log", folder / "flood.log"
    lines = write_blocks(whole, big_log(plan.authlog_mb * MB, attacks=ATTACKS_PER_WEEK))
    write_blocks(wave, flood(plan.authlog_flood_mb * MB))
    _beginning(whole, part, plan.authlog_fail2ban_mb * MB)
    try:
        peer, why_not = found(folder), ""
    except NoFail2ban as error:
        peer, why_not = None, str(error)
    in_c = {**os.environ, "LC_ALL": "C"}
    ours, loop, counting, grep, slow = _in_turns(
        plan.authlog_rounds,
        [
            partial(_reviewed, folder, whole),
            partial(_counted, folder, [*LOOP, str(whole)], in_c),
            partial(_counted, folder, [*COUNTING, str(whole)], in_c),
            partial(_counted, folder, [*GREP, str(whole)], in_c),
            partial(_by_fail2ban, folder, peer, part),
        ],
    )
    size, part_size = whole.stat().st_size, part.stat().st_size
    speeds = _speeds(ours, size)
    figures = [
        _beside("reviewer", speeds, _LOOP, _speeds(loop, size), LOOP_LEAST),
        _speed("reviewer", speeds, SPEED_LEAST),
        _beside("reviewer", speeds, _COUNTING, _speeds(counting, size)),
        _beside("reviewer", speeds, _GREP, _speeds(grep, size)),
        _beside("reviewer", speeds, _FAIL2BAN, _speeds(slow, part_size), FAIL2BAN_LEAST, why_not),
        _speed(_LOOP, _speeds(loop, size)),
        _speed(_COUNTING, _speeds(counting, size)),
        _speed(_GREP, _speeds(grep, size)),
        *([_speed(_FAIL2BAN, _speeds(slow, part_size))] if slow else []),
        _memory("reviewer's peak memory", ours),
    ]
    figures += _flooded(folder, wave, plan)
    figures += _streamed(folder, plan)
    seconds = Samples.of(each.seconds for each in ours).median
    made = f"a made log of {size / MB:.0f} MB, {lines:,} lines: {WEEKS_ARE}"
    remarks = [
        f"{made}; {seconds:.1f} s by the clock, other work on this machine included",
        f"bare loop: {LOOP_IS}",
        f"counting loop: {COUNTING_IS}",
        f"grep -c: the same expression, LC_ALL=C; lines: loop {_said(loop)}, grep {_said(grep)}",
    ]
    if peer is not None:
        remarks.append(
            f"fail2ban-regex: {peer.where}; its own filter for sshd, on the first "
            f"{part_size / MB:.0f} MB; the ratio is per byte"
        )
    remarks.append(f"it said: {ours[0].said.strip()}")
    return Report(
        "authlog",
        "a log of log-ins, judged by the reviewer and merely read by its peers",
        tuple(figures),
        tuple(remarks),
    )


def _beginning(whole: Path, part: Path, size: int) -> None:
    """Whole lines only."""
    with whole.open("rb") as log:
        content = log.read(size)
    part.write_bytes(content[: content.rfind(b"\n") + 1])


def _in_turns(rounds: int, acts: Sequence[Callable[[], Ran | None]]) -> list[list[Ran]]:
    """What other work does on this machine falls on all of them."""
    every: list[list[Ran]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, ran in zip(acts, every, strict=True):
            result = act()
            if result is not None:
                ran.append(result)
    return every


def _reviewed(folder: Path, log: Path) -> Ran:
    return _judged(run(folder, [*REVIEWER, str(log)]))


def _judged(ran: Ran) -> Ran:
    assert ran.code in IS_JUDGED, ran.said
    return ran


def _counted(folder: Path, command: Sequence[str], environment: dict[str, str]) -> Ran:
    ran = run(folder, command, environment=environment)
    assert ran.code == 0, command
    return ran


def _by_fail2ban(folder: Path, peer: Fail2ban | None, log: Path) -> Ran | None:
    if peer is None:
        return None
    ran = run(folder, peer.command(log), environment=peer.environment)
    return ran if "Lines:" in ran.said else None


def _flooded(folder: Path, wave: Path, plan: Plan) -> list[Figure]:
    ran = _reviewed(folder, wave)
    about = f"flood of {plan.authlog_flood_mb} MB, no two names agree"
    return [
        _speed(about, _speeds([ran], wave.stat().st_size)),
        _memory("its peak memory", [ran]),
    ]


def _streamed(folder: Path, plan: Plan) -> list[Figure]:
    if not plan.authlog_stream_mb:
        return [Figure("through standard input", "MB/s", None, note="only without --quick")]
    size = plan.authlog_stream_mb * MB
    blocks: Iterable[bytes] = big_log(size, attacks=ATTACKS_PER_WEEK)
    ran = _judged(run(folder, [*REVIEWER, "-"], content=blocks))
    about = f"{plan.authlog_stream_mb} MB through standard input"
    return [_speed(about, _speeds([ran], size)), _memory("its peak memory", [ran])]


def _speeds(ran: Sequence[Ran], size: int) -> Samples | None:
    return Samples.of(size / MB / each.processor_s for each in ran) if ran else None


def _said(ran: Sequence[Ran]) -> str:
    return ran[0].said.strip()


def _speed(label: str, samples: Samples | None, least: float | None = None) -> Figure:
    return Figure(label, "MB/s", samples, goal=least, goal_is_least=True)


def _beside(
    label: str,
    samples: Samples | None,
    peer: str,
    other: Samples | None,
    least: float | None = None,
    note: str = "",
) -> Figure:
    ratio = samples.ratio_to(other) if samples is not None and other is not None else None
    return Figure(
        label,
        "MB/s",
        samples,
        peer,
        ratio,
        least,
        goal_is_ratio=True,
        note=note,
        goal_is_least=True,
    )


def _memory(label: str, ran: Sequence[Ran]) -> Figure:
    return Figure(label, "MiB", Samples.of(each.peak_mib for each in ran), goal=MEMORY_MOST)
