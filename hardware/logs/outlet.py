"""From any thread to a log file without waiting: a bounded queue, and one thread that writes.

The line is made and masked in the thread that logs, so that neither the queue nor the writer ever
holds what was handed in. No lock is held meanwhile, and a full queue drops the line and counts it.
"""

from __future__ import annotations

import logging
import queue
import threading
from logging.handlers import QueueHandler, QueueListener
from typing import Final

from hardware.logs.daily_file import DailyFile
from hardware.logs.line import line_of, stamp

QUEUE_MAX: Final = 10_000
END_S: Final = 2.0

Lines = queue.Queue[logging.LogRecord | None]


class Outlet(QueueHandler):
    """The handler that loggers have; `start` and `close` belong to the process's main thread."""

    def __init__(self, file: DailyFile, *, queue_max: int = QUEUE_MAX) -> None:
        lines: Lines = queue.Queue(queue_max)
        super().__init__(lines)
        self._counting = threading.Lock()
        self._dropped = 0
        self._writer = _Writer(lines, file, self)

    def createLock(self) -> None:  # noqa: N802  logging's own name
        """None: a queue needs none, and whoever draws a page must not wait for it."""
        self.lock = None

    def start(self) -> None:
        self._writer.start()

    def close(self) -> None:
        """Write what waits, for END_S at most. May be repeated."""
        self._writer.stop()
        super().close()

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """A record that holds its line and nothing else."""
        words = {"msg": line_of(record), "created": record.created, "levelno": record.levelno}
        return logging.makeLogRecord(words)

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            self.drop()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  logging's own name
        """The usual one prints the arguments."""
        self.drop()

    def drop(self) -> None:
        with self._counting:
            self._dropped += 1

    def dropped(self) -> int:
        """How many were dropped since it was last asked."""
        if not self._dropped:
            return 0
        with self._counting:
            count, self._dropped = self._dropped, 0
        return count


class _Writer(QueueListener):
    """The thread that writes."""

    _sentinel = None
    _thread: threading.Thread | None

    def __init__(self, lines: Lines, file: DailyFile, outlet: Outlet) -> None:
        super().__init__(lines)
        self._lines = lines
        self._daily = file
        self._outlet = outlet

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)
        self._thread.start()

    def handle(self, record: logging.LogRecord) -> None:
        if count := self._outlet.dropped():
            self._daily.add(
                f"{stamp(record.created)} WARNING logs queue_full={count}", record.created
            )
        self._daily.add(record.msg, record.created)

    def enqueue_sentinel(self) -> None:
        try:
            self._lines.put(None, timeout=END_S)
        except queue.Full:
            return

    def stop(self) -> None:
        if self._thread is None:
            return
        self.enqueue_sentinel()
        self._thread.join(END_S)
        self._thread = None

    def _run(self) -> None:
        while (record := self._lines.get()) is not None:
            try:
                self.handle(record)
            except Exception:  # noqa: BLE001  the edge of the thread: the next line must be written
                self._outlet.drop()
        self._daily.close()
