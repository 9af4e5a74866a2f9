"""PIN change and transfer: one question to the bank that changes something, and nothing else.

    Intending ─ Asking ─ Closing ─ Finished
                  └ (no answer) Resolving ┘

INTENT is on disk before the bank is asked, DONE after its word is known; a lost answer is asked
for until it is there. Source: docs/protocols.md, section 6, lost replies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

RETRY_S: Final = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
CUSTOMER_WAITS_S: Final = 20.0  # for a lost answer; then they hear that it is not confirmed


class Answer(Enum):
    """What became of it."""

    DONE = "done"
    VOID = "void"
    NOT_CONFIRMED = "not confirmed"


# --- states


@dataclass(frozen=True, slots=True)
class Intending:
    """INTENT is being written."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Asking:
    """The bank is asked; sent once."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Resolving:
    """The answer was lost; asked for until it is known."""

    txid: bytes
    tries: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """DONE is being written."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    txid: bytes


State = Intending | Asking | Resolving | Closing | Finished

# --- events


class Event(Enum):
    WRITTEN = "on disk"
    APPROVED = "approved"
    REFUSED = "declined, refused, or never sent: the visit tells why"
    NO_ANSWER = "sent, and no answer"
    RESOLVED_DONE = "resolution: done"
    RESOLVED_VOID = "resolution: void or declined"
    UNRESOLVED = "resolution: none yet"
    WAITED = "the customer has waited long enough"


# --- effects


@dataclass(frozen=True, slots=True)
class WriteIntent:
    txid: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    txid: bytes


@dataclass(frozen=True, slots=True)
class Resolve:
    txid: bytes
    delay_s: float


@dataclass(frozen=True, slots=True)
class WriteDone:
    txid: bytes
    state: str


@dataclass(frozen=True, slots=True)
class Tell:
    answer: Answer


Effect = WriteIntent | Ask | Resolve | WriteDone | Tell


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    effects: tuple[Effect, ...] = ()


def begin(txid: bytes) -> Step:
    return Step(Intending(txid), (WriteIntent(txid),))


def resume(txid: bytes) -> Step:
    """After a restart, for an INTENT without DONE: nobody is left to be told."""
    return Step(Resolving(txid, told=True), (Resolve(txid, 0.0),))


def step(state: State, event: Event) -> Step:
    """The whole table. What a state does not name leaves it as it is."""
    match state, event:
        case Intending(txid), Event.WRITTEN:
            return Step(Asking(txid), (Ask(txid),))
        case Asking(txid), Event.APPROVED:
            return _closed(txid, Answer.DONE, Tell(Answer.DONE))
        case Asking(txid), Event.REFUSED:
            return _closed(txid, Answer.VOID)
        case Asking(txid), Event.NO_ANSWER:
            return Step(Resolving(txid), (Resolve(txid, 0.0),))
        case Resolving(txid, _, told), Event.RESOLVED_DONE:
            return _closed(txid, Answer.DONE, *_news(Answer.DONE, told=told))
        case Resolving(txid, _, told), Event.RESOLVED_VOID:
            return _closed(txid, Answer.VOID, *_news(Answer.VOID, told=told))
        case Resolving(txid, tries, told), Event.UNRESOLVED:
            delay_s = RETRY_S[min(tries + 1, len(RETRY_S) - 1)]
            return Step(Resolving(txid, tries + 1, told), (Resolve(txid, delay_s),))
        case Resolving(txid, tries, told), Event.WAITED:
            again = Resolving(txid, tries, told=True)
            return Step(again, _news(Answer.NOT_CONFIRMED, told=told))
        case Closing(txid), Event.WRITTEN:
            return Step(Finished(txid))
        case ((Intending() | Asking() | Resolving() | Closing() | Finished()), _):
            return Step(state)
        case _:
            assert_never(state)


def _closed(txid: bytes, answer: Answer, *news: Tell) -> Step:
    # In this order: what a receipt tells of stands before it in the journal.
    return Step(Closing(txid), (WriteDone(txid, answer.value), *news))


def _news(answer: Answer, *, told: bool) -> tuple[Tell, ...]:
    return () if told else (Tell(answer),)
