"""Notes that came out without a hold: the bank's money is gone, and who owes it is open.

Two people find out whose they are and charge that account, or book them as the bank's loss. What
was taken back is counted first, as for a dispute: only what is not in the safe is anybody's to pay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, unique

from bank_server.contract.money import Money
from bank_server.domain import disputes
from bank_server.domain.changes import Change
from bank_server.domain.ledger import (
    Account,
    AccountKind,
    Line,
    Posting,
    PostingKind,
    internal_account_id,
)
from bank_server.domain.transactions import Transaction, TransactionState


@dataclass(frozen=True, slots=True)
class OpenSuspense:
    """
    Attributes:
        amount: what this transaction put into suspense and no count has taken out.
        since_ms: when the bank first heard of the transaction.
        is_counted: False while its notes wait for a count.
    """

    txid: str
    atm_id: str
    amount: Money
    since_ms: int
    is_counted: bool


@unique
class SuspenseRefusal(Enum):
    """Why a suspense cannot end so."""

    NOT_SUSPENDED = "not-suspended"  # it put nothing into suspense
    ENDED_BEFORE = "ended-before"
    COUNT_FIRST = "count-first"  # its notes may lie in the safe
    NO_ACCOUNT = "no-account"  # not a customer's, or of another currency
    NOTHING = "nothing"  # an account is named, and nothing is charged to it
    TOO_MUCH = "too-much"  # more than the transaction put there
    NOT_COVERED = "not-covered"  # more than is available on the account


def remaining(transaction: Transaction) -> Money | None:
    """What is or was to be ended by people, or None if it put nothing into suspense."""
    put = transaction.captured
    if transaction.state is not TransactionState.SUSPENSE or put is None or not put.is_payable:
        return None
    return put if transaction.returned is None else put - transaction.returned


def is_open(transaction: Transaction) -> bool:
    amount = remaining(transaction)
    return transaction.charged is None and amount is not None and amount.is_payable


def open_suspense(transactions: Iterable[Transaction]) -> tuple[OpenSuspense, ...]:
    """The oldest first."""
    found = []
    for each in transactions:
        amount = remaining(each)
        if amount is not None and is_open(each):
            counted = not disputes.is_open(each)
            found.append(OpenSuspense(each.txid, each.atm_id, amount, each.started_ms, counted))
    return tuple(sorted(found, key=lambda one: one.since_ms))


def refusal(
    transaction: Transaction, account: Account | None, charged: Money | None
) -> SuspenseRefusal | None:
    """Why it cannot end so, or None if it can. charged: None if nobody is charged."""
    amount = remaining(transaction)
    if amount is None:
        return SuspenseRefusal.NOT_SUSPENDED
    if not is_open(transaction):
        return SuspenseRefusal.ENDED_BEFORE
    if disputes.is_open(transaction):
        return SuspenseRefusal.COUNT_FIRST
    if charged is None:
        return None
    if account is None or account.kind is not AccountKind.CUSTOMER:
        return SuspenseRefusal.NO_ACCOUNT
    if {account.balance.currency, charged.currency} != {amount.currency}:
        return SuspenseRefusal.NO_ACCOUNT
    if not charged.is_payable:
        return SuspenseRefusal.NOTHING
    if charged > amount:
        return SuspenseRefusal.TOO_MUCH
    return SuspenseRefusal.NOT_COVERED if charged > account.available else None


def end(
    transaction: Transaction, account_id: str | None, charged: Money | None, proposal_id: str
) -> Change:
    """What two people found out; there is no refusal. What nobody is charged is the bank's loss."""
    amount = remaining(transaction)
    assert amount is not None, "only what lies in suspense ends"
    paid = amount.zero() if charged is None else charged
    assert paid <= amount, "no more is charged than the transaction put there"
    lines = [
        Line(internal_account_id(AccountKind.SUSPENSE, amount.currency), amount),
        Line(internal_account_id(AccountKind.CORRECTION, amount.currency), paid - amount),
    ]
    if account_id is not None:
        lines.append(Line(account_id, -paid))
    moved = tuple(line for line in lines if line.amount.minor)
    return Change(
        transaction=replace(
            transaction, account_id=account_id or transaction.account_id, charged=paid
        ),
        postings=(Posting(PostingKind.SUSPENSE_END, proposal_id, moved),),
    )
