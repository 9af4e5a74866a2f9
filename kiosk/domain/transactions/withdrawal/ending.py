"""Until the last entry: CANCEL until FINAL, the record on disk, and the bank's word on it."""

from __future__ import annotations

from typing import Final

from hardware.crypto.record import Record, RecordKind, TxnOutcome
from hardware.status import Status
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.transactions.withdrawal.effects import (
    CancelHsm,
    Ended,
    Halt,
    Resolve,
    Settle,
    Tell,
    WriteDone,
)
from kiosk.domain.transactions.withdrawal.events import (
    BankSilent,
    Event,
    HsmAnswered,
    HsmRefused,
    HsmSilent,
    Resolved,
    Settled,
    SettlementRefused,
)
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.moves import (
    BANK_RETRY_S,
    HSM_RETRY_S,
    SILENCES_BEFORE_WORRY,
    Step,
    counted,
    pause,
    recording,
    stuck,
    worries,
)
from kiosk.domain.transactions.withdrawal.states import (
    Cancelling,
    Closing,
    Recording,
    Resolving,
    Settling,
    State,
)

FORGOTTEN: Final = "the HSM does not know a transaction that it was told to pay"


def cancelled(state: Cancelling, event: Event) -> Step:
    match event:
        case HsmAnswered(record) if record.txid == state.txid and record.kind is RecordKind.FINAL:
            return recording(state.job, record, state.denial)
        case HsmRefused(Status.TXN_NOT_CURRENT) if state.commanded and state.job is not None:
            return stuck(state.txid, FORGOTTEN)
        case HsmRefused(Status.TXN_NOT_CURRENT):
            # After its command only people can have ended it; a restart asks whether they have.
            asking = Resolving(state.txid, state.job, state.denial, state.commanded)
            return Step(asking, (Resolve(state.txid, 0.0),))
        case HsmAnswered() | HsmRefused() | HsmSilent():
            again = Cancelling(
                state.txid, state.job, state.denial, state.commanded, state.tries + 1
            )
            return Step(
                again, (*_news(again), CancelHsm(state.txid, pause(HSM_RETRY_S, again.tries)))
            )
    return Step(state)


def _news(state: Cancelling) -> tuple[Tell, ...]:
    if state.job is None:
        return ()
    if state.commanded:
        return worries(state.tries)
    # DISPENSE was never sent: no note has moved, and none will.
    given_up = Tell(Ended(TxnOutcome.VOID, (), state.denial))
    return (given_up,) if state.tries == SILENCES_BEFORE_WORRY else ()


def resolving(state: Resolving, event: Event) -> Step:
    match event:
        case Resolved("done") if state.commanded:
            return Step(Closing(state.txid), (WriteDone(state.txid, "done"),))
        case Resolved("void" | "declined" | "held") if state.commanded:
            return stuck(state.txid, FORGOTTEN)
        case Resolved("void" | "declined" | "done" as found):
            ended = Tell(Ended(TxnOutcome.VOID, (), state.denial))
            return Step(Closing(state.txid), (ended, WriteDone(state.txid, found)))
        case Resolved("held"):
            return stuck(state.txid, "the bank holds money for a transaction unknown to the HSM")
        case Resolved() | BankSilent():
            tries = state.tries + 1
            # The HSM never opened it: whatever the bank says, there is no cash and no charge.
            given_up = Tell(Ended(TxnOutcome.VOID, (), state.denial))
            told = (given_up,) if tries == 1 and not state.commanded else ()
            return Step(
                Resolving(state.txid, state.job, state.denial, state.commanded, tries),
                (
                    *told,
                    Resolve(state.txid, pause(BANK_RETRY_S, tries)),
                ),
            )
    return Step(state)


def told(state: Recording, then: Step) -> Step:
    """The customer hears the result as soon as it is on disk; the bank may take longer."""
    presented = () if state.job is None else _presented(state.job, state.final)
    ended = Tell(Ended(state.final.outcome, presented, state.denial))
    return Step(then.state, (ended, *_halt(state), *then.effects))


def _halt(state: Recording) -> tuple[Tell, ...]:
    """A result after which nobody may be served before a person has looked."""
    if state.final.outcome is TxnOutcome.SUSPECT:
        return (Tell(Halt("what left the machine is not certain")),)
    if state.denial is Denial.COUNTERS:
        return (Tell(Halt("the HSM's counters are not the bank's")),)
    return ()


def settled(txid: bytes, final: Record, tries: int, state: State, event: Event) -> Step:
    match event:
        case Settled():
            return Step(Closing(txid), (WriteDone(txid, final.outcome.name.lower()),))
        case SettlementRefused(code):
            return stuck(txid, f"the bank refused the record: {code}")
        case BankSilent():
            return Step(
                Settling(txid, final, tries + 1),
                (Settle(txid, final, pause(BANK_RETRY_S, tries + 1)),),
            )
    return Step(state)


def _presented(job: Job, record: Record) -> tuple[CanisterNotes, ...]:
    return counted(job, {line.canister: line.presented for line in record.lines})
