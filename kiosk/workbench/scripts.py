"""Visits in words: what each customer does. Their titles are in `kiosk.workbench.visits`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.domain.screens import Notice, PinPrompt, ScreenId
from kiosk.workbench import visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.visits import Visit

WRONG_PIN: Final = "8405"
OTHER_PIN: Final = "7315"  # the PIN that bob changes to and back from
USUAL_PIN: Final = "5183"


def withdraw(alice: Customer, _desk: OperatorDesk) -> None:
    _enter(alice)
    alice.sees(ScreenId.MENU).presses("1")
    alice.sees(ScreenId.AMOUNT).presses("7")
    alice.sees(ScreenId.OTHER_AMOUNT).presses("70E")
    alice.sees(ScreenId.CONFIRM).confirms(70)
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    alice.sees(ScreenId.COUNTING)
    alice.sees(ScreenId.TAKE_CASH).takes_cash()
    alice.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    alice.waits_for_booking()
    _go(alice)


def balance(alice: Customer, _desk: OperatorDesk) -> None:
    _enter(alice)
    alice.sees(ScreenId.MENU).presses("2")
    alice.sees(ScreenId.BALANCE).presses("E")
    alice.sees(ScreenId.ANOTHER).presses("2")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    _go(alice)


def pin_change(bob: Customer, _desk: OperatorDesk) -> None:
    new_pin = USUAL_PIN if bob.pin == OTHER_PIN else OTHER_PIN
    _enter(bob)
    bob.sees(ScreenId.MENU).presses("3")
    bob.sees(ScreenId.PIN_CHANGE, prompt=PinPrompt.NEW).types_pin(new_pin)
    bob.sees(ScreenId.PIN_CHANGE, prompt=PinPrompt.AGAIN).types_pin(new_pin)
    bob.sees(ScreenId.PIN_CHANGED)
    bob.has_new_pin(new_pin)
    bob.presses("E")
    bob.sees(ScreenId.ANOTHER).presses("2")
    bob.sees(ScreenId.TAKE_CARD).takes_card()
    _go(bob)
    _enter(bob)
    bob.sees(ScreenId.MENU).presses("5")
    bob.sees(ScreenId.TAKE_CARD).takes_card()
    _go(bob)


def transfer(dora: Customer, _desk: OperatorDesk) -> None:
    _enter(dora)
    dora.sees(ScreenId.MENU).presses("4")
    dora.sees(ScreenId.TRANSFER_FROM).presses("1")
    dora.sees(ScreenId.TRANSFER_AMOUNT).presses("2500E")
    dora.sees(ScreenId.TRANSFER_CONFIRM).presses("E")
    dora.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    dora.sees(ScreenId.ANOTHER).presses("2")
    dora.sees(ScreenId.TAKE_CARD).takes_card()
    _go(dora)


def deposit(alice: Customer, _desk: OperatorDesk) -> None:
    _enter(alice)
    alice.sees(ScreenId.MENU).presses("4")
    alice.sees(ScreenId.DEPOSIT_AMOUNT).presses("5000E")
    alice.sees(ScreenId.DEPOSIT_CONFIRM).presses("E")
    alice.sees(ScreenId.INSERT_ENVELOPE).puts_envelope()
    alice.sees(ScreenId.TAKE_RECEIPT).takes_receipt()
    alice.sees(ScreenId.ANOTHER).presses("2")
    alice.sees(ScreenId.TAKE_CARD).takes_card()
    _go(alice)


def wrong_pin(carol: Customer, desk: OperatorDesk) -> None:
    carol.inserts_card()
    carol.reaches_pin().types_pin(WRONG_PIN)
    carol.sees(ScreenId.PIN, notice=Notice.PIN_WRONG).types_pin(WRONG_PIN)
    carol.sees(ScreenId.PIN, notice=Notice.PIN_WRONG).types_pin(WRONG_PIN)
    carol.sees(ScreenId.TAKE_CARD, notice=Notice.PIN_BLOCKED).takes_card()
    carol.sees(ScreenId.MESSAGE, notice=Notice.PIN_BLOCKED).presses("E")
    _go(carol)
    desk.ask("cards/unblock", card=carol.bank_card)
    _enter(carol)
    carol.sees(ScreenId.MENU).presses("5")
    carol.sees(ScreenId.TAKE_CARD).takes_card()
    _go(carol)


def service(carol: Customer, _desk: OperatorDesk) -> None:
    carol.turns_key(on=False)
    carol.sees(ScreenId.CLOSED).turns_key(on=True)
    carol.counts_notes()
    carol.sees(ScreenId.ATTRACT).pulls_cable("card_reader")
    carol.sees(ScreenId.OUT_OF_SERVICE).plugs_cable("card_reader")
    carol.sees(ScreenId.ATTRACT)


@dataclass(frozen=True, slots=True)
class Script:
    visit: Visit
    play: Callable[[Customer, OperatorDesk], None]


SCRIPTS: Final = {
    script.visit.name: script
    for script in (
        Script(visits.WITHDRAW, withdraw),
        Script(visits.BALANCE, balance),
        Script(visits.PIN_CHANGE, pin_change),
        Script(visits.TRANSFER, transfer),
        Script(visits.DEPOSIT, deposit),
        Script(visits.WRONG_PIN, wrong_pin),
        Script(visits.SERVICE, service),
    )
}


def _enter(you: Customer) -> None:
    you.inserts_card()
    you.reaches_pin().types_pin(you.pin)


def _go(you: Customer) -> None:
    """Past the goodbye, until the machine is free for the next."""
    you.sees(ScreenId.GOODBYE).presses("E")
    you.sees(ScreenId.ATTRACT)
