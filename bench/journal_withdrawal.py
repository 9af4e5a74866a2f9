"""What the sealed and mirrored journal adds to a withdrawal, beside the same lines merely flushed.

The entries of one withdrawal go through the real journal as the kiosk's journal thread hands them
over, flush after flush, then the same lines are appended to a bare file. What a visit waits for is
told apart from what is written while nobody waits.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.samples import Samples, timed_ms
from bench.withdrawal_entries import WITHDRAWAL, Flush
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.disk_mirrored import MirroredDisk
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks

ATM: Final = "bench"
MS_PER_S: Final = 1_000.0
WRITES_PER_WITHDRAWAL: Final = 10  # so that a plan's writes are as many flushes


def journal_withdrawal(folder: Path, plan: Plan) -> Report:
    place = folder / "withdrawals"
    clocks = JournalClocks(
        utc_ms=lambda: time.time_ns() // 1_000_000,
        mono_ms=lambda: round(time.monotonic() * MS_PER_S),
        day=lambda: "20261121",
    )
    first, second = FolderDisk(place / "first"), FolderDisk(place / "second")
    disk = MirroredDisk(first, second, _no_trouble, ATM)
    journal = Journal(disk, ATM, clocks, FolderSeals(place / "journal.seal"), os.urandom)
    _write(journal, WITHDRAWAL)
    (file,) = (place / "first").glob("*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)[1:]  # the first opens the file
    parts = list(_in_flushes(lines))
    bare = os.open(place / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    ours: list[tuple[float, float]] = []
    peers: list[tuple[float, float]] = []
    for number in range(max(1, plan.writes // WRITES_PER_WITHDRAWAL)):
        turns = [
            (ours, partial(_write, journal, WITHDRAWAL)),
            (peers, partial(_append, bare, parts)),
        ]
        # Each first in every other turn: what the disk does after a flush falls on both.
        for kept, act in turns if number % 2 else reversed(turns):
            kept.append(act())
    journal.close()
    os.close(bare)
    return _report(ours, peers, lines)


def _report(
    ours: Sequence[tuple[float, float]],
    peers: Sequence[tuple[float, float]],
    lines: Sequence[bytes],
) -> Report:
    awaited, bare_awaited = (Samples.of(one[0] for one in each) for each in (ours, peers))
    whole, bare_whole = (Samples.of(one[1] for one in each) for each in (ours, peers))
    flushes = len(WITHDRAWAL)
    waits = sum(flush.is_awaited for flush in WITHDRAWAL)
    size = sum(len(line) for line in lines)
    peer = "the same lines, appended and flushed"
    return Report(
        "journal-withdrawal",
        f"{len(lines)} entries of one withdrawal, {size:,} bytes, in {flushes} flushes",
        (
            beside("added to a withdrawal: what it waits for", "ms", awaited, peer, bare_awaited),
            Figure(f"{peer}: as many", "ms", bare_awaited),
            beside("all of it, with the mirror", "ms", whole, peer, bare_whole),
            Figure(f"{peer}: all", "ms", bare_whole),
        ),
        (f"a visit waits for {waits} of {flushes} flushes; the mirror's own for none",),
    )


def _no_trouble(code: str) -> None:
    raise AssertionError(f"the mirror failed while it was measured: {code}")


def _write(journal: Journal, flushes: Sequence[Flush]) -> tuple[float, float]:
    """How long what is awaited took, and all of it, in ms."""
    awaited = whole = 0.0
    for flush in flushes:
        durable = _timed_ms(partial(journal.append_all, flush.entries))
        awaited += durable if flush.is_awaited else 0.0
        whole += durable + _timed_ms(journal.settle)
    return awaited, whole


def _append(file: int, parts: Sequence[tuple[bytes, bool]]) -> tuple[float, float]:
    awaited = whole = 0.0
    for part, is_awaited in parts:
        durable = _timed_ms(partial(_append_one, file, part))
        awaited += durable if is_awaited else 0.0
        whole += durable
    return awaited, whole


def _append_one(file: int, part: bytes) -> None:
    os.write(file, part)
    os.fdatasync(file)


def _in_flushes(lines: Sequence[bytes]) -> Sequence[tuple[bytes, bool]]:
    """The lines of each flush as one text, and whether it is awaited."""
    left = iter(lines)
    return [(b"".join(next(left) for _ in flush.entries), flush.is_awaited) for flush in WITHDRAWAL]


def _timed_ms(act: Callable[[], object]) -> float:
    return timed_ms(act, time.monotonic)
