"""What else than writing is done where the journal is: reading, deleting, another key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.journal.evidence import Evidence
from kiosk.journal.period import SinceClose
from kiosk.journal.retention import Limits
from kiosk.journal.writer import Journal

LIMITS: Final = Limits(days=180, mb=2_000)

# Done in the journal's thread; what it returns runs in the core's.
Task = Callable[[Journal], Callable[[], None]]


def key_taken(first: Secret, deliver: Callable[[], None]) -> Task:
    def task(journal: Journal) -> Callable[[], None]:
        journal.use_key(first)
        return deliver

    return task


def lines_read(after: int, count_max: int, deliver: Callable[[int, Sequence[bytes]], None]) -> Task:
    return lambda journal: partial(deliver, *journal.lines(after, count_max))


def evidence_read(acked: int, deliver: Callable[[tuple[Evidence, ...]], None]) -> Task:
    return lambda journal: partial(deliver, journal.evidence(acked))


def period_read(deliver: Callable[[SinceClose | None], None], since: bytes | None) -> Task:
    return lambda journal: partial(deliver, journal.period(since))


def retired(limits: Limits, acked: int) -> Task:
    def task(journal: Journal) -> Callable[[], None]:
        journal.retire(limits, acked)
        return _nothing

    return task


def _nothing() -> None:
    """Nobody waits for it."""
