"""The bank's thread: one request after the other, each sent at most once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol, TypeVar

from bank_server.contract import Message, Request
from hardware.errors import Outcome
from kiosk.bank.errors import BankError, BankRefused, BankUnreachable
from kiosk.bank.link_state import LinkState
from kiosk.devices.job import Job
from kiosk.devices.port import Post
from kiosk.devices.results import Deliver, Done, NotDone, Result, Unknown

CLOSE_TIMEOUT_S: Final = 2.0
REQUEST_COUNT_MAX: Final = 64

R = TypeVar("R", bound=Message)


class Caller(Protocol):
    """What the worker needs of BankClient."""

    def call(self, request: Request[R], /) -> R: ...

    def interrupt(self) -> None: ...


class _Waiting(Protocol):
    """A Job, whatever its reply."""

    def run(self, tool: Caller, /) -> Exception | None: ...

    def refuse(self, error: Exception, /) -> None: ...

    def abandon(self, error: Exception, /) -> None: ...


class BankWorker:
    """Fulfils `BankPort`. NotDone and Unknown carry a BankRefused or a BankUnreachable."""

    def __init__(
        self,
        client: Caller,
        post: Post,
        on_link: Callable[[LinkState], None],
        *,
        monotonic: Callable[[], float],
    ) -> None:
        """on_link: called in the core thread after each call, before its result is delivered."""
        self._client = client
        self._post = post
        self._on_link = on_link
        self._monotonic = monotonic
        self._link = LinkState()
        self._changed = threading.Condition()
        self._jobs: deque[_Waiting] = deque()
        self._current: _Waiting | None = None
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="bank", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def link(self) -> LinkState:
        """As last posted or about to be."""
        return self._link

    def submit(self, request: Request[R], deliver: Deliver[R]) -> None:
        """Send it when its turn comes; `deliver` runs once in the core thread. Never waits."""
        job: Job[Caller, R] = Job(lambda client: self._ask(client, request), deliver, self._post)
        with self._changed:
            if not self._is_closing and len(self._jobs) < REQUEST_COUNT_MAX:
                self._jobs.append(job)
                self._changed.notify_all()
                return
        job.refuse(BankUnreachable("closed or too many requests", Outcome.NOT_DONE))

    def stop(self) -> None:
        """Begin to end: what waits is NotDone, the call under way may end by itself."""
        with self._changed:
            self._is_closing = True
            waiting, self._jobs = list(self._jobs), deque()
            self._changed.notify_all()
        for job in waiting:
            job.refuse(BankUnreachable("closed", Outcome.NOT_DONE))

    def close(self, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
        """End; what waits is NotDone, what is under way Unknown. True if it ended in time.

        The call under way gets half of the time to end by itself.
        """
        self.stop()
        if self._thread.is_alive():
            self._thread.join(timeout_s / 2)
        if self._thread.is_alive():
            self._client.interrupt()
            self._thread.join(timeout_s / 2)
        with self._changed:
            current = self._current
        if current is not None:
            current.abandon(BankUnreachable("closed while under way", Outcome.UNKNOWN))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            error = job.run(self._client)
            with self._changed:
                self._current = None
            if error is not None and not isinstance(error, BankError):
                self._post(partial(_fail, error))

    def _next(self) -> _Waiting | None:
        with self._changed:
            while not (self._jobs or self._is_closing):
                self._changed.wait()
            self._current = None if self._is_closing else self._jobs.popleft()
            return self._current

    def _ask(self, client: Caller, request: Request[R]) -> Result[R]:
        """Link first, so that whoever hears of a failure can already see that the link is down."""
        try:
            reply = client.call(request)
        except BankRefused as error:
            self._tell(self._link.answered(self._monotonic()))
            return _without_reply(error)
        except BankUnreachable as error:
            self._tell(self._link.failed(error.reason))
            return _without_reply(error)
        self._tell(self._link.answered(self._monotonic()))
        return Done(reply)

    def _tell(self, link: LinkState) -> None:
        self._link = link
        self._post(partial(self._on_link, link))


def _without_reply(error: BankError) -> NotDone | Unknown:
    return NotDone(error) if error.outcome is Outcome.NOT_DONE else Unknown(error)


def _fail(error: Exception) -> None:
    """A broken promise ends the core, in the core's own thread."""
    raise error
