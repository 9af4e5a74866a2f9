"""What a withdrawal asks for. Each effect leads to one event, but Tell and NoteChoice to none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bank_server.contract.money import Money
from hardware.crypto.record import Record, TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.transactions.withdrawal.job import Denial, Job, Voucher


@dataclass(frozen=True, slots=True)
class WriteIntent:
    job: Job


@dataclass(frozen=True, slots=True)
class WriteCommand:
    job: Job
    ticket: bytes


@dataclass(frozen=True, slots=True)
class WriteResult:
    txid: bytes
    final: Record


@dataclass(frozen=True, slots=True)
class WriteDone:
    txid: bytes
    state: str


@dataclass(frozen=True, slots=True)
class OpenHsm:
    txid: bytes


@dataclass(frozen=True, slots=True)
class NoteChoice:
    """The customer's answer to a short stack, for the journal."""

    job: Job
    possible: Money
    choice: str


@dataclass(frozen=True, slots=True)
class Authorise:
    job: Job
    opened: Record


@dataclass(frozen=True, slots=True)
class Dispense:
    txid: bytes
    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True)
class Present:
    txid: bytes


@dataclass(frozen=True, slots=True)
class CancelHsm:
    txid: bytes
    delay_s: float


@dataclass(frozen=True, slots=True)
class GetRecord:
    txid: bytes
    delay_s: float


@dataclass(frozen=True, slots=True)
class Settle:
    txid: bytes
    final: Record
    delay_s: float


@dataclass(frozen=True, slots=True)
class Resolve:
    txid: bytes
    delay_s: float


class News(StrEnum):
    """What the visit is told while the machine works."""

    APPROVED = "approved"
    COUNTING = "counting"
    PRESENTED = "presented"
    CHECKING = "checking"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Short:
    """`possible` lies stacked of what was asked for, in these notes."""

    possible: Money
    notes: tuple[CanisterNotes, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The result is on disk, or no note can have moved: the customer can be told.

    Attributes:
        outcome: VOID, TAKEN, RETRACTED or SUSPECT.
        presented: what crossed the shutter, by canister.
        denial: why nothing was given, when the outcome is VOID.
    """

    outcome: TxnOutcome
    presented: tuple[CanisterNotes, ...]
    denial: Denial | None


@dataclass(frozen=True, slots=True)
class Halt:
    """Service must stop until a person has looked."""

    why: str


@dataclass(frozen=True, slots=True)
class Tell:
    news: News | Short | Ended | Halt


Effect = (
    WriteIntent
    | WriteCommand
    | WriteResult
    | WriteDone
    | OpenHsm
    | NoteChoice
    | Authorise
    | Dispense
    | Present
    | CancelHsm
    | GetRecord
    | Settle
    | Resolve
    | Tell
)
