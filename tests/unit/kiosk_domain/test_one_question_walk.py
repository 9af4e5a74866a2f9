"""A PIN change or transfer happens at most once, and its end is known before the next customer."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.transactions.one_question import (
    Answer,
    Ask,
    Asking,
    Closing,
    Event,
    Finished,
    Resolve,
    Resolving,
    Tell,
    WriteDone,
    WriteIntent,
    begin,
    resume,
    step,
)

TXID = bytes(16)


def clamp(state):
    return replace(state, tries=min(state.tries, 6)) if isinstance(state, Resolving) else state


def walk(first):
    todo, seen, steps = [first.state], set(), []
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        for event in Event:
            taken = step(state, event)
            steps.append((state, event, taken))
            todo.append(clamp(taken.state))
    return steps


def test_asked_once_and_only_with_the_intent_on_disk():
    steps = walk(begin(TXID))
    asks = [(s, e) for s, e, taken in steps if any(isinstance(x, Ask) for x in taken.effects)]

    assert (WriteIntent(TXID),) == begin(TXID).effects
    assert [(begin(TXID).state, Event.WRITTEN)] == asks


def test_done_follows_the_banks_word():
    """
    DONE is written only after an answer or a resolution.
    """
    writes = {
        event
        for _, event, taken in walk(begin(TXID))
        if any(isinstance(x, WriteDone) for x in taken.effects)
    }

    known = {Event.APPROVED, Event.REFUSED, Event.RESOLVED_DONE, Event.RESOLVED_VOID}
    assert known == writes


def test_a_lost_answer_is_asked_for_until_it_is_known():
    """
    The customer is told once, after a time, that it is not confirmed; the asking goes on.
    """
    state = step(Asking(TXID), Event.NO_ANSWER).state
    told, pauses = [], []
    for event in (*[Event.UNRESOLVED] * 5, Event.WAITED, Event.WAITED, *[Event.UNRESOLVED] * 3):
        taken = step(state, event)
        told += [e.answer for e in taken.effects if isinstance(e, Tell)]
        pauses += [e.delay_s for e in taken.effects if isinstance(e, Resolve)]
        state = taken.state
    ended = step(state, Event.RESOLVED_DONE)

    assert [Answer.NOT_CONFIRMED] == told
    assert [1, 2, 4, 8, 16, 32, 60, 60] == pauses
    assert Closing(TXID) == ended.state
    assert Finished(TXID) == step(ended.state, Event.WRITTEN).state


def test_after_a_restart_it_is_never_asked_again():
    steps = walk(resume(TXID))

    assert not [x for _, _, taken in steps for x in taken.effects if isinstance(x, Ask | Tell)]
