"""What takes its time and is no list of staff: reading the journal, copying files, certificates.

Done away from the core thread, one after the other; nothing that serves customers waits for it.
What writes on a medium that people plug in and pull out has a queue of its own: it may hang.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final, Protocol, TypeVar

from kiosk.devices.results import Done, NotDone, Result, Unknown
from kiosk.journal.errors import JournalError

T = TypeVar("T")
Action = Callable[[], None]
Post = Callable[[Action], None]

CLOSE_S: Final = 0.5  # a long one is broken off: none of them is missed


class ChorePort(Protocol):
    """`deliver` runs in the core thread. What cannot be read is NotDone; a failure of the disk is
    Unknown, unless the chore itself knows better and says so in its value."""

    def do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None: ...

    def apart(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        """As `do`; nothing but others of its kind waits for it."""

    def tell(self, news: Callable[[], None]) -> None:
        """From within a chore: run this in the core thread, meanwhile."""


class InlineChores:
    """At once, in the caller's thread: for tests and the simulator."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        result = _result(call)
        self._post(lambda: deliver(result))

    apart = do

    def tell(self, news: Callable[[], None]) -> None:
        self._post(news)


class ChoreWorker:
    """In two threads of its own. `start` once, `close` once."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._chores, self._apart = _Queue("chores"), _Queue("chores-apart")

    def do(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        self._chores.put(self._job(call, deliver))

    def apart(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> None:
        self._apart.put(self._job(call, deliver))

    def tell(self, news: Callable[[], None]) -> None:
        self._post(news)

    def start(self) -> None:
        self._chores.start()
        self._apart.start()

    def close(self) -> None:
        self._chores.close()
        self._apart.close()

    def _job(self, call: Callable[[], T], deliver: Callable[[Result[T]], None]) -> Action:
        def job() -> None:
            result = _result(call)
            self._post(lambda: deliver(result))

        return job


class _Queue:
    """One thread, and what waits for it."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Action | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def put(self, job: Action) -> None:
        self._jobs.put(job)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join(CLOSE_S)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def _result(call: Callable[[], T]) -> Result[T]:
    try:
        return Done(call())
    except (ValueError, JournalError) as error:
        return NotDone(error)
    except OSError as error:
        return Unknown(error)
