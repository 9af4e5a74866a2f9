"""The operator's count: what each key does, and that a wrong number is never taken."""

from __future__ import annotations

from functools import reduce

import pytest

from bank_server.contract.money import Money
from kiosk.domain import count_screen
from kiosk.domain.counting import Count, begin, press
from kiosk.domain.screens import Notice, ScreenId

TWO = begin((1, 2))
NOTES = (Money(1_000, "EUR"), Money(2_000, "EUR"))


def typed(keys, count=TWO):
    return reduce(press, keys, count)


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        ("", TWO),
        ("7", Count((1, 2), entry="7")),
        ("70", Count((1, 2), entry="70")),
        ("070", Count((1, 2), entry="70")),
        ("0", Count((1, 2), entry="0")),
        ("70C", TWO),
        ("70E", Count((1, 2), first=70)),
        ("70E7", Count((1, 2), entry="7", first=70)),
        ("70E7C", Count((1, 2), first=70)),
        ("70E7CC", TWO),
        ("70E70E", Count((1, 2), counts=(70,))),
        ("70E70E5E5E", Count((1, 2), counts=(70, 5))),
        ("0E0E0E0E", Count((1, 2), counts=(0, 0))),
        ("70E71E", Count((1, 2), has_differed=True)),
        ("70E71E7", Count((1, 2), entry="7", has_differed=True)),
        ("70E71E70E", Count((1, 2), first=70)),
        ("70E71E70E70E", Count((1, 2), counts=(70,))),
        ("70E70E5E6E", Count((1, 2), counts=(70,), has_differed=True)),
        ("65535E65535E", Count((1, 2), counts=(65_535,))),
        ("65536", Count((1, 2), entry="6553", is_too_many=True)),
        ("65536E", Count((1, 2), entry="6553", is_too_many=True)),
        ("65536C", TWO),
        ("1234567890", Count((1, 2), entry="12345", is_too_many=True)),
        ("1234567890E", Count((1, 2), entry="12345", is_too_many=True)),
        ("1234567890C7E7E", Count((1, 2), counts=(7,))),
        ("E", TWO),
        ("70EE", Count((1, 2), first=70)),
        ("70X", TWO),
        ("70E70E5X", TWO),
        ("H", TWO),
        ("a", TWO),
        ("²", TWO),
    ],
)
def test_each_key_gives_the_next_count(keys, count):
    assert count == typed(keys)


def test_a_count_that_is_done_hears_no_key():
    done = typed("70E70E5E5E")

    assert done.canister is None
    assert done == typed("9E9EXC", done)


def test_the_screen_asks_for_one_canister_after_the_other():
    first = count_screen.asking(TWO, NOTES)
    again = count_screen.asking(typed("70E7"), NOTES)
    second = count_screen.asking(typed("70E70E"), NOTES)

    assert (ScreenId.COUNT, 1, "", False) == asked(first)
    assert (ScreenId.COUNT, 1, "7", True) == asked(again)
    assert (ScreenId.COUNT, 2, "", False) == asked(second)
    assert [70, None] == [line.counted for line in second.counts]
    assert [*NOTES] == [line.denomination for line in second.counts]


def asked(screen):
    return screen.id, screen.canister, screen.count_entry, screen.count_again


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        ("70E", None),
        ("70E71E", Notice.COUNT_DIFFERENT),
        ("65536", Notice.COUNT_TOO_MANY),
        ("70E71E65536", Notice.COUNT_TOO_MANY),
    ],
)
def test_the_screen_says_why_a_number_is_not_taken(keys, notice):
    assert notice == count_screen.asking(typed(keys), NOTES).notice


def test_the_safes_number_is_shown_only_where_it_is_another_one():
    asking = count_screen.asking(typed("70E70E"), NOTES)
    after = count_screen.differing((70, 5), {1: 70, 2: 6}, NOTES)

    assert {None} == {line.recorded for line in asking.counts}
    assert [(2, 5, 6)] == [(line.canister, line.counted, line.recorded) for line in after.counts]
    assert Notice.COUNT_NOT_AS_RECORDED == after.notice


def test_canister_that_the_safe_says_nothing_of_does_not_differ():
    assert () == count_screen.differing((70, 5), {1: 70}, NOTES).counts
