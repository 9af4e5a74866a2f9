"""Choices and rules of the machine as visits: accounts, notes, receipts, key, count, door, link."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import Notice, ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.leaving import leave
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import Script
from kiosk.workbench.stage import NotSeen

FULL_ROLL: Final = 800


def enters(you: Customer) -> None:
    you.inserts_card()
    you.reaches_pin().types_pin(you.pin)
    you.sees(ScreenId.MENU)


def asks_for(you: Customer, units: int) -> None:
    """From the menu of a card with one account."""
    you.presses("1")
    you.sees(ScreenId.AMOUNT).presses("7")
    you.sees(ScreenId.OTHER_AMOUNT).presses(f"{units}E")
    you.sees(ScreenId.CONFIRM)


def takes_all(you: Customer) -> None:
    """Card, cash and receipt; then the machine is free."""
    you.sees(ScreenId.TAKE_CARD).takes_card()
    you.sees(ScreenId.TAKE_CASH).takes_cash()
    you.waits_for_booking()
    goes(you)


def goes(you: Customer, ends: ScreenId = ScreenId.ATTRACT) -> None:
    """Raises NotSeen where the machine ends otherwise."""
    seen = leave(you.stage, you)
    if seen is not ends:
        raise NotSeen(f"wanted {ends.name} at the end, and saw {seen.name}")


def moves_money(you: Customer) -> None:
    """From the menu of a card with two accounts to the confirmation."""
    you.presses("4")
    you.sees(ScreenId.TRANSFER_FROM).presses("1")
    you.sees(ScreenId.TRANSFER_AMOUNT).presses("2500E")
    you.sees(ScreenId.TRANSFER_CONFIRM)


def savings(dora: Customer, _desk: OperatorDesk) -> None:
    enters(dora)
    dora.presses("1")
    dora.sees(ScreenId.ACCOUNT).presses("2")
    dora.sees(ScreenId.AMOUNT).presses("7")
    dora.sees(ScreenId.OTHER_AMOUNT).presses("50E")
    dora.sees(ScreenId.CONFIRM).confirms(50)
    takes_all(dora)


def small_notes(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    asks_for(alice, 60)
    alice.presses("1")
    alice.sees(ScreenId.NOTES).presses("2")
    alice.sees(ScreenId.CONFIRM).confirms(60)
    takes_all(alice)


def receipt_screen(dora: Customer, _desk: OperatorDesk) -> None:
    enters(dora)
    moves_money(dora)
    dora.presses("1")
    dora.sees(ScreenId.RECEIPT).presses("3")
    dora.sees(ScreenId.TRANSFER_CONFIRM).presses("E")
    dora.sees(ScreenId.SCREEN_RECEIPT).presses("E")
    dora.sees(ScreenId.ANOTHER)
    goes(dora)


def no_receipt(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    asks_for(alice, 20)
    alice.presses("2")
    alice.sees(ScreenId.RECEIPT).presses("2")
    alice.sees(ScreenId.CONFIRM).confirms(20)
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    alice.sees(ScreenId.GOODBYE)
    alice.waits_for_booking()
    goes(alice)


def printed_balance(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    alice.presses("2")
    alice.sees(ScreenId.BALANCE).presses("1")
    alice.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    alice.sees(ScreenId.ANOTHER)
    goes(alice)


def series(dora: Customer, _desk: OperatorDesk) -> None:
    enters(dora)
    dora.presses("2")
    dora.sees(ScreenId.ACCOUNT).presses("1")
    dora.sees(ScreenId.BALANCE).presses("E")
    dora.sees(ScreenId.ANOTHER).presses("1")
    dora.sees(ScreenId.MENU)
    moves_money(dora)
    dora.presses("E")
    dora.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    dora.sees(ScreenId.ANOTHER).presses("1")
    dora.sees(ScreenId.MENU).presses("5")
    dora.sees(ScreenId.ACCOUNT).presses("1")
    dora.sees(ScreenId.DEPOSIT_AMOUNT).presses("4000E")
    dora.sees(ScreenId.DEPOSIT_CONFIRM).presses("E")
    dora.sees(ScreenId.INSERT_ENVELOPE)
    dora.does("puts an envelope in", "envelope", what="insert")
    dora.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    dora.sees(ScreenId.ANOTHER).presses("1")
    dora.sees(ScreenId.MENU).presses("1")
    dora.sees(ScreenId.ACCOUNT).presses("1")
    dora.sees(ScreenId.AMOUNT).presses("7")
    dora.sees(ScreenId.OTHER_AMOUNT).presses("30E")
    dora.sees(ScreenId.CONFIRM).confirms(30)
    takes_all(dora)


def cancel(carol: Customer, _desk: OperatorDesk) -> None:
    enters(carol)
    carol.presses("1")
    carol.sees(ScreenId.AMOUNT).presses("X")
    carol.sees(ScreenId.TAKE_CARD, notice=Notice.CANCELLED)
    goes(carol)


def key_off(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    alice.turns_key(on=False)
    asks_for(alice, 30)
    alice.confirms(30)
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    alice.waits_for_booking()
    goes(alice, ScreenId.CLOSED)
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)


def count(carol: Customer, _desk: OperatorDesk) -> None:
    carol.turns_key(on=False)
    carol.sees(ScreenId.CLOSED).turns_key(on=True)
    carol.sees(ScreenId.COUNT).presses("1234567890")
    carol.sees(ScreenId.COUNT, notice=Notice.COUNT_TOO_MANY).presses("C12E13E")
    carol.sees(ScreenId.COUNT, notice=Notice.COUNT_DIFFERENT).presses("12X")
    carol.counts_notes(too_many=1)
    carol.sees(ScreenId.COUNT, notice=Notice.COUNT_NOT_AS_RECORDED).presses("E")
    carol.sees(ScreenId.ATTRACT)


def safe_open(alice: Customer, _desk: OperatorDesk) -> None:
    alice.does("opens the safe", "door", door="safe", open=True)
    alice.sees(ScreenId.NO_CASH)
    alice.inserts_card()
    alice.reaches_pin().types_pin(alice.pin)
    alice.sees(ScreenId.MENU).presses("1")
    alice.sees(ScreenId.BALANCE).presses("E")
    alice.sees(ScreenId.ANOTHER)
    goes(alice, ScreenId.NO_CASH)
    alice.does("shuts the safe", "door", door="safe", open=False)
    alice.sees(ScreenId.ATTRACT)


def link_down(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    asks_for(alice, 50)
    alice.does("cuts the line to the bank", "link", state="down")
    alice.presses("E")
    goes(alice, ScreenId.OUT_OF_SERVICE)
    alice.does("mends the line to the bank", "link", state="up")
    alice.sees(ScreenId.ATTRACT)


def link_late(alice: Customer, _desk: OperatorDesk) -> None:
    enters(alice)
    asks_for(alice, 50)
    alice.confirms(50)
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.COUNTING).does("cuts the line to the bank", "link", state="down")
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    goes(alice, ScreenId.OUT_OF_SERVICE)
    alice.does("mends the line to the bank", "link", state="up")
    alice.waits_for_booking()
    alice.sees(ScreenId.ATTRACT)


CHOICES_AND_RULES: Final = (
    Script(visits.SAVINGS, savings),
    Script(visits.SMALL_NOTES, small_notes),
    Script(visits.ON_SCREEN, receipt_screen),
    Script(visits.NO_RECEIPT, no_receipt),
    Script(visits.PRINTED_BALANCE, printed_balance),
    Script(visits.SERIES, series),
    Script(visits.CANCEL, cancel),
    Script(visits.KEY_OFF, key_off),
    Script(visits.COUNT, count),
    Script(visits.SAFE_OPEN, safe_open),
    Script(visits.LINK_DOWN, link_down),
    Script(visits.LINK_LATE, link_late),
)
