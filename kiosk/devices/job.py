"""One call on its way to a worker's thread, and its one result on the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.devices.port import Post
from kiosk.devices.results import Deliver, NotDone, Result, Unknown

D = TypeVar("D")
T = TypeVar("T")


class Job(Generic[D, T]):
    """Delivers exactly once, whoever finishes first."""

    def __init__(self, call: Callable[[D], Result[T]], deliver: Deliver[T], post: Post) -> None:
        self._call = call
        self._deliver = deliver
        self._post = post
        self._lock = threading.Lock()
        self._is_finished = False

    def run(self, tool: D) -> Exception | None:
        """Make the call, deliver what came of it, and return the error if there was one.

        An exception is a bug: it is delivered as Unknown, and it is the caller's to report.
        """
        result: Result[T]
        try:
            result = self._call(tool)
        except Exception as error:  # noqa: BLE001  the edge of the thread: a bug must be reported, not end it
            result = Unknown(error)
        self._finish(result)
        return result.error if isinstance(result, NotDone | Unknown) else None

    def refuse(self, error: Exception) -> None:
        """It was never sent."""
        self._finish(NotDone(error))

    def abandon(self, error: Exception) -> None:
        """It may be under way for ever."""
        self._finish(Unknown(error))

    def _finish(self, result: Result[T]) -> None:
        with self._lock:
            if self._is_finished:
                return
            self._is_finished = True
        self._post(lambda: self._deliver(result))
