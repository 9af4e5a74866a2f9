"""Cards, PIN tries and visits."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace

from bank_server.contract.operations import DeactivationState
from bank_server.domain import cards, deactivation
from bank_server.domain.cards import Card, CardStatus, ProvedResult, TryResult
from bank_server.domain.people import WorkItem, WorkKind
from bank_server.domain.terminals import ProvisioningToken
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.store.results import ChangeResult, MakeResult
from bank_server.store.rows import Engine, Rows


class CardSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, card: Card, token: ProvisioningToken) -> MakeResult:
        def step(rows: Rows) -> MakeResult:
            if rows.card(card.card_id) is not None or rows.token(token.token_hash) is not None:
                return MakeResult.EXISTS
            if any(rows.account(account_id) is None for account_id in card.accounts):
                return MakeResult.UNKNOWN
            rows.put_card(card)
            rows.put_token(token)
            return MakeResult.MADE

        return self._engine.run(step)

    def card(self, card_id: str) -> Card | None:
        return self._engine.run(lambda rows: rows.card(card_id))

    def cards(self) -> tuple[Card, ...]:
        return self._engine.run(lambda rows: rows.cards())

    def count_try(self, txid: str, atm_id: str) -> TryResult:
        def step(rows: Rows) -> TryResult:
            found = _in_work(rows, txid, atm_id)
            if found is None:
                return TryResult.NOT_IN_WORK
            transaction, card = found
            tried = cards.after_try(card)
            if tried is None:
                return TryResult.CARD_BLOCKED
            rows.put_card(tried)
            rows.put_transaction(replace(transaction, has_tried_pin=True))
            return TryResult.GRANTED

        return self._engine.run(step)

    def pin_proved(self, txid: str, atm_id: str) -> ProvedResult:
        def step(rows: Rows) -> ProvedResult:
            found = _in_work(rows, txid, atm_id)
            if found is None:
                return ProvedResult.NOT_IN_WORK
            proved = cards.after_right_pin(found[1])
            if proved is None:
                return ProvedResult.CARD_BLOCKED
            rows.put_card(proved)
            return ProvedResult.PROVED

        return self._engine.run(step)

    def touch_visit(self, token_hash: str, card_id: str, atm_id: str, now_ms: int) -> bool:
        def step(rows: Rows) -> bool:
            visit = rows.visit(card_id, atm_id)
            if visit is None or not hmac.compare_digest(visit.token_hash, token_hash):
                return False
            if not visit.is_live(now_ms):
                rows.drop_visit(card_id, atm_id)
                return False
            rows.put_visit(replace(visit, seen_ms=now_ms))
            return True

        return self._engine.run(step)

    def block(self, card_id: str) -> ChangeResult:
        return self._change(card_id, lambda card: replace(card, status=CardStatus.BLOCKED))

    def unblock(self, card_id: str) -> ChangeResult:
        return self._change(card_id, cards.unblocked)

    def deactivate(
        self, card_id: str, atm_id: str, txids: Sequence[str], now_ms: int
    ) -> DeactivationState:
        def step(rows: Rows) -> DeactivationState:
            card = rows.card(card_id)
            tried = [rows.transaction(txid, atm_id) for txid in txids]
            if card is not None and deactivation.has_failed(card, tried):
                rows.put_card(replace(card, status=CardStatus.BLOCKED))
                return DeactivationState.DEACTIVATED
            rows.add_work_item(WorkItem(WorkKind.DEACTIVATION_IGNORED, atm_id, card_id), now_ms)
            return DeactivationState.IGNORED

        return self._engine.run(step)

    def _change(self, card_id: str, change: Callable[[Card], Card]) -> ChangeResult:
        def step(rows: Rows) -> ChangeResult:
            card = rows.card(card_id)
            if card is None:
                return ChangeResult.UNKNOWN
            rows.put_card(change(card))
            return ChangeResult.CHANGED

        return self._engine.run(step)


def _in_work(rows: Rows, txid: str, atm_id: str) -> tuple[Transaction, Card] | None:
    transaction = rows.transaction(txid, atm_id)
    if transaction is None or transaction.state is not TransactionState.IN_WORK:
        return None
    card = None if transaction.card_id is None else rows.card(transaction.card_id)
    assert card is not None, "no challenge is given for a card that is not there"
    return transaction, card
