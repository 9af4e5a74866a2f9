"""The bank's books out of a backup or an export, for stores that no auditor reads by himself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from hardware.crypto.record import Record
from kiosk.workbench.audit_books import (
    AccountRow,
    AtmRow,
    Books,
    CanisterRow,
    EntryRow,
    EnvelopeRow,
    TransactionRow,
)

QUESTIONS: Final = frozenset({"accounts", "balance"})


class _Row(BaseModel):
    """What is needed of a row; what else it has is for others."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class _Money(_Row):
    minor: int
    currency: str


class _Account(_Row):
    account_id: str
    kind: str
    account_name: str
    balance: _Money
    held: _Money


class _Line(_Row):
    account_id: str
    amount: _Money


class _Posting(_Row):
    posting_id: int
    kind: str
    reference: str
    lines: list[_Line]


class _Canister(_Row):
    canister: int
    denomination: int
    load: int
    next: int
    left: int
    rejected: int


class _Atm(_Row):
    atm_id: str
    held_txid: str | None
    num_dispensed_bills: int
    canisters: list[_Canister]


class _Terms(_Row):
    operation: str
    amount: _Money | None


class _Envelope(_Row):
    result: str | None
    number: int | None
    found: _Money | None


class _Transaction(_Row):
    txid: str
    atm_id: str
    state: str
    account_id: str | None
    terms: _Terms | None
    receipt: str | None
    settled: str | None
    captured: _Money | None
    envelope: _Envelope | None

    @property
    def is_question_forgotten(self) -> bool:
        """A question, such as for a balance, that its bank has not lived to answer: nobody asks
        for that answer again, and nothing hangs on it."""
        is_question = self.terms is not None and self.terms.operation in QUESTIONS
        return is_question and self.state == "in-work"


_KINDS: Final[Mapping[str, type[_Row]]] = {
    "accounts": _Account,
    "postings": _Posting,
    "atms": _Atm,
    "transactions": _Transaction,
}


def read_export(path: Path) -> Books:
    """Raises OSError, and ValueError for what is no export."""
    found: list[_Row] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for table, row in json.loads(line).items():
                if table in _KINDS:
                    found.append(_KINDS[table].model_validate(row))
    atms = [row for row in found if isinstance(row, _Atm)]
    return Books(
        tuple(_account(row) for row in found if isinstance(row, _Account)),
        tuple(entry for row in found if isinstance(row, _Posting) for entry in _entries(row)),
        tuple(
            _transaction(row)
            for row in found
            if isinstance(row, _Transaction) and not row.is_question_forgotten
        ),
        tuple(canister for row in atms for canister in _canisters(row)),
        tuple(_atm(row) for row in atms),
    )


def _account(row: _Account) -> AccountRow:
    return AccountRow(
        row.account_id,
        row.kind,
        row.account_name,
        row.balance.currency,
        row.balance.minor,
        row.held.minor,
    )


def _entries(row: _Posting) -> Iterator[EntryRow]:
    for line in row.lines:
        yield EntryRow(
            row.posting_id,
            row.kind,
            row.reference,
            line.account_id,
            line.amount.minor,
            line.amount.currency,
        )


def _canisters(row: _Atm) -> Iterator[CanisterRow]:
    for each in row.canisters:
        yield CanisterRow(
            row.atm_id,
            each.canister,
            each.denomination,
            each.load,
            each.next,
            each.left,
            each.rejected,
        )


def _atm(row: _Atm) -> AtmRow:
    bills = sum(each.left for each in row.canisters)
    return AtmRow(row.atm_id, row.held_txid, bills, row.num_dispensed_bills)


def _transaction(row: _Transaction) -> TransactionRow:
    amount = row.terms.amount if row.terms is not None else None
    return TransactionRow(
        row.atm_id,
        row.txid,
        row.state,
        row.account_id,
        amount.minor if amount is not None else 0,
        None if row.receipt is None else Record.parse(bytes.fromhex(row.receipt)),
        row.settled,
        row.captured.minor if row.captured is not None else None,
        row.terms.operation if row.terms is not None else "",
        _envelope(row.envelope),
    )


def _envelope(row: _Envelope | None) -> EnvelopeRow | None:
    if row is None:
        return None
    return EnvelopeRow(row.result, row.number, None if row.found is None else row.found.minor)
