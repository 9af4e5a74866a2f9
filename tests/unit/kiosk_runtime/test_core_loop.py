"""The core thread runs one thing at a time, in order, and dies of its first mistake."""

from __future__ import annotations

import threading
import time

import pytest

from kiosk.runtime.core_loop import CoreLoop
from kiosk.runtime.loop import QUEUE_COUNT_MAX, LoopOverflow

WAIT_S = 5.0


class Fatal:
    def __init__(self):
        self.errors = []
        self.told = threading.Event()

    def __call__(self, error):
        self.errors.append(error)
        self.told.set()


@pytest.fixture
def fatal():
    return Fatal()


@pytest.fixture
def loop(fatal):
    loop = CoreLoop(monotonic=time.monotonic, on_fatal=fatal)
    loop.start()
    yield loop
    assert loop.close()


def test_calls_run_in_the_order_of_posting_in_one_thread(loop):
    """What any thread posts runs in the core thread, first in first out."""
    ran, finished = [], threading.Event()
    for number in range(100):
        loop.post(lambda number=number: ran.append((number, loop.is_core_thread())))
    loop.post(finished.set)

    assert finished.wait(WAIT_S)
    assert [(number, True) for number in range(100)] == ran


def test_timer_runs_once_and_not_early(loop):
    """A timer runs in the core thread when its time has come."""
    started, ran, finished = loop.now(), [], threading.Event()

    def due():
        ran.append(loop.now() - started)
        finished.set()

    loop.post(lambda: loop.after(0.02, due))

    assert finished.wait(WAIT_S)
    assert 1 == len(ran)
    assert ran[0] >= 0.02


def test_cancelled_timer_never_runs(loop):
    """Cancel wins as long as the timer has not run, and may be said twice."""
    ran, finished = [], threading.Event()

    def begin():
        timer = loop.after(0.0, lambda: ran.append("cancelled"))
        timer.cancel()
        timer.cancel()
        loop.after(0.001, finished.set)

    loop.post(begin)

    assert finished.wait(WAIT_S)
    assert [] == ran


def test_an_exception_is_fatal_and_told_once(fatal, loop):
    """After the first mistake nothing runs any more."""
    ran = []
    loop.post(lambda: 1 / 0)
    loop.post(lambda: ran.append("after"))

    assert fatal.told.wait(WAIT_S)
    assert loop.close()
    assert [ZeroDivisionError] == [type(error) for error in fatal.errors]
    assert [] == ran


def test_a_full_queue_is_fatal(fatal):
    """A core that is ten thousand calls behind is not working, and nothing is dropped quietly."""
    loop = CoreLoop(monotonic=time.monotonic, on_fatal=fatal)
    for _ in range(QUEUE_COUNT_MAX):
        loop.post(int)
    assert [] == fatal.errors

    loop.post(int)

    assert [LoopOverflow] == [type(error) for error in fatal.errors]


def test_close_runs_what_is_queued_then_ends(fatal):
    """The last deliveries of closed workers still arrive."""
    loop, ran = CoreLoop(monotonic=time.monotonic, on_fatal=fatal), []
    loop.post(lambda: ran.append("last"))
    loop.start()

    assert loop.close()
    assert ["last"] == ran
    loop.post(lambda: ran.append("too late"))
    assert ["last"] == ran


def test_close_does_not_wait_for_timers(fatal):
    """A minute's prompt does not hold up the end."""
    loop = CoreLoop(monotonic=time.monotonic, on_fatal=fatal)
    loop.after(3600.0, fatal)
    loop.start()

    assert loop.close()
    assert [] == fatal.errors
