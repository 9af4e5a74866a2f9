"""An order is taken and carried out in its window alone, as far as the lock's clock can tell."""

import pytest

from hardware.locks.cable import Answer, CableOp, live
from tests.unit.locks.lock_bench import HOUR, START, order_payload, signed_jobs
from tests.unit.locks.order_kit import CLOCK_AND_OPEN, DONE, OPEN, refusal, send


@pytest.mark.parametrize(
    ("window", "answer"),
    [((-48 * HOUR, -1), Answer.EXPIRED), ((1, 48 * HOUR), Answer.TOO_EARLY)],
)
def test_an_order_outside_its_window_is_refused(bench, window, answer):
    jobs, _ = signed_jobs(0, OPEN, window=window)

    assert answer is refusal(bench, CableOp.ORDER, order_payload(jobs[7], bench.now()))


@pytest.mark.parametrize("window", [(-48 * HOUR, 0), (0, 48 * HOUR)])
def test_the_window_holds_both_its_ends(bench, window):
    jobs, signature = signed_jobs(0, OPEN, window=window)

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome


def test_a_live_time_outside_the_window_is_refused(bench):
    jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
    send(bench, jobs[7], signature)
    years = live(START + 10 * 365 * 24 * HOUR)

    assert Answer.LIVE_TIME is refusal(bench, CableOp.EXECUTE, b"\0" + years)


def test_what_was_accepted_in_time_is_not_carried_out_after_it(bench):
    jobs, signature = signed_jobs(0, OPEN)
    send(bench, jobs[7], signature)
    bench.seconds += 49 * HOUR

    execute = b"\0" + live(bench.now())
    assert Answer.EXPIRED is refusal(bench, CableOp.EXECUTE, execute)


def test_a_doubtful_clock_is_set_before_anything_else(bench):
    bench.pull_batteries(10 * HOUR)
    plain, _ = signed_jobs(0, OPEN)
    jobs, signature = signed_jobs(1, CLOCK_AND_OPEN)

    payload = order_payload(plain[7], bench.now())
    assert Answer.CLOCK_DOUBTFUL is refusal(bench, CableOp.ORDER, payload)
    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome


def test_pulling_the_batteries_revives_no_order_that_ended(bench):
    jobs, _ = signed_jobs(0, CLOCK_AND_OPEN, window=(-HOUR, 2 * HOUR))
    bench.seconds += 4 * HOUR
    bench.pull_batteries(HOUR)
    claimed = live(START + HOUR)

    payload = claimed + jobs[7].order.encode()
    assert Answer.EXPIRED is refusal(bench, CableOp.ORDER, payload)


def test_a_clock_in_doubt_is_not_set_back_before_what_the_lock_has_seen(bench):
    long, signature = signed_jobs(0, CLOCK_AND_OPEN)
    short, _ = signed_jobs(1, CLOCK_AND_OPEN, window=(-HOUR, 2 * HOUR))
    send(bench, long[7], signature)
    bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))
    bench.seconds += 4 * HOUR
    bench.pull_batteries(HOUR)
    again = b"\0" + live(START + HOUR)

    assert Answer.LIVE_TIME is refusal(bench, CableOp.EXECUTE, again)
    payload = live(START + HOUR) + short[7].order.encode()
    assert Answer.EXPIRED is refusal(bench, CableOp.ORDER, payload)


def test_a_clock_lost_after_an_order_is_done_is_not_set_by_it_again(bench):
    """Whoever pulls the batteries of his room and holds a cable would choose the time."""
    jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
    bench.visit().carry_out(jobs[7], signature)
    bench.pull_batteries(HOUR)
    saved = bench.lock.now
    bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now() + 10 * HOUR))

    assert (saved, True) == (bench.lock.now, bench.lock.is_doubtful)


def test_a_clock_lost_in_the_middle_is_set_again_and_the_rest_done_once(bench):
    jobs, signature = signed_jobs(0, CLOCK_AND_OPEN)
    send(bench, jobs[7], signature)
    bench.ask(CableOp.EXECUTE, b"\0" + live(bench.now()))
    bench.pull_batteries(HOUR)
    execute = b"\1" + live(bench.now())
    assert Answer.CLOCK_DOUBTFUL is refusal(bench, CableOp.EXECUTE, execute)

    assert DONE is bench.visit().carry_out(jobs[7], signature).outcome
    assert bench.now() == bench.lock.now
