"""The journal without a thread, for the simulator and for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from hardware.crypto.secret import Secret
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalError
from kiosk.journal.evidence import Evidence
from kiosk.journal.journal_port import Post
from kiosk.journal.journal_tasks import (
    LIMITS,
    Task,
    evidence_read,
    key_taken,
    lines_read,
    period_read,
    retired,
)
from kiosk.journal.period import SinceClose
from kiosk.journal.retention import Limits
from kiosk.journal.writer import Journal


class InlineJournal:
    """Fulfils `JournalPort`: whatever is asked for is done when the call returns."""

    def __init__(
        self,
        journal: Journal,
        post: Post,
        on_fatal: Callable[[Exception], None],
        limits: Limits = LIMITS,
    ) -> None:
        self._limits = limits
        self._journal = journal
        self._post = post
        self._on_fatal = on_fatal
        self._is_dead = False

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        if self._is_dead:
            return
        try:
            seqs = self._journal.append_all(entries)
        except Exception as error:  # noqa: BLE001  the edge: any failure here ends the journal
            self._is_dead = True
            self._post(partial(self._on_fatal, error))
            return
        self._post(partial(deliver, seqs[-1]))

    def note(self, entries: Sequence[Entry]) -> None:
        self.submit(entries, lambda _seq: None)

    def room(self, deliver: Callable[[int], None]) -> None:
        self._do(lambda journal: partial(deliver, journal.free_permille()))

    def use_key(self, first: Secret, deliver: Callable[[], None]) -> None:
        self._do(key_taken(first, deliver))

    def key(self) -> str | None:
        return self._journal.known_key()

    def lines(
        self, after: int, count_max: int, deliver: Callable[[int, Sequence[bytes]], None]
    ) -> None:
        self._do(lines_read(after, count_max, deliver))

    def evidence(self, acked: int, deliver: Callable[[tuple[Evidence, ...]], None]) -> None:
        self._do(evidence_read(acked, deliver))

    def period(
        self, deliver: Callable[[SinceClose | None], None], since: bytes | None = None
    ) -> None:
        self._do(period_read(deliver, since))

    def retire(self, acked: int) -> None:
        self._do(retired(self._limits, acked))

    def utc_ms(self) -> int:
        return self._journal.utc_ms()

    def _do(self, task: Task) -> None:
        if self._is_dead:
            return
        try:
            then = task(self._journal)
        except JournalError as error:
            self._is_dead = True
            self._post(partial(self._on_fatal, error))
            return
        self._post(then)
