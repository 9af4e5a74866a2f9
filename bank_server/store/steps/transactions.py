"""Txids from IN_WORK to their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain import cards, doubts, holds, settlement, transfers
from bank_server.domain.cards import Card, PinRecord
from bank_server.domain.ledger import Account
from bank_server.domain.settlement import Retold
from bank_server.domain.transactions import (
    CARD_BUSY_MS,
    HELD_MAX_MS,
    HOLDING,
    Finish,
    Grant,
    Resolution,
    Settlement,
    SettleResult,
    Transaction,
    TransactionState,
)
from bank_server.domain.transfers import linked
from bank_server.store.results import DailyLimit, DeclineReply, ReadAnswer, TransferReply
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply, begin_visit
from bank_server.store.steps.counted import CountedSteps
from bank_server.store.steps.ending import InWork, ended
from bank_server.store.steps.ending import declined as as_declined
from bank_server.store.steps.ending import problem as as_problem
from hardware.crypto.record import Record


class TransactionSteps(CountedSteps):
    def __init__(self, engine: Engine, boot_id: str) -> None:
        super().__init__(engine)
        self._boot_id = boot_id

    def find(self, txid: str, atm_id: str) -> Transaction | None:
        return self._engine.run(lambda rows: rows.transaction(txid, atm_id))

    def refuse(self, txid: str, atm_id: str, code: ProblemCode) -> Finish:
        def end(_rows: Rows, transaction: Transaction, _card: Card) -> Transaction:
            return as_problem(transaction, code)

        return self._finish(txid, atm_id, end)

    def decline(self, txid: str, atm_id: str, reason: DeclineReason, reply: bytes) -> Finish:
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            if reason is DeclineReason.PIN_WRONG:
                rows.put_card(cards.after_wrong_pin(card))
            return as_declined(transaction, reason, reply)

        return self._finish(txid, atm_id, end)

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
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            terms, atm = transaction.terms, rows.atm(atm_id)
            assert terms is not None, "what is in work has terms"
            assert atm is not None, "no challenge is given for an ATM that is not there"
            assert tuple(grants) == holds.grants_of(terms, atm), "vouchers are for these grants"
            account_id = holds.source_of(terms, card)
            refusal = holds.hold_refusal(
                transaction,
                card,
                None if account_id is None else rows.account(account_id),
                atm,
                recent=rows.transactions_of_card(card.card_id, now_ms - CARD_BUSY_MS, HOLDING),
                withdrawn=_withdrawn(rows, card, limit),
                limit=None if limit is None else limit.amount,
                now_ms=now_ms,
            )
            if isinstance(refusal, ProblemCode):
                return as_problem(transaction, refusal)
            if refusal is not None:
                return as_declined(transaction, refusal, declined(refusal))
            assert account_id is not None, "an account that is not linked is refused"
            change = holds.held(transaction, card, account_id, atm, reply, now_ms)
            assert change.transaction is not None, "a hold is a transaction"
            apply(rows, change, now_ms)
            begin_visit(rows, card.card_id, atm_id, visit, now_ms)
            return change.transaction

        return self._finish(txid, atm_id, end)

    def answer_read(
        self, txid: str, atm_id: str, *, declined: DeclineReply, visit: str | None, now_ms: int
    ) -> ReadAnswer:
        def step(rows: Rows) -> ReadAnswer:
            accounts: tuple[Account, ...] = ()

            def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
                nonlocal accounts
                terms = transaction.terms
                assert terms is not None, "what is in work has terms"
                source = holds.source_of(terms, card)
                if card.is_blocked:
                    reason = DeclineReason.CARD_BLOCKED
                    return as_declined(transaction, reason, declined(reason))
                if source is None:
                    reason = DeclineReason.NOT_LINKED
                    return as_declined(transaction, reason, declined(reason))
                asked = card.accounts if terms.operation is Operation.ACCOUNTS else (source,)
                found = (rows.account(account_id) for account_id in asked)
                accounts = tuple(account for account in found if account is not None)
                begin_visit(rows, card.card_id, atm_id, visit, now_ms)
                return replace(transaction, state=TransactionState.DONE)

            finish = ended(rows, txid, atm_id, end)
            return ReadAnswer(finish, accounts)

        return self._engine.run(step)

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
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            terms = transaction.terms
            assert terms is not None, "what is in work has terms"
            source, target = (
                None if account_id is None else rows.account(account_id)
                for account_id in (linked(terms.source, card), linked(terms.target, card))
            )
            refusal = transfers.transfer_refusal(transaction, card, source, target)
            if refusal is not None:
                return as_declined(transaction, refusal, declined(refusal))
            assert source is not None, "what is not linked is refused"
            assert target is not None, "what is not linked is refused"
            reply = approved(*transfers.available_after(transaction, source, target))
            change = transfers.moved(transaction, source, target, reply)
            assert change.transaction is not None, "a transfer is a transaction"
            apply(rows, change, now_ms)
            begin_visit(rows, card.card_id, atm_id, visit, now_ms)
            return change.transaction

        return self._finish(txid, atm_id, end)

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
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            if card.is_blocked:
                reason = DeclineReason.CARD_BLOCKED
                return as_declined(transaction, reason, declined(reason))
            rows.put_card(replace(card, pin=pin))
            begin_visit(rows, card.card_id, atm_id, visit, now_ms)
            return replace(transaction, state=TransactionState.DONE, reply=reply)

        return self._finish(txid, atm_id, end)

    def settle(
        self,
        txid: str,
        atm_id: str,
        receipt: Record,
        now_ms: int,
        copy: Transaction | None = None,
        since_ms: int = 0,
    ) -> Settlement:
        def step(rows: Rows) -> Settlement:
            atm = rows.atm(atm_id)
            if atm is None:
                return Settlement(SettleResult.ATM_UNKNOWN)
            last = rows.restoration()
            retold = Retold(
                copy,
                None if copy is None or copy.account_id is None else rows.account(copy.account_id),
                is_awaited=last is not None and last.of(atm_id) is not None,
                is_patient=last is not None and last.is_patient(atm_id, now_ms, since_ms),
            )
            answer, change = settlement.settle(
                txid,
                rows.transaction(txid, atm_id),
                atm,
                receipt,
                self._boot_id,
                now_ms,
                retold,
            )
            apply(rows, change, now_ms)
            return answer

        return self._engine.run(step)

    def resolve(self, txid: str, atm_id: str, now_ms: int) -> Resolution:
        def step(rows: Rows) -> Resolution:
            answer, change = settlement.resolve(
                txid, rows.transaction(txid, atm_id), atm_id, self._boot_id, now_ms
            )
            apply(rows, change, now_ms)
            return answer

        return self._engine.run(step)

    def doubt_old_holds(self, now_ms: int) -> int:
        def step(rows: Rows) -> int:
            old = rows.held_since_before(now_ms - HELD_MAX_MS)
            for transaction in old:
                atm = rows.atm(transaction.atm_id)
                assert atm is not None, "a hold belongs to an ATM that exists"
                apply(rows, doubts.doubt(transaction, atm, now_ms), now_ms)
            return len(old)

        return self._engine.run(step)

    def _finish(self, txid: str, atm_id: str, end: InWork) -> Finish:
        return self._engine.run(lambda rows: ended(rows, txid, atm_id, end))


def _withdrawn(rows: Rows, card: Card, limit: DailyLimit | None) -> int:
    if limit is None:
        return 0
    counted = rows.transactions_of_card(card.card_id, limit.since_ms, HOLDING | holds.PAID)
    return holds.withdrawn_minor(counted)
