"""A receipt is printed at most once, and a printer that was lost is never given it again."""

from __future__ import annotations

import pytest

from kiosk.domain.transactions.receipt import (
    LOOKS_MAX,
    Code,
    Do,
    Event,
    Failed,
    Finished,
    Look,
    Lying,
    NoteFailed,
    Searching,
    begin,
    step,
)

UNSURE = Failed(Code.LOST, is_unsure=True)
HEARD = (*Event, Failed(Code.OUT), UNSURE)


def walk():
    todo, seen, steps = [begin().state], set(), []
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        for event in HEARD:
            taken = step(state, event)
            steps.append((state, event, taken))
            todo.append(taken.state)
    return steps


def test_the_job_is_given_to_the_printer_once():
    assert (Do.PRINT,) == begin().effects
    assert not [taken for _, _, taken in walk() if Do.PRINT in taken.effects]


def test_printed_means_that_the_printer_has_cut_it():
    notes = {event for _, event, taken in walk() if Do.NOTE_PRINTED in taken.effects}

    assert {Event.CUT} == notes


@pytest.mark.parametrize("failed", [Failed(Code.JAM), Failed(Code.LOST, is_unsure=True)])
def test_a_failure_is_told_once_and_as_sure_as_it_is(failed):
    taken = step(begin().state, failed)
    again = [NoteFailed(failed) in step(taken.state, event).effects for event in HEARD]

    assert NoteFailed(failed) == taken.effects[0]
    assert not any(again)


def test_what_is_surely_not_printed_is_not_looked_for():
    assert Finished() == step(begin().state, Failed(Code.JAM)).state


def test_what_may_be_printed_is_taken_only_if_it_was_seen():
    """An empty slot says nothing: the receipt may be late, or there may be none."""
    searching = step(begin().state, UNSURE).state
    seen = step(searching, Event.THERE).state

    assert Searching(1) == step(searching, Event.GONE).state
    assert (Do.NOTE_TAKEN,) == step(seen, Event.GONE).effects


def test_beside_an_earlier_receipt_nothing_is_searched_for():
    """What is seen in the slot would be the other one."""
    assert Finished() == step(begin(shares_slot=True).state, UNSURE).state


def test_what_is_cut_after_the_next_visit_has_begun_is_printed_and_not_looked_for():
    late = step(step(begin().state, Event.CLEARED).state, Event.CUT)

    assert (Finished(), (Do.NOTE_PRINTED,)) == (late.state, late.effects)


def test_a_receipt_that_is_taken_is_told():
    assert (Do.NOTE_TAKEN,) == step(Lying(3), Event.GONE).effects


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (Lying(), Event.THERE),
        (Lying(), Event.SILENT),
        (Searching(), Event.GONE),
        (Searching(), Event.SILENT),
        (Searching(), Event.THERE),
    ],
)
def test_a_receipt_that_is_left_is_looked_for_a_minute_and_no_longer(state, event):
    looks = 0
    for _ in range(2 * LOOKS_MAX):
        taken = step(state, event)
        looks += len([each for each in taken.effects if isinstance(each, Look)])
        state = taken.state

    assert Finished() == state
    assert LOOKS_MAX - 1 == looks


def test_a_printer_without_a_sensor_is_not_asked_again():
    assert () == step(Lying(), Event.NO_SENSOR).effects
