"""A deposit: the slot opens once the bank's yes is on disk, and every envelope has one result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from kiosk.domain.transactions.deposit.parts import (
    Acknowledged,
    Approved,
    Approving,
    Ask,
    Asking,
    CloseSlot,
    Contradicted,
    EnvelopeIn,
    Event,
    Fate,
    Finished,
    GivenUp,
    Halt,
    Intending,
    LookAtSlot,
    Opening,
    OpenSlot,
    Recording,
    Report,
    Reporting,
    Result,
    SlotRefused,
    Stuck,
    TellClosing,
    TellEnd,
    TellOpen,
    Waiting,
    Why,
    WriteApproved,
    WriteDone,
    WriteIntent,
    WriteResult,
)
from kiosk.domain.transactions.deposit.table import OPEN_TRIES_MAX, begin, resume, step
from kiosk.domain.transactions.orders import DepositOrder

TXID = bytes(range(16))
JOB = DepositOrder(TXID, "2" * 36, Money(50_00, "EUR"))
REFERENCE = "D7K2"
HEARD = (
    *Event,
    Approved(REFERENCE),
    GivenUp(Why.CANCEL),
    SlotRefused(Why.FULL),
    EnvelopeIn(8),
    Acknowledged("pending"),
    Contradicted("settled-differently"),
)
OPEN = Waiting(TXID, was_open=True, why=Why.TIMEOUT)
REFUSED = Result(Fate.REFUSED, why=Why.CANCEL)
RESUMED = [
    resume(TXID, is_approved=False, result=None),
    resume(TXID, is_approved=True, result=None),
    resume(TXID, is_approved=True, result=Result(Fate.ACCEPTED, 8)),
]


def walk(*firsts):
    """Every state that can be reached, with every event."""
    todo, seen, steps = [first.state for first in firsts], set(), []
    while todo:
        state = todo.pop()
        if isinstance(state, Reporting):
            state = replace(state, tries=min(state.tries, 6))
        if state in seen:
            continue
        seen.add(state)
        for event in HEARD:
            taken = step(state, event)
            steps.append((state, event, taken))
            todo.append(taken.state)
    return steps


ALL = walk(begin(JOB), *RESUMED)


def having(kind):
    """Where something is asked for: states and events."""
    return [(s, e) for s, e, taken in ALL if any(isinstance(x, kind) for x in taken.effects)]


def test_the_bank_is_asked_once_and_only_with_the_intent_on_disk():
    assert (WriteIntent(JOB),) == begin(JOB).effects
    assert [(Intending(JOB), Event.WRITTEN)] == having(Ask)


def test_the_slot_opens_only_with_the_banks_yes_on_disk():
    """And again only where it is not known whether it has heard the first order."""
    first = (Approving(JOB, REFERENCE), Event.WRITTEN)
    again = [(Opening(JOB, REFERENCE, n), Event.SLOT_SILENT) for n in range(OPEN_TRIES_MAX - 1)]

    assert {first, *again} == set(having(OpenSlot))
    assert [(Asking(JOB), Approved(REFERENCE))] == having(WriteApproved)


def test_after_a_restart_the_slot_never_opens():
    assert not [x for _, _, taken in walk(*RESUMED) for x in taken.effects if type(x) is OpenSlot]


def test_the_bank_hears_of_a_result_that_is_on_disk_and_of_no_other():
    """Each report is of the result that was written, or is on disk from before."""
    for state, event, taken in ALL:
        for effect in taken.effects:
            if isinstance(effect, Report):
                assert state.result == effect.result
                assert isinstance(state, Recording | Reporting)
                assert event in {Event.WRITTEN, Event.BANK_SILENT}


def test_a_result_that_is_on_disk_never_changes():
    """Whatever the slot says afterwards."""
    changed = [
        (state, event)
        for state, event, taken in ALL
        if isinstance(state, Recording | Reporting)
        and isinstance(taken.state, Recording | Reporting)
        and state.result != taken.state.result
    ]

    assert [] == changed


def test_accepted_is_what_the_slot_says_and_nothing_else():
    fates = {
        event
        for _, event, taken in ALL
        for effect in taken.effects
        if isinstance(effect, WriteResult) and effect.result.fate is Fate.ACCEPTED
    }

    assert {EnvelopeIn(8)} == fates


def test_an_open_slot_that_cannot_tell_is_never_taken_for_an_empty_one():
    for event in (Event.SLOT_UNSURE, Event.SLOT_OF_ANOTHER):
        (written,) = step(OPEN, event).effects
        assert Fate.UNKNOWN is written.result.fate
    assert (LookAtSlot(TXID, 0.25),) == step(OPEN, Event.SLOT_SILENT).effects


def test_done_follows_the_banks_word():
    """Or its refusal to take an envelope; or nobody has asked it."""
    expected = {
        (Asking, Event.REFUSED, "void"),
        (Intending, Event.WRITTEN, "void"),
        (Reporting, Acknowledged("pending"), "pending"),
    }

    assert expected == {
        (type(state), event, effect.state)
        for state, event, taken in ALL
        for effect in taken.effects
        if isinstance(effect, WriteDone)
    }


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (Asking(JOB), Event.NO_ANSWER),
        (Asking(JOB, Why.CANCEL), Approved(REFERENCE)),
        (Approving(JOB, REFERENCE, Why.LINK), Event.WRITTEN),
    ],
)
def test_without_an_answer_or_a_customer_the_bank_is_told_that_no_envelope_came(state, event):
    taken = step(state, event)

    (written,) = taken.effects
    assert Fate.REFUSED is written.result.fate


def test_a_cabinet_that_is_away_is_asked_for_ever_and_more_rarely():
    state, pauses = OPEN, []
    for _ in range(14):
        taken = step(state, Event.SLOT_SILENT)
        pauses += [effect.delay_s for effect in taken.effects]
        state = taken.state

    assert [0.25] * 8 + [0.5, 1, 2, 2, 2, 2] == pauses
    assert [LookAtSlot(TXID, 0.25)] == list(step(state, Event.SLOT_WAITS).effects)


def test_cancel_shuts_the_slot_and_waits_for_its_word():
    """An envelope that was half in may still have passed."""
    taken = step(OPEN, GivenUp(Why.CANCEL))
    assert (TellClosing(), CloseSlot(TXID)) == taken.effects
    assert Result(Fate.REFUSED, why=Why.CANCEL) == step(taken.state, Event.SLOT_EMPTY).state.result

    assert Result(Fate.ACCEPTED, 8) == step(taken.state, EnvelopeIn(8)).state.result


def test_a_slot_that_opened_for_nobody_is_shut_again():
    """Its order to open was not answered, and the customer has given up."""
    late = Waiting(TXID, was_open=False, why=Why.NO_SLOT)

    assert (CloseSlot(TXID), LookAtSlot(TXID, 0.25)) == step(late, Event.SLOT_WAITS).effects


def test_the_customer_hears_once_that_the_slot_is_open_and_once_how_it_ended():
    opened = step(Opening(JOB, REFERENCE), Event.SLOT_OPENED)
    assert TellOpen(REFERENCE) == opened.effects[0]
    waited = step(opened.state, Event.WAITED)
    assert [TellEnd(Result(Fate.UNKNOWN, why=Why.LOST))] == list(waited.effects)
    assert () == step(waited.state, Event.WAITED).effects
    late = step(step(waited.state, EnvelopeIn(8)).state, Event.WRITTEN)

    assert [Report(TXID, Result(Fate.ACCEPTED, 8), 0.0)] == list(late.effects)


def test_the_report_is_repeated_until_it_is_acknowledged():
    state, pauses = Reporting(TXID, REFUSED), []
    for _ in range(9):
        taken = step(state, Event.BANK_SILENT)
        pauses += [effect.delay_s for effect in taken.effects]
        state = taken.state

    assert [1, 2, 4, 8, 16, 32, 60, 60, 60] == pauses


def test_a_bank_that_knows_another_result_stops_the_machine():
    taken = step(Reporting(TXID, REFUSED), Contradicted("settled-differently"))

    assert Stuck(TXID, "bank: settled-differently") == taken.state
    assert (Halt("bank: settled-differently"),) == taken.effects


def test_every_way_leads_to_its_end():
    """From each state some events lead to Finished or Stuck."""
    reached = {type(taken.state) for _, _, taken in ALL}
    ends = {state for state, _, _ in ALL if isinstance(state, Finished | Stuck)}
    ahead = {state for state, _, taken in ALL if taken.state in ends} | ends
    for _ in range(12):
        ahead |= {
            state
            for state, _, taken in ALL
            if taken.state in ahead
            or (isinstance(taken.state, Reporting) and isinstance(state, Reporting))
        }

    assert {Finished, Stuck} <= reached
    assert {state for state, _, _ in ALL} == ahead
