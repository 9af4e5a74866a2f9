"""Envelopes that people have to open: which they are, and what it comes to when they have.

Not what was claimed is credited but what they found, against the account of what lay in envelopes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, unique

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.changes import Change
from bank_server.domain.deposits import reference_of
from bank_server.domain.ledger import (
    Account,
    AccountKind,
    PostingKind,
    internal_account_id,
    transfer,
)
from bank_server.domain.transactions import Transaction, TransactionState


@dataclass(frozen=True, slots=True)
class OpenDeposit:
    """What people have to open, or to look for.

    Attributes:
        account_id, claimed: None where the bank has forgotten its approval.
        result, number: as reported; None if nothing was, for a day.
        since_ms: when the bank first heard of the transaction.
    """

    txid: str
    atm_id: str
    account_id: str | None
    claimed: Money | None
    result: EnvelopeResult | None
    number: int | None
    since_ms: int

    @property
    def reference(self) -> str:
        return reference_of(self.txid, self.atm_id)


def is_open(transaction: Transaction) -> bool:
    """Whether people have to end it."""
    return transaction.state is TransactionState.PENDING


def open_deposits(transactions: Iterable[Transaction]) -> tuple[OpenDeposit, ...]:
    """The oldest first."""
    found = [_open_deposit(each) for each in transactions if is_open(each)]
    return tuple(sorted(found, key=lambda one: one.since_ms))


def _open_deposit(each: Transaction) -> OpenDeposit:
    assert each.envelope is not None, "only a deposit is pending"
    return OpenDeposit(
        each.txid,
        each.atm_id,
        each.account_id,
        each.amount,
        each.envelope.result,
        each.envelope.number,
        each.started_ms,
    )


def credited(transactions: Iterable[Transaction]) -> Iterable[Money]:
    """What people have found in envelopes."""
    for each in transactions:
        if each.envelope is not None and each.envelope.found is not None:
            yield each.envelope.found


@unique
class DepositRefusal(Enum):
    """Why a deposit cannot end so."""

    NOT_DEPOSIT = "not-deposit"  # not one whose envelope was taken, or may have been
    ENDED_BEFORE = "ended-before"
    ACCOUNT_KNOWN = "account-known"  # another account is named than the customer did
    NO_ACCOUNT = "no-account"  # none is named and none is known, or not a customer's
    CURRENCY = "currency"
    TOO_MUCH = "too-much"  # more than the books can hold


def refusal(
    transaction: Transaction, account: Account | None, found: Money
) -> DepositRefusal | None:
    """Why it cannot end so, or None if it can.

    account: to be credited; None where nothing was found. found: zero where nothing is credited.
    """
    if transaction.state is TransactionState.VERIFIED:
        return DepositRefusal.ENDED_BEFORE
    if not is_open(transaction):
        return DepositRefusal.NOT_DEPOSIT
    if not found.is_payable:
        return None
    if account is None or account.kind is not AccountKind.CUSTOMER:
        return DepositRefusal.NO_ACCOUNT
    if transaction.account_id not in {None, account.account_id}:
        return DepositRefusal.ACCOUNT_KNOWN
    if account.balance.currency != found.currency:
        return DepositRefusal.CURRENCY
    if account.balance.minor + found.minor > MINOR_MAX:
        return DepositRefusal.TOO_MUCH
    return None


def needs_two(transaction: Transaction, found: Money, alone_max: Money) -> bool:
    """Whether one person's word is too little: it is not what was claimed and counted, or much."""
    assert transaction.envelope is not None, "only a deposit is pending"
    is_plain = transaction.envelope.result is EnvelopeResult.ACCEPTED
    return not is_plain or transaction.amount != found or found > alone_max


def end(transaction: Transaction, account_id: str | None, found: Money) -> Change:
    """What people found is credited; there is no refusal."""
    assert transaction.envelope is not None, "only a deposit is pending"
    ended = replace(
        transaction,
        state=TransactionState.VERIFIED,
        account_id=account_id or transaction.account_id,
        envelope=replace(transaction.envelope, found=found),
    )
    if not found.is_payable:
        return Change(transaction=ended)
    assert account_id is not None, "what is found is somebody's"
    envelopes = internal_account_id(AccountKind.ENVELOPES, found.currency)
    posting = transfer(PostingKind.DEPOSIT, transaction.txid, envelopes, account_id, found)
    return Change(transaction=ended, postings=(posting,))
