"""Staff see what came out without a hold, and end it: somebody is charged, or the bank bears it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.problems import ProblemCode
from bank_server.domain.holds import source_of
from bank_server.domain.people import ActionKind, suspense_body
from bank_server.domain.suspense import (
    OpenSuspense,
    SuspenseRefusal,
    open_suspense,
    refusal,
    remaining,
)
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_accounts import NO_ACCOUNT, account_id_of
from bank_server.service.staff_disputes import NO_TRANSACTION
from bank_server.service.staff_work import UNPRINTABLE

WHAT: Final = "suspense-proposed"
_REFUSALS: Final = MappingProxyType[SuspenseRefusal, Refusal](
    {
        SuspenseRefusal.NOT_SUSPENDED: Refusal(
            StaffCode.NOT_POSSIBLE, "no money of this transaction is or was in suspense"
        ),
        SuspenseRefusal.ENDED_BEFORE: Refusal(
            StaffCode.NOT_POSSIBLE, "two people have ended this suspense before"
        ),
        SuspenseRefusal.COUNT_FIRST: Refusal(
            StaffCode.NOT_POSSIBLE,
            "its notes may lie in the safe; count them first: disputes resolve",
        ),
        SuspenseRefusal.NO_ACCOUNT: NO_ACCOUNT,
        SuspenseRefusal.NOTHING: Refusal(
            ProblemCode.BAD_REQUEST, "an account is charged with an amount; without, with none"
        ),
        SuspenseRefusal.TOO_MUCH: Refusal(
            StaffCode.NOT_POSSIBLE, "this transaction put less than that into suspense"
        ),
        SuspenseRefusal.NOT_COVERED: Refusal(
            StaffCode.NOT_POSSIBLE, "less than that is available on this account; charge a part"
        ),
    }
)
assert _REFUSALS.keys() == set(SuspenseRefusal)


class StaffSuspense:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def open(self) -> tuple[OpenSuspense, ...]:
        """The oldest first."""
        return open_suspense(self._parts.store.accounts.snapshot().transactions)

    def account_name(self, each: OpenSuspense) -> str | None:
        """Of the account that the transaction asked for, where the bank heard of it before."""
        store = self._parts.store
        found = store.transactions.find(each.txid, each.atm_id)
        if found is None or found.terms is None:
            return None
        card = store.cards.card(found.terms.card_id)
        # A card that is not known was so before the bank was restored: a copy of the hold came.
        account_id = found.terms.source if card is None else source_of(found.terms, card)
        account = None if account_id is None else store.accounts.account(account_id)
        return None if account is None else account.account_name

    def propose(
        self, by: str, atm_id: str, txid: str, name: str | None, minor: int | None, why: str
    ) -> str | Refusal:
        """The id that a second person confirms. Nothing leaves suspense before.

        name: whose account is charged; None: the bank bears it. minor: None for all of it.
        """
        parts, who = self._parts, staff_name(by)
        if not why.isprintable():
            return UNPRINTABLE
        transaction = parts.store.transactions.find(txid, atm_id)
        if transaction is None:
            return NO_TRANSACTION
        account_id = None if name is None else account_id_of(name)
        account = None if account_id is None else parts.store.accounts.account(account_id)
        charged = remaining(transaction) if name is not None else None
        if minor is not None and charged is not None:
            charged = Money(minor, charged.currency)
        refused = refusal(transaction, account, charged)
        if refused is None and name is None and minor is not None:
            refused = SuspenseRefusal.NOTHING
        if refused is not None:
            return parts.refused(who, WHAT, _REFUSALS[refused], txid=txid)
        proposal_id = new_hex(parts.random_bytes)
        body = suspense_body(txid, atm_id, account_id, charged, why)
        kind = ActionKind.RESOLVE_SUSPENSE
        parts.store.staff.propose(proposal_id, kind, body, by, parts.now_ms())
        parts.audit.append(AuditEntry(who, WHAT, AuditOutcome.DONE, txid, atm_id, body))
        return proposal_id
