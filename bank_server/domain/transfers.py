"""Whether money may go from one account of a card to another, and the posting that moves it."""

from __future__ import annotations

from dataclasses import replace

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.operations import DeclineReason
from bank_server.domain.cards import Card
from bank_server.domain.changes import Change
from bank_server.domain.ledger import Account, PostingKind, transfer
from bank_server.domain.transactions import Transaction, TransactionState


def linked(account_id: str | None, card: Card) -> str | None:
    """The account if the card reaches it."""
    return account_id if account_id in card.accounts else None


def transfer_refusal(
    transaction: Transaction, card: Card, source: Account | None, target: Account | None
) -> DeclineReason | None:
    """Why nothing is moved, or None if it may be. The accounts are those that the card reaches.

    Nothing is taken out of the bank, so neither the daily limit nor a stripe that may have been
    copied stands against it.
    """
    amount = _amount(transaction)
    if card.is_blocked:
        return DeclineReason.CARD_BLOCKED
    if source is None or target is None or source.account_id == target.account_id:
        return DeclineReason.NOT_LINKED
    if {source.balance.currency, target.balance.currency} != {amount.currency}:
        return DeclineReason.CURRENCY
    if target.balance.minor + amount.minor > MINOR_MAX:
        return DeclineReason.AMOUNT
    if source.available < amount:
        return DeclineReason.FUNDS
    return None


def moved(transaction: Transaction, source: Account, target: Account, reply: bytes) -> Change:
    """There is no refusal: both postings, and the reply as it is sent."""
    return Change(
        transaction=replace(
            transaction, state=TransactionState.DONE, account_id=source.account_id, reply=reply
        ),
        postings=(
            transfer(
                PostingKind.TRANSFER,
                transaction.txid,
                source.account_id,
                target.account_id,
                _amount(transaction),
            ),
        ),
    )


def available_after(
    transaction: Transaction, source: Account, target: Account
) -> tuple[Money, Money]:
    """What both accounts have available once it is moved."""
    amount = _amount(transaction)
    return source.available - amount, target.available + amount


def _amount(transaction: Transaction) -> Money:
    assert transaction.amount is not None, "the contract asks for the amount of a transfer"
    return transaction.amount
