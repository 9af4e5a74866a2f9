"""Before the point of no return: intent, ticket, authorisation, and the card on its way out."""

from __future__ import annotations

from hardware.crypto.record import RecordKind
from kiosk.domain.transactions.withdrawal.effects import (
    Authorise,
    News,
    OpenHsm,
    Tell,
    WriteCommand,
)
from kiosk.domain.transactions.withdrawal.events import (
    Approved,
    CancelAsked,
    CardGone,
    CardStays,
    Denied,
    Event,
    GiveUp,
    HsmAnswered,
    HsmRefused,
    HsmSilent,
    Written,
)
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.transactions.withdrawal.moves import Step, cancelling
from kiosk.domain.transactions.withdrawal.states import (
    Authorising,
    CardLeaving,
    Commanding,
    Intending,
    Opening,
)


def intending(state: Intending, event: Event) -> Step:
    match event:
        case Written():
            return Step(Opening(state.job, state.cancelled), (OpenHsm(state.job.txid),))
        case CancelAsked() | GiveUp():
            # The entry is on its way to the disk; what follows it ends the transaction.
            return Step(Intending(state.job, state.cancelled or why(event)))
    return Step(state)


def opening(state: Opening, event: Event) -> Step:
    job = state.job
    match event:
        case HsmAnswered() if state.cancelled:
            return cancelling(job.txid, job, state.cancelled, commanded=False)
        case HsmAnswered(record) if record.kind is RecordKind.OPEN and record.txid == job.txid:
            return Step(Authorising(job, record), (Authorise(job, record),))
        case HsmAnswered() | HsmRefused() | HsmSilent():
            return cancelling(job.txid, job, Denial.CASH_FAULT, commanded=False)
        case CancelAsked() | GiveUp():
            return Step(Opening(job, state.cancelled or why(event)))
    return Step(state)


def authorising(state: Authorising, event: Event) -> Step:
    job = state.job
    match event:
        case Approved() if state.cancelled:
            return cancelling(job.txid, job, state.cancelled, commanded=False)
        case Approved(vouchers):
            return Step(CardLeaving(job, state.opened, vouchers), (Tell(News.APPROVED),))
        case Denied(denial):
            return cancelling(job.txid, job, state.cancelled or denial, commanded=False)
        case CancelAsked() | GiveUp():
            # The answer is still awaited: the hold may exist, and only FINAL void undoes it.
            return Step(Authorising(job, state.opened, state.cancelled or why(event)))
    return Step(state)


def card_leaving(state: CardLeaving, event: Event) -> Step:
    job = state.job
    match event:
        case CardGone(link_up=True):
            return Step(Commanding(job, state.vouchers), (WriteCommand(job, state.opened.ticket),))
        case CardGone():
            return cancelling(job.txid, job, Denial.LINK_DOWN, commanded=False)
        case CardStays():
            return cancelling(job.txid, job, Denial.CARD_NOT_TAKEN, commanded=False)
        case CancelAsked() | GiveUp():
            return cancelling(job.txid, job, why(event), commanded=False)
    return Step(state)


def why(event: CancelAsked | GiveUp) -> Denial:
    return event.denial if isinstance(event, GiveUp) else Denial.CANCELLED
