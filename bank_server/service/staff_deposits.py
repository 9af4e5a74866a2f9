"""Staff see which envelopes wait, and say what they found: that is credited, and nothing else.

One person is enough where it is what the customer claimed and not much; else a second confirms.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bank_server.contract.currencies import minor_per_unit
from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.ledger import Account
from bank_server.domain.open_deposits import (
    DepositRefusal,
    OpenDeposit,
    needs_two,
    open_deposits,
    refusal,
)
from bank_server.domain.people import ActionKind, ConfirmResult, deposit_body
from bank_server.domain.transactions import Transaction
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_accounts import NO_ACCOUNT, account_id_of
from bank_server.service.staff_disputes import NO_TRANSACTION
from bank_server.service.staff_work import UNPRINTABLE

PROPOSED: Final = "deposit-proposed"
VERIFIED: Final = "deposit-verified"
_REFUSALS: Final = MappingProxyType[DepositRefusal, Refusal](
    {
        DepositRefusal.NOT_DEPOSIT: Refusal(
            StaffCode.NOT_POSSIBLE, "no envelope of this transaction waits to be opened"
        ),
        DepositRefusal.ENDED_BEFORE: Refusal(
            StaffCode.NOT_POSSIBLE, "this deposit was verified or rejected before"
        ),
        DepositRefusal.ACCOUNT_KNOWN: Refusal(
            StaffCode.NOT_POSSIBLE, "the customer has named another account for this deposit"
        ),
        DepositRefusal.NO_ACCOUNT: Refusal(
            ProblemCode.BAD_REQUEST, "the bank does not know whose it is; name the account"
        ),
        DepositRefusal.CURRENCY: Refusal(
            ProblemCode.BAD_REQUEST, "found is not in the currency of the account"
        ),
        DepositRefusal.TOO_MUCH: Refusal(
            StaffCode.NOT_POSSIBLE, "the books cannot hold that much on one account"
        ),
    }
)
assert _REFUSALS.keys() == set(DepositRefusal)
_CHANGED: Final = Refusal(StaffCode.NOT_POSSIBLE, "it has changed meanwhile; look again")


@dataclass(frozen=True, slots=True)
class Credited:
    """One person's word was enough."""

    found: Money
    account_name: str


class StaffDeposits:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def open(self) -> tuple[OpenDeposit, ...]:
        """The oldest first."""
        return open_deposits(self._parts.store.accounts.snapshot().transactions)

    def account_name(self, each: OpenDeposit) -> str | None:
        if each.account_id is None:
            return None
        account = self._parts.store.accounts.account(each.account_id)
        return None if account is None else account.account_name

    def verify(
        self, by: str, atm_id: str, txid: str, name: str | None, found: Money, why: str
    ) -> Credited | str | Refusal:
        """What was credited, or the id that a second person confirms.

        name: whose it is, where the bank has forgotten that; None otherwise.
        """
        pending = self._pending(atm_id, txid, why)
        if isinstance(pending, Refusal):
            return pending
        store = self._parts.store
        account_id = pending.account_id if name is None else account_id_of(name)
        account = None if account_id is None else store.accounts.account(account_id)
        if name is not None and account is None:
            return NO_ACCOUNT
        refused = refusal(pending, account, found)
        if refused is not None:
            return self._parts.refused(staff_name(by), PROPOSED, _REFUSALS[refused], txid=txid)
        assert account is not None, "what is found is somebody's"
        if needs_two(pending, found, self._alone_max(found.currency)):
            return self._propose(by, pending, account.account_id, found, why)
        return self._credit(by, pending, account, found, why)

    def reject(self, by: str, atm_id: str, txid: str, why: str) -> str | Refusal:
        """The id that a second person confirms: the envelope is empty, or worth nothing."""
        pending = self._pending(atm_id, txid, why)
        if isinstance(pending, Refusal):
            return pending
        claimed, parts = pending.amount, self._parts
        nothing = Money(0, parts.currency if claimed is None else claimed.currency)
        refused = refusal(pending, None, nothing)
        if refused is not None:
            return parts.refused(staff_name(by), PROPOSED, _REFUSALS[refused], txid=txid)
        return self._propose(by, pending, None, nothing, why)

    def _pending(self, atm_id: str, txid: str, why: str) -> Transaction | Refusal:
        if not why.isprintable():
            return UNPRINTABLE
        return self._parts.store.transactions.find(txid, atm_id) or NO_TRANSACTION

    def _propose(
        self, by: str, pending: Transaction, account_id: str | None, found: Money, why: str
    ) -> str:
        parts, txid, atm_id = self._parts, pending.txid, pending.atm_id
        proposal_id = new_hex(parts.random_bytes)
        body = deposit_body(txid, atm_id, account_id, found, why, pending.envelope)
        parts.store.staff.propose(proposal_id, ActionKind.END_DEPOSIT, body, by, parts.now_ms())
        entry = AuditEntry(staff_name(by), PROPOSED, AuditOutcome.DONE, txid, atm_id, body)
        parts.audit.append(entry)
        return proposal_id

    def _credit(
        self, by: str, pending: Transaction, account: Account, found: Money, why: str
    ) -> Credited | Refusal:
        parts, txid, atm_id = self._parts, pending.txid, pending.atm_id
        done = parts.store.deposits.verify(
            txid,
            atm_id,
            found=found,
            alone_max=self._alone_max(found.currency),
            why=why,
            by=by,
            now_ms=parts.now_ms(),
        )
        if done is not ConfirmResult.DONE:
            return _CHANGED
        body = deposit_body(txid, atm_id, account.account_id, found, why, pending.envelope)
        entry = AuditEntry(staff_name(by), VERIFIED, AuditOutcome.DONE, txid, atm_id, body)
        parts.audit.append(entry)
        return Credited(found, account.account_name)

    def _alone_max(self, currency: str) -> Money:
        minor = self._parts.deposit_alone_max * minor_per_unit(currency)
        return Money(min(minor, MINOR_MAX), currency)
