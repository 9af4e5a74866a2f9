"""Writes what a decision wants, inside the step that decided."""

from __future__ import annotations

from bank_server.contract.money import Money
from bank_server.domain.cards import Visit
from bank_server.domain.changes import Change
from bank_server.domain.ledger import Account, AccountKind, Posting, internal_account_id
from bank_server.domain.people import Closing
from bank_server.store.rows import Rows

_ONE_PER_CURRENCY = (
    AccountKind.SUSPENSE,
    AccountKind.DISPUTE,
    AccountKind.CORRECTION,
    AccountKind.OPENING,
    AccountKind.ENVELOPES,
)


def apply(rows: Rows, change: Change, now_ms: int) -> None:
    """Everything in the change is written; entries and the balances they project together."""
    for held in change.held:
        account = rows.account(held.account_id)
        assert account is not None, "a hold is on an account that exists"
        rows.put_account(account.with_hold(held.amount))
    for posting in change.postings:
        post(rows, posting, now_ms)
    if change.card is not None:
        rows.put_card(change.card)
    if change.atm is not None:
        rows.put_atm(change.atm)
    if change.transaction is not None:
        rows.put_transaction(change.transaction)
    if change.visit is not None:
        rows.drop_visit(change.visit.card_id, change.visit.atm_id)
    for item in change.settled:
        rows.close_work_item(item, Closing("bank", now_ms, item.note))
    for item in change.work:
        rows.add_work_item(item, now_ms)


def post(rows: Rows, posting: Posting, now_ms: int) -> None:
    """The posting is in the ledger and in the balances."""
    for line in posting.lines:
        account = rows.account(line.account_id)
        assert account is not None, "entries are for accounts that exist"
        rows.put_account(account.with_entry(line.amount))
    rows.add_entries(posting, now_ms)


def open_internal_accounts(rows: Rows, currency: str, atm_id: str | None = None) -> None:
    """The bank's own accounts of this currency exist, and the ATM's cash account."""
    for kind in _ONE_PER_CURRENCY:
        _open(rows, internal_account_id(kind, currency), kind, currency)
    if atm_id is not None:
        cash = internal_account_id(AccountKind.CASH, currency, atm_id)
        _open(rows, cash, AccountKind.CASH, currency)


def begin_visit(rows: Rows, card_id: str, atm_id: str, token_hash: str | None, now_ms: int) -> None:
    """The one live visit of this card at this ATM is the one with this token."""
    if token_hash is not None:
        rows.put_visit(Visit(card_id, atm_id, token_hash, now_ms, now_ms))


def _open(rows: Rows, account_id: str, kind: AccountKind, currency: str) -> None:
    if rows.account(account_id) is None:
        zero = Money(0, currency)
        rows.put_account(Account(account_id, kind, kind.value, zero, zero, kind.value))
