"""Balance, PIN change and wrong PINs, as a customer lives them."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from bank_server.domain.cards import CardStatus
from kiosk.domain.screens import MoneyWords, Notice, PinPlace, PinPrompt, ScreenId
from tests.world.support.bank_house import CURRENCY
from tests.world.support.customer import Customer
from tests.world.support.scene import PIN

NEW_PIN = "5830"
WRONG = "1111"


def asks_to_change(alice, new=NEW_PIN, again=None):
    """From an idle machine through both new PINs."""
    alice.enters()
    alice.chooses("pin-change")
    alice.sees(ScreenId.PIN_CHANGE)
    alice.types(new)
    alice.types(again or new)


def test_the_balance_is_shown_and_the_visit_goes_on(scene, alice, machine):
    alice.enters()
    alice.chooses("balance")
    shown = alice.sees(ScreenId.BALANCE)

    assert Money(50_000, CURRENCY) == shown.balance == shown.available
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    alice.sees(ScreenId.MENU)
    alice.chooses("finish")
    alice.sees(ScreenId.TAKE_CARD)
    alice.goes()
    scene.rests()
    scene.audit()
    assert "BALANCE_SHOWN" in machine.entries


def test_a_pin_typed_on_glass_is_as_good(scene, alice):
    alice.enters(on_glass=True)
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_wrong_pin_is_asked_again_with_the_tries_that_are_left(scene, alice):
    alice.inserts()
    alice.types(WRONG)
    shown = alice.is_told(Notice.PIN_WRONG)

    assert (ScreenId.PIN, 2) == (shown.id, shown.tries_left)
    alice.types()
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    assert 0 == scene.bank.tries(scene.card_uuid)
    scene.audit()


MIXED = {
    "glass digit, then all of it on the pad": [("glass", "9"), ("pad", PIN + "E")],
    "digits on glass, Enter on the pad": [("glass", PIN), ("pad", "E")],
    "begun on the pad, cleared on glass, typed there": [("pad", "99"), ("glass", f"C{PIN}E")],
    "begun on glass, cleared on the pad, typed there": [("glass", "99"), ("pad", f"C{PIN}E")],
    "begun on the pad, cleared there, typed on glass": [("pad", "99C"), ("glass", PIN + "E")],
    "begun on the pad, typed on glass": [("pad", "99"), ("glass", PIN + "E")],
}


@pytest.mark.parametrize("touches", MIXED.values(), ids=MIXED)
def test_a_pin_typed_whole_on_either_pad_is_right_however_it_began(scene, alice, touches):
    alice.inserts()
    for place, keys in touches:
        alice.touches(place, keys)
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    assert 0 == scene.bank.tries(scene.card_uuid)
    scene.audit()


def test_a_pin_begun_on_the_pad_cannot_be_finished_on_glass(scene, alice):
    alice.inserts()
    alice.touches("pad", PIN[:2])
    alice.touches("glass", PIN[2:])
    shown = alice.is_told(Notice.PIN_BEGUN_ON_SCREEN)
    assert (ScreenId.PIN, 2) == (shown.id, shown.digits)

    alice.touches("glass", "E")
    alice.is_told(Notice.PIN_TOO_SHORT)
    alice.touches("pad", PIN + "E")
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_new_pin_is_repeated_where_it_was_typed_and_the_page_says_where(scene, alice):
    shown = alice.inserts()
    assert PinPlace.BOTH is shown.pin_place
    alice.types()
    alice.sees(ScreenId.MENU)
    alice.chooses("pin-change")
    assert PinPlace.BOTH is alice.sees(ScreenId.PIN_CHANGE).pin_place
    alice.touches("pad", NEW_PIN + "E")
    assert PinPlace.PAD is alice.sees(ScreenId.PIN_CHANGE).pin_place
    alice.touches("glass", NEW_PIN[:1])
    alice.is_told(Notice.PIN_AGAIN_ON_PAD)
    alice.touches("pad", NEW_PIN + "E")
    alice.sees(ScreenId.PIN_CHANGED)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_lost_pad_leaves_the_screen_to_type_on_and_the_page_says_so(scene, alice, machine):
    alice.inserts()
    machine.unplug("pin_pad")
    alice.waits(3)

    assert (ScreenId.PIN, PinPlace.SCREEN) == (alice.screen.id, alice.screen.pin_place)


def test_three_wrong_pins_block_the_card_here_and_at_every_other_atm(scene, alice):
    alice.inserts()
    for _ in range(2):
        alice.types(WRONG)
        alice.is_told(Notice.PIN_WRONG)
    alice.types(WRONG)
    shown = alice.sees(ScreenId.TAKE_CARD)

    assert (Notice.PIN_BLOCKED, MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    alice.goes()
    scene.rests()
    assert CardStatus.BLOCKED is scene.bank.card_status(scene.card_uuid)
    told = scene.machine.last_entry("CARD_DEACTIVATE_CONFIRMED")
    assert {"state": "deactivated", "tries": 1} == told
    runs = scene.bank.hasher.run_count
    elsewhere = Customer(scene.loop, scene.other_machine(), alice.card, alice.pin)
    elsewhere.inserts()
    elsewhere.types()
    shown = elsewhere.sees(ScreenId.TAKE_CARD)
    assert Notice.CARD_STOPPED == shown.notice
    assert runs == scene.bank.hasher.run_count
    elsewhere.goes()
    scene.audit()


def test_a_changed_pin_works_at_once_and_the_old_one_no_more(scene, alice, machine):
    asks_to_change(alice)
    alice.sees(ScreenId.PIN_CHANGED)
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    alice.goes()
    scene.rests()
    assert "PIN_CHANGED" in machine.entries
    alice.inserts()
    alice.types()
    alice.is_told(Notice.PIN_WRONG)
    alice.types(NEW_PIN)
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_new_pin_that_is_repeated_wrongly_is_asked_for_again(scene, alice):
    asks_to_change(alice, NEW_PIN, "5831")
    alice.waits(1)
    shown = alice.sees(ScreenId.PIN_CHANGE)

    assert (Notice.PIN_DIFFERENT, PinPrompt.NEW) == (shown.notice, shown.pin_prompt)
    alice.types(NEW_PIN)
    alice.types(NEW_PIN)
    alice.sees(ScreenId.PIN_CHANGED)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_new_pin_repeated_wrongly_on_glass_is_asked_for_again(scene, alice):
    alice.enters(on_glass=True)
    alice.chooses("pin-change")
    alice.types_on_glass(NEW_PIN)
    alice.types_on_glass("5831")
    alice.waits(1)
    shown = alice.sees(ScreenId.PIN_CHANGE)

    assert (Notice.PIN_DIFFERENT, PinPrompt.NEW) == (shown.notice, shown.pin_prompt)
    alice.types_on_glass(NEW_PIN)
    alice.types_on_glass(NEW_PIN)
    alice.sees(ScreenId.PIN_CHANGED)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_a_weak_new_pin_is_refused_and_the_old_one_stays(scene, alice):
    asks_to_change(alice, "1234")
    shown = alice.is_told(Notice.PIN_WEAK)

    assert (ScreenId.PIN_CHANGE, PinPrompt.NEW) == (shown.id, shown.pin_prompt)
    alice.waits(0.2)
    alice.machine.matter.press("X")
    alice.goes()
    scene.rests()
    alice.enters()
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_an_expired_visit_asks_for_the_pin_and_goes_on_with_what_was_wanted(scene, alice):
    alice.enters()
    for _ in range(5):
        scene.runs(41)
        alice.sees(ScreenId.MORE_TIME)
        alice.chooses("yes")
    alice.chooses("balance")
    alice.sees(ScreenId.CONTACTING_BANK)
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.BALANCE)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()


def test_an_expired_visit_at_a_withdrawal_asks_for_the_pin_and_goes_on(scene, alice):
    alice.enters()
    for _ in range(5):
        scene.runs(41)
        alice.chooses("yes")
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert 5_000 == scene.alice_paid
    scene.audit()


def test_an_expired_visit_at_a_pin_change_asks_for_the_pin_and_goes_on(scene, alice):
    alice.enters()
    for _ in range(5):
        scene.runs(41)
        alice.chooses("yes")
    alice.chooses("pin-change")
    alice.types(NEW_PIN)
    alice.types(NEW_PIN)
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.PIN_CHANGE)
    alice.types(NEW_PIN)
    alice.types(NEW_PIN)
    alice.sees(ScreenId.PIN_CHANGED)
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.audit()
