"""Transactions, accounts and entries in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Set

from bank_server.contract.money import Money
from bank_server.contract.operations import DeclineReason, SettlementState
from bank_server.contract.problems import ProblemCode
from bank_server.domain.ledger import Account, AccountKind, Entry, Posting, PostingKind
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.store.codec import (
    envelope_from,
    envelope_text,
    grants_from,
    grants_text,
    terms_from,
    terms_text,
)

_TRANSACTION = """SELECT txid, atm_id, state, boot_id, started_ms, terms, account_id, grants, reply,
decline, problem, has_tried_pin, receipt, settled, captured, currency, returned,
charged, envelope FROM transactions"""
_OF_CARD_IN_STATES = """ WHERE card_id = :card_id AND started_ms >= :since_ms
AND state IN (SELECT value FROM json_each(:states)) ORDER BY place"""
# Named, because SQLite would rather walk over all transactions that ever were than sort a few.
_HELD_SINCE_BEFORE = """ INDEXED BY one_hold_per_atm
WHERE state = 'held' AND started_ms <= :started_ms ORDER BY place"""
_AWAITED_SINCE_BEFORE = """ INDEXED BY awaited_envelopes
WHERE state = 'awaited' AND started_ms <= :started_ms ORDER BY place"""
_OF_ENVELOPE = """ INDEXED BY envelopes_of_atm WHERE envelope IS NOT NULL
AND atm_id = :atm_id AND json_extract(envelope, '$.number') = :number ORDER BY place"""
_CREDITED_ALONE = """ INDEXED BY envelopes_credited_alone
WHERE json_extract(envelope, '$.alone') = :by
AND json_extract(envelope, '$.ended_ms') >= :since_ms ORDER BY place"""
_ENVELOPES_BETWEEN = """ INDEXED BY envelopes_of_atm WHERE envelope IS NOT NULL
AND atm_id = :atm_id AND json_extract(envelope, '$.number') BETWEEN :first AND :last
ORDER BY place"""
_ENTRY = """SELECT entry_id, posting_id, at_ms, kind, reference, account_id, minor, currency
FROM entries"""
_LAST_ENTRY = "SELECT entry_id FROM entries ORDER BY entry_id DESC LIMIT 1"
_LAST_ENTRY_BEFORE = """SELECT entry_id FROM entries INDEXED BY entries_by_time
WHERE at_ms < :at_ms ORDER BY at_ms DESC, entry_id DESC LIMIT 1"""
_ACCOUNT = """SELECT account_id, kind, account_name, balance, held, currency, account_type
FROM accounts"""


class MoneyRowsMixin:
    _connection: sqlite3.Connection

    def transaction(self, txid: str, atm_id: str) -> Transaction | None:
        row = self._connection.execute(
            _TRANSACTION + " WHERE atm_id = :atm_id AND txid = :txid",
            {"atm_id": atm_id, "txid": txid},
        ).fetchone()
        return None if row is None else _transaction(*row)

    def put_transaction(self, transaction: Transaction) -> None:
        captured, returned = transaction.captured, transaction.returned
        charged, envelope = transaction.charged, transaction.envelope
        self._connection.execute(
            """INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, card_id,
            account_id, terms, grants, reply, decline, problem, has_tried_pin, receipt, settled,
            captured, currency, returned, charged, envelope)
            VALUES (:atm_id, :txid, :state, :boot_id, :started_ms, :card_id, :account_id, :terms,
            :grants, :reply, :decline, :problem, :has_tried_pin, :receipt, :settled, :captured,
            :currency, :returned, :charged, :envelope)
            ON CONFLICT (atm_id, txid) DO UPDATE SET state = :state, boot_id = :boot_id,
            started_ms = :started_ms, card_id = :card_id, account_id = :account_id,
            terms = :terms, grants = :grants, reply = :reply, decline = :decline,
            problem = :problem, has_tried_pin = :has_tried_pin, receipt = :receipt,
            settled = :settled, captured = :captured, currency = :currency, returned = :returned,
            charged = :charged, envelope = :envelope""",
            {
                "atm_id": transaction.atm_id,
                "txid": transaction.txid,
                "state": transaction.state.value,
                "boot_id": transaction.boot_id,
                "started_ms": transaction.started_ms,
                "card_id": transaction.card_id,
                "account_id": transaction.account_id,
                "terms": None if transaction.terms is None else terms_text(transaction.terms),
                "grants": grants_text(transaction.grants),
                "reply": transaction.reply,
                "decline": None if transaction.decline is None else transaction.decline.value,
                "problem": None if transaction.problem is None else transaction.problem.value,
                "has_tried_pin": int(transaction.has_tried_pin),
                "receipt": transaction.receipt,
                "settled": None if transaction.settled is None else transaction.settled.value,
                "captured": None if captured is None else captured.minor,
                "currency": None if captured is None else captured.currency,
                "returned": None if returned is None else returned.minor,
                "charged": None if charged is None else charged.minor,
                "envelope": None if envelope is None else envelope_text(envelope),
            },
        )

    def transactions_of_card(
        self, card_id: str, since_ms: int, states: Set[TransactionState]
    ) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _OF_CARD_IN_STATES,
            {
                "card_id": card_id,
                "since_ms": since_ms,
                "states": json.dumps(sorted(state.value for state in states)),
            },
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def held_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _HELD_SINCE_BEFORE,
            {"started_ms": started_ms},
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def awaited_since_before(self, started_ms: int) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _AWAITED_SINCE_BEFORE, {"started_ms": started_ms}
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def of_envelope(self, atm_id: str, number: int) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _OF_ENVELOPE, {"atm_id": atm_id, "number": number}
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def credited_alone(self, by: str, since_ms: int) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _CREDITED_ALONE, {"by": by, "since_ms": since_ms}
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def envelopes_between(self, atm_id: str, first: int, last: int) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION + _ENVELOPES_BETWEEN, {"atm_id": atm_id, "first": first, "last": last}
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def resolved_without_receipt(self, atm_id: str) -> tuple[Transaction, ...]:
        rows = self._connection.execute(
            _TRANSACTION
            + """ WHERE atm_id = :atm_id AND state = 'resolved' AND receipt IS NULL
            ORDER BY place""",
            {"atm_id": atm_id},
        ).fetchall()
        return tuple(_transaction(*row) for row in rows)

    def transactions(self) -> tuple[Transaction, ...]:
        rows = self._connection.execute(_TRANSACTION + " ORDER BY place").fetchall()
        return tuple(_transaction(*row) for row in rows)

    def account(self, account_id: str) -> Account | None:
        row = self._connection.execute(
            _ACCOUNT + " WHERE account_id = :account_id", {"account_id": account_id}
        ).fetchone()
        return None if row is None else _account(*row)

    def put_account(self, account: Account) -> None:
        self._connection.execute(
            """INSERT INTO accounts (account_id, kind, account_name, account_type, currency,
            balance, held)
            VALUES (:account_id, :kind, :name, :type, :currency, :balance, :held)
            ON CONFLICT (account_id) DO UPDATE SET account_name = :name, account_type = :type,
            balance = :balance, held = :held""",
            {
                "account_id": account.account_id,
                "kind": account.kind.value,
                "name": account.account_name,
                "type": account.account_type,
                "currency": account.balance.currency,
                "balance": account.balance.minor,
                "held": account.held.minor,
            },
        )

    def accounts(self) -> tuple[Account, ...]:
        rows = self._connection.execute(_ACCOUNT + " ORDER BY account_id").fetchall()
        return tuple(_account(*row) for row in rows)

    def add_entries(self, posting: Posting, at_ms: int) -> None:
        posting_id = self._connection.execute(
            "SELECT coalesce(max(entry_id), 0) + 1 FROM entries"
        ).fetchone()[0]
        for line in posting.lines:
            self._connection.execute(
                """INSERT INTO entries (posting_id, at_ms, kind, reference, account_id, minor,
                currency)
                VALUES (:posting_id, :at_ms, :kind, :reference, :account_id, :minor, :currency)""",
                {
                    "posting_id": posting_id,
                    "at_ms": at_ms,
                    "kind": posting.kind.value,
                    "reference": posting.reference,
                    "account_id": line.account_id,
                    "minor": line.amount.minor,
                    "currency": line.amount.currency,
                },
            )

    def entries(self, account_id: str | None, count_max: int | None) -> tuple[Entry, ...]:
        rows = self._connection.execute(
            f"""{_ENTRY} WHERE :account_id IS NULL OR account_id = :account_id
            ORDER BY entry_id DESC LIMIT :count_max""",
            {"account_id": account_id, "count_max": -1 if count_max is None else count_max},
        ).fetchall()
        return tuple(_entry(*row) for row in rows)

    def entries_after(
        self, account_id: str | None, entry_id: int, upto: int | None = None
    ) -> tuple[Entry, ...]:
        of_account = "" if account_id is None else "account_id = :account_id AND "
        rows = self._connection.execute(
            f"""{_ENTRY} WHERE {of_account}entry_id > :entry_id
            AND (:upto IS NULL OR entry_id <= :upto) ORDER BY entry_id""",
            {"account_id": account_id, "entry_id": entry_id, "upto": upto},
        ).fetchall()
        return tuple(_entry(*row) for row in rows)

    def entry_before(self, at_ms: int | None) -> int:
        last = _LAST_ENTRY if at_ms is None else _LAST_ENTRY_BEFORE
        row = self._connection.execute(last, {"at_ms": at_ms}).fetchone()
        return 0 if row is None else int(row[0])


def _entry(
    entry_id: int,
    posting_id: int,
    at_ms: int,
    kind: str,
    reference: str,
    account_id: str,
    minor: int,
    currency: str,
) -> Entry:
    money = Money(minor, currency)
    return Entry(entry_id, posting_id, at_ms, PostingKind(kind), reference, account_id, money)


def _account(
    account_id: str,
    kind: str,
    name: str,
    balance: int,
    held: int,
    currency: str,
    account_type: str,
) -> Account:
    return Account(
        account_id,
        AccountKind(kind),
        name,
        Money(balance, currency),
        Money(held, currency),
        account_type,
    )


def _transaction(
    txid: str,
    atm_id: str,
    state: str,
    boot_id: str,
    started_ms: int,
    terms: str | None,
    account_id: str | None,
    grants: str,
    reply: bytes | None,
    decline: str | None,
    problem: str | None,
    has_tried_pin: int,
    receipt: str | None,
    settled: str | None,
    captured: int | None,
    currency: str | None,
    returned: int | None,
    charged: int | None,
    envelope: str | None,
) -> Transaction:
    return Transaction(
        txid,
        atm_id,
        TransactionState(state),
        boot_id,
        started_ms,
        terms=None if terms is None else terms_from(terms),
        account_id=account_id,
        grants=grants_from(grants),
        reply=reply,
        decline=None if decline is None else DeclineReason(decline),
        problem=None if problem is None else ProblemCode(problem),
        has_tried_pin=bool(has_tried_pin),
        receipt=receipt,
        settled=None if settled is None else SettlementState(settled),
        captured=None if captured is None or currency is None else Money(captured, currency),
        returned=None if returned is None or currency is None else Money(returned, currency),
        charged=None if charged is None or currency is None else Money(charged, currency),
        envelope=None if envelope is None else envelope_from(envelope),
    )
