"""What the bank needs of a store for accounts and the ledger behind them.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.contract.money import Money
from bank_server.domain.ledger import Account, Entry
from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.store.results import MakeResult, Snapshot


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
