"""The table of a deposit by envelope.

    Intending ─ Asking ─ Approving ─ Opening ─ Waiting ─ Recording ─ Reporting ─ Closing ─ Finished
                  │ declined: Closing                      │             └ another result: Stuck
                  └ no answer, or given up: Recording (refused; the slot never opens)

On disk before each act: INTENT before the bank is asked, its yes before the slot opens, the slot's
result before the bank hears of it, DONE after the bank has acknowledged. Whether an envelope came
the slot alone knows, which keeps it over a loss of power; what it cannot tell is unknown, never
refused. Source: docs/protocols.md, sections 1 (SLOT_OPEN) and 6 (deposit-results).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from kiosk.domain.transactions.deposit.parts import (
    Acknowledged,
    Approved,
    Approving,
    Ask,
    Asking,
    CloseSlot,
    Closing,
    Contradicted,
    Effect,
    EnvelopeIn,
    Event,
    Fate,
    Finished,
    GivenUp,
    Halt,
    Heard,
    Intending,
    Job,
    LookAtSlot,
    Opening,
    OpenSlot,
    Recording,
    Report,
    Reporting,
    Result,
    SlotRefused,
    State,
    Step,
    Stuck,
    TellEnd,
    TellOpen,
    Waiting,
    Why,
    WriteApproved,
    WriteDone,
    WriteIntent,
    WriteResult,
)

RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
OPEN_AGAIN_S: Final = 0.25
OPEN_TRIES_MAX: Final = 3  # then the slot's memory is looked at, and nobody opens it any more
LOOK_S: Final = 0.25
VOID: Final = "void"


def begin(job: Job) -> Step:
    return Step(Intending(job), (WriteIntent(job),))


def resume(txid: bytes, *, is_approved: bool, result: Result | None) -> Step:
    """After a restart, for an INTENT without DONE: nobody is left to be told.

    is_approved: DEPOSIT_APPROVED is on disk, so the slot may have opened. result: as on disk.
    """
    if result is not None:
        return _reporting(txid, result)
    if is_approved:
        state = Waiting(txid, was_open=False, why=Why.RESTART, told=True)
        return Step(state, (CloseSlot(txid), LookAtSlot(txid, 0.0)))
    return _recording(txid, Result(Fate.REFUSED, why=Why.NO_APPROVAL), told=True)


def step(state: State, event: Heard) -> Step:
    """The whole table. What a state does not name leaves it as it is."""
    match state:
        case Intending() | Asking() | Approving() | Opening():
            return _before_the_slot(state, event)
        case Waiting():
            return _at_the_slot(state, event)
        case Recording() | Reporting() | Closing() | Finished() | Stuck():
            return _after_the_slot(state, event)
        case _:
            assert_never(state)


def _before_the_slot(state: Intending | Asking | Approving | Opening, event: Heard) -> Step:
    match state, event:
        case _, GivenUp(why) if state.given_up is None:
            return Step(replace(state, given_up=why))
        case Intending(job, None), Event.WRITTEN:
            return Step(Asking(job), (Ask(job),))
        case Intending(job, Why()), Event.WRITTEN:
            return _closing(job.txid, VOID)  # nobody has heard of it
        case Asking(job), Event.REFUSED:
            return _closing(job.txid, VOID)
        case Asking(job), Event.NO_ANSWER:
            return _recording(job.txid, Result(Fate.REFUSED, why=Why.NO_APPROVAL))
        case Asking(job, Why() as why), Approved():
            return _recording(job.txid, Result(Fate.REFUSED, why=why))
        case Asking(job), Approved(reference):
            return Step(Approving(job, reference), (WriteApproved(job, reference),))
        case Approving(job, _, Why() as why), Event.WRITTEN:
            return _recording(job.txid, Result(Fate.REFUSED, why=why))
        case Approving(job, reference), Event.WRITTEN:
            return Step(Opening(job, reference), (OpenSlot(job.txid, reference, 0.0),))
        case Opening(job), Event.SLOT_OPENED:
            return _opened(job.txid, state.given_up)
        case Opening(job), SlotRefused(why):
            return _recording(job.txid, Result(Fate.REFUSED, why=why))
        case Opening(job, reference, tries, given_up), Event.SLOT_SILENT:
            if given_up is None and tries + 1 < OPEN_TRIES_MAX:
                again = OpenSlot(job.txid, reference, OPEN_AGAIN_S)
                return Step(Opening(job, reference, tries + 1), (again,))
            return _shut(Waiting(job.txid, was_open=False, why=given_up or Why.NO_SLOT))
    return Step(state)


def _at_the_slot(state: Waiting, event: Heard) -> Step:
    txid, why = state.txid, state.why
    match event:
        case GivenUp(given) if why is Why.TIMEOUT:
            return Step(replace(state, why=given), (CloseSlot(txid),))
        case Event.SLOT_WAITS:
            shut = () if why is Why.TIMEOUT else (CloseSlot(txid),)
            return Step(replace(state, was_open=True), (*shut, LookAtSlot(txid, LOOK_S)))
        case Event.SLOT_SILENT:
            return Step(state, (LookAtSlot(txid, LOOK_S),))
        case EnvelopeIn(number):
            return _recording(txid, Result(Fate.ACCEPTED, number), told=state.told)
        case Event.SLOT_EMPTY:
            return _recording(txid, Result(Fate.REFUSED, why=why), told=state.told)
        case Event.SLOT_OF_ANOTHER if not state.was_open:
            return _recording(txid, Result(Fate.REFUSED, why=why), told=state.told)
        case Event.SLOT_OF_ANOTHER:
            return _recording(txid, Result(Fate.UNKNOWN, why=Why.LOST), told=state.told)
        case Event.SLOT_UNSURE:
            return _recording(txid, Result(Fate.UNKNOWN, why=Why.JAM), told=state.told)
        case Event.WAITED if not state.told:
            unsure = Result(Fate.UNKNOWN, why=Why.LOST)
            return Step(replace(state, told=True), (TellEnd(unsure),))
    return Step(state)


def _after_the_slot(
    state: Recording | Reporting | Closing | Finished | Stuck, event: Heard
) -> Step:
    match state, event:
        case Recording(txid, result, told), Event.WRITTEN:
            return _reporting(txid, result, *(() if told else (TellEnd(result),)))
        case Reporting(txid), Acknowledged(word):
            return _closing(txid, word)
        case Reporting(txid, result, tries), Event.BANK_SILENT:
            delay_s = RETRY_S[min(tries + 1, len(RETRY_S) - 1)]
            again = Reporting(txid, result, tries + 1)
            return Step(again, (Report(txid, result, delay_s),))
        case Reporting(txid), Contradicted(code):
            why = f"bank: {code}"
            return Step(Stuck(txid, why), (Halt(why),))
        case Closing(txid), Event.WRITTEN:
            return Step(Finished(txid))
    return Step(state)


def _opened(txid: bytes, given_up: Why | None) -> Step:
    """It waits for the envelope; at once it is shut again where nobody wants it any more."""
    if given_up is not None:
        return _shut(Waiting(txid, was_open=True, why=given_up))
    state = Waiting(txid, was_open=True, why=Why.TIMEOUT)
    return Step(state, (TellOpen(), LookAtSlot(txid, LOOK_S)))


def _shut(state: Waiting) -> Step:
    return Step(state, (CloseSlot(state.txid), LookAtSlot(state.txid, 0.0)))


def _recording(txid: bytes, result: Result, *, told: bool = False) -> Step:
    return Step(Recording(txid, result, told), (WriteResult(txid, result),))


def _reporting(txid: bytes, result: Result, *before: Effect) -> Step:
    return Step(Reporting(txid, result), (*before, Report(txid, result, 0.0)))


def _closing(txid: bytes, word: str) -> Step:
    return Step(Closing(txid), (WriteDone(txid, word),))
