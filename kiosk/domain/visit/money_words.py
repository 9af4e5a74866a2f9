"""What has happened to the money once a transaction has succeeded, whichever page says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptKind
from kiosk.domain.screens import MoneyWords
from kiosk.domain.visit.cashless_places import (
    Deposited,
    Transferred,
)
from kiosk.domain.visit.places import (
    LackingReceipt,
    Place,
    ReadingReceipt,
    TakingReceipt,
)

WORDS: Final = {
    ReceiptKind.WITHDRAWAL: MoneyWords.CHARGED,
    ReceiptKind.TRANSFER: MoneyWords.TRANSFERRED,
    ReceiptKind.DEPOSIT: MoneyWords.CREDITED_LATER,
    ReceiptKind.BALANCE: MoneyWords.NOTHING_MOVED,
}


@dataclass(frozen=True, slots=True)
class Success:
    money: MoneyWords
    amount: Money | None
    reference: str


def done_with(place: Place) -> Success | None:
    """What this place says is done, as whoever cannot get their card back is to read it."""
    match place:
        case Transferred(amount=amount, reference=reference):
            return Success(MoneyWords.TRANSFERRED, amount, reference)
        case Deposited(amount=amount, reference=reference):
            return Success(MoneyWords.CREDITED_LATER, amount, reference)
        case TakingReceipt(receipt) | ReadingReceipt(receipt) | LackingReceipt(receipt):
            return Success(WORDS[receipt.kind], receipt.amount, receipt.reference)
    return None
