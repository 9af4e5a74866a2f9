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
from kiosk.domain.transactions.orders import DepositOrder

RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
OPEN_AGAIN_S: Final = 0.25
OPEN_TRIES_MAX: Final = 3  # then the slot's memory is looked at, and nobody opens it any more
LOOK_S: Final = 0.25
SILENT_LOOKS_S: Final = (*[0.25] * 8, 0.5, 1.0, 2.0)  # a cabinet that is away is asked more rarely
VOID: Final = "void"


def begin(order: DepositOrder) -> Step:
    return Step(Intending(order), (WriteIntent(order),))


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
        case Intending(order, None), Event.WRITTEN:
            return Step(Asking(order), (Ask(order),))
        case Intending(order, Why() as why), Event.WRITTEN:
            none = TellEnd(Result(Fate.REFUSED, why=why))  # and nobody has heard of it
            return _closing(order.txid, VOID, none)
        case Asking(order), Event.REFUSED:
            return _closing(order.txid, VOID)
        case Asking(order), Event.NO_ANSWER:
            return _recording(order.txid, Result(Fate.REFUSED, why=Why.NO_APPROVAL))
        case Asking(order, Why() as why), Approved():
            return _recording(order.txid, Result(Fate.REFUSED, why=why))
        case Asking(order), Approved(reference):
            return Step(Approving(order, reference), (WriteApproved(order, reference),))
        case Approving(order, _, Why() as why), Event.WRITTEN:
            return _recording(order.txid, Result(Fate.REFUSED, why=why))
        case Approving(order, reference), Event.WRITTEN:
            return Step(Opening(order, reference), (OpenSlot(order.txid, reference, 0.0),))
        case Opening(order, reference), Event.SLOT_OPENED:
            return _opened(order.txid, reference, state.given_up)
        case Opening(order), Event.SLOT_FAULTY:
            return _shut(Waiting(order.txid, was_open=False, why=Why.SLOT_REFUSED))
        case Opening(order), SlotRefused(why):
            return _recording(order.txid, Result(Fate.REFUSED, why=why))
        case Opening(order, reference, tries, given_up), Event.SLOT_SILENT:
            if given_up is None and tries + 1 < OPEN_TRIES_MAX:
                again = OpenSlot(order.txid, reference, OPEN_AGAIN_S)
                return Step(Opening(order, reference, tries + 1), (again,))
            return _shut(Waiting(order.txid, was_open=False, why=given_up or Why.NO_SLOT))
    return Step(state)


def _at_the_slot(state: Waiting, event: Heard) -> Step:
    txid, why = state.txid, state.why
    match event:
        case GivenUp(given) if why is Why.TIMEOUT:
            told = () if state.told else (TellClosing(),)
            return Step(replace(state, why=given), (*told, CloseSlot(txid)))
        case Event.SLOT_WAITS:
            shut = () if why is Why.TIMEOUT else (CloseSlot(txid),)
            return Step(
                replace(state, was_open=True, silences=0), (*shut, LookAtSlot(txid, LOOK_S))
            )
        case Event.SLOT_SILENT:
            silences = min(state.silences + 1, len(SILENT_LOOKS_S) - 1)
            delay_s = SILENT_LOOKS_S[state.silences]
            return Step(replace(state, silences=silences), (LookAtSlot(txid, delay_s),))
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


def _opened(txid: bytes, reference: str, given_up: Why | None) -> Step:
    """It waits for the envelope; at once it is shut again where nobody wants it any more."""
    if given_up is not None:
        return _shut(Waiting(txid, was_open=True, why=given_up))
    state = Waiting(txid, was_open=True, why=Why.TIMEOUT)
    return Step(state, (TellOpen(reference), LookAtSlot(txid, LOOK_S)))


def _shut(state: Waiting) -> Step:
    return Step(state, (CloseSlot(state.txid), LookAtSlot(state.txid, 0.0)))


def _recording(txid: bytes, result: Result, *, told: bool = False) -> Step:
    return Step(Recording(txid, result, told), (WriteResult(txid, result),))


def _reporting(txid: bytes, result: Result, *before: Effect) -> Step:
    return Step(Reporting(txid, result), (*before, Report(txid, result, 0.0)))


def _closing(txid: bytes, word: str, *before: Effect) -> Step:
    return Step(Closing(txid), (*before, WriteDone(txid, word)))
