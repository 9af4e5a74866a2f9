"""Which screens a visitor answers in which way."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from tests.simulation.plan import Want

SERVICES: Final = {
    Want.WITHDRAW: "withdraw",
    Want.BALANCE: "balance",
    Want.CHANGE_PIN: "pin-change",
    Want.TRANSFER: "transfer",
    Want.DEPOSIT: "deposit",
}
FREE: Final = frozenset({ScreenId.NOTES, ScreenId.RECEIPT})
CHOICES: Final = FREE | {ScreenId.ACCOUNT, ScreenId.TRANSFER_FROM, ScreenId.TRANSFER_TO}
ASIDE: Final = (("notes", ScreenId.NOTES), ("receipt", ScreenId.RECEIPT))
PROMPTS: Final = frozenset(
    {
        ScreenId.PIN,
        ScreenId.MENU,
        ScreenId.AMOUNT,
        ScreenId.OTHER_AMOUNT,
        ScreenId.CONFIRM,
        ScreenId.PIN_CHANGE,
        ScreenId.BALANCE,
        ScreenId.ANOTHER,
        ScreenId.ACCOUNT,
        ScreenId.NOTES,
        ScreenId.RECEIPT,
        ScreenId.TRANSFER_FROM,
        ScreenId.TRANSFER_TO,
        ScreenId.TRANSFER_AMOUNT,
        ScreenId.TRANSFER_CONFIRM,
        ScreenId.DEPOSIT_AMOUNT,
        ScreenId.DEPOSIT_CONFIRM,
        ScreenId.INSERT_ENVELOPE,
        ScreenId.CONTACTING_BANK,
        ScreenId.COUNTING,
    }
)
