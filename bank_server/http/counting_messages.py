"""What staff and bank say to each other of notes that people have counted, and of the audit."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from bank_server.contract.message import (
    CANISTER_COUNT_MAX,
    Canister,
    Currency,
    Message,
    Milliseconds,
    Txid,
    UuidText,
)
from bank_server.domain.audit import Finding
from bank_server.domain.disputes import OpenDispute, open_disputes
from bank_server.domain.open_deposits import open_deposits
from bank_server.domain.suspense import OpenSuspense, open_suspense
from bank_server.http.deposit_messages import Deposit
from bank_server.http.staff_messages import (
    NOTES_PER_TRANSACTION_MAX,
    AccountName,
    Count,
    Minor,
    Why,
)
from bank_server.store.base import Snapshot


class CountedNotes(Message):
    canister: Canister
    count: Annotated[int, Field(ge=0, le=NOTES_PER_TRANSACTION_MAX)]


class InDoubtResolve(Message):
    """
    Attributes:
        presented: the notes that the customer got.
    """

    atm: UuidText
    txid: Txid
    presented: Annotated[tuple[CountedNotes, ...], Field(max_length=CANISTER_COUNT_MAX)]
    why: Why


class DisputeResolve(Message):
    """
    Attributes:
        found: the notes of this transaction that lay in the safe; the customer took the others.
    """

    atm: UuidText
    txid: Txid
    found: Annotated[tuple[CountedNotes, ...], Field(max_length=CANISTER_COUNT_MAX)]
    why: Why


class Dispute(Message):
    """Notes that were taken back, debited, and not counted by people yet.

    Attributes:
        since_ms: when the transaction began.
    """

    since_ms: Milliseconds
    account: AccountName
    minor: Minor
    currency: Currency
    atm: UuidText
    txid: Txid

    @classmethod
    def of(cls, each: OpenDispute, account_name: str) -> Self:
        return cls(
            since_ms=each.since_ms,
            account=account_name,
            minor=each.amount.minor,
            currency=each.amount.currency,
            atm=each.atm_id,
            txid=each.txid,
        )


class Disputes(Message):
    """The oldest first."""

    disputes: tuple[Dispute, ...]


class SuspenseResolve(Message):
    """
    Attributes:
        account: whose account is charged; null: the bank bears it.
        minor: how much is charged, the bank bears the rest; null: all of it.
    """

    atm: UuidText
    txid: Txid
    account: AccountName | None
    minor: Minor | None
    why: Why


class Suspense(Message):
    """Notes that came out without a hold, and that nobody has paid.

    Attributes:
        since_ms: when the bank first heard of the transaction.
        account: the one that its request named, where the bank knows it; the audit looks for none.
        is_counted: false while its notes wait for a count, as a dispute.
    """

    since_ms: Milliseconds
    account: AccountName | None
    minor: Minor
    currency: Currency
    is_counted: bool
    atm: UuidText
    txid: Txid

    @classmethod
    def of(cls, each: OpenSuspense, account_name: str | None = None) -> Self:
        return cls(
            since_ms=each.since_ms,
            account=account_name,
            minor=each.amount.minor,
            currency=each.amount.currency,
            is_counted=each.is_counted,
            atm=each.atm_id,
            txid=each.txid,
        )


class SuspenseList(Message):
    """The oldest first."""

    suspense: tuple[Suspense, ...]


class AuditReport(Message):
    """The ledger worked out again from its entries.

    Attributes:
        findings: what does not add up; empty is what everybody hopes for.
        disputes: what waits for a count, the oldest first; nothing is wrong with it.
        suspense: what came out without a hold and nobody has paid, the oldest first.
        deposits: whose envelopes nobody has opened, the oldest first.
    """

    accounts: Count
    entries: Count
    transactions: Count
    findings: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    suspense: tuple[Suspense, ...]
    deposits: tuple[Deposit, ...]

    @classmethod
    def of(cls, books: Snapshot, findings: tuple[Finding, ...]) -> Self:
        names = {each.account_id: each.account_name for each in books.accounts}
        disputes = open_disputes(books.transactions)
        deposits = open_deposits(books.transactions)
        return cls(
            accounts=len(books.accounts),
            entries=len(books.entries),
            transactions=len(books.transactions),
            findings=tuple(f"{each.kind.value} {each.subject}" for each in findings),
            disputes=tuple(Dispute.of(each, names[each.account_id]) for each in disputes),
            suspense=tuple(Suspense.of(each) for each in open_suspense(books.transactions)),
            deposits=tuple(Deposit.of(each, names.get(each.account_id or "")) for each in deposits),
        )
