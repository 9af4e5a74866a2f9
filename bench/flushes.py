"""How often a withdrawal waits for the disk, in the kiosk and in the bank.

Counted at the real processes: the kiosk's flushes as they are called, the bank's as the commits in
its database's log, each of which SQLite flushes once. The devices flush too, but theirs is memory
of their own, not a disk.
"""

from __future__ import annotations

import time

from bench.counted_kiosk import FLUSHES_OUT, flush_count
from bench.figures import Figure, Report, beside
from bench.flushed_page import flushed_page
from bench.plan import Plan
from bench.room import Room
from bench.samples import Samples, timed_ms
from bench.write_ahead import read_log
from kiosk.panel.journal_tail import JournalTail


def flushes(room: Room, plan: Plan) -> Report:
    out, database = room.state / "kiosk-flushes", room.state / "bank" / "bank.sqlite"
    journal = JournalTail(room.journal)
    kiosk: list[float] = []
    entries: list[float] = []
    bank: list[float] = []
    whole: list[float] = []
    bare: list[float] = []
    with (
        room.kiosk(inside="bench.counted_kiosk", environment={FLUSHES_OUT: str(out)}) as calls,
        flushed_page(room.state / "bench.page") as flush,
    ):
        journal.new_entries()
        for _ in range(plan.flushed_visits):
            before, log = flush_count(out), read_log(database)
            took = timed_ms(calls.withdraw, time.monotonic)
            after, added = flush_count(out), read_log(database).since(log)
            written = len(journal.new_entries())
            if added is None:
                continue  # the log began anew, and what it held before is gone
            kiosk.append(after - before)
            entries.append(written)
            bank.append(added.commits)
            whole.append(took)
            bare.append(sum(timed_ms(flush, time.monotonic) for _ in range(after - before)))
            bare[-1] += sum(timed_ms(flush, time.monotonic) for _ in range(added.commits))
    as_many = Samples.of(bare)
    return Report(
        "flushes",
        "of one withdrawal by XML-RPC, counted in the kiosk's process and in the bank's log",
        (
            beside("kiosk", "flushes", Samples.of(kiosk), "journal entries", Samples.of(entries)),
            Figure("journal entries", "entries", Samples.of(entries)),
            Figure("bank", "flushes", Samples.of(bank), note="commits in its log"),
            beside("withdrawal", "ms", Samples.of(whole), "as many bare flushes", as_many),
            Figure("as many bare flushes", "ms", as_many),
        ),
        ("what nobody waits for is written with the next visit, and counted there",),
    )
