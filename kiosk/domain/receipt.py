"""What a visit knows of a receipt: everything on it but where and when it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bank_server.contract.money import Money
from kiosk.domain.screens import AccountLine


class ReceiptKind(StrEnum):
    """The type of the transaction."""

    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """One transaction that has succeeded.

    Attributes:
        reference: the transaction's, as the screens say it; the last line.
        source: the account that is meant; where a transfer takes from.
        target: where a transfer or a deposit goes.
        amount: None for a balance. asked: what was asked for, where only a part could be paid.
        available, balance: only where the customer asked for them.
        fee: None where there is none.
        envelope: what the bank's answer calls the envelope.
        language: two letters, what the customer reads.
    """

    kind: ReceiptKind
    reference: str
    language: str
    source: AccountLine | None = None
    target: AccountLine | None = None
    amount: Money | None = None
    asked: Money | None = None
    available: Money | None = None
    balance: Money | None = None
    fee: Money | None = None
    envelope: str = ""
