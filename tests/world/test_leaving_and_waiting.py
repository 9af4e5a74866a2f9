"""Cancel at every prompt, and what happens to customers who do nothing."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import KeyPressed, Notice, ScreenId
from tests.world.support.prompts import PROMPTS, goes_to

X = KeyPressed("X")


def cancels(alice):
    """The red key, which the pad keeps to itself while a PIN is typed."""
    if alice.screen.id in {ScreenId.PIN, ScreenId.PIN_CHANGE}:
        alice.waits(0.2)
        alice.machine.matter.press("X")
        alice.waits(0.2)
    else:
        alice.presses("X")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_cancel_at_any_prompt_gives_the_card_back_and_costs_nothing(scene, alice, prompt):
    goes_to(alice, prompt)
    cancels(alice)
    shown = alice.sees(ScreenId.TAKE_CARD)

    assert Notice.CANCELLED == shown.notice
    alice.takes_card()
    alice.sees(ScreenId.ATTRACT)
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_silent_customer_is_asked_after_40_s_and_gets_the_card_20_s_later(scene, alice, prompt):
    goes_to(alice, prompt)
    scene.runs(39)
    assert ScreenId[prompt] == alice.screen.id
    scene.runs(2)
    asked = alice.screen
    scene.runs(20)
    shown = alice.sees(ScreenId.TAKE_CARD)

    assert (ScreenId.MORE_TIME, 20) == (asked.id, asked.seconds)
    assert Notice.TIME_UP == shown.notice
    alice.goes()
    scene.rests()
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("prompt", PROMPTS)
def test_more_time_brings_the_prompt_back_as_it_was(scene, alice, prompt):
    goes_to(alice, prompt)
    before = alice.screen
    scene.runs(41)
    alice.sees(ScreenId.MORE_TIME)
    alice.chooses("yes")

    assert before == alice.screen
    scene.runs(39)
    assert before == alice.screen
    cancels(alice)
    alice.sees(ScreenId.TAKE_CARD)
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_pin_begun_in_time_can_be_finished_after_more_time(scene, alice, machine):
    alice.inserts()
    scene.runs(38)
    machine.matter.press("72")
    scene.runs(35)
    machine.matter.press("94E")

    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_more_time_can_be_had_ten_times_in_a_row(scene, alice):
    alice.enters()
    for _ in range(10):
        scene.runs(41)
        alice.sees(ScreenId.MORE_TIME)
        alice.chooses("yes")
    scene.runs(41)

    assert Notice.TIME_UP == alice.sees(ScreenId.TAKE_CARD).notice
    alice.goes()
    scene.rests()
    scene.audit()


def test_no_to_more_time_gives_the_card_back(scene, alice):
    alice.enters()
    scene.runs(41)
    alice.sees(ScreenId.MORE_TIME)
    alice.chooses("no")
    alice.sees(ScreenId.TAKE_CARD)
    alice.goes()
    scene.rests()
    scene.audit()


def test_cancel_while_the_bank_is_asked_for_cash_ends_without_a_charge(scene, alice, machine):
    alice.enters()
    alice.asks_for(50)
    machine.moments.at("bank authorisations before #2", lambda: alice.machine.core.post_input(X))
    alice.confirms()
    shown = alice.sees(ScreenId.TAKE_CARD)

    assert Notice.CANCELLED == shown.notice
    alice.goes()
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()


def test_cancel_when_notes_are_counted_is_refused(scene, alice, machine):
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CASH)
    alice.presses("X")
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert 5_000 == scene.alice_paid
    scene.audit()


def test_a_card_that_nobody_takes_ends_the_visit_when_it_is_taken(scene, alice):
    alice.enters()
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    scene.runs(200)

    assert ScreenId.TAKE_CARD == alice.screen.id
    alice.takes_card()
    alice.sees(ScreenId.ATTRACT)
    scene.rests()
    scene.audit()
    scene.served_again()
