"""After CMD: notes are picked, perhaps too few, presented, and taken or taken back."""

from __future__ import annotations

from hardware.crypto.record import Record, RecordKind
from kiosk.domain.mix import CanisterNotes, total
from kiosk.domain.transactions.withdrawal.effects import (
    News,
    NoteChoice,
    Present,
    Short,
    Tell,
)
from kiosk.domain.transactions.withdrawal.events import (
    CancelAsked,
    Chosen,
    Event,
    HsmAnswered,
    HsmRefused,
    HsmSilent,
)
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.moves import (
    SILENCES_BEFORE_WORRY,
    Step,
    cancelling,
    counted,
    poll,
    recording,
    silent,
)
from kiosk.domain.transactions.withdrawal.states import (
    Deciding,
    Picking,
    Presented,
    Presenting,
    State,
)


def picking(state: Picking, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered(record) if record.txid == job.txid:
            match record.kind:
                case RecordKind.FINAL:
                    return recording(job, record, Denial.CASH_FAULT)
                case RecordKind.PICKING:
                    return Step(Picking(job, state.polls + 1), (poll(job.txid, state.polls),))
                case RecordKind.STACKED:
                    return _stacked(job, record)
        case HsmSilent():
            return silent(state, Picking(job, state.polls, state.silences + 1))
    if isinstance(event, HsmAnswered | HsmRefused):
        # Still OPEN, or refused: no note has moved. A command that is late meets a dead ticket.
        return cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(state)


def _stacked(job: Job, record: Record) -> Step:
    stack = _stack(job, record)
    possible = total(stack, job.amount.currency)
    if possible == job.amount:
        return Step(Presenting(job), (Present(job.txid),))
    if not possible.is_payable or job.amount < possible:
        return cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(Deciding(job, possible), (Tell(Short(possible, stack)),))


def deciding(state: Deciding, event: Event) -> Step:
    job, possible = state.job, state.possible
    match event:
        case Chosen(take=True):
            return Step(Presenting(job), (NoteChoice(job, possible, "take"), Present(job.txid)))
        case Chosen() | CancelAsked():
            refused = cancelling(job.txid, job, Denial.NOT_TAKEN_PART, commanded=True)
            return Step(refused.state, (NoteChoice(job, possible, "refuse"), *refused.effects))
    return Step(state)


def presenting(state: Presenting | Presented, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered(record) if record.txid == job.txid:
            if record.kind is RecordKind.FINAL:
                return recording(job, record, Denial.CASH_FAULT)
            if record.kind is RecordKind.PRESENTED:
                # Told once, and again after the customer was told that we are checking.
                is_news = isinstance(state, Presenting) or state.silences >= SILENCES_BEFORE_WORRY
                told = (Tell(News.PRESENTED),) if is_news else ()
                return Step(Presented(job, state.polls + 1), (*told, poll(job.txid, state.polls)))
            # Not presented: PRESENT was lost, or is late and will meet a dead ticket.
            return cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
        case HsmSilent():
            waiting: State
            if isinstance(state, Presented):
                waiting = Presented(job, state.polls, state.silences + 1)
            else:
                waiting = Presenting(job, state.polls, state.silences + 1)
            return silent(state, waiting)
        case HsmAnswered() | HsmRefused():
            # CANCEL answers BUSY while notes are out, and the FINAL record once they are not.
            return cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(state)


def _stack(job: Job, record: Record) -> tuple[CanisterNotes, ...]:
    """What lies stacked, by canister: picked and not rejected."""
    stacked = {line.canister: line.picked - line.rejected for line in record.lines}
    return counted(job, stacked)
