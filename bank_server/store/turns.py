"""Who may run a step of the store: one at a time, and nobody from inside their own step."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Final

from bank_server.store.results import StoreUnavailable

TURN_TIMEOUT_S: Final = 2.0


class Turns:
    """A context manager around each step."""

    def __init__(self, timeout_s: float = TURN_TIMEOUT_S) -> None:
        self._lock = threading.Lock()
        self._timeout_s = timeout_s
        self._owner: int | None = None  # the thread whose step runs

    def __enter__(self) -> None:
        """Raises StoreUnavailable if others take too long."""
        me = threading.get_ident()
        assert self._owner != me, "a step asks for a step: it would wait for itself"
        if not self._lock.acquire(timeout=self._timeout_s):
            raise StoreUnavailable("the store is busy")
        self._owner = me

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._owner = None
        self._lock.release()
