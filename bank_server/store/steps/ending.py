"""How a step ends a transaction that is in work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bank_server.contract.operations import DeclineReason
from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import Card
from bank_server.domain.transactions import Finish, FinishResult, Transaction, TransactionState
from bank_server.store.rows import Rows

InWork = Callable[[Rows, Transaction, Card], Transaction]
"""Ends a transaction that is in work, and answers how it is stored."""


def ended(rows: Rows, txid: str, atm_id: str, end: InWork) -> Finish:
    """Ends the transaction unless a tombstone or another answer came first."""
    found = rows.transaction(txid, atm_id)
    assert found is not None, "only what was taken into work is ended"
    if found.state is not TransactionState.IN_WORK:
        return Finish(FinishResult.NOT_IN_WORK, found)
    card = None if found.card_id is None else rows.card(found.card_id)
    assert card is not None, "no challenge is given for a card that is not there"
    now = end(rows, found, card)
    rows.put_transaction(now)
    return Finish(FinishResult.ENDED, now)


def declined(transaction: Transaction, reason: DeclineReason, reply: bytes) -> Transaction:
    return replace(transaction, state=TransactionState.DECLINED, decline=reason, reply=reply)


def problem(transaction: Transaction, code: ProblemCode) -> Transaction:
    return replace(transaction, state=TransactionState.PROBLEM, problem=code)
