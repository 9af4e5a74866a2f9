"""Which page draws which screen; several screens share one layout."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId

# MORE_TIME is not here: it lies over the page that was shown before it.
PAGES: Final = {
    ScreenId.ATTRACT: "attract",
    ScreenId.LANGUAGE: "language",
    ScreenId.READING_CARD: "wait",
    ScreenId.SERVICE_NOTICE: "service-notice",
    ScreenId.PIN: "pin",
    ScreenId.MENU: "menu",
    ScreenId.AMOUNT: "amount",
    ScreenId.OTHER_AMOUNT: "other-amount",
    ScreenId.CONFIRM: "confirm",
    ScreenId.CONTACTING_BANK: "wait",
    ScreenId.TAKE_CARD: "take",
    ScreenId.COUNTING: "wait",
    ScreenId.TAKE_CASH: "take",
    ScreenId.ANOTHER: "another",
    ScreenId.GOODBYE: "goodbye",
    ScreenId.BALANCE: "balance",
    ScreenId.PIN_CHANGE: "pin",
    ScreenId.PIN_CHANGED: "pin-changed",
    ScreenId.PARTIAL: "partial",
    ScreenId.MESSAGE: "message",
    ScreenId.OUT_OF_SERVICE: "closed",
    ScreenId.CLOSED: "closed",
    ScreenId.NO_CASH: "attract",
}
BLANK_PAGE: Final = "blank"

# Nobody may read these over the shoulder while the machine asks whether the customer is there.
PRIVATE: Final = frozenset({ScreenId.BALANCE})

PIN_ENTRY: Final = frozenset({ScreenId.PIN, ScreenId.PIN_CHANGE})

# Between visits there is nothing to cancel, whatever a screen says.
IDLE: Final = frozenset(
    {ScreenId.ATTRACT, ScreenId.OUT_OF_SERVICE, ScreenId.CLOSED, ScreenId.NO_CASH}
)
