"""R9's load is counted exactly, whatever is taken from it, and a day of a flood needs little."""

from __future__ import annotations

import random
import tracemalloc

from bank_server.log_review.windows import DAY_S, PASSED_MAX, Load

BYTES_MAX = 4_000_000


def test_a_load_is_what_came_within_its_time() -> None:
    chance = random.Random(5)
    load, came, when = Load(600), list[int](), 0
    expected, told = [], []
    for _ in range(4 * PASSED_MAX):
        when += chance.choice((0, 1, 1, 7, 300))
        load.add(when, 2)
        came = [each for each in (*came, when, when) if each >= when - 600]
        if chance.random() < 0.2:
            taken = chance.choice(came)
            came.remove(taken)
            load.take(taken)
        load.take(when - 601)
        expected.append(len(came))
        told.append(load.total)

    assert expected == told


def test_a_day_with_something_in_each_second_is_kept_in_little_memory() -> None:
    load = Load(DAY_S)
    tracemalloc.start()
    for when in range(2 * DAY_S):
        load.add(when, 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert DAY_S + 1 == load.total
    assert peak < BYTES_MAX
