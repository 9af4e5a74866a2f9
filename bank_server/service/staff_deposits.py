"""Staff see which envelopes wait, and say what they found: that is credited, and nothing else.

One person is enough where it is what the customer claimed and not much, and neither is what this
person has credited alone on this business day; else a second confirms. What turns up after two
people have credited nothing is credited by two.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bank_server.contract.currencies import minor_per_unit
from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.open_deposits import (
    AloneLimits,
    DepositRefusal,
    OpenDeposit,
    VerifyResult,
    open_deposits,
    refusal,
    rejected_deposits,
    whose,
)
from bank_server.domain.people import ActionKind, deposit_body
from bank_server.domain.transactions import Transaction
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.clock import business_day_began_ms
from bank_server.service.group import Group, together
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
            StaffCode.NOT_POSSIBLE, "this deposit was credited or rejected before"
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

    def rejected(self) -> tuple[OpenDeposit, ...]:
        """Those that people have ended with nothing; the last one is the first."""
        return rejected_deposits(self._parts.store.accounts.snapshot().transactions)

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
        if not why.isprintable():
            return UNPRINTABLE
        account_id = None if name is None else account_id_of(name)
        return together(
            self._parts,
            lambda group: self._verify(group, by, atm_id, txid, account_id, found, why),
        )

    def reject(self, by: str, atm_id: str, txid: str, why: str) -> str | Refusal:
        """The id that a second person confirms: the envelope is empty, or worth nothing."""
        if not why.isprintable():
            return UNPRINTABLE
        return together(self._parts, lambda group: self._reject(group, by, atm_id, txid, why))

    def _verify(
        self,
        group: Group,
        by: str,
        atm_id: str,
        txid: str,
        named_id: str | None,
        found: Money,
        why: str,
    ) -> Credited | str | Refusal:
        store = group.store
        pending = store.transactions.find(txid, atm_id)
        if pending is None:
            return NO_TRANSACTION
        account_id = named_id or whose(pending)
        account = None if account_id is None else store.accounts.account(account_id)
        if named_id is not None and account is None:
            return NO_ACCOUNT
        refused = refusal(pending, account, found)
        if refused is not None:
            return group.refused(staff_name(by), PROPOSED, _REFUSALS[refused], txid=txid)
        assert account is not None, "what is found is somebody's"
        came = VerifyResult.NEEDS_TWO
        if pending.account_id is not None:
            came = store.deposits.verify(
                txid,
                atm_id,
                found=found,
                limits=self._limits(found.currency),
                why=why,
                by=by,
                now_ms=self._parts.now_ms(),
            )
        if came is not VerifyResult.CREDITED:
            assert came is VerifyResult.NEEDS_TWO, "it was refused before"
            return self._propose(group, by, pending, account.account_id, found, why)
        body = deposit_body(txid, atm_id, account.account_id, found, why, pending.envelope)
        group.note(AuditEntry(staff_name(by), VERIFIED, AuditOutcome.DONE, txid, atm_id, body))
        return Credited(found, account.account_name)

    def _reject(self, group: Group, by: str, atm_id: str, txid: str, why: str) -> str | Refusal:
        pending = group.store.transactions.find(txid, atm_id)
        if pending is None:
            return NO_TRANSACTION
        claimed, parts = pending.amount, self._parts
        nothing = Money(0, parts.currency if claimed is None else claimed.currency)
        refused = refusal(pending, None, nothing)
        if refused is not None:
            return group.refused(staff_name(by), PROPOSED, _REFUSALS[refused], txid=txid)
        return self._propose(group, by, pending, None, nothing, why)

    def _propose(
        self,
        group: Group,
        by: str,
        pending: Transaction,
        account_id: str | None,
        found: Money,
        why: str,
    ) -> str:
        parts, txid, atm_id = self._parts, pending.txid, pending.atm_id
        proposal_id = new_hex(parts.random_bytes)
        body = deposit_body(txid, atm_id, account_id, found, why, pending.envelope)
        group.store.staff.propose(proposal_id, ActionKind.END_DEPOSIT, body, by, parts.now_ms())
        group.note(AuditEntry(staff_name(by), PROPOSED, AuditOutcome.DONE, txid, atm_id, body))
        return proposal_id

    def _limits(self, currency: str) -> AloneLimits:
        parts = self._parts
        since_ms = business_day_began_ms(parts.now_ms(), parts.zone, parts.day_ends_minute)
        each, day = (
            Money(min(units * minor_per_unit(currency), MINOR_MAX), currency)
            for units in (parts.deposit_alone_max, parts.deposit_alone_day_max)
        )
        return AloneLimits(each, day, since_ms)
