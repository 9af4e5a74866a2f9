"""The table of a withdrawal: from a state and an event to the next state and its effects."""

from __future__ import annotations

from typing import assert_never

from hardware.crypto.record import Record, RecordKind
from kiosk.domain.mix import total
from kiosk.domain.transactions.withdrawal.effects import Dispense, News, Tell, WriteIntent
from kiosk.domain.transactions.withdrawal.ending import cancelled, resolving, settled, told
from kiosk.domain.transactions.withdrawal.events import Event, Written
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.moves import Step, cancelling, recording, settling
from kiosk.domain.transactions.withdrawal.paying import deciding, picking, presenting
from kiosk.domain.transactions.withdrawal.preparing import (
    authorising,
    card_leaving,
    intending,
    opening,
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
        return settling(txid, final)
    return cancelling(txid, None, Denial.CASH_FAULT, commanded=commanded)


def adopt(record: Record) -> Step:
    """A transaction found in the HSM that the journal does not know: its disk was lost."""
    if record.kind is RecordKind.FINAL:
        return recording(None, record, Denial.CASH_FAULT)
    return cancelling(record.txid, None, Denial.CASH_FAULT, commanded=False)


def step(state: State, event: Event) -> Step:
    """The whole table. An event that a state does not name leaves it as it is."""
    match state:
        case Intending():
            return intending(state, event)
        case Opening():
            return opening(state, event)
        case Authorising():
            return authorising(state, event)
        case CardLeaving():
            return card_leaving(state, event)
        case Commanding(job, vouchers):
            if isinstance(event, Written):
                return Step(Picking(job), (Tell(News.COUNTING), Dispense(job.txid, vouchers)))
        case Picking():
            return picking(state, event)
        case Deciding():
            return deciding(state, event)
        case Presenting() | Presented():
            return presenting(state, event)
        case Cancelling():
            return cancelled(state, event)
        case Resolving():
            return resolving(state, event)
        case Recording(_, final, _):
            if isinstance(event, Written):
                return told(state, settling(final.txid, final))
        case Settling(txid, final, tries):
            return settled(txid, final, tries, state, event)
        case Closing(txid):
            if isinstance(event, Written):
                return Step(Finished(txid))
        case Finished() | Stuck():
            pass
        case _:
            assert_never(state)
    return Step(state)
