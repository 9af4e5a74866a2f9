"""An ATM at the bank: its keys, its canisters' counters, its certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum, unique

from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind, ServiceCommand


@unique
class AtmStatus(StrEnum):
    CREATED = "created"  # its HSM's key has not come yet
    ACTIVE = "active"
    SUSPENDED = "suspended"  # by an alarm or by staff: no cash until staff say so


@dataclass(frozen=True, slots=True)
class CanisterBook:
    """What the bank believes of one canister.

    Attributes:
        denomination: minor units of one note, fixed when the ATM was created.
        load: which filling this is; 0 = never loaded.
        next: number of the next note of this load.
        left: notes still in the canister.
        rejected: notes of this load in the reject bin.
        load_id: of the LOAD record that began this load, 32 hex digits; None if unknown.
        found: notes of this denomination that people have counted in the safe's bins and the HSM
            counts as rejected in no record; they go back to the vault with the next load.
        counted_out: notes that people counted as paid and that no record has told the bank of;
            they are still part of `left`, and the ledger knows that they are gone.
    """

    canister: int
    denomination: int
    load: int = 0
    next: int = 0
    left: int = 0
    rejected: int = 0
    load_id: str | None = None
    found: int = 0
    counted_out: int = 0

    @property
    def inside(self) -> int:
        """Notes in the canister and in the bins, as the ledger has them."""
        return self.left + self.rejected + self.found - self.counted_out


@dataclass(frozen=True, slots=True)
class JournalAnchor:
    """The furthest that the kiosk's journal is known to have come.

    Attributes:
        key: name of the first key of its seal; empty while nobody has said.
    """

    seq: int = 0
    h: str = "0" * 64
    m: str = "0" * 32
    key: str = ""


@dataclass(frozen=True, slots=True)
class KioskRun:
    """One run of an ATM's kiosk, and how far its heartbeats were counted.

    Attributes:
        run: 32 hex digits, drawn anew at each start of the kiosk.
        number: of a heartbeat within it; 0 while none was heard.
    """

    run: str
    number: int


@dataclass(frozen=True, slots=True)
class Beat:
    """Which heartbeat it is: of which run, and which runs that one says were before it."""

    of: KioskRun
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Atm:
    """
    Attributes:
        atm_id: its HSM's uuid, 36 characters.
        sealed_key, sealed_pad_key: AES keys of HSM and PIN pad, sealed by the service.
        num_dispensed_bills: notes that ever crossed the shutter.
        canisters: ascending.
        held_txid: the one HELD transaction, or None. Kept here so that two holds of one ATM
            always meet in one row.
        contradiction: what the kiosk's journal says since it said something that cannot follow
            `anchor`; None while all is well. While it is set the ATM serves nobody, until two
            people accept that journal.
        runs: of its kiosk, the newest last; `anchors` says how many and why.
    """

    atm_id: str
    status: AtmStatus
    currency: str
    max_notes: int
    canisters: tuple[CanisterBook, ...]
    sealed_key: bytes | None = field(default=None, repr=False)
    sealed_pad_key: bytes | None = field(default=None, repr=False)
    num_dispensed_bills: int = 0
    held_txid: str | None = None
    anchor: JournalAnchor = JournalAnchor()
    contradiction: JournalAnchor | None = None
    runs: tuple[KioskRun, ...] = ()

    @property
    def may_give_cash(self) -> bool:
        return self.status is AtmStatus.ACTIVE and self.contradiction is None

    @property
    def num_bills(self) -> int:
        """The notes that remain, all canisters together (document A's field)."""
        return sum(book.left for book in self.canisters)

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def denomination(self, canister: int) -> int | None:
        """Minor units of one note, or None if the ATM has no such canister."""
        return next(
            (book.denomination for book in self.canisters if book.canister == canister), None
        )


@dataclass(frozen=True, slots=True)
class ProvisioningToken:
    """A single-use right to give the bank one device's key.

    Attributes:
        token_hash: SHA-256 of the token, 64 hex digits.
        subject: the ATM's uuid; for a card its stored card_id (SHA-256 hex).
        key_hash: SHA-256 of the key that used it, or None while unused.
    """

    token_hash: str = field(repr=False)
    kind: DeviceKind
    subject: str
    expires_ms: int
    key_hash: str | None = field(default=None, repr=False)


@unique
class ProvisionResult(Enum):
    """What came of a device's key. STORED and SAME are the same answer to the device."""

    STORED = "stored"
    SAME = "same"
    TOKEN_INVALID = "token-invalid"  # noqa: S105  a wire code, not a secret
    PAD_FIRST = "pad-first"  # the ATM's PIN pad must be provisioned before its HSM


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """
    Attributes:
        is_rolled_back: the kiosk's journal is shorter than it was, or another one; or it was,
            and nobody has accepted it since.
        commands: in the order of the enum.
        is_new: this heartbeat is the first that says so.
        is_late: a newer heartbeat was heard before this one, which is no news.
        restored: name of the restoration after which this ATM is not level yet, and the entry of
            its journal after which it is to tell everything; None if nothing is due.
    """

    is_rolled_back: bool
    commands: tuple[ServiceCommand, ...]
    is_new: bool = False
    is_late: bool = False
    restored: tuple[str, int] | None = None
