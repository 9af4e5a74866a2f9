"""What every store promises of PIN results: kept in order, for some days, and not longer."""

import pytest

from bank_server.domain import pin_results
from bank_server.domain.pin_results import DAY_MS, KEPT_DAYS, PinResult
from tests.contract.bank_store.store_world import ATM, OTHER_ATM, START_MS, digest

TOKENS = [digest(f"token {number}")[:32] for number in range(3)]


def result(at_ms, card=0, *, atm=ATM, is_right=False):
    return PinResult(START_MS + at_ms, atm, TOKENS[card], is_right)


def note_all(world, results):
    for each in results:
        world.store.pins.note(each)


def test_results_come_in_order_of_time_page_by_page(world):
    noted = [
        result(9, 2, is_right=True),
        result(5, 1),
        result(5, 1, atm=OTHER_ATM),
        result(5, 1, is_right=True),
        result(7),
    ]
    note_all(world, noted)

    pages, after = [], None
    while page := world.store.pins.results(after, 2):
        pages.append(page)
        after = page[-1]

    assert [2, 2, 1] == [len(each) for each in pages]
    assert sorted(noted) == [each for page in pages for each in page]


def test_the_same_result_is_kept_once(world):
    note_all(world, [result(1), result(1)])

    assert (result(1),) == world.store.pins.results(None, 10)


def test_a_result_of_a_step_that_is_undone_is_not_kept(world):
    def work(store):
        store.pins.note(result(1))
        raise KeyError

    with pytest.raises(KeyError):
        world.store.together(work)

    assert () == world.store.pins.results(None, 10)


def test_what_is_older_than_the_kept_days_goes_and_nothing_else(world):
    note_all(world, [result(0, 0), result(1, 1), result(2, 2)])
    now_ms = START_MS + KEPT_DAYS * DAY_MS

    assert 0 == world.store.pins.forget_old(now_ms)
    assert 1 == world.store.pins.forget_old(now_ms + 1)
    assert 0 == world.store.pins.forget_old(now_ms + 1)
    assert (result(1, 1), result(2, 2)) == world.store.pins.results(None, 10)


def test_no_step_forgets_more_than_its_share(world, monkeypatch):
    monkeypatch.setattr("bank_server.store.steps.pins.FORGOTTEN_AT_ONCE_MAX", 2)
    note_all(world, [result(at_ms) for at_ms in range(3)])
    late = START_MS + 2 * KEPT_DAYS * DAY_MS

    assert [2, 1, 0] == [world.store.pins.forget_old(late) for _ in range(3)]
    assert 500 == pin_results.FORGOTTEN_AT_ONCE_MAX
