"""A journal entry on disk, beside the same bytes appended and flushed by nothing but the system."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.samples import Samples, timed_ms
from kiosk.journal.disk_folder import FolderDisk
from kiosk.journal.entry import Entry
from kiosk.journal.events import AuthApproved
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks

US_PER_MS: Final = 1_000.0


def journal(folder: Path, plan: Plan) -> Report:
    clocks = JournalClocks(
        utc_ms=lambda: time.time_ns() // 1_000_000,
        mono_ms=lambda: round(time.monotonic() * US_PER_MS),
        day=lambda: "20261121",
    )
    seals = FolderSeals(folder / "journal.seal")
    written = Journal(FolderDisk(folder / "journal"), "bench", clocks, seals, os.urandom)
    entry = Entry(AuthApproved(bytes(range(16)), 40))
    written.append(entry)
    (file,) = (folder / "journal").glob("*.jsonl")
    line = file.read_bytes().splitlines(keepends=True)[-1]
    bare_file = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def bare() -> None:
        os.write(bare_file, line)
        os.fdatasync(bare_file)

    ours: list[float] = []
    peers: list[float] = []
    for _ in range(plan.writes):
        ours.append(timed_ms(lambda: written.append(entry), time.monotonic) * US_PER_MS)
        peers.append(timed_ms(bare, time.monotonic) * US_PER_MS)
    written.close()
    os.close(bare_file)
    entries, writes = Samples.of(ours), Samples.of(peers)
    return Report(
        "journal",
        f"one entry of {len(line)} bytes, durable",
        (
            beside("append of the kiosk's journal", "µs", entries, "bare append and flush", writes),
            Figure("bare append and flush", "µs", writes),
        ),
    )
