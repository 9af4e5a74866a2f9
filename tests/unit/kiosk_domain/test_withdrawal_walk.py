"""The withdrawal's promises, on every path that any sequence of events can take."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import get_args
from uuid import UUID

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.status import Status
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.transactions.withdrawal import effects as do
from kiosk.domain.transactions.withdrawal import events as ev
from kiosk.domain.transactions.withdrawal import states as st
from kiosk.domain.transactions.withdrawal.job import Denial, Job, Voucher
from kiosk.domain.transactions.withdrawal.table import begin, resume, step

TXID, OTHER, TICKET = bytes(range(16)), bytes(16), bytes(range(32, 48))
TWENTY = Money(2_000, "EUR")
JOB = Job(TXID, Money(4_000, "EUR"), (CanisterNotes(1, TWENTY, 2),))
VOUCHERS = (Voucher(1, bytes(64)),)
COUNTER_MAX = 5


def record(kind, outcome=TxnOutcome.NONE, *, txid=TXID, picked=0, rejected=0, presented=0):
    line = RecordLine(1, LineFlag(0), 1, picked, 100 - picked, picked, rejected, presented, 0)
    return Record(kind, UUID(int=1), txid, TICKET, outcome, (line,), bytes(16))


FINALS = (
    record(RecordKind.FINAL, TxnOutcome.VOID),
    record(RecordKind.FINAL, TxnOutcome.VOID, picked=2, rejected=2),
    record(RecordKind.FINAL, TxnOutcome.TAKEN, picked=2, presented=2),
    record(RecordKind.FINAL, TxnOutcome.TAKEN, picked=2, rejected=1, presented=1),
    record(RecordKind.FINAL, TxnOutcome.RETRACTED, picked=2, presented=2),
    record(RecordKind.FINAL, TxnOutcome.SUSPECT, picked=2, presented=2),
)
RECORDS = (
    *FINALS,
    record(RecordKind.OPEN),
    record(RecordKind.OPEN, txid=OTHER),
    record(RecordKind.PICKING, picked=1),
    record(RecordKind.STACKED, picked=2),
    record(RecordKind.STACKED, picked=2, rejected=1),
    record(RecordKind.STACKED, picked=2, rejected=2),
    record(RecordKind.PRESENTED, picked=2, presented=2),
)
EVENTS = (
    ev.Written.WRITTEN,
    *(ev.HsmAnswered(r) for r in RECORDS),
    ev.HsmRefused(Status.BUSY),
    ev.HsmRefused(Status.TXN_NOT_CURRENT),
    ev.HsmRefused(Status.DOOR_OPEN),
    ev.HsmRefused(None),
    ev.HsmSilent.HSM_SILENT,
    ev.Approved(VOUCHERS),
    *(ev.Denied(d) for d in Denial),
    ev.CardGone(link_up=True),
    ev.CardGone(link_up=False),
    ev.CardStays.CARD_STAYS,
    ev.Chosen(take=True),
    ev.Chosen(take=False),
    ev.CancelAsked.CANCEL_ASKED,
    ev.GiveUp(Denial.LINK_DOWN),
    ev.Settled.SETTLED,
    ev.SettlementRefused("receipt-invalid"),
    ev.BankSilent.BANK_SILENT,
    *(ev.Resolved(s) for s in ("void", "declined", "done", "held", "in-progress")),
)
PEOPLE = st.CardLeaving | st.Deciding
ENDS = st.Finished | st.Stuck


@dataclass(frozen=True)
class Facts:
    """What has happened on the path so far."""

    intent: bool = False
    opened: bool = False
    approved: bool = False
    commanded: bool = False
    dispensed: int = 0
    presented: int = 0
    result: bool = False
    acknowledged: bool = False
    done: bool = False


def clamp(state):
    """Counters only lengthen pauses; beyond a bound they change nothing."""
    small = {
        f.name: min(getattr(state, f.name), COUNTER_MAX)
        for f in fields(state)
        if f.name in {"polls", "tries", "silences"}
    }
    return replace(state, **small)


def asked(effects):
    return [e for e in effects if not isinstance(e, do.Tell | do.NoteChoice)]


def after(facts, state, event, effects):
    """Facts after a step, each promise checked on the way."""
    if event is ev.Written.WRITTEN:
        facts = replace(
            facts,
            intent=facts.intent or isinstance(state, st.Intending),
            commanded=facts.commanded or isinstance(state, st.Commanding),
            result=facts.result or isinstance(state, st.Recording),
            done=facts.done or isinstance(state, st.Closing),
        )
    if isinstance(event, ev.Approved) and isinstance(state, st.Authorising):
        facts = replace(facts, approved=True)
    if isinstance(event, ev.Settled | ev.Resolved) and isinstance(
        state, st.Settling | st.Resolving
    ):
        facts = replace(facts, acknowledged=True)
    for effect in effects:
        match effect:
            case do.OpenHsm():
                assert facts.intent
                facts = replace(facts, opened=True)
            case do.Authorise():
                assert facts.opened
            case do.Dispense():
                assert facts.intent
                assert facts.approved
                assert facts.commanded
                facts = replace(facts, dispensed=facts.dispensed + 1)
            case do.Present():
                assert facts.dispensed == 1
                facts = replace(facts, presented=facts.presented + 1)
            case do.CancelHsm():
                assert facts.intent
            case do.Settle():
                assert facts.result
            case do.WriteDone():
                assert facts.acknowledged
            case do.Tell(do.Ended(outcome=outcome)) if outcome is not TxnOutcome.VOID:
                assert facts.result
    assert facts.dispensed <= 1
    assert facts.presented <= 1
    return facts


def walk(first, facts):
    todo, seen = [(clamp(first.state), facts)], set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        state, known = node
        for event in EVENTS:
            taken = step(state, event)
            then = after(known, state, event, taken.effects)
            if clamp(taken.state) != state or taken.effects:
                todo.append((clamp(taken.state), then))
    return seen


def test_promises_on_every_path():
    """
    INTENT before OPEN, approval and CMD before DISPENSE, RES before settlement, the bank's word
    before DONE; notes are commanded and presented at most once.
    """
    first = begin(JOB)
    assert (do.WriteIntent(JOB),) == first.effects
    seen = walk(first, Facts())

    assert {type(state) for state, _ in seen} == set(get_args(st.State))
    assert all(facts.done for state, facts in seen if isinstance(state, st.Finished))


@pytest.mark.parametrize("commanded", [False, True])
def test_after_a_restart_no_path_pays(commanded):
    """
    A transaction taken up from the journal is cancelled, recorded and settled, never paid again.
    """
    first = resume(TXID, None, commanded=commanded)
    seen = walk(first, Facts(intent=True, commanded=commanded))

    assert {0} == {facts.dispensed + facts.presented for _, facts in seen}
    assert any(isinstance(state, st.Finished) for state, _ in seen)


def test_a_stored_result_is_only_sent_again():
    """
    With RES on disk a restart goes straight to the settlement.
    """
    first = resume(TXID, FINALS[2], commanded=True)

    assert (do.Settle(TXID, FINALS[2], 0.0),) == first.effects


def test_every_state_has_exactly_one_thing_under_way():
    """
    A state that waits for a machine has one command outstanding; one that waits for a person none.
    """
    for state, _ in walk(begin(JOB), Facts()):
        for event in EVENTS:
            taken = step(state, event)
            moved = type(taken.state) is not type(state)
            if moved and not isinstance(taken.state, PEOPLE | ENDS):
                assert len(asked(taken.effects)) == 1, (state, event)
            if isinstance(taken.state, PEOPLE | ENDS):
                assert not asked(taken.effects)


def test_cancel_means_nothing_once_the_command_is_written():
    """
    Past the point of no return the Cancel key changes no state and asks for nothing.
    """
    late = (st.Commanding(JOB, VOUCHERS), st.Picking(JOB), st.Presenting(JOB), st.Presented(JOB))

    assert [(state, ()) for state in late] == [
        (taken.state, taken.effects)
        for taken in (step(state, ev.CancelAsked.CANCEL_ASKED) for state in late)
    ]


def test_a_dead_link_after_the_card_is_out_pays_nothing():
    """
    The link is asked for between card and command; without it the ticket is cancelled.
    """
    leaving = st.CardLeaving(JOB, record(RecordKind.OPEN), VOUCHERS)
    taken = step(leaving, ev.CardGone(link_up=False))

    assert (do.CancelHsm(TXID, 0.0),) == taken.effects


def test_a_short_stack_is_the_customers_choice():
    """
    Fewer notes than granted are offered in money, not presented at once.
    """
    taken = step(st.Picking(JOB), ev.HsmAnswered(record(RecordKind.STACKED, picked=2, rejected=1)))

    assert (do.Tell(do.Short(TWENTY, (CanisterNotes(1, TWENTY, 1),))),) == taken.effects


def test_a_transaction_unknown_to_the_hsm_after_its_command_stops_service():
    """
    CMD is on disk but the HSM has never heard of it: a person must look, nothing is guessed.
    """
    state = st.Cancelling(TXID, JOB, Denial.CASH_FAULT, commanded=True)
    taken = step(state, ev.HsmRefused(Status.TXN_NOT_CURRENT))

    assert isinstance(taken.state, st.Stuck)


@pytest.mark.parametrize("word", ["held", "void", "declined"])
def test_what_the_hsm_has_forgotten_stops_service_again_at_each_restart(word):
    """
    The bank holds its money, or denies what it granted: neither says what became of the notes.
    """
    state = resume(TXID, None, commanded=True).state
    asking = step(state, ev.HsmRefused(Status.TXN_NOT_CURRENT))
    assert (do.Resolve(TXID, 0.0),) == asking.effects

    assert isinstance(step(asking.state, ev.Resolved(word)).state, st.Stuck)


def test_what_the_hsm_has_forgotten_is_done_once_people_have_ended_it_at_the_bank():
    """
    Until the bank has answered it is asked again, and nobody is told anything.
    """
    state = resume(TXID, None, commanded=True).state
    asking = step(state, ev.HsmRefused(Status.TXN_NOT_CURRENT)).state
    again = step(asking, ev.BankSilent.BANK_SILENT)
    assert (do.Resolve(TXID, 1.0),) == again.effects

    assert (do.WriteDone(TXID, "done"),) == step(again.state, ev.Resolved("done")).effects


def test_every_event_and_outcome_is_in_the_walk():
    """
    A new event, denial or record kind cannot escape the walk.
    """
    assert {type(event) for event in EVENTS} == set(get_args(ev.Event))
    assert {event.denial for event in EVENTS if isinstance(event, ev.Denied)} == set(Denial)


def test_notes_at_the_shutter_are_told_again_after_a_silence():
    """
    Whoever was told that we are checking must hear that the notes lie there after all.
    """
    silent = st.Presented(JOB, silences=4)
    taken = step(silent, ev.HsmAnswered(record(RecordKind.PRESENTED, picked=2, presented=2)))

    assert do.Tell(do.News.PRESENTED) in taken.effects
    assert 0 == taken.state.silences
