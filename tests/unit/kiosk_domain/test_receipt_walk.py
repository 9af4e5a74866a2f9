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
    begin,
    step,
)

HEARD = (*Event, Failed(Code.OUT), Failed(Code.LOST, is_unsure=True))


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
def test_a_failure_is_the_end_and_is_told_as_sure_as_it_is(failed):
    taken = step(begin().state, failed)

    assert Finished() == taken.state
    assert (NoteFailed(failed),) == taken.effects


def test_a_receipt_that_is_taken_is_told():
    assert (Do.NOTE_TAKEN,) == step(Lying(3), Event.GONE).effects


def test_a_receipt_that_is_left_is_looked_for_a_minute_and_no_longer():
    state, looks = Lying(), 0
    for _ in range(2 * LOOKS_MAX):
        taken = step(state, Event.THERE)
        looks += len([each for each in taken.effects if isinstance(each, Look)])
        state = taken.state

    assert Finished() == state
    assert LOOKS_MAX - 1 == looks


def test_a_printer_without_a_sensor_is_not_asked_again():
    assert () == step(Lying(), Event.NO_SENSOR).effects
