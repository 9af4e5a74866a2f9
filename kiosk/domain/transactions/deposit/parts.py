"""What a deposit can be at, what it hears, and what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from kiosk.domain.transactions.orders import DepositOrder


class Fate(StrEnum):
    """What became of the envelope; the values are the bank's words for it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why no envelope came, or why nobody knows; the values are the journal's."""

    CANCEL = "cancel"
    LINK = "link"
    TIMEOUT = "timeout"
    FULL = "full"
    SLOT_REFUSED = "slot-refused"
    NO_SLOT = "no-slot"
    NO_APPROVAL = "no-approval"
    RESTART = "restart"
    JAM = "jam"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Result:
    """
    Attributes:
        number: of an accepted envelope, as the slot counts.
        why: of every other one.
    """

    fate: Fate
    number: int | None = None
    why: Why | None = None


# --- states


@dataclass(frozen=True, slots=True)
class Intending:
    """INTENT is being written."""

    order: DepositOrder
    given_up: Why | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """The bank is asked; sent once."""

    order: DepositOrder
    given_up: Why | None = None


@dataclass(frozen=True, slots=True)
class Approving:
    """DEPOSIT_APPROVED is being written."""

    order: DepositOrder
    reference: str
    given_up: Why | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The slot is told to open; repeatable with the same txid."""

    order: DepositOrder
    reference: str
    tries: int = 0
    given_up: Why | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The slot's own memory says what it has come to.

    Attributes:
        was_open: the slot has said that it opened for this txid.
        why: why no envelope came, if none came.
        told: nobody waits for the result any more.
        silences: how often in a row the cabinet has not answered.
    """

    txid: bytes
    was_open: bool
    why: Why
    told: bool = False
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """The result is being written."""

    txid: bytes
    result: Result
    told: bool = False


@dataclass(frozen=True, slots=True)
class Reporting:
    """The bank is told, until it has acknowledged."""

    txid: bytes
    result: Result
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """DONE is being written."""

    txid: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    txid: bytes


@dataclass(frozen=True, slots=True)
class Stuck:
    """The bank knows another result: no repetition can change that."""

    txid: bytes
    why: str


State = (
    Intending
    | Asking
    | Approving
    | Opening
    | Waiting
    | Recording
    | Reporting
    | Closing
    | Finished
    | Stuck
)

# --- events


class Event(Enum):
    """What needs no parameter."""

    WRITTEN = "on disk"
    REFUSED = "declined, refused, or never sent: the visit tells why"
    NO_ANSWER = "asked, and no answer"
    SLOT_OPENED = "the slot has taken the order to open"
    SLOT_FAULTY = "it says that it does not work"
    SLOT_SILENT = "no usable answer of the cabinet"
    SLOT_WAITS = "open for this txid"
    SLOT_OF_ANOTHER = "its memory tells of another txid, or of none"
    SLOT_UNSURE = "it cannot tell whether the envelope is inside"
    SLOT_EMPTY = "shut, and no envelope came"
    WAITED = "the customer has waited long enough"
    BANK_SILENT = "the result has not been acknowledged"


@dataclass(frozen=True, slots=True)
class Approved:
    """The bank takes an envelope. reference: to be printed on it."""

    reference: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The customer, or the visit for the customer, has thought better of it."""

    why: Why


@dataclass(frozen=True, slots=True)
class SlotRefused:
    """It has surely not opened."""

    why: Why


@dataclass(frozen=True, slots=True)
class EnvelopeIn:
    """The slot has it. number: as the slot counts."""

    number: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The bank has the result. state: what it made of the deposit."""

    state: str


@dataclass(frozen=True, slots=True)
class Contradicted:
    """The bank has another result of this txid. code: its own."""

    code: str


Heard = Event | Approved | GivenUp | SlotRefused | EnvelopeIn | Acknowledged | Contradicted

# --- effects


@dataclass(frozen=True, slots=True)
class WriteIntent:
    order: DepositOrder


@dataclass(frozen=True, slots=True)
class Ask:
    order: DepositOrder


@dataclass(frozen=True, slots=True)
class WriteApproved:
    order: DepositOrder
    reference: str


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """text: printed on the envelope."""

    txid: bytes
    text: str
    delay_s: float


@dataclass(frozen=True, slots=True)
class CloseSlot:
    txid: bytes


@dataclass(frozen=True, slots=True)
class LookAtSlot:
    txid: bytes
    delay_s: float


@dataclass(frozen=True, slots=True)
class WriteResult:
    txid: bytes
    result: Result


@dataclass(frozen=True, slots=True)
class Report:
    txid: bytes
    result: Result
    delay_s: float


@dataclass(frozen=True, slots=True)
class WriteDone:
    txid: bytes
    state: str


@dataclass(frozen=True, slots=True)
class TellOpen:
    """The slot waits for the envelope. reference: printed on it."""

    reference: str


@dataclass(frozen=True, slots=True)
class TellClosing:
    """The slot is told to shut, and may have an envelope in its mouth."""


@dataclass(frozen=True, slots=True)
class TellEnd:
    """What became of the envelope; on disk by now, or nobody may wait for it any longer."""

    result: Result


@dataclass(frozen=True, slots=True)
class Halt:
    """People must look."""

    why: str


News = TellOpen | TellClosing | TellEnd | Halt
Effect = (
    WriteIntent
    | Ask
    | WriteApproved
    | OpenSlot
    | CloseSlot
    | LookAtSlot
    | WriteResult
    | Report
    | WriteDone
    | News
)


@dataclass(frozen=True, slots=True)
class Step:
    state: State
    effects: tuple[Effect, ...] = ()
