"""Money events: what is on disk before each act that can move cash or an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bank_server.contract.money import Money
from kiosk.journal.event_base import Actor, Event, NoteCount
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class Intent(Event):
    """On disk before the HSM or the bank hears of what changes something.

    Attributes:
        operation: `withdrawal`, `transfer`, `deposit` or `pin-change`; `test` of the dispenser, one
            note to the reject bin.
        amount: asked for, of a deposit claimed; none where no money moves.
        lines: notes asked for; empty where there is no cash.
        from_last4, to_last4: of a transfer and a deposit, the ends of the accounts' ids at the
            bank; else empty, and missing in entries of earlier programs.
    """

    CODE: ClassVar[str] = "INTENT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    LATER: ClassVar[frozenset[str]] = frozenset({"from_last4", "to_last4"})
    txid: bytes
    operation: str
    amount: Money | None = None
    lines: tuple[NoteCount, ...] = ()
    from_last4: str = ""
    to_last4: str = ""


@dataclass(frozen=True, slots=True)
class Cmd(Event):
    """On disk before the order to pick notes. Never the voucher.

    Attributes:
        ticket: the HSM's number for this one permission to pay, 16 bytes.
        lines: notes to pick.
    """

    CODE: ClassVar[str] = "CMD"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    ticket: bytes
    lines: tuple[NoteCount, ...]


@dataclass(frozen=True, slots=True)
class HoldCopy(Event):
    """With AUTH_APPROVED of a withdrawal, before CMD: the bank's own copy of the hold.

    Attributes:
        copy: sealed by the bank, which alone can read or make it. It goes back to the bank with
            the HSM's record, and counts there only if the bank has lost the hold.
    """

    CODE: ClassVar[str] = "HOLD_COPY"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    copy: bytes


@dataclass(frozen=True, slots=True)
class Res(Event):
    """On disk before the bank hears of it: the HSM's last record of a withdrawal.

    Attributes:
        record: byte for byte, with the HSM's own seal.
    """

    CODE: ClassVar[str] = "RES"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    txid: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class DoneEvent(Event):
    """The bank has acknowledged how it ended; nothing is left to do.

    Attributes:
        txid: the transaction, or the load_id of a cash load.
        state: `taken`, `void`, `retracted` or `suspect`, as the HSM's record says; without a
            record, or of a transfer or PIN change, the bank's word: `done`, `void` or `declined`;
            of a deposit `pending`, `void` or `disputed`; of a cash load `loaded` or `refused`. Why
            it is `void`, other entries say: see below.
    """

    CODE: ClassVar[str] = "DONE"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    state: str


@dataclass(frozen=True, slots=True)
class Loading(Event):
    """On disk before the HSM is told how many notes a canister now holds.

    Attributes:
        load_id: 16 random bytes.
        canister: from 1.
        load: the canister's new load number.
        count: notes in it, as whoever loads it says.
        denomination: what one of them is worth; null in entries of earlier programs.
        who: both of them, with a plus between; empty where the machine is provisioned.
        found: notes that they counted in it before; null where there was nothing to count.
        expected: notes that the HSM had in it then; null where nobody counted, and in entries of
            earlier programs.
    """

    CODE: ClassVar[str] = "LOADING"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.DEVICES
    LATER: ClassVar[frozenset[str]] = frozenset({"denomination", "who", "found", "expected"})
    load_id: bytes
    canister: int
    load: int
    count: int
    denomination: Money | None = None
    who: str = ""
    found: int | None = None
    expected: int | None = None

    @property
    def staff(self) -> tuple[str, ...]:
        """The names, as the bank hears them."""
        return tuple(self.who.split("+")) if self.who else ()


@dataclass(frozen=True, slots=True)
class Loaded(Event):
    """On disk before the bank hears of a cash load: the HSM's record of it.

    Attributes:
        load_id: as in LOADING.
        record: byte for byte, with the HSM's own seal.
    """

    CODE: ClassVar[str] = "LOADED"
    ACTOR: ClassVar[Actor] = Actor.DEVICE
    GROUP: ClassVar[Group] = Group.DEVICES
    load_id: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class CashAdded(Event):
    """The bank has acknowledged a cash load.

    Attributes:
        canister: from 1.
        count: notes.
        load_id, denomination, who: as in LOADING; missing in entries of earlier programs.
    """

    CODE: ClassVar[str] = "CASH_ADDED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    GROUP: ClassVar[Group] = Group.DEVICES
    LATER: ClassVar[frozenset[str]] = frozenset({"load_id", "denomination", "who"})
    canister: int
    count: int
    load_id: bytes = b""
    denomination: Money | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryDecision(Event):
    """What is done about a transaction that a start, or the HSM, shows as open.

    Attributes:
        found: what the journal has last: `INTENT`, `CMD`, `RES`, `DEPOSIT_APPROVED`,
            `DEPOSIT_INSERTED`, `DEPOSIT_NOT_INSERTED` or `DEPOSIT_FAIL`; or `none`.
        device: `asked`, for it will be; or the kind of record that the HSM shows, such as `final`.
        is_proven: whether a last record of the HSM, or the slot's word, backs the decision.
        action: `resume`, or `adopt` for one that only the HSM knows.
    """

    CODE: ClassVar[str] = "RECOVERY_DECISION"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    found: str
    device: str
    is_proven: bool
    action: str


@dataclass(frozen=True, slots=True)
class SettlementQueued(Event):
    """With RES: the bank is to hear how the withdrawal ended.

    Attributes:
        outcome: `taken`, `void`, `retracted` or `suspect`.
    """

    CODE: ClassVar[str] = "SETTLEMENT_QUEUED"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    outcome: str


@dataclass(frozen=True, slots=True)
class SettlementSent(Event):
    """The HSM's record goes to the bank; once more at each repetition.

    Attributes:
        tries: this one included.
    """

    CODE: ClassVar[str] = "SETTLEMENT_SENT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    tries: int


@dataclass(frozen=True, slots=True)
class SettlementConfirmed(Event):
    """The bank has acknowledged the record.

    Attributes:
        state: what the bank made of the hold: `captured`, `void`, `in-doubt` or `suspense`.
        amount: debited for now; of retracted notes until people have counted them.
        tries: how often it was asked.
    """

    CODE: ClassVar[str] = "SETTLEMENT_CONFIRMED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    state: str
    amount: Money | None
    tries: int


@dataclass(frozen=True, slots=True)
class ResolutionSent(Event):
    """The bank is asked what became of a transaction; once more at each repetition.

    Attributes:
        tries: this one included.
    """

    CODE: ClassVar[str] = "RESOLUTION_SENT"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    txid: bytes
    tries: int


@dataclass(frozen=True, slots=True)
class ResolutionConfirmed(Event):
    """The bank has said what became of a transaction.

    Attributes:
        state: the bank's word: `void`, `declined`, `done` or `held`.
        tries: how often it was asked.
    """

    CODE: ClassVar[str] = "RESOLUTION_CONFIRMED"
    ACTOR: ClassVar[Actor] = Actor.BANK
    txid: bytes
    state: str
    tries: int


@dataclass(frozen=True, slots=True)
class ManualReview(Event):
    """A transaction or cash load has had no DONE for a day; it is still asked for.

    Attributes:
        txid: the transaction, or a load_id; zeros if it is known to the HSM only.
        age_s: since its first entry, by the journal's clock or by what this process has seen pass,
            whichever is more.
    """

    CODE: ClassVar[str] = "MANUAL_REVIEW"
    ACTOR: ClassVar[Actor] = Actor.SYSTEM
    REASON: ClassVar[str] = "no-done"
    txid: bytes
    age_s: int
