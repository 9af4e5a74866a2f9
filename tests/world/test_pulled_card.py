"""The card is torn out at every moment of a transaction: no cash without a card that was returned,
no charge without cash."""

from __future__ import annotations

from contextlib import suppress

import pytest

from hardware.emulators.world_error import WorldError
from kiosk.domain.screens import MoneyWords, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.scripts import (
    asks_balance,
    before_balance,
    before_pin_change,
    before_withdrawal,
    changes_pin,
    moments,
    withdraws,
)


def torn_out(scene):
    def act():
        with suppress(WorldError):  # the customer has it already
            scene.machine.matter.pull_card()

    return act


def is_left_in_peace(scene):
    scene.rests()
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("moment", moments(before_withdrawal, withdraws, only="^(?!power).*before"))
def test_torn_out_in_a_withdrawal(moment):
    scene = before_withdrawal()
    scene.is_disturbed(moment, torn_out(scene), withdraws)

    is_left_in_peace(scene)


@pytest.mark.parametrize("moment", moments(before_pin_change, changes_pin, only="before"))
def test_torn_out_in_a_pin_change_one_pin_works(moment):
    scene = before_pin_change()
    scene.is_disturbed(moment, torn_out(scene), changes_pin)
    scene.rests()
    scene.audit()
    done = [each for each in scene.bank.transactions if each.operation == "pin-change"]
    if done and done[0].state == "done":
        scene.alice.pin = "5830"

    is_left_in_peace(scene)


@pytest.mark.parametrize("moment", moments(before_balance, asks_balance, only="before"))
def test_torn_out_at_a_balance(moment):
    scene = before_balance()
    scene.is_disturbed(moment, torn_out(scene), asks_balance)

    is_left_in_peace(scene)


def test_torn_out_while_the_bank_is_asked_the_customer_hears_that_nothing_is_charged():
    scene = before_withdrawal()
    scene.machine.matter.use_hands(card=False, cash=False)
    scene.machine.bank_line.trouble("authorisations", Trouble(delay_s=2.0))
    scene.at("bank authorisations before #1", torn_out(scene))
    scene.alice.confirms()
    shown = scene.alice.sees(ScreenId.MESSAGE)

    assert MoneyWords.NOT_CHARGED == shown.money
    is_left_in_peace(scene)


@pytest.mark.parametrize("prompt", ["PIN", "MENU", "AMOUNT", "BALANCE", "PIN_CHANGE"])
def test_torn_out_at_a_prompt_ends_the_visit(scene, alice, prompt):
    alice.inserts()
    if prompt != "PIN":
        alice.types()
        alice.sees(ScreenId.MENU)
        choices = {"AMOUNT": "withdraw", "BALANCE": "balance", "PIN_CHANGE": "pin-change"}
        alice.chooses(choices.get(prompt, ""))
        alice.sees(ScreenId[prompt])
    alice.pulls_card()
    shown = alice.sees(ScreenId.MESSAGE)

    assert MoneyWords.NOTHING_MOVED == shown.money
    alice.sees(ScreenId.ATTRACT)
    is_left_in_peace(scene)


def test_a_card_changed_for_another_before_it_is_read_is_the_visits_card(scene, alice, machine):
    """The reader's last word was about the first one; nothing has been asked of either."""

    def swap():
        machine.matter.take_card()
        machine.matter.insert(alice.card)

    machine.moments.at("card_reader LATCH before #1", swap)
    alice.enters()
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    alice.presses("X")
    alice.goes()

    is_left_in_peace(scene)
