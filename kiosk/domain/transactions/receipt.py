"""The receipt of a transaction that succeeded: printed at most once, and beside the money.

    Printing ─ Lying ────┬ Finished
        └───── Searching ┘

Nothing that moves money waits for it, and after a restart nobody prints: it is in no money entry.
A printer that was lost while it printed may have printed: that is unknown, and never tried again;
the slot's sensor may still see what came of it.
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


class Slot(Enum):
    """Whose what lies in it would be."""

    ITS_OWN = "this receipt's"
    SHARED = "an earlier one of the same customer lies there"
    CLEARED = "nobody's: the next visit has begun"


@dataclass(frozen=True, slots=True)
class Printing:
    """The job was given to the printer; once."""

    slot: Slot = Slot.ITS_OWN


@dataclass(frozen=True, slots=True)
class Lying:
    """It was cut. looks: how often the printer was asked whether it is still there."""

    looks: int = 0


@dataclass(frozen=True, slots=True)
class Searching:
    """Nobody knows whether it was printed. is_seen: something lies in the slot that was empty."""

    looks: int = 0
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    pass


State = Printing | Lying | Searching | Finished

# --- events


class Event(Enum):
    CUT = "the printer has cut it"
    THERE = "it lies in its slot"
    SILENT = "the printer did not answer"
    GONE = "its slot is empty"
    NO_SENSOR = "the printer cannot tell"
    CLEARED = "what lies in the slot is taken back in, for the next visit has begun"


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


def begin(*, shares_slot: bool = False) -> Step:
    """shares_slot: an earlier receipt of this visit has not been taken, as far as is known."""
    return Step(Printing(Slot.SHARED if shares_slot else Slot.ITS_OWN), (Do.PRINT,))


def step(state: State, event: Heard) -> Step:
    """The whole table. What a state does not name leaves it as it is."""
    match state, event:
        case Printing(Slot.CLEARED), Event.CUT:
            return Step(Finished(), (Do.NOTE_PRINTED,))
        case Printing(), Event.CUT:
            return Step(Lying(), (Do.NOTE_PRINTED, Look()))
        case Printing(Slot.ITS_OWN), Failed(is_unsure=True):
            return Step(Searching(), (NoteFailed(event), Look()))
        case Printing(), Failed():
            return Step(Finished(), (NoteFailed(event),))
        case Printing(), Event.CLEARED:
            return Step(Printing(Slot.CLEARED))
        case ((Lying() | Searching(is_seen=True)), Event.GONE):
            return Step(Finished(), (Do.NOTE_TAKEN,))
        case ((Lying() | Searching()), Event.NO_SENSOR | Event.CLEARED):
            return Step(Finished())
        case Lying(looks), Event.THERE | Event.SILENT if looks + 1 < LOOKS_MAX:
            return Step(Lying(looks + 1), (Look(),))
        case Searching(looks, is_seen), Event.THERE | Event.SILENT | Event.GONE if (
            looks + 1 < LOOKS_MAX
        ):
            return Step(Searching(looks + 1, is_seen or event is Event.THERE), (Look(),))
        case ((Lying() | Searching()), Event.THERE | Event.SILENT | Event.GONE):
            return Step(Finished())
        case ((Printing() | Lying() | Searching() | Finished()), _):
            return Step(state)
        case _:
            assert_never(state)
