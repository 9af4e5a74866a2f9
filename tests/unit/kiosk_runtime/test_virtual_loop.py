"""The virtual loop is the core loop without a thread and without waiting."""

from __future__ import annotations

import pytest

from kiosk.runtime.loop import QUEUE_COUNT_MAX, TIMER_COUNT_MAX, LoopOverflow
from kiosk.runtime.virtual_loop import VirtualLoop


@pytest.fixture
def loop():
    return VirtualLoop(start_s=100.0)


def test_time_passes_only_when_told(loop):
    """Each timer runs at its own time, in order, and sees that time."""
    ran = []
    loop.after(2.0, lambda: ran.append(("b", loop.now())))
    loop.after(1.0, lambda: ran.append(("a", loop.now())))
    loop.run_ready()
    assert [] == ran

    loop.advance(5.0)

    assert [("a", 101.0), ("b", 102.0)] == ran
    assert 105.0 == loop.now()


def test_timers_of_one_instant_run_in_the_order_of_making(loop):
    """Nothing depends on the heap's whims."""
    ran = []
    for number in range(10):
        loop.after(1.0, lambda number=number: ran.append(number))
    loop.advance(1.0)

    assert list(range(10)) == ran


def test_what_is_posted_goes_before_what_is_due(loop):
    """An answer that came in time beats the time-out of the same instant."""
    ran = []
    loop.after(0.0, lambda: ran.append("time-out"))
    loop.post(lambda: ran.append("answer"))
    loop.run_ready()

    assert ["answer", "time-out"] == ran


def test_timer_made_by_a_timer_runs_in_the_same_advance(loop):
    """A periodic call keeps its period."""
    ran = []

    def again():
        ran.append(loop.now())
        loop.after(1.0, again)

    loop.after(1.0, again)
    loop.advance(3.5)

    assert [101.0, 102.0, 103.0] == ran


def test_cancelled_timer_never_runs(loop):
    """Not even if it is cancelled by another timer of the same instant."""
    ran = []
    late = loop.after(1.0, lambda: None)
    loop.after(0.5, late.cancel)
    timer = loop.after(1.0, lambda: ran.append("cancelled"))
    loop.after(0.9, timer.cancel)
    loop.advance(2.0)

    assert [] == ran


def test_step_goes_on_in_time_when_nothing_is_ready(loop):
    """A simulator can go from call to call."""
    ran = []
    loop.after(7.0, lambda: ran.append(loop.now()))

    assert loop.step()
    assert [107.0] == ran
    assert not loop.step()


def test_a_mistake_goes_through(loop):
    """In a test a broken promise fails the test."""
    loop.post(lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        loop.run_ready()


def test_queue_is_bounded(loop):
    """Same bound as the real core."""
    for _ in range(QUEUE_COUNT_MAX):
        loop.post(int)

    with pytest.raises(LoopOverflow):
        loop.post(int)


def test_timers_are_bounded_but_cancelled_ones_do_not_count(loop):
    """A prompt that is set and cancelled all day long does not fill the heap."""
    for _ in range(3 * TIMER_COUNT_MAX):
        loop.after(10.0, int).cancel()
    for _ in range(TIMER_COUNT_MAX):
        loop.after(10.0, int)

    with pytest.raises(LoopOverflow):
        loop.after(10.0, int)
