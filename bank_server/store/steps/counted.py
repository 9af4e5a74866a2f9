"""What two people have counted or found out: the end of doubts, disputes and suspense."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bank_server.contract.money import Money
from bank_server.domain import disputes, doubts, people, suspense
from bank_server.domain.changes import Change
from bank_server.domain.people import (
    ActionKind,
    Closing,
    Confirmation,
    ConfirmResult,
    WorkItem,
    WorkKind,
)
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply

End = Callable[[Rows, Transaction, Atm], Change | None]
"""What the act comes to; None where the books do not allow it."""


class CountedSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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
        def end(_rows: Rows, found: Transaction, atm: Atm) -> Change | None:
            counts = dict(presented)
            if len(counts) != len(presented):
                return None
            return doubts.resolve_in_doubt(found, atm, counts, confirmation.proposal_id)

        body = people.resolution_body(txid, atm_id, presented, why)
        act = _Act(ActionKind.RESOLVE_IN_DOUBT, body, why, WorkKind.IN_DOUBT)
        return self._two_people(txid, atm_id, act, end, confirmation, now_ms)

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
        def end(_rows: Rows, disputed: Transaction, atm: Atm) -> Change | None:
            if disputes.refusal(disputed, found) is not None:
                return None
            return disputes.end(disputed, atm, found, confirmation.proposal_id)

        body = people.dispute_body(txid, atm_id, found, why)
        act = _Act(ActionKind.RESOLVE_DISPUTE, body, why, WorkKind.DISPUTE)
        return self._two_people(txid, atm_id, act, end, confirmation, now_ms)

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
        def end(rows: Rows, found: Transaction, _atm: Atm) -> Change | None:
            if (account_id is None) != (charged is None):
                return None
            account = None if account_id is None else rows.account(account_id)
            if suspense.refusal(found, account, charged) is not None:
                return None
            return suspense.end(found, account_id, charged, confirmation.proposal_id)

        body = people.suspense_body(txid, atm_id, account_id, charged, why)
        act = _Act(ActionKind.RESOLVE_SUSPENSE, body, why, WorkKind.SUSPENSE)
        return self._two_people(txid, atm_id, act, end, confirmation, now_ms)

    def _two_people(
        self, txid: str, atm_id: str, act: _Act, end: End, confirmation: Confirmation, now_ms: int
    ) -> ConfirmResult:
        def step(rows: Rows) -> ConfirmResult:
            proposal, by = rows.proposal(confirmation.proposal_id), confirmation.by
            refusal = people.refusal(proposal, act.kind, act.body, by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            found, atm = rows.transaction(txid, atm_id), rows.atm(atm_id)
            change = None if found is None or atm is None else end(rows, found, atm)
            if change is None:
                return ConfirmResult.REFUSED
            apply(rows, change, now_ms)
            closing = Closing(by, now_ms, act.why)
            rows.close_work_item(WorkItem(act.item, atm_id, txid), closing)
            if change.transaction is not None and not suspense.is_open(change.transaction):
                # All of its notes were found: nobody is left to be charged.
                rows.close_work_item(WorkItem(WorkKind.SUSPENSE, atm_id, txid), closing)
            rows.put_proposal(replace(proposal, used_by=by))
            return ConfirmResult.DONE

        return self._engine.run(step)


@dataclass(frozen=True, slots=True)
class _Act:
    """
    Attributes:
        item: the kind of work that is done with it.
    """

    kind: ActionKind
    body: str
    why: str
    item: WorkKind
