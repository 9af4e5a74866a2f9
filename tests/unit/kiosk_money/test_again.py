"""What waits for its next try waits once, and can be hurried."""

from __future__ import annotations

from kiosk.money.again import Again
from kiosk.runtime.virtual_loop import VirtualLoop


def made():
    loop, done = VirtualLoop(), []
    return loop, Again(loop), done


def test_an_act_without_delay_is_done_at_once():
    _, again, done = made()
    again.after(0.0, lambda: done.append(1))

    assert [1] == done


def test_an_act_waits_for_its_time():
    loop, again, done = made()
    again.after(5.0, lambda: done.append(1))
    loop.advance(4.9)
    assert [] == done

    loop.advance(0.2)
    assert [1] == done


def test_a_hurried_act_is_done_now_and_only_once():
    loop, again, done = made()
    again.after(60.0, lambda: done.append(1))
    again.hurry()
    assert [1] == done

    loop.advance(100)
    again.hurry()
    assert [1] == done


def test_an_act_may_ask_for_the_next_one():
    loop, again, done = made()

    def act():
        done.append(loop.now())
        again.after(10.0, lambda: done.append(loop.now()))

    again.after(1.0, act)
    loop.advance(20)

    assert [1_001.0, 1_011.0] == done
