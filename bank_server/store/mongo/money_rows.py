"""Transactions, accounts and entries in MongoDB."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.ledger import Account, AccountKind, Entry, Posting
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.store.mongo.ledger import Ledger
from bank_server.store.mongo.parts import (
    envelope_document,
    envelope_value,
    grants_documents,
    grants_value,
    joined,
    money_document,
    money_value,
    terms_document,
    terms_value,
)
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit

_IN_LINE: Final = (("place", 1),)


class MoneyRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._transactions = Table(unit, _TRANSACTIONS)
        self._accounts = Table(unit, _ACCOUNTS)
        self._ledger = Ledger(unit)

    def transaction(self, txid: str, atm_id: str) -> Transaction | None:
        return self._transactions.get(joined(atm_id, txid))

    def put_transaction(self, transaction: Transaction) -> None:
        self._transactions.put(transaction)

    def transactions_of_card(
        self, card_id: str, since_ms: int, states: Set[TransactionState]
    ) -> tuple[Transaction, ...]:
        where = {
            "card_id": card_id,
            "started_ms": {"$gte": since_ms},
            "state": {"$in": sorted(state.value for state in states)},
        }
        return self._transactions.search(where, sort=_IN_LINE)

    def held_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        held = {"state": TransactionState.HELD.value, "started_ms": {"$lte": started_ms}}
        return self._transactions.search(held, sort=_IN_LINE)

    def awaited_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        awaited = {"state": TransactionState.AWAITED.value, "started_ms": {"$lte": started_ms}}
        return self._transactions.search(awaited, sort=_IN_LINE)

    def of_envelope(self, atm_id: str, number: int) -> tuple[Transaction, ...]:
        return self._transactions.search(
            {"atm_id": atm_id, "envelope.number": number}, sort=_IN_LINE
        )

    def credited_alone(self, by: str, since_ms: int) -> tuple[Transaction, ...]:
        ended = {"envelope.alone": by, "envelope.ended_ms": {"$gte": since_ms}}
        return self._transactions.search(ended, sort=_IN_LINE)

    def envelopes_between(self, atm_id: str, first: int, last: int) -> tuple[Transaction, ...]:
        between = {"$gte": first, "$lte": last}
        return self._transactions.search(
            {"atm_id": atm_id, "envelope.number": between}, sort=_IN_LINE
        )

    def resolved_without_receipt(self, atm_id: str) -> tuple[Transaction, ...]:
        resolved = {
            "atm_id": atm_id,
            "state": TransactionState.RESOLVED.value,
            "receipt": None,
        }
        return self._transactions.search(resolved, sort=_IN_LINE)

    def transactions(self) -> tuple[Transaction, ...]:
        return self._transactions.search({}, sort=_IN_LINE)

    def account(self, account_id: str) -> Account | None:
        return self._accounts.get(account_id)

    def put_account(self, account: Account) -> None:
        self._accounts.put(account)

    def accounts(self) -> tuple[Account, ...]:
        return self._accounts.search({}, sort=[("_id", 1)])

    def add_entries(self, posting: Posting, at_ms: int) -> None:
        self._ledger.add(posting, at_ms)

    def entries(self, account_id: str | None, count_max: int | None) -> tuple[Entry, ...]:
        return self._ledger.newest(account_id, count_max)

    def entries_after(
        self, account_id: str | None, entry_id: int, upto: int | None = None
    ) -> tuple[Entry, ...]:
        return self._ledger.after(account_id, entry_id, upto)

    def entry_before(self, at_ms: int | None) -> int:
        return self._ledger.last_before(at_ms)


def _account_document(account: Account) -> Document:
    return {
        "account_id": account.account_id,
        "kind": account.kind.value,
        "account_name": account.account_name,
        "account_type": account.account_type,
        "currency": account.balance.currency,
        "balance": account.balance.minor,
        "held": account.held.minor,
    }


def _account(document: Document) -> Account:
    currency = document["currency"]
    return Account(
        document["account_id"],
        AccountKind(document["kind"]),
        document["account_name"],
        Money(document["balance"], currency),
        Money(document["held"], currency),
        document["account_type"],
    )


def _transaction_document(transaction: Transaction) -> Document:
    return {
        "atm_id": transaction.atm_id,
        "txid": transaction.txid,
        "state": transaction.state.value,
        "boot_id": transaction.boot_id,
        "started_ms": transaction.started_ms,
        "card_id": transaction.card_id,
        "account_id": transaction.account_id,
        "terms": terms_document(transaction.terms),
        "grants": grants_documents(transaction.grants),
        "reply": transaction.reply,
        "decline": transaction.decline and transaction.decline.value,
        "problem": transaction.problem and transaction.problem.value,
        "has_tried_pin": transaction.has_tried_pin,
        "receipt": transaction.receipt,
        "settled": transaction.settled and transaction.settled.value,
        "captured": money_document(transaction.captured),
        "returned": money_document(transaction.returned),
        "charged": money_document(transaction.charged),
        "envelope": envelope_document(transaction.envelope),
    }


def _transaction(document: Document) -> Transaction:
    terms, decline, problem, settled = (
        document[name] for name in ("terms", "decline", "problem", "settled")
    )
    return Transaction(
        document["txid"],
        document["atm_id"],
        TransactionState(document["state"]),
        document["boot_id"],
        document["started_ms"],
        terms=None if terms is None else terms_value(terms),
        account_id=document["account_id"],
        grants=grants_value(document["grants"]),
        reply=document["reply"],
        decline=None if decline is None else DeclineReason(decline),
        problem=None if problem is None else ProblemCode(problem),
        has_tried_pin=document["has_tried_pin"],
        receipt=document["receipt"],
        settled=None if settled is None else SettlementState(settled),
        captured=money_value(document["captured"]),
        returned=money_value(document["returned"]),
        charged=money_value(document["charged"]),
        envelope=envelope_value(document.get("envelope")),
    )


_TRANSACTIONS: Final = Kind(
    "transactions",
    lambda transaction: joined(transaction.atm_id, transaction.txid),
    _transaction_document,
    _transaction,
    counter="transactions",
)
_ACCOUNTS: Final = Kind("accounts", lambda account: account.account_id, _account_document, _account)
