"""Money events: what is on disk before each act that can move cash or an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Event, NoteCount, NoteMove


@dataclass(frozen=True, slots=True)
class Intent(Event):
    """Before OPEN or the first request of an operation.

    Attributes:
        txid: 16 random bytes.
        lines: notes asked for, by canister; empty for operations without cash.
    """

    CODE: ClassVar[str] = "INTENT"
    txid: bytes
    operation: str
    amount: Money | None = None
    lines: tuple[NoteCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Cmd(Event):
    """Before DISPENSE. Never the voucher."""

    CODE: ClassVar[str] = "CMD"
    txid: bytes
    ticket: bytes
    lines: tuple[NoteCount, ...]


@dataclass(frozen=True, slots=True)
class Res(Event):
    """The HSM's FINAL record, byte for byte; before its settlement."""

    CODE: ClassVar[str] = "RES"
    txid: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class DoneEvent(Event):
    """The bank has acknowledged; nothing is left to do. `txid` is the load_id of a cash load."""

    CODE: ClassVar[str] = "DONE"
    txid: bytes
    state: str


@dataclass(frozen=True, slots=True)
class Loading(Event):
    """Before LOAD. `load` is the canister's new load number."""

    CODE: ClassVar[str] = "LOADING"
    load_id: bytes
    canister: int
    load: int
    count: int


@dataclass(frozen=True, slots=True)
class Loaded(Event):
    """The HSM's LOAD record, byte for byte; before `cash-loads`."""

    CODE: ClassVar[str] = "LOADED"
    load_id: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class CountSet(Event):
    CODE: ClassVar[str] = "COUNT_SET"
    canister: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CashAdded(Event):
    CODE: ClassVar[str] = "CASH_ADDED"
    canister: int
    count: int


@dataclass(frozen=True, slots=True)
class RecoveryDecision(Event):
    """What was decided for a transaction found open.

    Attributes:
        found: what the journal had last: `INTENT`, `CMD`, `RES`, or `none`.
        device: what the HSM said.
        is_proven: whether a FINAL record of the HSM backs the decision.
    """

    CODE: ClassVar[str] = "RECOVERY_DECISION"
    txid: bytes
    found: str
    device: str
    is_proven: bool
    action: str


@dataclass(frozen=True, slots=True)
class CashStacked(Event):
    CODE: ClassVar[str] = "CASH_STACKED"
    txid: bytes
    lines: tuple[NoteMove, ...]


@dataclass(frozen=True, slots=True)
class CashPresented(Event):
    CODE: ClassVar[str] = "CASH_PRESENTED"
    txid: bytes
    amount: Money
    lines: tuple[NoteCount, ...]


@dataclass(frozen=True, slots=True)
class CashTaken(Event):
    """wait_ms: since it came out; 0 where the kiosk has not seen that."""

    CODE: ClassVar[str] = "CASH_TAKEN"
    txid: bytes
    wait_ms: int


@dataclass(frozen=True, slots=True)
class CashRejected(Event):
    """Notes went to the reject bin."""

    CODE: ClassVar[str] = "CASH_REJECTED"
    txid: bytes
    lines: tuple[NoteCount, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CashRetracted(Event):
    """wait_ms: since it came out; 0 where the kiosk has not seen that."""

    CODE: ClassVar[str] = "CASH_RETRACTED"
    txid: bytes
    is_counted: bool
    wait_ms: int


@dataclass(frozen=True, slots=True)
class DispensePartial(Event):
    """Fewer notes than asked; `choice` is the customer's."""

    CODE: ClassVar[str] = "DISPENSE_PARTIAL"
    txid: bytes
    asked: Money
    given: Money
    choice: str


@dataclass(frozen=True, slots=True)
class DispenseFail(Event):
    CODE: ClassVar[str] = "DISPENSE_FAIL"
    txid: bytes
    code: str


@dataclass(frozen=True, slots=True)
class DispenseSuspect(Event):
    CODE: ClassVar[str] = "DISPENSE_SUSPECT"
    txid: bytes
    evidence: str
    code: str


@dataclass(frozen=True, slots=True)
class SettlementQueued(Event):
    CODE: ClassVar[str] = "SETTLEMENT_QUEUED"
    txid: bytes
    outcome: str


@dataclass(frozen=True, slots=True)
class SettlementConfirmed(Event):
    CODE: ClassVar[str] = "SETTLEMENT_CONFIRMED"
    txid: bytes
    state: str
    amount: Money | None
    tries: int


@dataclass(frozen=True, slots=True)
class ResolutionConfirmed(Event):
    CODE: ClassVar[str] = "RESOLUTION_CONFIRMED"
    txid: bytes
    state: str
    tries: int


@dataclass(frozen=True, slots=True)
class ManualReview(Event):
    """A transaction or cash load that has had no DONE for too long; it is still asked for.

    Attributes:
        txid: or load_id; zeros if it is known to the HSM only.
        age_s: since its first entry, by the journal's clock or by what this process has seen pass,
            whichever is more.
    """

    CODE: ClassVar[str] = "MANUAL_REVIEW"
    txid: bytes
    age_s: int
