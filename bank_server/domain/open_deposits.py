"""Envelopes that people have to open: which they are, and what it comes to when they have.

Not what was claimed is credited but what they found, against the account of what lay in envelopes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, unique
from typing import Final

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

REJECTED_SHOWN_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class OpenDeposit:
    """What people have to open, or to look for.

    Attributes:
        account_id, claimed: as the customer said; None where the bank has forgotten that.
        result, number: as reported; None if nothing was, for a day.
        since_ms: when the bank first heard of the transaction.
        was_rejected: people have credited nothing before, and the customer may have been told so.
    """

    txid: str
    atm_id: str
    account_id: str | None
    claimed: Money | None
    result: EnvelopeResult | None
    number: int | None
    since_ms: int
    was_rejected: bool = False

    @property
    def reference(self) -> str:
        return reference_of(self.txid, self.atm_id)


@dataclass(frozen=True, slots=True)
class AloneLimits:
    """What one person may credit on their own word, of one currency.

    Attributes:
        each: of one envelope.
        day: of all that they have ended so since `since_ms`, when the business day began.
    """

    each: Money
    day: Money
    since_ms: int


@unique
class VerifyResult(Enum):
    """What one person's word came to."""

    CREDITED = "credited"
    NEEDS_TWO = "needs-two"  # nothing has moved: a second person confirms it
    REFUSED = "refused"  # as `refusal` says


def is_open(transaction: Transaction) -> bool:
    """Whether people have to end it."""
    return transaction.state is TransactionState.PENDING


def is_rejected(transaction: Transaction) -> bool:
    """Whether people have ended it with nothing: the envelope may still turn up."""
    envelope = transaction.envelope
    is_ended = transaction.state is TransactionState.VERIFIED
    return is_ended and envelope is not None and envelope.was_rejected


def whose(transaction: Transaction) -> str | None:
    """The account that the customer named, where the bank knows it or was once asked for it."""
    asked = None if transaction.terms is None else transaction.terms.target
    return transaction.account_id or asked


def open_deposits(transactions: Iterable[Transaction]) -> tuple[OpenDeposit, ...]:
    """The oldest first."""
    found = [_open_deposit(each) for each in transactions if is_open(each)]
    return tuple(sorted(found, key=lambda one: one.since_ms))


def rejected_deposits(transactions: Iterable[Transaction]) -> tuple[OpenDeposit, ...]:
    """Those that ended with nothing; what ended last is the first."""
    found = [(each.envelope, each) for each in transactions if is_rejected(each)]
    found.sort(key=lambda one: (one[0] and one[0].ended_ms) or 0, reverse=True)
    return tuple(_open_deposit(each) for _, each in found[:REJECTED_SHOWN_MAX])


def _open_deposit(each: Transaction) -> OpenDeposit:
    assert each.envelope is not None, "a deposit has an envelope"
    return OpenDeposit(
        each.txid,
        each.atm_id,
        whose(each),
        each.amount,
        each.envelope.result,
        each.envelope.number,
        each.started_ms,
        each.envelope.was_rejected,
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
    ENDED_BEFORE = "ended-before"  # credited; or with nothing, and nothing is credited now
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
    turned_up = is_rejected(transaction) and found.is_payable
    if transaction.state is TransactionState.VERIFIED and not turned_up:
        return DepositRefusal.ENDED_BEFORE
    if not (turned_up or is_open(transaction)):
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


def needs_two(
    transaction: Transaction, found: Money, limits: AloneLimits, alone: Iterable[Money]
) -> bool:
    """Whether one person's word is too little: it is not what was claimed and counted, it is much,
    it was decided otherwise before, or the bank does not know the account by itself.

    alone: what this person has credited on their own word since the business day began.
    """
    envelope = transaction.envelope
    assert envelope is not None, "a deposit has an envelope"
    is_plain = envelope.result is EnvelopeResult.ACCEPTED and envelope.found is None
    if not is_plain or transaction.account_id is None or transaction.amount != found:
        return True
    so_far = sum(each.minor for each in alone if each.currency == found.currency)
    return found > limits.each or so_far + found.minor > limits.day.minor


def end(
    transaction: Transaction,
    account_id: str | None,
    found: Money,
    at_ms: int,
    alone: str | None = None,
) -> Change:
    """What people found is credited; there is no refusal. alone: who did, if one person did."""
    assert transaction.envelope is not None, "a deposit has an envelope"
    ended = replace(
        transaction,
        state=TransactionState.VERIFIED,
        account_id=account_id or transaction.account_id,
        envelope=replace(transaction.envelope, found=found, ended_ms=at_ms, alone=alone),
    )
    if not found.is_payable:
        return Change(transaction=ended)
    assert account_id is not None, "what is found is somebody's"
    envelopes = internal_account_id(AccountKind.ENVELOPES, found.currency)
    posting = transfer(PostingKind.DEPOSIT, transaction.txid, envelopes, account_id, found)
    return Change(transaction=ended, postings=(posting,))
