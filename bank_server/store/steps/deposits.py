"""Deposits from their approval to what people found in the envelope."""

from __future__ import annotations

from dataclasses import replace

from bank_server.contract.money import Money
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain import deposits, open_deposits, people
from bank_server.domain.cards import Card
from bank_server.domain.deposits import Report
from bank_server.domain.envelopes import Envelope
from bank_server.domain.open_deposits import AloneLimits, VerifyResult
from bank_server.domain.people import (
    ActionKind,
    Closing,
    Confirmation,
    ConfirmResult,
    WorkItem,
    WorkKind,
)
from bank_server.domain.transactions import (
    HELD_MAX_MS,
    Finish,
    Transaction,
    TransactionState,
)
from bank_server.domain.transfers import linked
from bank_server.store.results import DeclineReply
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply, begin_visit, open_internal_accounts
from bank_server.store.steps.ending import declined as as_declined
from bank_server.store.steps.ending import ended


class DepositSteps:
    def __init__(self, engine: Engine, boot_id: str) -> None:
        self._engine = engine
        self._boot_id = boot_id

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
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            terms = transaction.terms
            assert terms is not None, "what is in work has terms"
            target = linked(terms.target, card)
            account = None if target is None else rows.account(target)
            refusal = deposits.deposit_refusal(transaction, card, account)
            if refusal is not None:
                return as_declined(transaction, refusal, declined(refusal))
            assert target is not None, "an account that is not linked is refused"
            begin_visit(rows, card.card_id, atm_id, visit, now_ms)
            return deposits.awaited(transaction, target, reply)

        return self._engine.run(lambda rows: ended(rows, txid, atm_id, end))

    def report(
        self, txid: str, atm_id: str, result: EnvelopeResult, number: int | None, now_ms: int
    ) -> Report:
        def step(rows: Rows) -> Report:
            same = () if number is None else rows.of_envelope(atm_id, number)
            answer, change = deposits.report(
                rows.transaction(txid, atm_id),
                result,
                number,
                Transaction(txid, atm_id, TransactionState.IN_WORK, self._boot_id, now_ms),
                now_ms=now_ms,
                has_forgotten=rows.restoration() is not None,
                is_repeated=any(_is_accepted(each) and each.txid != txid for each in same),
            )
            apply(rows, change, now_ms)
            return answer

        return self._engine.run(step)

    def list_overdue(self, now_ms: int) -> int:
        def step(rows: Rows) -> int:
            old = rows.awaited_since_before(now_ms - HELD_MAX_MS)
            for transaction in old:
                apply(rows, deposits.overdue(transaction, now_ms), now_ms)
            return len(old)

        return self._engine.run(step)

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
        def step(rows: Rows) -> VerifyResult:
            pending = rows.transaction(txid, atm_id)
            account_id = None if pending is None else pending.account_id
            if pending is None or not _may_end(rows, pending, account_id, found):
                return VerifyResult.REFUSED
            today = rows.credited_alone(by, limits.since_ms)
            if open_deposits.needs_two(pending, found, limits, open_deposits.credited(today)):
                return VerifyResult.NEEDS_TWO
            _end(rows, pending, account_id, found, Closing(by, now_ms, why), alone=by)
            return VerifyResult.CREDITED

        return self._engine.run(step)

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
        def step(rows: Rows) -> ConfirmResult:
            pending = rows.transaction(txid, atm_id)
            told = None if pending is None else pending.envelope
            body = people.deposit_body(txid, atm_id, account_id, found, why, told)
            proposal, by = rows.proposal(confirmation.proposal_id), confirmation.by
            refusal = people.refusal(proposal, ActionKind.END_DEPOSIT, body, by, now_ms)
            if refusal is not None:
                return refusal
            assert proposal is not None, "an unknown proposal is refused"
            if pending is None or not _may_end(rows, pending, account_id, found):
                return ConfirmResult.REFUSED
            _end(rows, pending, account_id, found, Closing(by, now_ms, why))
            rows.put_proposal(replace(proposal, used_by=by))
            return ConfirmResult.DONE

        return self._engine.run(step)


def _may_end(rows: Rows, pending: Transaction, account_id: str | None, found: Money) -> bool:
    account = None if account_id is None else rows.account(account_id)
    return open_deposits.refusal(pending, account, found) is None


def _end(
    rows: Rows,
    pending: Transaction,
    account_id: str | None,
    found: Money,
    closing: Closing,
    alone: str | None = None,
) -> None:
    # Of books that are older than deposits, the account is not there yet.
    open_internal_accounts(rows, found.currency)
    change = open_deposits.end(pending, account_id, found, closing.at_ms, alone)
    apply(rows, change, closing.at_ms)
    for kind in (WorkKind.DEPOSIT, WorkKind.DEPOSIT_DISPUTED):
        rows.close_work_item(WorkItem(kind, pending.atm_id, pending.txid), closing)


def _is_accepted(transaction: Transaction) -> bool:
    envelope = transaction.envelope or Envelope()
    return envelope.result is EnvelopeResult.ACCEPTED
