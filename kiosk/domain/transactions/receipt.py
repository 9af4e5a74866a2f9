"""The receipt of a transaction that succeeded: printed at most once, and beside the money.

    Printing ─ Lying ─ Finished

Nothing that moves money waits for it, and after a restart nobody prints: it is in no money entry.
A printer that was lost while it printed may have printed: that is unknown, and never tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, assert_never

LOOK_S: Final = 0.5
TAKE_S: Final = 60.0  # then it stays where it is, and nobody looks for it any longer
LOOKS_MAX: Final = int(TAKE_S / LOOK_S)


class Code(StrEnum):
    """Why there is no receipt; the values are the journal's."""

    OUT = "out"
    JAM = "jam"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Printing:
    """The job was given to the printer; once."""


@dataclass(frozen=True, slots=True)
class Lying:
    """It was cut. looks: how often the printer was asked whether it is still there."""

    looks: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    pass


State = Printing | Lying | Finished

# --- events


class Event(Enum):
    CUT = "the printer has cut it"
    THERE = "it lies in its slot, or the printer did not answer"
    GONE = "its slot is empty"
    NO_SENSOR = "the printer cannot tell"


@dataclass(frozen=True, slots=True)
class Failed:
    """It was not printed; or, where it is unsure, nobody knows."""

    code: Code
    is_unsure: bool = False


Heard = Event | Failed

# --- effects


class Do(Enum):
    PRINT = "give the job to the printer"
    NOTE_PRINTED = "journal: printed; tell the customer"
    NOTE_TAKEN = "journal: taken; tell the customer"


@dataclass(frozen=True, slots=True)
class NoteFailed:
    """Journal, and the customer is told."""

    failed: Failed


@dataclass(frozen=True, slots=True)
class Look:
    delay_s: float = LOOK_S


Effect = Do | NoteFailed | Look


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    effects: tuple[Effect, ...] = ()


def begin() -> Step:
    return Step(Printing(), (Do.PRINT,))


def step(state: State, event: Heard) -> Step:
    """The whole table. What a state does not name leaves it as it is."""
    match state, event:
        case Printing(), Event.CUT:
            return Step(Lying(), (Do.NOTE_PRINTED, Look()))
        case Printing(), Failed():
            return Step(Finished(), (NoteFailed(event),))
        case Lying(), Event.GONE:
            return Step(Finished(), (Do.NOTE_TAKEN,))
        case Lying(looks), Event.THERE if looks + 1 < LOOKS_MAX:
            return Step(Lying(looks + 1), (Look(),))
        case Lying(), Event.THERE | Event.NO_SENSOR:
            return Step(Finished())
        case ((Printing() | Lying() | Finished()), _):
            return Step(state)
        case _:
            assert_never(state)
