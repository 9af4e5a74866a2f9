"""What two people at the notes are asked, and what comes of what they type."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from kiosk.domain.maintenance import cash, cash_pages
from kiosk.domain.maintenance.cash import Ask, Deed
from kiosk.domain.staff_page import Mood

MAX = 65_535
NOTES = {1: Money(1_000, "EUR"), 2: Money(2_000, "EUR")}


def typed(deed, *numbers, canisters=(1, 2)):
    work = cash.begin(deed, canisters)
    for number in numbers:
        work = cash.enter(work, number)
    return work


@pytest.mark.parametrize(
    ("deed", "questions"),
    [
        (Deed.SWAP, [(Ask.OUT, 2), (Ask.NEW, 2)]),
        (Deed.ADD, [(Ask.LEFT, 2), (Ask.ADDED, 2)]),
        (Deed.EMPTY, [(Ask.OUT, 2)]),
    ],
)
def test_of_a_canister_that_is_loaded_what_was_in_it_is_asked_first(deed, questions):
    assert questions == [*typed(deed, 2).questions]


@pytest.mark.parametrize(
    ("deed", "ask"),
    [(Deed.COUNT, Ask.COUNT), (Deed.REJECT_BIN, Ask.BIN), (Deed.RETRACT_BIN, Ask.BIN)],
)
def test_what_is_only_counted_is_asked_of_each_canister(deed, ask):
    work = typed(deed)

    assert not work.asks_canister
    assert [(ask, 1), (ask, 2)] == [*work.questions]


def test_a_machine_with_one_canister_is_not_asked_which():
    assert (Ask.OUT, 1) == typed(Deed.SWAP, canisters=(1,)).question


@pytest.mark.parametrize(
    ("deed", "numbers", "count", "found"),
    [
        (Deed.SWAP, (1, 5, 5, 60, 60), 60, 5),
        (Deed.ADD, (1, 5, 5, 60, 60), 65, 5),
        (Deed.EMPTY, (1, 5, 5), 0, 5),
        (Deed.SWAP, (1, 0, 0, 0, 0), 0, 0),
        (Deed.SWAP, (1, MAX, MAX, MAX, MAX), MAX, MAX),
        (Deed.ADD, (1, 5, 5, MAX - 5, MAX - 5), MAX, 5),
    ],
)
def test_what_lies_in_it_then_and_what_lay_there_before(deed, numbers, count, found):
    work = typed(deed, *numbers)

    assert work.question is None
    assert (count, {1: found}) == (work.count, work.found)


@pytest.mark.parametrize(
    ("deed", "numbers", "wrong"),
    [
        (Deed.SWAP, (0,), "cash.no-canister"),
        (Deed.SWAP, (3,), "cash.no-canister"),
        (Deed.SWAP, (1, 5, 6), "cash.differs-again"),
        (Deed.SWAP, (1, MAX + 1), "cash.too-many"),
        (Deed.SWAP, (1, 5, MAX + 1), "cash.too-many"),
        (Deed.ADD, (1, 5, 5, MAX - 4), "cash.too-many"),
        (Deed.COUNT, (5, 5, 7, 8), "cash.differs-again"),
        (Deed.REJECT_BIN, (MAX + 1,), "cash.too-many"),
    ],
)
def test_a_number_that_cannot_be_is_asked_for_anew(deed, numbers, wrong):
    """From its first time on; what was typed twice before stays."""
    before = typed(deed, *numbers[:-1])
    work = typed(deed, *numbers)

    assert wrong == work.wrong.id
    assert (None, before.answers, before.chosen) == (work.first, work.answers, work.chosen)


def test_each_step_back_takes_one_answer_away():
    work, steps = typed(Deed.SWAP, 1, 5, 5, 6), []
    while work is not None:
        steps.append((work.chosen, work.answers, work.first))
        work = cash.back(work)

    assert [(1, (5,), 6), (1, (5,), None), (1, (), None), (0, (), None)] == steps


@pytest.mark.parametrize(
    ("count", "mood", "notice"),
    [
        (100, Mood.GOOD, None),
        (101, Mood.WARN, "cash.small-difference"),
        (91, Mood.WARN, "cash.small-difference"),
        (90, Mood.BAD, "cash.big-difference"),
    ],
)
def test_a_difference_is_shown_before_anything_is_confirmed(count, mood, notice):
    work = typed(Deed.EMPTY, 1, count, count)
    page = cash_pages.confirming(work, NOTES, {1: 100}, None)
    line = page.lines[0]

    assert (count, 100, count * 1_000) == (line.cells[0], line.cells[1], line.cells[3].minor)
    assert (count - 100, mood) == (line.cells[2].value, line.mood)
    assert notice == (page.notice and page.notice.id)


@pytest.mark.parametrize(
    ("deed", "numbers", "expected", "question"),
    [
        (Deed.SWAP, (1, 90, 90, 60, 60), {1: 100}, (Ask.OUT, 1)),
        (Deed.SWAP, (1, 100, 100, 60, 60), {1: 100}, (Ask.OUT, 1)),
        (Deed.ADD, (1, 90, 90, 60, 60), {1: None}, (Ask.LEFT, 1)),
        (Deed.REJECT_BIN, (3, 3, 5, 5), {1: 3, 2: 4}, (Ask.BIN, 2)),
        (Deed.COUNT, (90, 90, 50, 50), {1: 100, 2: 40}, (Ask.COUNT, 1)),
    ],
)
def test_it_is_counted_again_from_the_first_number_in_doubt(deed, numbers, expected, question):
    again = cash.anew(typed(deed, *numbers), expected)

    assert (question, None) == (again.question, again.first)


def test_of_what_the_machine_does_not_know_no_difference_is_shown():
    page = cash_pages.confirming(typed(Deed.RETRACT_BIN, 5, 5, 0, 0), NOTES, {1: None}, None)

    assert [(5, None, None), (0, None, None)] == [line.cells[:3] for line in page.lines]
    assert page.notice is None
