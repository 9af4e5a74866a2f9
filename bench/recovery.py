"""How long a killed kiosk takes until its withdrawal is DONE, beside a start with nothing open.

Real processes: the kiosk is killed with the notes in the shutter and started again. Counted from
the start of its process, by the times in its journal.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bench.by_program import MeasuredCallFailed
from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.room import Room
from bench.samples import MS_PER_S, Samples
from kiosk.journal.entry import StoredEntry
from kiosk.journal.events_machine import InService, SystemStart
from kiosk.journal.events_money import DoneEvent, RecoveryDecision
from kiosk.panel.journal_tail import JournalTail

PEER: Final = "a start with nothing open, to service"


@dataclass(frozen=True, slots=True)
class Start:
    """Attributes: began_ms: the process, since 1970. entries: what it wrote until it had served."""

    began_ms: float
    entries: Sequence[StoredEntry]

    def ms_to(self, code: str) -> float:
        """From the process's start to its first entry of this code."""
        return self._first(code).t - self.began_ms

    def ms_to_done(self) -> float:
        """To the DONE of the transaction that it found open."""
        found = self._first(RecoveryDecision.CODE)
        for entry in self.entries:
            if entry.ev == DoneEvent.CODE and entry.txn == found.txn:
                return entry.t - self.began_ms
        raise MeasuredCallFailed("the kiosk has not ended the withdrawal that it found open")

    def _first(self, code: str) -> StoredEntry:
        for entry in self.entries:
            if entry.ev == code:
                return entry
        raise MeasuredCallFailed(f"the kiosk has not written {code}")


def recovery(room: Room, plan: Plan) -> Report:
    after_death: list[Start] = []
    plain: list[Start] = []
    for _ in range(plan.lost_kiosks):
        room.lose_kiosk()
        after_death.append(_started(room))
        plain.append(_started(room))
    return report(after_death, plain)


def report(after_death: Sequence[Start], plain: Sequence[Start]) -> Report:
    done = Samples.of(start.ms_to_done() for start in after_death)
    served = Samples.of(start.ms_to(InService.CODE) for start in after_death)
    own = Samples.of(start.ms_to_done() - start.ms_to(SystemStart.CODE) for start in after_death)
    peer = Samples.of(start.ms_to(InService.CODE) for start in plain)
    return Report(
        "recovery",
        "a kiosk killed with notes in the shutter, started again; real processes, disk and TLS",
        (
            beside("from its start to DONE", "ms", done, PEER, peer),
            beside("from its start to service", "ms", served, PEER, peer),
            Figure("from its journal's first entry to DONE", "ms", own),
            Figure(PEER, "ms", peer),
        ),
    )


def _started(room: Room) -> Start:
    """A kiosk that gets into service, serves, and ends in order."""
    journal = JournalTail(room.journal)
    journal.new_entries()
    began_ms = time.time() * MS_PER_S
    with room.kiosk():
        return Start(began_ms, journal.new_entries())
