"""The table of a withdrawal: from a state and an event to the next state and its effects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from hardware.crypto.record import Record, RecordKind, TxnOutcome
from hardware.status import Status
from kiosk.domain.mix import CanisterNotes, total
from kiosk.domain.transactions.withdrawal.effects import (
    Authorise,
    CancelHsm,
    Dispense,
    Effect,
    Ended,
    GetRecord,
    Halt,
    News,
    OpenHsm,
    Present,
    Resolve,
    Settle,
    Short,
    Tell,
    WriteCommand,
    WriteDone,
    WriteIntent,
    WriteResult,
)
from kiosk.domain.transactions.withdrawal.events import (
    Approved,
    BankSilent,
    CancelAsked,
    CardGone,
    CardStays,
    Chosen,
    Denied,
    Event,
    HsmAnswered,
    HsmRefused,
    HsmSilent,
    Resolved,
    Settled,
    SettlementRefused,
    Written,
)
from kiosk.domain.transactions.withdrawal.job import (
    Denial,
    Job,
)
from kiosk.domain.transactions.withdrawal.states import (
    Authorising,
    Cancelling,
    CardLeaving,
    Closing,
    Commanding,
    Deciding,
    Finished,
    Intending,
    Opening,
    Picking,
    Presented,
    Presenting,
    Recording,
    Resolving,
    Settling,
    State,
    Stuck,
)

POLL_DELAYS_S: Final = (0.0, 0.002, 0.004, 0.008, 0.016, 0.032, 0.05)
HSM_RETRY_S: Final = (0.0, 0.05, 0.1, 0.25, 0.5, 1.0)
BANK_RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
SILENCES_BEFORE_WORRY: Final = 4  # then the customer is told that we are checking


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    effects: tuple[Effect, ...] = ()


# --- beginnings


def begin(job: Job) -> Step:
    """A new withdrawal. The journal must hold no other open one."""
    if not job.notes or total(job.notes, job.amount.currency) != job.amount:
        raise ValueError("the notes do not make the amount")
    return Step(Intending(job), (WriteIntent(job),))


def resume(txid: bytes, final: Record | None, *, commanded: bool) -> Step:
    """After a restart, from what the journal holds of a txid that has no DONE.

    final: the record of its RES entry, if there is one. commanded: it has a CMD entry.
    """
    if final is not None:
        return _settling(txid, final)
    return _cancelling(txid, None, Denial.CASH_FAULT, commanded=commanded)


def adopt(record: Record) -> Step:
    """A transaction found in the HSM that the journal does not know: its disk was lost."""
    if record.kind is RecordKind.FINAL:
        return _recording(None, record, Denial.CASH_FAULT)
    return _cancelling(record.txid, None, Denial.CASH_FAULT, commanded=False)


# --- the table


def step(state: State, event: Event) -> Step:
    """The whole table. An event that a state does not name leaves it as it is."""
    match state:
        case Intending():
            return _intending(state, event)
        case Opening():
            return _opening(state, event)
        case Authorising():
            return _authorising(state, event)
        case CardLeaving():
            return _card_leaving(state, event)
        case Commanding(job, vouchers):
            if isinstance(event, Written):
                return Step(Picking(job), (Tell(News.COUNTING), Dispense(job.txid, vouchers)))
        case Picking():
            return _picking(state, event)
        case Deciding(job):
            return _deciding(job, state, event)
        case Presenting() | Presented():
            return _presenting(state, event)
        case Cancelling():
            return _cancelled(state, event)
        case Resolving():
            return _resolving(state, event)
        case Recording(_, final, _):
            if isinstance(event, Written):
                return _told(state, _settling(final.txid, final))
        case Settling(txid, final, tries):
            return _settled(txid, final, tries, state, event)
        case Closing(txid):
            if isinstance(event, Written):
                return Step(Finished(txid))
        case Finished() | Stuck():
            pass
        case _:
            assert_never(state)
    return Step(state)


def _intending(state: Intending, event: Event) -> Step:
    match event:
        case Written():
            return Step(Opening(state.job, state.cancelled), (OpenHsm(state.job.txid),))
        case CancelAsked():
            # The entry is on its way to the disk; what follows it ends the transaction.
            return Step(Intending(state.job, cancelled=True))
    return Step(state)


def _opening(state: Opening, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered() if state.cancelled:
            return _cancelling(job.txid, job, Denial.CANCELLED, commanded=False)
        case HsmAnswered(record) if record.kind is RecordKind.OPEN and record.txid == job.txid:
            return Step(Authorising(job, record), (Authorise(job, record),))
        case HsmAnswered() | HsmRefused() | HsmSilent():
            return _cancelling(job.txid, job, Denial.CASH_FAULT, commanded=False)
        case CancelAsked():
            return Step(Opening(job, cancelled=True))
    return Step(state)


def _authorising(state: Authorising, event: Event) -> Step:
    job = state.job
    match event:
        case Approved(vouchers) if not state.cancelled:
            return Step(CardLeaving(job, state.opened, vouchers), (Tell(News.APPROVED),))
        case Approved():
            return _cancelling(job.txid, job, Denial.CANCELLED, commanded=False)
        case Denied(denial):
            why = Denial.CANCELLED if state.cancelled else denial
            return _cancelling(job.txid, job, why, commanded=False)
        case CancelAsked():
            # The answer is still awaited: the hold may exist, and only FINAL void undoes it.
            return Step(Authorising(job, state.opened, cancelled=True))
    return Step(state)


def _card_leaving(state: CardLeaving, event: Event) -> Step:
    job = state.job
    match event:
        case CardGone(link_up=True):
            return Step(Commanding(job, state.vouchers), (WriteCommand(job, state.opened.ticket),))
        case CardGone():
            return _cancelling(job.txid, job, Denial.LINK_DOWN, commanded=False)
        case CardStays():
            return _cancelling(job.txid, job, Denial.CARD_NOT_TAKEN, commanded=False)
        case CancelAsked():
            return _cancelling(job.txid, job, Denial.CANCELLED, commanded=False)
    return Step(state)


def _picking(state: Picking, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered(record) if record.txid == job.txid:
            match record.kind:
                case RecordKind.FINAL:
                    return _recording(job, record, Denial.CASH_FAULT)
                case RecordKind.PICKING:
                    return Step(Picking(job, state.polls + 1), (_poll(job.txid, state.polls),))
                case RecordKind.STACKED:
                    return _stacked(job, record)
        case HsmSilent():
            return _silent(state, Picking(job, state.polls, state.silences + 1))
    if isinstance(event, HsmAnswered | HsmRefused):
        # Still OPEN, or refused: no note has moved. A command that is late meets a dead ticket.
        return _cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(state)


def _stacked(job: Job, record: Record) -> Step:
    possible = total(_stack(job, record), job.amount.currency)
    if possible == job.amount:
        return Step(Presenting(job), (Present(job.txid),))
    if not possible.is_payable or job.amount < possible:
        return _cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(Deciding(job), (Tell(Short(possible)),))


def _deciding(job: Job, state: State, event: Event) -> Step:
    match event:
        case Chosen(take=True):
            return Step(Presenting(job), (Present(job.txid),))
        case Chosen() | CancelAsked():
            return _cancelling(job.txid, job, Denial.NOT_TAKEN_PART, commanded=True)
    return Step(state)


def _presenting(state: Presenting | Presented, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered(record) if record.txid == job.txid:
            if record.kind is RecordKind.FINAL:
                return _recording(job, record, Denial.CASH_FAULT)
            if record.kind is RecordKind.PRESENTED:
                told = () if isinstance(state, Presented) else (Tell(News.PRESENTED),)
                return Step(Presented(job, state.polls + 1), (*told, _poll(job.txid, state.polls)))
            # Not presented: PRESENT was lost, or is late and will meet a dead ticket.
            return _cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
        case HsmSilent():
            waiting: State
            if isinstance(state, Presented):
                waiting = Presented(job, state.polls, state.silences + 1)
            else:
                waiting = Presenting(job, state.polls, state.silences + 1)
            return _silent(state, waiting)
        case HsmAnswered() | HsmRefused():
            # CANCEL answers BUSY while notes are out, and the FINAL record once they are not.
            return _cancelling(job.txid, job, Denial.CASH_FAULT, commanded=True)
    return Step(state)


def _cancelled(state: Cancelling, event: Event) -> Step:
    match event:
        case HsmAnswered(record) if record.txid == state.txid and record.kind is RecordKind.FINAL:
            return _recording(state.job, record, state.denial)
        case HsmRefused(Status.TXN_NOT_CURRENT) if state.commanded:
            return _stuck(state.txid, "the HSM does not know a transaction that it was told to pay")
        case HsmRefused(Status.TXN_NOT_CURRENT):
            return Step(Resolving(state.txid, state.job, state.denial), (Resolve(state.txid, 0.0),))
        case HsmAnswered() | HsmRefused() | HsmSilent():
            again = Cancelling(
                state.txid, state.job, state.denial, state.commanded, state.tries + 1
            )
            worry: tuple[Effect, ...] = ()
            if again.tries == SILENCES_BEFORE_WORRY and state.commanded and state.job is not None:
                worry = (Tell(News.CHECKING),)
            return Step(again, (*worry, CancelHsm(state.txid, _pause(HSM_RETRY_S, again.tries))))
    return Step(state)


def _resolving(state: Resolving, event: Event) -> Step:
    match event:
        case Resolved("void" | "declined" | "done" as found):
            ended = Tell(Ended(TxnOutcome.VOID, (), state.denial))
            return Step(Closing(state.txid), (ended, WriteDone(state.txid, found)))
        case Resolved("held"):
            return _stuck(state.txid, "the bank holds money for a transaction unknown to the HSM")
        case Resolved() | BankSilent():
            tries = state.tries + 1
            return Step(
                Resolving(state.txid, state.job, state.denial, tries),
                (Resolve(state.txid, _pause(BANK_RETRY_S, tries)),),
            )
    return Step(state)


def _settled(txid: bytes, final: Record, tries: int, state: State, event: Event) -> Step:
    match event:
        case Settled():
            return Step(Closing(txid), (WriteDone(txid, final.outcome.name.lower()),))
        case SettlementRefused(code):
            return _stuck(txid, f"the bank refused the record: {code}")
        case BankSilent():
            return Step(
                Settling(txid, final, tries + 1),
                (Settle(txid, final, _pause(BANK_RETRY_S, tries + 1)),),
            )
    return Step(state)


# --- shared moves


def _cancelling(txid: bytes, job: Job | None, denial: Denial, *, commanded: bool) -> Step:
    return Step(Cancelling(txid, job, denial, commanded), (CancelHsm(txid, 0.0),))


def _recording(job: Job | None, final: Record, denial: Denial | None) -> Step:
    why = denial if final.outcome is TxnOutcome.VOID else None
    return Step(Recording(job, final, why), (WriteResult(final.txid, final),))


def _settling(txid: bytes, final: Record) -> Step:
    return Step(Settling(txid, final), (Settle(txid, final, 0.0),))


def _told(state: Recording, then: Step) -> Step:
    """The customer hears the result as soon as it is on disk; the bank may take longer."""
    presented = () if state.job is None else _presented(state.job, state.final)
    ended = Tell(Ended(state.final.outcome, presented, state.denial))
    suspect = state.final.outcome is TxnOutcome.SUSPECT
    halt = (Tell(Halt("what left the machine is not certain")),) if suspect else ()
    return Step(then.state, (ended, *halt, *then.effects))


def _stuck(txid: bytes, why: str) -> Step:
    return Step(Stuck(txid, why), (Tell(Halt(why)),))


def _silent(before: Picking | Presenting | Presented, after: State) -> Step:
    silences = before.silences + 1
    worry = (Tell(News.CHECKING),) if silences == SILENCES_BEFORE_WORRY else ()
    return Step(after, (*worry, GetRecord(before.job.txid, _pause(HSM_RETRY_S, silences))))


def _poll(txid: bytes, polls: int) -> GetRecord:
    return GetRecord(txid, _pause(POLL_DELAYS_S, polls))


def _pause(delays: tuple[float, ...], tries: int) -> float:
    return delays[min(tries, len(delays) - 1)]


def _stack(job: Job, record: Record) -> tuple[CanisterNotes, ...]:
    """What lies stacked, by canister: picked and not rejected."""
    stacked = {line.canister: line.picked - line.rejected for line in record.lines}
    return counted(job, stacked)


def _presented(job: Job, record: Record) -> tuple[CanisterNotes, ...]:
    return counted(job, {line.canister: line.presented for line in record.lines})


def counted(job: Job, counts: dict[int, int]) -> tuple[CanisterNotes, ...]:
    """A record's counts by canister, as notes of the job's denominations."""
    return tuple(
        CanisterNotes(line.canister, line.denomination, counts[line.canister])
        for line in job.notes
        if counts.get(line.canister, 0) > 0
    )
