"""Adds everything up again from the entries, and says what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, unique

from bank_server.contract.money import Money
from bank_server.domain.attested import Attestations
from bank_server.domain.audit_closings import closings
from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.domain.disputes import open_disputes
from bank_server.domain.ledger import Account, AccountKind, Entry, internal_account_id
from bank_server.domain.open_deposits import credited
from bank_server.domain.suspense import open_suspense
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction, TransactionState
from hardware.crypto.voucher import NOTES_PER_LOAD_MAX


@unique
class FindingKind(StrEnum):
    LEDGER_SUM = "ledger-sum"
    POSTING_SUM = "posting-sum"
    BALANCE = "balance"
    HELD = "held"
    OVERDRAWN = "overdrawn"
    ATM_HELD = "atm-held"
    COUNTERS = "counters"  # not those of the HSM's last record
    DISPUTE = "dispute"  # the account is not the sum of the open disputes
    SUSPENSE = "suspense"  # nor this one that of what people have not ended
    ENVELOPES = "envelopes"  # nor this one that of what people have found in them
    CLOSE = "close"  # the sums of a period or a day do not follow from the ledger


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree.

    Attributes:
        subject: account id, posting id, ATM id or currency; of a close also which, and what of it.
    """

    kind: FindingKind
    subject: str


def audit(
    accounts: Collection[Account],
    entries: Collection[Entry],
    transactions: Collection[Transaction],
    atms: Collection[Atm],
    balancings: Iterable[Balancing] = (),
    days: Iterable[BusinessDay] = (),
) -> tuple[Finding, ...]:
    """Everything that is wrong with these books; empty if nothing is.

    The books must be of one moment.
    """
    return (
        *_ledger(entries),
        *_balances(accounts, entries),
        *_holds(accounts, transactions),
        *_sums(accounts, AccountKind.DISPUTE, _disputed(transactions)),
        *_sums(accounts, AccountKind.SUSPENSE, _suspended(transactions)),
        *_sums(accounts, AccountKind.ENVELOPES, _credited(transactions)),
        *_terminals(atms, transactions),
        *(
            Finding(FindingKind.CLOSE, f"{whose} {what}")
            for whose, what in closings(entries, transactions, atms, balancings, days)
        ),
    )


def _ledger(entries: Collection[Entry]) -> Iterator[Finding]:
    by_currency: Counter[str] = Counter()
    by_posting: Counter[tuple[int, str]] = Counter()
    for entry in entries:
        by_currency[entry.amount.currency] += entry.amount.minor
        by_posting[entry.posting_id, entry.amount.currency] += entry.amount.minor
    for currency, total in by_currency.items():
        if total:
            yield Finding(FindingKind.LEDGER_SUM, currency)
    for (posting_id, _), total in by_posting.items():
        if total:
            yield Finding(FindingKind.POSTING_SUM, str(posting_id))


def _balances(accounts: Collection[Account], entries: Collection[Entry]) -> Iterator[Finding]:
    sums: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        sums[entry.account_id, entry.amount.currency] += entry.amount.minor
    for account in accounts:
        if sums.pop((account.account_id, account.balance.currency), 0) != account.balance.minor:
            yield Finding(FindingKind.BALANCE, account.account_id)
    for account_id, _ in sums:
        yield Finding(FindingKind.BALANCE, account_id)


def _holds(
    accounts: Collection[Account], transactions: Collection[Transaction]
) -> Iterator[Finding]:
    held: Counter[str | None] = Counter()
    for transaction in transactions:
        if transaction.is_holding and transaction.amount is not None:
            held[transaction.account_id] += transaction.amount.minor
    for account in accounts:
        if held.pop(account.account_id, 0) != account.held.minor:
            yield Finding(FindingKind.HELD, account.account_id)
        if account.kind is AccountKind.CUSTOMER and account.available.minor < 0:
            yield Finding(FindingKind.OVERDRAWN, account.account_id)
    for account_id in held:
        yield Finding(FindingKind.HELD, str(account_id))


def _disputed(transactions: Collection[Transaction]) -> Iterator[Money]:
    return (each.amount for each in open_disputes(transactions))


def _suspended(transactions: Collection[Transaction]) -> Iterator[Money]:
    return (-each.amount for each in open_suspense(transactions))


def _credited(transactions: Collection[Transaction]) -> Iterator[Money]:
    return (-amount for amount in credited(transactions) if amount.is_payable)


def _sums(
    accounts: Collection[Account], kind: AccountKind, open_amounts: Iterable[Money]
) -> Iterator[Finding]:
    """Where the one account of a currency is not what is open."""
    found, open_minor = FindingKind(kind.value), Counter[str]()
    for amount in open_amounts:
        open_minor[amount.currency] += amount.minor
    for account in accounts:
        if account.kind is not kind:
            continue
        if open_minor.pop(account.balance.currency, 0) != account.balance.minor:
            yield Finding(found, account.account_id)
    for currency in open_minor:
        yield Finding(found, internal_account_id(kind, currency))


def _terminals(atms: Collection[Atm], transactions: Collection[Transaction]) -> Iterator[Finding]:
    held: dict[str, list[str]] = {}
    for transaction in transactions:
        if transaction.state is TransactionState.HELD:
            held.setdefault(transaction.atm_id, []).append(transaction.txid)
    attested = Attestations(transactions)
    for atm in atms:
        expected = [] if atm.held_txid is None else [atm.held_txid]
        if held.pop(atm.atm_id, []) != expected:
            yield Finding(FindingKind.ATM_HELD, atm.atm_id)
        if not (_counters_are_possible(atm) and attested.agree(atm)):
            yield Finding(FindingKind.COUNTERS, atm.atm_id)
    for atm_id in held:
        yield Finding(FindingKind.ATM_HELD, atm_id)


def _counters_are_possible(atm: Atm) -> bool:
    return all(
        book.next + book.left <= NOTES_PER_LOAD_MAX and book.rejected <= book.next
        for book in atm.canisters
    )
