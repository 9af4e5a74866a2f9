"""Staff see what is disputed of notes that were taken back, and end it after counting."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.contract.problems import ProblemCode
from bank_server.domain.disputes import Counts, DisputeRefusal, OpenDispute, open_disputes, refusal
from bank_server.domain.people import ActionKind, dispute_body
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.identifiers import new_hex
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.parts import BankParts, staff_name
from bank_server.service.staff_work import UNPRINTABLE

WHAT: Final = "dispute-proposed"
_REFUSALS: Final = MappingProxyType[DisputeRefusal, Refusal](
    {
        DisputeRefusal.NOT_DISPUTED: Refusal(
            StaffCode.NOT_POSSIBLE, "no money of this transaction is or was in dispute"
        ),
        DisputeRefusal.ENDED_BEFORE: Refusal(
            StaffCode.NOT_POSSIBLE, "two people have ended this dispute before"
        ),
        DisputeRefusal.NAMED_TWICE: Refusal(
            ProblemCode.BAD_REQUEST, "a canister is named twice; give one count of each"
        ),
        DisputeRefusal.TOO_MUCH: Refusal(
            StaffCode.NOT_POSSIBLE, "this transaction presented fewer notes of a canister than that"
        ),
    }
)
assert _REFUSALS.keys() == set(DisputeRefusal)
NO_TRANSACTION: Final = Refusal(ProblemCode.NOT_FOUND, "no transaction has this ATM and txid")


class StaffDisputes:
    """Runs on the store's thread."""

    def __init__(self, parts: BankParts) -> None:
        self._parts = parts

    def open(self) -> tuple[OpenDispute, ...]:
        """The oldest first."""
        return open_disputes(self._parts.store.accounts.snapshot().transactions)

    def account_name(self, dispute: OpenDispute) -> str:
        account = self._parts.store.accounts.account(dispute.account_id)
        assert account is not None, "accounts are never deleted"
        return account.account_name

    def propose(self, by: str, atm_id: str, txid: str, found: Counts, why: str) -> str | Refusal:
        """The id that a second person confirms. The money stays in dispute until then."""
        parts, who = self._parts, staff_name(by)
        if not why.isprintable():
            return UNPRINTABLE
        transaction = parts.store.transactions.find(txid, atm_id)
        if transaction is None:
            return NO_TRANSACTION
        refused = refusal(transaction, found)
        if refused is not None:
            return parts.refused(who, WHAT, _REFUSALS[refused], txid=txid)
        proposal_id = new_hex(parts.random_bytes)
        body = dispute_body(txid, atm_id, found, why)
        kind = ActionKind.RESOLVE_DISPUTE
        parts.store.staff.propose(proposal_id, kind, body, by, parts.now_ms())
        parts.audit.append(AuditEntry(who, WHAT, AuditOutcome.DONE, txid, atm_id, body))
        return proposal_id
