"""What the bank needs of a store for deposits, from their approval to what people found.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from typing import Protocol

from bank_server.contract.money import Money
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.deposits import Report
from bank_server.domain.open_deposits import AloneLimits, VerifyResult
from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.domain.transactions import Finish
from bank_server.store.results import DeclineReply


class DepositStore(Protocol):
    """A deposit is a transaction: `TransactionStore` finds, declines and resolves it."""

    def approve(
        self,
        txid: str,
        atm_id: str,
        *,
        reply: bytes,
        declined: DeclineReply,
        visit: str | None,
        now_ms: int,
    ) -> Finish:
        """IN_WORK becomes AWAITED, and nothing moves; `visit` (a token's hash) begins a visit. Or
        DECLINED."""
        ...

    def report(
        self, txid: str, atm_id: str, result: EnvelopeResult, number: int | None, now_ms: int
    ) -> Report:
        """AWAITED becomes PENDING or VOID as the slot says, once. An unknown txid is VOID for ever
        where nothing was taken; an envelope of a deposit that was never approved is refused, unless
        the books were once put back."""
        ...

    def list_overdue(self, now_ms: int) -> int:
        """Deposits whose slot has said nothing for HELD_MAX_MS are PENDING. How many."""
        ...

    def verify(
        self,
        txid: str,
        atm_id: str,
        *,
        found: Money,
        limits: AloneLimits,
        why: str,
        by: str,
        now_ms: int,
    ) -> VerifyResult:
        """PENDING becomes VERIFIED on one person's word: `found` is what was claimed, and credited,
        and it is written down who did so alone. `open_deposits.needs_two` may say no."""
        ...

    def end(
        self,
        txid: str,
        atm_id: str,
        *,
        account_id: str | None,
        found: Money,
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """PENDING becomes VERIFIED on two people's word: `found` is credited to the account, which
        is None where it is nothing. So is what turns up after they have ended it with nothing. The
        proposal's body is `people.deposit_body`."""
        ...
