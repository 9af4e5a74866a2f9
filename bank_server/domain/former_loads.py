"""What a load of a canister booked wrongly, because a receipt of before it came only later."""

from __future__ import annotations

from collections.abc import Iterable

from bank_server.contract.money import Money
from bank_server.domain.ledger import (
    AccountKind,
    Posting,
    PostingKind,
    internal_account_id,
    transfer,
)
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Grant, Transaction
from hardware.crypto.record import Record


def taken_back_too_much(found: Transaction, atm: Atm, receipt: Record) -> tuple[Posting, ...]:
    """Puts right what a load of the canister did while this hold was in doubt by its age.

    The former load went back to the vault by the bank's book, which did not know yet that these
    notes had left it. Those that were rejected went there indeed.
    """
    loads = {book.canister: book.load for book in atm.canisters}
    value = atm.money(
        sum(
            (line.picked - line.rejected) * (atm.denomination(line.canister) or 0)
            for line in receipt.lines
            if loads.get(line.canister, 0) > line.load
        )
    )
    return _from_vault(found.txid, value, atm)


def loaded_since(txid: str, grants: Iterable[Grant], atm: Atm) -> tuple[Posting, ...]:
    """As above, where no record came: the notes that people have counted as paid."""
    loads = {book.canister: book.load for book in atm.canisters}
    value = atm.money(
        sum(
            (grant.counted or 0) * grant.denomination
            for grant in grants
            if loads.get(grant.canister, 0) > grant.load
        )
    )
    return _from_vault(txid, value, atm)


def _from_vault(txid: str, value: Money, atm: Atm) -> tuple[Posting, ...]:
    """Notes that a load seemed to bring back to the vault, and that had left before."""
    if not value.is_payable:
        return ()
    cash = internal_account_id(AccountKind.CASH, value.currency, atm.atm_id)
    vault = internal_account_id(AccountKind.OPENING, value.currency)
    return (transfer(PostingKind.CASH_LOAD, txid, cash, vault, value),)
