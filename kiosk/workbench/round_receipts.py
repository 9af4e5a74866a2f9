"""The part of the journal's round that brings out what becomes of receipts."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.round_steps import enters, leaves

SMALL: Final = "10"  # one note: there is no choice of notes, and the receipt's key is the first
RECEIPT_KEY: Final = "1"
NO_RECEIPT_KEY: Final = "2"
BALANCE_KEY: Final = "2"
PRINT_KEY: Final = "1"


def receipts(desk: RoundDesk) -> None:
    """One that is printed and taken, one that jams, and one that nobody wants."""
    alice = desk.person("alice")
    before = desk.codes()
    _prints_balance(alice)
    alice.takes_receipt()
    desk.waits_for("RECEIPT_TAKEN", before)
    leaves(desk, alice)
    desk.does("next_prints", faults=["jam"])
    _prints_balance(alice)
    desk.waits_for("RECEIPT_FAIL", before)
    leaves(desk, alice)
    desk.does("printer", jam=False)
    _withdraws_without(alice)
    desk.waits_for("RECEIPT_DECLINED", before)
    leaves(desk, alice)


def _prints_balance(you: Customer) -> None:
    enters(you)
    you.sees(ScreenId.MENU).presses(BALANCE_KEY)
    you.sees(ScreenId.BALANCE).presses(PRINT_KEY)
    you.sees(ScreenId.TAKE_RECEIPT)


def _withdraws_without(you: Customer) -> None:
    enters(you)
    you.sees(ScreenId.MENU).presses("1")
    you.sees(ScreenId.AMOUNT).presses("7")
    you.sees(ScreenId.OTHER_AMOUNT).presses(f"{SMALL}E")
    you.sees(ScreenId.CONFIRM).presses(RECEIPT_KEY)
    you.sees(ScreenId.RECEIPT).presses(NO_RECEIPT_KEY)
    you.sees(ScreenId.CONFIRM).presses("E")
    you.sees(ScreenId.TAKE_CARD).takes_card()
    you.sees(ScreenId.TAKE_CASH).takes_cash()
