"""Which page draws which screen; several screens share one layout."""

from __future__ import annotations

from typing import Final

from kiosk.domain.maintenance import items
from kiosk.domain.screens import ScreenId

# MORE_TIME is not here: it lies over the page that was shown before it.
PAGES: Final = {
    ScreenId.ATTRACT: "attract",
    ScreenId.LANGUAGE: "language",
    ScreenId.READING_CARD: "wait",
    ScreenId.SERVICE_NOTICE: "service-notice",
    ScreenId.PIN: "pin",
    ScreenId.MENU: "menu",
    ScreenId.ACCOUNT: "account",
    ScreenId.AMOUNT: "amount",
    ScreenId.OTHER_AMOUNT: "other-amount",
    ScreenId.NOTES: "notes",
    ScreenId.RECEIPT: "receipt",
    ScreenId.CONFIRM: "confirm",
    ScreenId.CONTACTING_BANK: "wait",
    ScreenId.TAKE_CARD: "take",
    ScreenId.COUNTING: "wait",
    ScreenId.TAKE_CASH: "take",
    ScreenId.TAKE_RECEIPT: "take",
    ScreenId.SCREEN_RECEIPT: "screen-receipt",
    ScreenId.ANOTHER: "another",
    ScreenId.GOODBYE: "goodbye",
    ScreenId.BALANCE: "balance",
    ScreenId.TRANSFER_FROM: "account",
    ScreenId.TRANSFER_TO: "account",
    ScreenId.TRANSFER_AMOUNT: "other-amount",
    ScreenId.TRANSFER_CONFIRM: "transfer",
    ScreenId.TRANSFER_DONE: "transfer",
    ScreenId.DEPOSIT_AMOUNT: "other-amount",
    ScreenId.DEPOSIT_CONFIRM: "deposit-confirm",
    ScreenId.INSERT_ENVELOPE: "take",
    ScreenId.DEPOSIT_DONE: "deposit-done",
    ScreenId.PIN_CHANGE: "pin",
    ScreenId.PIN_CHANGED: "pin-changed",
    ScreenId.PARTIAL: "partial",
    ScreenId.MESSAGE: "message",
    ScreenId.OUT_OF_SERVICE: "closed",
    ScreenId.CLOSED: "closed",
    ScreenId.NO_CASH: "attract",
    ScreenId.COUNT: "count",
    ScreenId.STAFF_LOGIN: "staff",
    ScreenId.STAFF_WORK_ORDER: "staff",
    ScreenId.STAFF_MENU: "staff",
    **dict.fromkeys(items.PAGES.values(), "staff"),
}
BLANK_PAGE: Final = "blank"

# Nobody may read these over the shoulder while the machine asks whether the customer is there.
PRIVATE: Final = frozenset(
    {
        ScreenId.ACCOUNT,
        ScreenId.BALANCE,
        ScreenId.SCREEN_RECEIPT,
        ScreenId.TRANSFER_FROM,
        ScreenId.TRANSFER_TO,
        ScreenId.TRANSFER_DONE,
    }
)

# Their amounts are typed to the last cent.
WITH_FIGURES: Final = frozenset({ScreenId.TRANSFER_AMOUNT, ScreenId.DEPOSIT_AMOUNT})

PIN_ENTRY: Final = frozenset({ScreenId.PIN, ScreenId.PIN_CHANGE})

# Between visits there is nothing to cancel, whatever a screen says.
IDLE: Final = frozenset(
    {ScreenId.ATTRACT, ScreenId.OUT_OF_SERVICE, ScreenId.CLOSED, ScreenId.NO_CASH}
)
