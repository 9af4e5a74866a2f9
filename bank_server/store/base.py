"""What the bank needs from a store.

Every method is one atomic, durable step: when it returns, all of it is on disk; when it raises,
none of it is. `Store.together` makes several steps one. A method may be called again with the same
arguments after any failure. `now_ms` is the bank's clock, which never steps back. Hashes are
SHA-256 in lower-case hex; ids and tickets are lower-case hex as on the wire; keys and replies are
opaque bytes that the service has sealed.

Results are closed enums and frozen values of `bank_server.domain`; StoreUnavailable is the only
exception that a caller may meet, and means that nothing is known to have happened.
Source: docs/protocols.md, sections 6, 8, 9, 10.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.money import Money
from bank_server.contract.operations import DeactivationState, DeclineReason
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card, PinRecord, ProvedResult, TryResult
from bank_server.domain.challenges import ChallengeRefusal, ChallengeTerms, LiveChallenge
from bank_server.domain.ledger import Account, Entry
from bank_server.domain.people import (
    ActionKind,
    CloseResult,
    Confirmation,
    ConfirmResult,
    Proposal,
    Staff,
    WorkItem,
)
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    Beat,
    Heartbeat,
    JournalAnchor,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.domain.transactions import (
    Finish,
    Grant,
    Resolution,
    Settlement,
    TakeRefusal,
    Transaction,
)
from bank_server.store.results import (
    CashLoad,
    ChangeResult,
    DailyLimit,
    DeclineReply,
    LoadResult,
    MakeResult,
    Provisioning,
    ReadAnswer,
    Snapshot,
    StoreRefused,
    StoreUnavailable,
)
from hardware.crypto.record import Record

T = TypeVar("T")


class CardStore(Protocol):
    """Cards, their PIN tries and visits."""

    def issue(self, card: Card, token: ProvisioningToken) -> MakeResult:
        """Card and its provisioning token exist. UNKNOWN: an account does not."""
        ...

    def card(self, card_id: str) -> Card | None: ...

    def cards(self) -> tuple[Card, ...]:
        """All cards, by card_id; for staff."""
        ...

    def count_try(self, txid: str, atm_id: str) -> TryResult:
        """GRANTED: one more try of this transaction's card is counted, and Argon2 may run once.

        Whatever happens next, no more than PIN_TRIES_MAX are granted until a right PIN or staff
        give them back. Not idempotent: a second call counts a second try.
        """
        ...

    def pin_proved(self, txid: str, atm_id: str) -> ProvedResult:
        """PROVED: the card has all its tries again."""
        ...

    def touch_visit(self, token_hash: str, card_id: str, atm_id: str, now_ms: int) -> bool:
        """Whether the visit lives; if so, its idle time begins anew. If not, it is gone."""
        ...

    def block(self, card_id: str) -> ChangeResult: ...

    def unblock(self, card_id: str) -> ChangeResult:
        """The card has all its tries; ACTIVE if it was ever provisioned."""
        ...

    def deactivate(
        self, card_id: str, atm_id: str, txids: Sequence[str], now_ms: int
    ) -> DeactivationState:
        """DEACTIVATED: the card is blocked. IGNORED: the bank has not counted these three tries
        of this card at this ATM, or the card has had a right PIN since; a work item tells."""
        ...


class ChallengeStore(Protocol):
    """One live challenge per card and ATM."""

    def give(
        self, terms: ChallengeTerms, challenge: str, now_ms: int
    ) -> LiveChallenge | ChallengeRefusal:
        """A live challenge on these terms: `challenge`, or the one that still lives for the same
        txid and content. Any other challenge of this card at this ATM is gone. The caller has
        checked the OPEN record's MAC, kind, HSM and txid."""
        ...

    def take(
        self, txid: str, atm_id: str, now_ms: int
    ) -> LiveChallenge | Transaction | TakeRefusal:
        """A LiveChallenge: it was live until now, is gone for good, and the txid is IN_WORK by
        this run of the bank; the caller ends it. A Transaction: the txid was used before; answer
        as it says. An expired challenge is gone as well, and the txid stays unknown."""
        ...


class TransactionStore(Protocol):
    """Txids from IN_WORK to their end. A txid belongs to one ATM; another ATM's is another."""

    def find(self, txid: str, atm_id: str) -> Transaction | None: ...

    def refuse(self, txid: str, atm_id: str, code: ProblemCode) -> Finish:
        """IN_WORK becomes PROBLEM(code)."""
        ...

    def decline(self, txid: str, atm_id: str, reason: DeclineReason, reply: bytes) -> Finish:
        """IN_WORK becomes DECLINED with its reply. PIN_WRONG after the last try blocks the card,
        in the same step."""
        ...

    def hold(
        self,
        txid: str,
        atm_id: str,
        *,
        grants: Sequence[Grant],
        reply: bytes,
        declined: DeclineReply,
        visit: str | None,
        limit: DailyLimit | None,
        now_ms: int,
    ) -> Finish:
        """IN_WORK becomes HELD: the amount moves from available to held, grants and reply are
        kept, counters stay, and the ATM is busy; `visit` (a token's hash) begins a visit. `grants`
        are `holds.grants_of` and the vouchers in `reply` name them. Or
        DECLINED with the reply that `declined` makes; or PROBLEM atm-busy or counters-differ."""
        ...

    def answer_read(
        self, txid: str, atm_id: str, *, declined: DeclineReply, visit: str | None, now_ms: int
    ) -> ReadAnswer:
        """IN_WORK becomes DONE without a reply, for `accounts` and `balance`; or DECLINED."""
        ...

    def change_pin(
        self,
        txid: str,
        atm_id: str,
        *,
        pin: PinRecord,
        reply: bytes,
        declined: DeclineReply,
        visit: str | None,
        now_ms: int,
    ) -> Finish:
        """IN_WORK becomes DONE and the card has the new PIN; or DECLINED if it is blocked."""
        ...

    def settle(self, txid: str, atm_id: str, receipt: Record, now_ms: int) -> Settlement:
        """The txid has ended as the receipt says, once. The caller has verified the MAC with the
        key of the ATM that asks; everything else is compared here."""
        ...

    def resolve(self, txid: str, atm_id: str, now_ms: int) -> Resolution:
        """An unknown or abandoned txid is VOID for ever. A hold is never released by this."""
        ...

    def doubt_old_holds(self, now_ms: int) -> int:
        """Holds older than HELD_MAX_MS are IN_DOUBT and listed; they stay holds. How many."""
        ...

    def resolve_in_doubt(
        self,
        txid: str,
        atm_id: str,
        *,
        presented: Sequence[tuple[int, int]],
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """IN_DOUBT becomes RESOLVED: the notes that people counted as given (canister, count) are
        captured, the rest of the hold is free. The proposal's body is `people.resolution_body`."""
        ...

    def resolve_dispute(
        self,
        txid: str,
        atm_id: str,
        *,
        found: Sequence[tuple[int, int]],
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """What this transaction put into the dispute account has left it, once: notes that people
        found in the safe (canister, count) are the customer's again, the others are gone from the
        ATM's cash. REFUSED where nothing is disputed any more, or for more than was presented. The
        proposal's body is `people.dispute_body`."""
        ...


class AccountStore(Protocol):
    """Customers' accounts and the ledger behind them."""

    def create(
        self, account_id: str, name: str, account_type: str, opening: Money, now_ms: int
    ) -> MakeResult:
        """The account exists with an opening entry."""
        ...

    def account(self, account_id: str) -> Account | None: ...

    def set_balance(
        self, account_id: str, balance: Money, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        """The balance is `balance`, by a correcting entry. REFUSED below what is held. The
        proposal's body is `people.balance_body`."""
        ...

    def entries(self, account_id: str, count_max: int) -> tuple[Entry, ...]:
        """The newest first."""
        ...

    def snapshot(self) -> Snapshot: ...


class TerminalStore(Protocol):
    """ATMs, their certificates, devices' keys and canisters."""

    def create(
        self, atm: Atm, tokens: Sequence[ProvisioningToken], serial: str | None = None
    ) -> MakeResult:
        """The ATM exists, with its tokens, and the certificate of this serial speaks for it."""
        ...

    def atm(self, atm_id: str) -> Atm | None: ...

    def atms(self) -> tuple[Atm, ...]: ...

    def set_status(self, atm_id: str, status: AtmStatus) -> ChangeResult: ...

    def allow_certificate(self, serial: str, atm_id: str) -> MakeResult:
        """This serial may speak for this ATM. EXISTS also for a revoked one: it never returns."""
        ...

    def revoke_certificate(self, serial: str) -> ChangeResult: ...

    def is_allowed(self, serial: str, atm_id: str) -> bool: ...

    def token(self, token_hash: str) -> ProvisioningToken | None: ...

    def provision(self, device: Provisioning, now_ms: int) -> ProvisionResult:
        """STORED: the device's key is kept, its token is used with this key's hash, and a card or
        an ATM is ACTIVE. SAME: the same key came before; nothing changed, the PIN neither."""
        ...

    def load_cash(
        self, atm_id: str, records: Sequence[Record], operator: Sequence[OperatorCount], now_ms: int
    ) -> CashLoad:
        """Each LOAD (or newer STATUS) record has moved its canister to the new load, with an
        entry for the notes. The caller has verified the MACs."""
        ...

    def heartbeat(
        self, atm_id: str, anchor: JournalAnchor, now_ms: int, beat: Beat | None = None
    ) -> Heartbeat | None:
        """The anchor is kept unless it cannot follow the one that is kept; then work item and
        command, from now on with every heartbeat, whatever it says. One that `beat` shows to be
        late changes nothing. None for an unknown ATM."""
        ...

    def accept_journal(
        self,
        atm_id: str,
        *,
        kept: JournalAnchor,
        said: JournalAnchor,
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """The journal that the ATM shows now is the new base, and its work item is closed. REFUSED
        unless the ATM is stopped over `kept` and shows `said` or what may follow it. The
        proposal's body is `people.journal_body`."""
        ...


class StaffStore(Protocol):
    """People, proposals that wait for a second person, and the work list."""

    def add(self, staff: Staff) -> MakeResult: ...

    def by_serial(self, serial: str) -> Staff | None:
        """Also a revoked one: look at is_allowed."""
        ...

    def revoke(self, name: str) -> ChangeResult: ...

    def staff(self) -> tuple[Staff, ...]: ...

    def propose(
        self, proposal_id: str, kind: ActionKind, body: str, by: str, now_ms: int
    ) -> MakeResult: ...

    def proposal(self, proposal_id: str) -> Proposal | None: ...

    def proposals(self) -> tuple[Proposal, ...]:
        """Those that wait, oldest first."""
        ...

    def report(self, item: WorkItem, now_ms: int) -> None:
        """The item is on the work list, once."""
        ...

    def work_items(self) -> tuple[WorkItem, ...]:
        """The open ones, oldest first."""
        ...

    def closed_work_items(self, count_max: int) -> tuple[WorkItem, ...]:
        """The newest first."""
        ...

    def work_item(self, number: int) -> WorkItem | None: ...

    def close_work_item(self, number: int, by: str, because: str, now_ms: int) -> CloseResult:
        """CLOSED: the item is off the list and says by whom and why. NOT_YET while its
        transaction is in doubt or disputed, or its ATM stopped over its journal."""
        ...


class StoreSteps(Protocol):
    """All steps, by noun: each alone durable on a Store, or one with others inside a group."""

    @property
    def boot_id(self) -> str:
        """Names this run of the bank; what another run left in work is abandoned."""
        ...

    @property
    def cards(self) -> CardStore: ...
    @property
    def challenges(self) -> ChallengeStore: ...
    @property
    def transactions(self) -> TransactionStore: ...
    @property
    def accounts(self) -> AccountStore: ...
    @property
    def terminals(self) -> TerminalStore: ...
    @property
    def staff(self) -> StaffStore: ...


class Store(StoreSteps, Protocol):
    """All of it. Safe to use from several threads; steps happen one after the other."""

    def together(self, work: Callable[[StoreSteps], T]) -> T:
        """What `work` answers, once all steps that it took are durable as one.

        If `work` raises, none of them was taken; a refusal that should stay written is therefore
        answered, not raised. Each step sees what those before it wrote. A step that raises ends
        the group, even if `work` catches that. `work` may be run again from its beginning, so it
        has no effect but its steps. It takes them from what it is given: the store itself, asked
        from inside, refuses, and after the end what it was given does.
        """
        ...

    def close(self) -> None: ...


__all__ = [
    "AccountStore",
    "CardStore",
    "CashLoad",
    "ChallengeStore",
    "ChangeResult",
    "DailyLimit",
    "DeclineReply",
    "LoadResult",
    "MakeResult",
    "Provisioning",
    "ReadAnswer",
    "Snapshot",
    "StaffStore",
    "Store",
    "StoreRefused",
    "StoreSteps",
    "StoreUnavailable",
    "TerminalStore",
    "TransactionStore",
]
