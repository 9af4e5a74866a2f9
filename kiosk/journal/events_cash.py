"""What became of the notes of a withdrawal, as the HSM counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event, NoteCount, NoteMove


@dataclass(frozen=True, slots=True)
class CashStacked(Event):
    """The notes of a withdrawal lie behind the shutter, counted.

    Attributes:
        lines: notes picked and, of these, `rejected`.
    """

    CODE: ClassVar[str] = "CASH_STACKED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    lines: tuple[NoteMove, ...]


@dataclass(frozen=True, slots=True)
class CashPresented(Event):
    """The shutter is open and the customer can take the notes.

    Attributes:
        amount: their value.
        lines: notes.
    """

    CODE: ClassVar[str] = "CASH_PRESENTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    amount: Money
    lines: tuple[NoteCount, ...]


@dataclass(frozen=True, slots=True)
class CashTaken(Event):
    """With RES: the customer has taken the notes, all of them.

    Attributes:
        wait_ms: since they came out; 0 where the kiosk has not seen that.
        lines: notes that went out, as the HSM's record says.
    """

    CODE: ClassVar[str] = "CASH_TAKEN"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    LATER: ClassVar[frozenset[str]] = frozenset({"lines"})
    txid: bytes
    wait_ms: int
    lines: tuple[NoteCount, ...] = ()


@dataclass(frozen=True, slots=True)
class CashRejected(Event):
    """With RES: notes of this withdrawal went to the reject bin.

    Attributes:
        lines: notes.
        why: `notes` for bad ones, `not-paid` where the whole stack was put back there, `test` where
            staff tried the dispenser.
    """

    CODE: ClassVar[str] = "CASH_REJECTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "why"
    txid: bytes
    lines: tuple[NoteCount, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CashRetracted(Event):
    """With RES: the notes were not taken in time and were drawn in again.

    Attributes:
        is_counted: whether the HSM could count what came back.
        wait_ms: since they came out; 0 where the kiosk has not seen that.
        lines: notes that had gone out, as the HSM's record says; all of them came
            back if `is_counted`, else the record in RES says how many, or that nobody knows.
    """

    CODE: ClassVar[str] = "CASH_RETRACTED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "not-taken"
    LATER: ClassVar[frozenset[str]] = frozenset({"lines"})
    txid: bytes
    is_counted: bool
    wait_ms: int
    lines: tuple[NoteCount, ...] = ()


@dataclass(frozen=True, slots=True)
class DispensePartial(Event):
    """Fewer notes than asked could be stacked, and the customer has answered what to do.

    Attributes:
        asked: for.
        given: what lies stacked.
        choice: `take` or `refuse`.
    """

    CODE: ClassVar[str] = "DISPENSE_PARTIAL"
    ACTOR: ClassVar[Actor] = Actor.CUSTOMER
    txid: bytes
    asked: Money
    given: Money
    choice: str


@dataclass(frozen=True, slots=True)
class DispenseFail(Event):
    """With RES: nothing was paid, because the machine could not.

    Attributes:
        code: `no-notes` where none could be stacked; else the HSM's refusal, such as
            `voucher-invalid` or `door-open`.
    """

    CODE: ClassVar[str] = "DISPENSE_FAIL"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "code"
    txid: bytes
    code: str


@dataclass(frozen=True, slots=True)
class DispenseSuspect(Event):
    """With RES: the HSM itself is not certain what left the machine; SERVICE_HALTED follows.

    Attributes:
        evidence: `record`: that of RES says so.
        code: the staff code, `OOS-06`.
    """

    CODE: ClassVar[str] = "DISPENSE_SUSPECT"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    REASON: ClassVar[str] = "code"
    txid: bytes
    evidence: str
    code: str
