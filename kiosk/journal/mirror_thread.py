"""Who works at the journal's second disk: a thread of its own, so that the journal never waits."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from kiosk.journal.errors import JournalBusy

WAITING_COUNT_MAX: Final = 4_096
WAITING_SIZE_MAX: Final = 16_000_000
CLOSE_TIMEOUT_S: Final = 2.0

Act = Callable[[], None]


class Follower(Protocol):
    def do(self, act: Act, size: int = 0) -> bool:
        """Whether it is done, or will be. False: an act before it has failed, or this one has, or
        too much waits; nothing more is done then. size: bytes that the act keeps in memory."""
        ...

    def close(self) -> None:
        """What waits is done, as far as there is time for it."""
        ...


class AtOnce:
    """In the caller's thread; for tests and simulators."""

    def __init__(self) -> None:
        self._has_failed = False

    def do(self, act: Act, size: int = 0) -> bool:
        del size
        if not self._has_failed:
            self._has_failed = not _has_done(act)
        return not self._has_failed

    def close(self) -> None:
        """Nothing waits."""


class MirrorThread:
    """One act after the other; the first failure is the end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[tuple[Act, int]] = deque()
        self._size = 0
        self._has_failed = False
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="journal-mirror", daemon=True)
        self._thread.start()

    def do(self, act: Act, size: int = 0) -> bool:
        with self._changed:
            is_full = len(self._waiting) >= WAITING_COUNT_MAX
            if is_full or self._size + size > WAITING_SIZE_MAX:
                self._fail()
            if self._has_failed or self._is_closing:
                return False
            self._waiting.append((act, size))
            self._size += size
            self._changed.notify_all()
            return True

    def close(self) -> None:
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        self._thread.join(CLOSE_TIMEOUT_S)

    def _run(self) -> None:
        while (act := self._next()) is not None:
            if not _has_done(act):
                with self._changed:
                    self._fail()

    def _next(self) -> Act | None:
        with self._changed:
            while not (self._waiting or self._is_closing or self._has_failed):
                self._changed.wait()
            if not self._waiting:
                return None
            act, size = self._waiting.popleft()
            self._size -= size
            return act

    def _fail(self) -> None:
        self._has_failed = True
        self._waiting.clear()
        self._size = 0
        self._changed.notify_all()


def _has_done(act: Act) -> bool:
    try:
        act()
    except (OSError, JournalBusy):
        return False
    return True
