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

from collections.abc import Callable
from typing import Protocol, TypeVar

from bank_server.store.account_store import AccountStore
from bank_server.store.card_store import CardStore, ChallengeStore
from bank_server.store.closing_store import BalancingStore, DayStore
from bank_server.store.deposit_store import DepositStore
from bank_server.store.journal_store import JournalStore
from bank_server.store.pin_store import PinStore
from bank_server.store.restoration_store import RestorationStore
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
    TransferReply,
)
from bank_server.store.staff_store import StaffStore
from bank_server.store.terminal_store import TerminalStore
from bank_server.store.transaction_store import TransactionStore

T = TypeVar("T")


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
    def deposits(self) -> DepositStore: ...
    @property
    def accounts(self) -> AccountStore: ...
    @property
    def terminals(self) -> TerminalStore: ...
    @property
    def journals(self) -> JournalStore: ...
    @property
    def staff(self) -> StaffStore: ...
    @property
    def restorations(self) -> RestorationStore: ...
    @property
    def balancings(self) -> BalancingStore: ...
    @property
    def days(self) -> DayStore: ...
    @property
    def pins(self) -> PinStore: ...


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
    "BalancingStore",
    "CardStore",
    "CashLoad",
    "ChallengeStore",
    "ChangeResult",
    "DailyLimit",
    "DayStore",
    "DeclineReply",
    "DepositStore",
    "JournalStore",
    "LoadResult",
    "MakeResult",
    "PinStore",
    "Provisioning",
    "ReadAnswer",
    "RestorationStore",
    "Snapshot",
    "StaffStore",
    "Store",
    "StoreRefused",
    "StoreSteps",
    "StoreUnavailable",
    "TerminalStore",
    "TransactionStore",
    "TransferReply",
]
