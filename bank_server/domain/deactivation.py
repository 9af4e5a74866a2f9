"""Whether a kiosk's advice that a card failed three times is borne out by the bank's own count."""

from __future__ import annotations

from collections.abc import Sequence

from bank_server.contract.operations import DeclineReason
from bank_server.domain.cards import Card
from bank_server.domain.transactions import Transaction, TransactionState


def has_failed(card: Card, transactions: Sequence[Transaction | None]) -> bool:
    """Whether each of these txids used up one of the tries that this card has lost."""
    return card.is_blocked and all(
        transaction is not None
        and transaction.card_id == card.card_id
        and transaction.has_tried_pin
        and _is_failure(transaction)
        for transaction in transactions
    )


def _is_failure(transaction: Transaction) -> bool:
    if transaction.state is TransactionState.DECLINED:
        return transaction.decline is DeclineReason.PIN_WRONG
    # The bank died, or gave up, after it counted the try: nobody heard "right".
    return transaction.state in {TransactionState.IN_WORK, TransactionState.VOID}
