"""What the bank needs of a store for transactions, from their first word to their end.

The rules that hold for every step are in `bank_server.store.base`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import PinRecord
from bank_server.domain.people import Confirmation, ConfirmResult
from bank_server.domain.transactions import Finish, Grant, Resolution, Settlement, Transaction
from bank_server.store.results import DailyLimit, DeclineReply, ReadAnswer, TransferReply
from hardware.crypto.record import Record


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

    def transfer(
        self,
        txid: str,
        atm_id: str,
        *,
        approved: TransferReply,
        declined: DeclineReply,
        visit: str | None,
        now_ms: int,
    ) -> Finish:
        """IN_WORK becomes DONE: the amount is on the other account, with the reply that `approved`
        makes; `visit` (a token's hash) begins a visit. Or DECLINED."""
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

    def settle(
        self,
        txid: str,
        atm_id: str,
        receipt: Record,
        now_ms: int,
        copy: Transaction | None = None,
        since_ms: int = 0,
    ) -> Settlement:
        """The txid has ended as the receipt says, once. The caller has verified the MAC with the
        key of the ATM that asks; everything else is compared here.

        copy: the hold as the bank gave it away, sealed by itself; it counts only where the books
            do not know the txid.
        since_ms: when the bank that asks began; other ATMs have told it nothing before.
        """
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

    def resolve_suspense(
        self,
        txid: str,
        atm_id: str,
        *,
        account_id: str | None,
        charged: Money | None,
        why: str,
        confirmation: Confirmation,
        now_ms: int,
    ) -> ConfirmResult:
        """What this transaction put into suspense has left it, once: `charged` is debited to this
        customer's account, the rest is the bank's loss, all of it where both are None. REFUSED
        where nothing lies there any more, where its notes wait for a count, for more than it put
        there or than is available. The proposal's body is `people.suspense_body`."""
        ...
