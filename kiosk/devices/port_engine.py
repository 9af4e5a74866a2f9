"""One serial port without a thread: connects, runs calls, polls; `step` does the next thing.

A thread (PortWorker) or a virtual loop (InlinePort) calls `step` again and again. `submit`,
`watch` and `stop` come from other threads; all else belongs to the one that steps.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final, Generic, TypeVar

from hardware.errors import DeviceError, DeviceTimeout, HardwareError, ProtocolError, TransportError
from kiosk.devices.job import Job
from kiosk.devices.poll_times import PollTimes
from kiosk.devices.port import (
    D,
    PortAbandoned,
    PortClosed,
    PortHealth,
    PortListener,
    PortState,
    Post,
)
from kiosk.devices.results import Deliver, attempt

CALL_COUNT_MAX: Final = 64
SILENT_COUNT_MAX: Final = 3
RECONNECT_S: Final = 0.5

S = TypeVar("S")
T = TypeVar("T")


class PortEngine(Generic[D, S]):
    """See DevicePort for submit, watch and health."""

    def __init__(
        self,
        name: str,
        connect: Callable[[], D],
        poll: Callable[[D], S],
        post: Post,
        listener: PortListener[S],
        *,
        monotonic: Callable[[], float],
        pace: float = 1.0,
    ) -> None:
        """pace: of the polls, see `PollTimes`."""
        self._name = name
        self._connect = connect
        self._usual_poll = poll
        self._post = post
        self._listener = listener
        self._monotonic = monotonic
        # Shared with other threads, under the lock.
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._jobs: deque[Job[D, object]] = deque()
        self._current: Job[D, object] | None = None
        self._wanted: tuple[bool, Callable[[D], S] | None] | None = None
        self._is_stopping = False
        self._driver: D | None = None
        self._health = PortHealth()
        # Of the stepping thread alone.
        self._poll = poll
        self._times = PollTimes(pace)
        self._next_poll_s = 0.0
        self._next_connect_s = monotonic()
        self._silent_count = 0
        self._last_status: S | None = None
        self._last_refusal: int | None = None

    @property
    def health(self) -> PortHealth:
        return self._health

    def submit(self, call: Callable[[D], T], deliver: Deliver[T]) -> None:
        job: Job[D, T] = Job(lambda driver: attempt(call, driver), deliver, self._post)
        with self._lock:
            if not self._is_stopping and len(self._jobs) < CALL_COUNT_MAX:
                self._jobs.append(job)  # type: ignore[arg-type]  # what it delivers stays inside it
                self._changed.notify_all()
                return
        job.refuse(PortClosed(f"{self._name}: closed or too many calls"))

    def watch(self, on: bool, poll: Callable[[D], S] | None = None) -> None:  # noqa: FBT001  reads as said: watch(True)
        with self._lock:
            self._wanted = (on, poll)
            self._changed.notify_all()

    def stop(self) -> None:
        """No more calls; the stepping thread is to call `end`."""
        with self._lock:
            self._is_stopping = True
            self._changed.notify_all()

    @property
    def is_stopping(self) -> bool:
        return self._is_stopping

    def interrupt(self) -> None:
        """Wake a read that is under way; from another thread."""
        with self._lock:
            driver = self._driver
        if driver is not None:
            driver.close()

    def wait(self, seconds: float) -> None:
        """Until there is something new to do, at most so long."""
        with self._lock:
            if not (self._jobs or self._wanted or self._is_stopping):
                self._changed.wait(seconds)

    def step(self) -> float:
        """Do the next thing; how long there is nothing more to do unless something new comes."""
        with self._lock:
            driver = self._driver
            wanted, self._wanted = self._wanted, None
            job = self._jobs.popleft() if self._jobs and driver is not None else None
            self._current = job
        if wanted is not None:
            self._obey_watch(*wanted)
        if driver is None:
            return self._step_without_device()
        if job is not None:
            self._run(job, driver)
        elif self._monotonic() >= self._next_poll_s:
            self._ask(driver)
        if self._jobs or self._driver is None:
            return 0.0
        return max(0.0, self._next_poll_s - self._monotonic())

    def end(self) -> None:
        """Close the port; what waits was not done, what never came back is unknown."""
        with self._lock:
            self._is_stopping = True
            current, driver = self._current, self._driver
            self._driver = None
        if driver is not None:
            driver.close()
        if current is not None:
            current.abandon(PortAbandoned(f"{self._name}: closed while it was under way"))
        self._refuse_all("closed")

    def _obey_watch(self, on: bool, poll: Callable[[D], S] | None) -> None:  # noqa: FBT001  as `watch` was called
        chosen = poll if on and poll is not None else self._usual_poll
        if on or chosen is not self._poll:
            # Whoever begins to watch is told the status as it is now, news or not: two PIN
            # entries of one length, typed fast, end in the same status.
            self._poll, self._last_status, self._last_refusal = chosen, None, None
        if on:
            self._times.hurry()
        else:
            self._times.relax()
        self._next_poll_s = self._monotonic() + self._times.next_gap_s()

    def _run(self, job: Job[D, object], driver: D) -> None:
        error = job.run(driver)
        with self._lock:
            self._current = None
        if error is not None and not isinstance(error, HardwareError):
            self._report_bug(error)
        if _is_gone(error):
            self._lose(PortState.LOST, error)
        elif self._times.is_eager:
            self._times.hurry()
            self._next_poll_s = self._monotonic() + self._times.next_gap_s()

    def _ask(self, driver: D) -> None:
        try:
            status = self._poll(driver)
        except DeviceError as error:
            self._silent_count = 0
            if error.code != self._last_refusal:
                self._last_refusal = error.code
                self._post(partial(self._listener.on_refused, error))
        except HardwareError as error:
            self._silent_count += 1
            if _is_gone(error) or self._silent_count >= SILENT_COUNT_MAX:
                self._lose(PortState.LOST, error)
                return
        except Exception as error:  # noqa: BLE001  the edge of the thread: a bug must be reported, not end it
            self._report_bug(error)
        else:
            self._silent_count, self._last_refusal = 0, None
            self._tell(status)
        self._next_poll_s = self._monotonic() + self._times.next_gap_s()

    def _tell(self, status: S) -> None:
        if status != self._last_status:
            self._last_status = status
            self._post(lambda: self._listener.on_status(status))

    def _step_without_device(self) -> float:
        now_s = self._monotonic()
        if now_s >= self._next_connect_s:
            self._next_connect_s = now_s + RECONNECT_S
            self._try_connect()
        if self._driver is not None:
            return 0.0
        self._refuse_all(self._health.reason)
        return max(0.0, self._next_connect_s - self._monotonic())

    def _try_connect(self) -> None:
        try:
            driver = self._connect()
        except HardwareError as error:
            self._set_health(PortState.LOST, error)
            return
        try:
            hello = driver.hello()
        except HardwareError as error:
            driver.close()
            is_wrong = isinstance(error, ProtocolError)
            self._set_health(PortState.WRONG_DEVICE if is_wrong else PortState.LOST, error)
            return
        with self._lock:
            self._driver = driver
            is_too_late = self._is_stopping
        if is_too_late:
            self.end()
            return
        self._silent_count, self._last_status, self._last_refusal = 0, None, None
        self._next_poll_s = self._monotonic()
        self._health = PortHealth(PortState.UP, hello)
        self._post_health()

    def _lose(self, state: PortState, error: Exception | None) -> None:
        with self._lock:
            driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()
        self._next_connect_s = self._monotonic() + RECONNECT_S
        self._set_health(state, error)
        self._refuse_all(self._health.reason)

    def _set_health(self, state: PortState, error: Exception | None) -> None:
        reason = f"{type(error).__name__}: {error}"
        health = PortHealth(state, self._health.hello, reason)
        if health != self._health:
            self._health = health
            self._post_health()

    def _post_health(self) -> None:
        health = self._health
        self._post(lambda: self._listener.on_health(health))

    def _refuse_all(self, reason: str) -> None:
        with self._lock:
            jobs, self._jobs = list(self._jobs), deque()
        for job in jobs:
            job.refuse(PortClosed(f"{self._name}: {reason}"))

    def _report_bug(self, error: Exception) -> None:
        """A broken promise ends the core, in the core's own thread."""

        def fail() -> None:
            raise error

        self._post(fail)


def _is_gone(error: Exception | None) -> bool:
    """The line itself has failed; a silent device may yet answer."""
    return isinstance(error, TransportError) and not isinstance(error, DeviceTimeout)
