"""A card with a stripe is read and handed back; then one thing after the other, until no more."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.cards import CardStatus
from bank_server.service.staff_accounts import account_id_of
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE
from tests.world.support.scene import PIN as CHIP_PIN
from tests.world.support.stripes import StripeScene
from tests.world.support.transfers import SAVINGS

WRONG = "1111"
MINUTE_S = 60.0


@pytest.fixture
def scene():
    return StripeScene()


@pytest.fixture
def alice(scene):
    return scene.alice


def asks_for_fifty(alice):
    alice.chooses("withdraw")
    alice.sees(ScreenId.ACCOUNT)
    alice.chooses(f"account-{account_id_of(ALICE)}")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("amount-5000")
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()


def takes_fifty(alice):
    asks_for_fifty(alice)
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()


def moves(alice, digits="2500"):
    """From the first account to the other."""
    alice.chooses("transfer")
    alice.sees(ScreenId.TRANSFER_FROM)
    alice.presses("1")
    alice.sees(ScreenId.TRANSFER_AMOUNT)
    alice.presses(digits + "E")
    alice.sees(ScreenId.TRANSFER_CONFIRM)
    alice.confirms()


def test_the_card_is_back_before_the_pin_is_asked_for(scene, alice):
    scene.machine.matter.insert(alice.card)
    shown = alice.sees(ScreenId.TAKE_CARD)
    scene.runs(20.0)

    assert (None, None) == (shown.notice, shown.money)
    assert ScreenId.TAKE_CARD is alice.screen.id
    alice.takes_card()
    alice.sees(ScreenId.PIN)
    assert "" == scene.machine.matter.card_in_slot


def test_a_series_goes_on_until_nobody_wants_more(scene, alice):
    """Cash, a look at what is left, a transfer: each is settled before the next begins.

    With its cash a customer may have gone: the bank wants the PIN again, and it goes on.
    """
    alice.enters()
    takes_fifty(alice)
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    alice.sees(ScreenId.MENU)
    alice.chooses("balance")
    alice.sees(ScreenId.ACCOUNT)
    alice.presses("1")
    alice.sees(ScreenId.PIN)
    alice.types()
    assert 450_00 == alice.sees(ScreenId.BALANCE).balance.minor
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    moves(alice)
    done = alice.sees(ScreenId.TRANSFER_DONE)
    assert (25_00, ALICE, SAVINGS) == (
        done.amount.minor,
        done.source.name,
        done.target.name,
    )
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    alice.sees(ScreenId.GOODBYE)
    scene.rests()

    assert (75_00, 25_00) == (scene.alice_paid, scene.saved)
    assert 50_00 == scene.machine.paid_minor
    assert "stripe" == scene.machine.last_entry("VISIT_START")["reader"]


def test_cash_follows_cash_in_the_notes_that_are_left(scene, alice):
    alice.enters()
    takes_fifty(alice)
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    asks_for_fifty(alice)
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.ANOTHER)
    alice.presses("X")
    scene.rests()

    assert 100_00 == scene.alice_paid == scene.machine.paid_minor


def test_a_minute_without_an_answer_ends_the_series(scene, alice):
    alice.enters()
    takes_fifty(alice)
    alice.sees(ScreenId.ANOTHER)
    scene.runs(MINUTE_S - 1)
    assert ScreenId.MORE_TIME is alice.screen.id
    scene.runs(2.0)

    assert (ScreenId.MESSAGE, Notice.TIME_UP) == (alice.screen.id, alice.screen.notice)
    scene.rests()
    assert 50_00 == scene.alice_paid


def test_cancel_ends_what_is_asked_for_and_not_the_series(scene, alice):
    alice.enters()
    alice.chooses("transfer")
    alice.sees(ScreenId.TRANSFER_FROM)
    alice.presses("1")
    alice.sees(ScreenId.TRANSFER_AMOUNT)
    alice.presses("25X")
    shown = alice.sees(ScreenId.ANOTHER)

    assert Notice.CANCELLED is shown.notice
    alice.chooses("yes")
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.is_told(Notice.CANCELLED)
    scene.rests()
    assert (0, 0) == (scene.alice_paid, scene.saved)


def test_three_wrong_pins_block_a_card_that_is_back_already(scene, alice):
    alice.inserts()
    for _ in range(2):
        alice.types(WRONG)
        alice.is_told(Notice.PIN_WRONG)
    alice.types(WRONG)
    shown = alice.is_told(Notice.PIN_BLOCKED)

    assert (ScreenId.MESSAGE, MoneyWords.NOTHING_MOVED) == (shown.id, shown.money)
    scene.rests()
    assert CardStatus.BLOCKED is scene.bank.card_status(scene.card_uuid)
    told = scene.machine.last_entry("CARD_DEACTIVATE_CONFIRMED")
    assert {"state": "deactivated", "tries": 1} == told


def test_a_third_wrong_pin_that_is_judged_after_she_has_gone_stops_no_machine(scene, alice):
    alice.inserts()
    for _ in range(2):
        alice.types(WRONG)
        alice.is_told(Notice.PIN_WRONG)
    scene.machine.bank_line.trouble("authorisations", Trouble(delay_s=4.5))
    alice.types(WRONG)
    alice.sees(ScreenId.CONTACTING_BANK)
    for page in (ScreenId.MESSAGE, ScreenId.GOODBYE, ScreenId.ATTRACT):
        alice.presses("X" if page is ScreenId.MESSAGE else "E")
        alice.sees(page)
    scene.runs(6.0)
    scene.rests()

    assert ScreenId.ATTRACT is alice.screen.id
    assert CardStatus.BLOCKED is scene.bank.card_status(scene.card_uuid)


def test_a_chip_card_is_not_served_where_cards_are_not_kept(scene):
    """It would have to answer for itself later; it comes back at once."""
    chip = Customer(scene.loop, scene.machine, ALICE, CHIP_PIN)
    scene.machine.matter.insert(ALICE)
    shown = chip.sees(ScreenId.TAKE_CARD)

    assert Notice.CARD_UNREADABLE is shown.notice
    chip.takes_card()
    scene.rests()
    assert "CARD_READ_FAIL" in scene.machine.entries


def test_a_reader_that_is_lost_after_the_card_is_back_stops_nothing(scene, alice):
    alice.enters()
    scene.machine.unplug("card_reader")
    scene.runs(5.0)
    moves(alice)
    alice.sees(ScreenId.TRANSFER_DONE)
    alice.chooses("continue")
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    scene.runs(10.0)

    assert 25_00 == scene.saved
    assert ScreenId.OUT_OF_SERVICE is alice.screen.id


def test_a_wish_that_waits_for_the_one_before_can_be_given_up_and_time_goes_on(scene, alice):
    """Nothing has been asked of the bank, and the question for more ends as any other."""
    line = scene.machine.bank_line
    line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.enters()
    takes_fifty(alice)
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    alice.chooses("deposit")
    alice.sees(ScreenId.ACCOUNT)
    alice.presses("1")
    alice.sees(ScreenId.DEPOSIT_AMOUNT)
    alice.presses("5000EE")
    alice.sees(ScreenId.CONTACTING_BANK)
    alice.presses("X")
    assert Notice.CANCELLED is alice.sees(ScreenId.ANOTHER).notice
    scene.runs(MINUTE_S + 10.0)

    assert (ScreenId.OUT_OF_SERVICE, Notice.FINISHING) == (alice.screen.id, alice.screen.notice)
    line.lasting("settlements", None)
    scene.rests()
    assert 50_00 == scene.alice_paid


def test_cancel_of_cash_that_waits_for_the_cash_before_is_of_this_one(scene, alice):
    line = scene.machine.bank_line
    line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.enters()
    takes_fifty(alice)
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("yes")
    asks_for_fifty(alice)
    alice.sees(ScreenId.CONTACTING_BANK)
    alice.presses("X")
    told = alice.sees(ScreenId.MESSAGE)
    line.lasting("settlements", None)
    scene.rests()

    assert (Notice.CANCELLED, MoneyWords.NOT_CHARGED) == (told.notice, told.money)
    assert 50_00 == scene.alice_paid == scene.machine.paid_minor
