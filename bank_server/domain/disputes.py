"""Notes that were taken back: debited, and whose they are is open until two people have counted.

The money lies in the dispute account and the notes in the safe, as far as the customer left them
in the shutter. What is found there is the customer's again; what is not found they have taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, unique
from types import MappingProxyType
from typing import Final

from bank_server.contract.money import Money
from bank_server.domain.changes import Change
from bank_server.domain.ledger import AccountKind, Line, Posting, PostingKind, internal_account_id
from bank_server.domain.terminals import Atm
from bank_server.domain.transactions import Transaction, TransactionState
from hardware.crypto.record import Record, RecordLine, TxnOutcome

OF_NO_HOLD: Final = frozenset({TxnOutcome.RETRACTED, TxnOutcome.SUSPECT})
"""What is counted of notes without a hold. A suspect hold is not disputed but in doubt."""

_COUNTED: Final = MappingProxyType(
    {
        TransactionState.CAPTURED: frozenset({TxnOutcome.RETRACTED}),
        TransactionState.SUSPENSE: OF_NO_HOLD,
    }
)

Counts = Sequence[tuple[int, int]]
"""(canister, notes); a canister is named once."""


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """
    Attributes:
        account_id: where what is found goes: the account that was charged, or suspense.
        since_ms: when the transaction began.
    """

    txid: str
    atm_id: str
    account_id: str
    amount: Money
    since_ms: int


@unique
class DisputeRefusal(Enum):
    """Why a dispute cannot end so."""

    NOT_DISPUTED = "not-disputed"  # it put nothing into the dispute account
    ENDED_BEFORE = "ended-before"
    NAMED_TWICE = "named-twice"
    TOO_MUCH = "too-much"  # more notes than were presented of this canister


def disputed(transaction: Transaction) -> Money | None:
    """What this transaction put into the dispute account, or None."""
    counted = _COUNTED.get(transaction.state)
    if counted is None or transaction.receipt is None:
        return None
    if _receipt(transaction).outcome not in counted:
        return None
    captured = transaction.captured
    return captured if captured is not None and captured.is_payable else None


def payer(transaction: Transaction, currency: str) -> str:
    """The account that was charged for what is disputed."""
    if transaction.state is TransactionState.SUSPENSE:
        return internal_account_id(AccountKind.SUSPENSE, currency)
    assert transaction.account_id is not None, "what was captured has an account"
    return transaction.account_id


def is_open(transaction: Transaction) -> bool:
    return transaction.returned is None and disputed(transaction) is not None


def open_disputes(transactions: Iterable[Transaction]) -> tuple[OpenDispute, ...]:
    """The oldest first."""
    found = []
    for each in transactions:
        amount = disputed(each)
        if amount is None or each.returned is not None:
            continue
        account_id = payer(each, amount.currency)
        found.append(OpenDispute(each.txid, each.atm_id, account_id, amount, each.started_ms))
    return tuple(sorted(found, key=lambda one: one.since_ms))


def refusal(transaction: Transaction, found: Counts) -> DisputeRefusal | None:
    """Why this count cannot end this transaction's dispute, or None if it can."""
    if disputed(transaction) is None:
        return DisputeRefusal.NOT_DISPUTED
    if transaction.returned is not None:
        return DisputeRefusal.ENDED_BEFORE
    if len({canister for canister, _ in found}) != len(found):
        return DisputeRefusal.NAMED_TWICE
    most = {line.canister: _outside(line, transaction) for line in _receipt(transaction).lines}
    if any(not 0 <= count <= most.get(canister, -1) for canister, count in found):
        return DisputeRefusal.TOO_MUCH
    return None


def end(transaction: Transaction, atm: Atm, found: Counts, proposal_id: str) -> Change:
    """What two people's count does; there is no refusal."""
    amount = disputed(transaction)
    assert amount is not None, "only what is disputed ends"
    account_id = payer(transaction, amount.currency)
    counts = dict(found)
    returned = atm.money(
        sum(count * (atm.denomination(canister) or 0) for canister, count in found)
    )
    assert returned <= amount, "no more is found than was presented"
    lines = (
        Line(internal_account_id(AccountKind.DISPUTE, amount.currency), -amount),
        Line(account_id, returned),
        Line(internal_account_id(AccountKind.CASH, amount.currency, atm.atm_id), amount - returned),
    )
    books = tuple(
        replace(book, found=book.found + counts.get(book.canister, 0)) for book in atm.canisters
    )
    moved = tuple(line for line in lines if line.amount.minor)
    return Change(
        transaction=replace(transaction, returned=returned),
        atm=replace(atm, canisters=books),
        postings=(Posting(PostingKind.DISPUTE, proposal_id, moved),),
    )


def _outside(line: RecordLine, transaction: Transaction) -> int:
    """Of one canister, how many notes may lie in a bin that no record names."""
    is_known = _receipt(transaction).outcome is not TxnOutcome.SUSPECT
    return line.presented if is_known else line.picked - line.rejected


def _receipt(transaction: Transaction) -> Record:
    assert transaction.receipt is not None, "what was captured has a receipt"
    return Record.parse(bytes.fromhex(transaction.receipt))
