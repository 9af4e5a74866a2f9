"""Txids from IN_WORK to their end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain import cards, doubts, holds, settlement
from bank_server.domain.cards import Card, PinRecord
from bank_server.domain.ledger import Account
from bank_server.domain.settlement import Retold
from bank_server.domain.transactions import (
    CARD_BUSY_MS,
    HELD_MAX_MS,
    HOLDING,
    Finish,
    FinishResult,
    Grant,
    Resolution,
    Settlement,
    SettleResult,
    Transaction,
    TransactionState,
)
from bank_server.store.results import DailyLimit, DeclineReply, ReadAnswer
from bank_server.store.rows import Engine, Rows
from bank_server.store.steps.applying import apply, begin_visit
from bank_server.store.steps.counted import CountedSteps
from hardware.crypto.record import Record

InWork = Callable[[Rows, Transaction, Card], Transaction]
"""Ends a transaction that is in work, and answers how it is stored."""


class TransactionSteps(CountedSteps):
    def __init__(self, engine: Engine, boot_id: str) -> None:
        super().__init__(engine)
        self._boot_id = boot_id

    def find(self, txid: str, atm_id: str) -> Transaction | None:
        return self._engine.run(lambda rows: rows.transaction(txid, atm_id))

    def refuse(self, txid: str, atm_id: str, code: ProblemCode) -> Finish:
        def end(_rows: Rows, transaction: Transaction, _card: Card) -> Transaction:
            return _problem(transaction, code)

        return self._finish(txid, atm_id, end)

    def decline(self, txid: str, atm_id: str, reason: DeclineReason, reply: bytes) -> Finish:
        def end(rows: Rows, transaction: Transaction, card: Card) -> Transaction:
            if reason is DeclineReason.PIN_WRONG:
                rows.put_card(cards.after_wrong_pin(card))
            return _declined(transaction, reason, reply)

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
                return _problem(transaction, refusal)
            if refusal is not None:
                return _declined(transaction, refusal, declined(refusal))
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
                    return _declined(transaction, reason, declined(reason))
                if source is None:
                    reason = DeclineReason.NOT_LINKED
                    return _declined(transaction, reason, declined(reason))
                asked = card.accounts if terms.operation is Operation.ACCOUNTS else (source,)
                found = (rows.account(account_id) for account_id in asked)
                accounts = tuple(account for account in found if account is not None)
                begin_visit(rows, card.card_id, atm_id, visit, now_ms)
                return replace(transaction, state=TransactionState.DONE)

            finish = _ended(rows, txid, atm_id, end)
            return ReadAnswer(finish, accounts)

        return self._engine.run(step)

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
                return _declined(transaction, reason, declined(reason))
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
        return self._engine.run(lambda rows: _ended(rows, txid, atm_id, end))


def _ended(rows: Rows, txid: str, atm_id: str, end: InWork) -> Finish:
    """Ends the transaction unless a tombstone or another answer came first."""
    found = rows.transaction(txid, atm_id)
    assert found is not None, "only what was taken into work is ended"
    if found.state is not TransactionState.IN_WORK:
        return Finish(FinishResult.NOT_IN_WORK, found)
    card = None if found.card_id is None else rows.card(found.card_id)
    assert card is not None, "no challenge is given for a card that is not there"
    ended = end(rows, found, card)
    rows.put_transaction(ended)
    return Finish(FinishResult.ENDED, ended)


def _withdrawn(rows: Rows, card: Card, limit: DailyLimit | None) -> int:
    if limit is None:
        return 0
    counted = rows.transactions_of_card(card.card_id, limit.since_ms, HOLDING | holds.PAID)
    return holds.withdrawn_minor(counted)


def _declined(transaction: Transaction, reason: DeclineReason, reply: bytes) -> Transaction:
    return replace(transaction, state=TransactionState.DECLINED, decline=reason, reply=reply)


def _problem(transaction: Transaction, code: ProblemCode) -> Transaction:
    return replace(transaction, state=TransactionState.PROBLEM, problem=code)
