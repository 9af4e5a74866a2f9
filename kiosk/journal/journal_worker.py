"""The journal's thread: entries go in, their seq comes back once they are on disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalFailed
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
from kiosk.journal.writer import BATCH_COUNT_MAX, Journal

CLOSE_TIMEOUT_S: Final = 2.0
SUBMISSION_COUNT_MAX: Final = 1_000
TASK_COUNT_MAX: Final = 16
ASKING_COUNT_MAX: Final = 8  # of several questions about the room the newest are answered
LINGER_S: Final = 0.1  # how long a note that nothing waits for may wait for company


@dataclass(frozen=True, slots=True)
class _Submission:
    entries: tuple[Entry, ...]
    deliver: Callable[[int], None] | None


class JournalWorker:
    """Fulfils `JournalPort`. What waits together goes to disk together.

    `on_fatal` is posted once, with JournalFailed or with the mistake in an entry. The journal
    itself stays its owner's to close, after this worker.
    """

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
        self._changed = threading.Condition()
        self._waiting: deque[_Submission] = deque()
        self._asking: deque[Callable[[int], None]] = deque(maxlen=ASKING_COUNT_MAX)
        self._tasks: deque[Task] = deque()
        self._is_closing = False
        self._is_dead = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, entries: Sequence[Entry], deliver: Callable[[int], None]) -> None:
        self._add(_Submission(tuple(entries), deliver))

    def note(self, entries: Sequence[Entry]) -> None:
        self._add(_Submission(tuple(entries), None))

    def room(self, deliver: Callable[[int], None]) -> None:
        with self._changed:
            if not (self._is_dead or self._is_closing):
                self._asking.append(deliver)
                self._changed.notify_all()

    def key(self) -> str | None:
        return self._journal.known_key()

    def lines(
        self, after: int, count_max: int, deliver: Callable[[int, Sequence[bytes]], None]
    ) -> None:
        self._add_task(lines_read(after, count_max, deliver))

    def use_key(self, first: Secret, deliver: Callable[[], None]) -> None:
        self._add_task(key_taken(first, deliver))

    def evidence(self, acked: int, deliver: Callable[[tuple[Evidence, ...]], None]) -> None:
        self._add_task(evidence_read(acked, deliver))

    def period(
        self, deliver: Callable[[SinceClose | None], None], since: bytes | None = None
    ) -> None:
        self._add_task(period_read(deliver, since))

    def retire(self, acked: int) -> None:
        self._add_task(retired(self._limits, acked))

    def utc_ms(self) -> int:
        return self._journal.utc_ms()

    def _add(self, submission: _Submission) -> None:
        with self._changed:
            if self._is_dead or self._is_closing:
                return
            if len(self._waiting) < SUBMISSION_COUNT_MAX:
                self._waiting.append(submission)
                self._changed.notify_all()
                return
        self._die(JournalFailed("the disk is too slow: too much waits to be written"))

    def _add_task(self, task: Task) -> None:
        with self._changed:
            if self._is_dead or self._is_closing:
                return
            if len(self._tasks) < TASK_COUNT_MAX:
                self._tasks.append(task)
                self._changed.notify_all()
                return
        self._die(JournalFailed("the disk is too slow: too much waits to be read"))

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """Write what was submitted, then end. True if the thread has ended in time."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        is_going = True
        while is_going:
            batch, asking, is_going = self._next_batch()
            try:
                self._write(batch)
                self._do_tasks()
                if batch and not self._waiting:
                    self._journal.settle()
                free = self._journal.free_permille() if asking else 0
            except Exception as error:  # noqa: BLE001  the edge: any failure here ends the journal
                self._die(error)
                return
            for deliver in asking:
                self._post(partial(deliver, free))

    def _write(self, batch: Sequence[_Submission]) -> None:
        if not batch:
            return
        entries = [entry for submission in batch for entry in submission.entries]
        seqs = iter(self._journal.append_all(entries))
        for submission in batch:
            last = [next(seqs) for _ in submission.entries][-1]
            if submission.deliver is not None:
                self._post(partial(submission.deliver, last))

    def _do_tasks(self) -> None:
        """After what was written before they were asked for."""
        with self._changed:
            tasks = list(self._tasks)
            self._tasks.clear()
        for task in tasks:
            self._post(task(self._journal))

    def _next_batch(self) -> tuple[list[_Submission], list[Callable[[int], None]], bool]:
        """What waits, as much as fits one batch; who asks; False when it is time to end."""
        batch: list[_Submission] = []
        with self._changed:
            while not (self._waiting or self._must_act()):
                self._changed.wait()
            self._changed.wait_for(self._must_act, LINGER_S)
            if self._is_dead:
                return [], [], False
            room = BATCH_COUNT_MAX
            while self._waiting and (not batch or len(self._waiting[0].entries) <= room):
                batch.append(self._waiting.popleft())
                room -= len(batch[-1].entries)
            asking = list(self._asking)
            self._asking.clear()
            return batch, asking, bool(batch) or not self._is_closing

    def _must_act(self) -> bool:
        """Whether somebody waits for the disk, or enough has come together."""
        full = len(self._waiting) >= BATCH_COUNT_MAX
        awaited = any(submission.deliver is not None for submission in self._waiting)
        is_asked = bool(self._asking or self._tasks)
        return awaited or full or is_asked or self._is_closing or self._is_dead

    def _die(self, error: Exception) -> None:
        with self._changed:
            if self._is_dead:
                return
            self._is_dead = True
            self._waiting.clear()
            self._tasks.clear()
            self._changed.notify_all()
        self._post(partial(self._on_fatal, error))
