"""Withdrawals as a customer lives them: what is shown, what is charged, what is in the hand."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_house import CURRENCY
from tests.world.support.customer import Customer

OK, REJECT, DOUBLE, JAM = PickFault.OK, PickFault.REJECT, PickFault.DOUBLE, PickFault.JAM


def euros(units):
    return Money(units * 100, CURRENCY)


def told(screen):
    """The words on a message: why, and what happened to the money."""
    return screen.notice, screen.money, screen.amount


def test_the_card_comes_back_then_the_cash_and_the_account_pays_for_it(scene, alice):
    alice.withdraws(50)
    scene.rests()

    assert {1: 1, 2: 2} == alice.purse
    assert 5_000 == scene.alice_paid
    scene.audit()
    scene.served_again()


def test_a_quick_amount_needs_no_typing(scene, alice):
    alice.enters()
    alice.chooses("withdraw")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("amount-2000")
    alice.sees(ScreenId.CONFIRM)
    alice.chooses("confirm")
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert 2_000 == scene.alice_paid
    scene.audit()


def test_an_amount_that_no_notes_make_is_refused_before_the_bank_is_asked(scene, alice, machine):
    alice.enters()
    alice.chooses("withdraw")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("other")
    alice.presses("25E")
    shown = alice.sees(ScreenId.OTHER_AMOUNT)

    assert Notice.AMOUNT_IMPOSSIBLE == shown.notice
    assert (euros(20), euros(30)) == shown.possible
    assert [euros(20), euros(30)] == [choice.amount for choice in shown.choices]
    assert 2 == len(machine.last_entry("AMOUNT_REFUSED")["choices"])
    alice.presses("C")
    alice.presses("30E")
    assert euros(30) == alice.sees(ScreenId.CONFIRM).amount
    alice.presses("X")
    alice.goes()
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()


def test_a_suggested_amount_is_one_press_away(scene, alice):
    """And never more than the account has: 500 euro."""
    alice.enters()
    alice.chooses("withdraw")
    alice.chooses("other")
    alice.presses("505E")
    shown = alice.sees(ScreenId.OTHER_AMOUNT)

    assert (euros(500),) == shown.possible
    alice.chooses("amount-50000")
    assert euros(500) == alice.sees(ScreenId.CONFIRM).amount


def test_clear_goes_back_one_step(scene, alice):
    """With nothing left to erase: from an amount to the amounts, from there to the menu."""
    alice.enters()
    alice.chooses("withdraw")
    alice.chooses("other")
    alice.presses("3C")
    assert "0" == str(alice.sees(ScreenId.OTHER_AMOUNT).entry.minor)
    alice.presses("C")
    alice.sees(ScreenId.AMOUNT)
    alice.presses("C")
    alice.sees(ScreenId.MENU)


def test_the_amount_can_be_changed_before_it_is_confirmed(scene, alice):
    alice.enters()
    alice.asks_for(50)
    alice.chooses("change")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("amount-10000")
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert 10_000 == scene.alice_paid
    scene.audit()


def test_more_than_the_account_has_is_answered_before_the_bank_is_asked(scene, alice, machine):
    alice.enters()
    alice.chooses("withdraw")
    alice.chooses("other")
    most = alice.sees(ScreenId.OTHER_AMOUNT).amount_max
    alice.presses("600E")
    shown = alice.sees(ScreenId.OTHER_AMOUNT)

    assert (euros(500), Notice.DECLINED_FUNDS) == (most, shown.notice)
    assert [euros(500)] == [choice.amount for choice in shown.choices]
    assert "AMOUNT_REFUSED" == machine.entries[-1]
    assert "more than the account has" == machine.last_entry("AMOUNT_REFUSED")["rule"]
    alice.chooses("amount-50000")
    assert euros(500) == alice.sees(ScreenId.CONFIRM).amount


def test_an_account_that_was_emptied_elsewhere_is_declined_and_another_amount_may_be_had(
    scene, alice, machine
):
    """What the bank said when the PIN was proven may be true no more when it is asked for cash."""
    machine.issue_card("bob", "5291", "alice")
    bob = Customer(scene.loop, scene.other_machine(), "bob", "5291")
    alice.enters()
    alice.asks_for(100)
    bob.withdraws(450)
    alice.confirms()
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.DECLINED_FUNDS, MoneyWords.NOT_CHARGED, euros(100)) == told(shown)
    alice.chooses("continue")
    alice.sees(ScreenId.AMOUNT)
    alice.chooses("amount-2000")
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.goes()
    scene.rests()
    assert 45_000 + 2_000 == scene.alice_paid
    assert 2_000 == machine.paid_minor


def test_more_than_the_card_may_have_in_a_day_is_declined(scene, machine):
    machine.issue_card("bob", "5291", "alice", daily_limit=6_000)
    bob = Customer(scene.loop, machine, "bob", "5291")
    bob.withdraws(50)
    scene.rests()
    bob.enters()
    bob.asks_for(20)
    bob.confirms()
    shown = bob.sees(ScreenId.MESSAGE)

    assert (Notice.DECLINED_LIMIT, MoneyWords.NOT_CHARGED, euros(20)) == told(shown)
    bob.presses("X")
    bob.goes()
    scene.rests()
    assert 5_000 == scene.alice_paid
    scene.audit()


def test_a_card_left_in_the_slot_means_no_cash_and_no_charge(scene, alice):
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    scene.runs(31)
    shown = alice.sees(ScreenId.TAKE_CARD)

    assert (Notice.CARD_NOT_TAKEN, MoneyWords.NOT_CHARGED, euros(50)) == told(shown)
    scene.runs(60)
    assert shown == alice.screen
    alice.takes_card()
    alice.goes()
    scene.rests()
    assert 0 == scene.alice_paid
    assert {} == alice.purse
    scene.audit()
    scene.served_again()


def test_cash_left_in_the_shutter_is_taken_back_and_stays_debited(scene, alice, machine):
    alice.is_offered_cash(50)
    scene.runs(31)
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_RETRACTED, MoneyWords.WILL_BE_CHECKED, euros(50)) == told(shown)
    assert shown.reference
    scene.rests()
    assert {1: 1, 2: 2} == machine.matter.works.whereabouts()["retract_bin"]
    assert 5_000 == scene.alice_paid
    assert ("dispute",) == scene.bank.work_items
    scene.audit()
    scene.served_again()


def test_a_part_left_in_the_shutter_is_taken_back_too(scene, alice, machine):
    alice.is_offered_cash(50)
    alice.takes_cash(1)
    scene.runs(31)
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_RETRACTED, MoneyWords.WILL_BE_CHECKED, euros(50)) == told(shown)
    scene.rests()
    assert 5_000 == scene.alice_paid
    scene.audit()


def test_a_short_stack_is_offered_and_only_what_is_given_is_charged(scene, alice, machine):
    machine.matter.works.faults[2] = [OK, REJECT]
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    asked = alice.sees(ScreenId.PARTIAL)

    assert (euros(30), euros(50)) == (asked.amount, asked.asked)
    alice.chooses("yes")
    lying = alice.sees(ScreenId.TAKE_CASH)
    assert (euros(30), euros(30)) == (
        lying.amount,
        sum((line.denomination.times(line.count) for line in lying.notes), euros(0)),
    )
    alice.takes_cash()
    shown = alice.sees(ScreenId.MESSAGE)
    assert (Notice.CASH_PARTIAL, MoneyWords.CHARGED_PART, euros(30)) == told(shown)
    scene.rests()
    assert {
        "txid": machine.eyes.cash[0][0].hex(),
        "asked": {"minor": 5_000, "currency": CURRENCY},
        "given": {"minor": 3_000, "currency": CURRENCY},
        "choice": "take",
    } == machine.last_entry("DISPENSE_PARTIAL")
    assert 3_000 == scene.alice_paid
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("how", ["no", "C", "X", "time", "key off"])
def test_a_short_stack_that_is_not_wanted_costs_nothing(scene, alice, machine, how):
    machine.matter.works.faults[2] = [DOUBLE, OK]
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.PARTIAL)
    {
        "no": lambda: alice.chooses("no"),
        "C": lambda: alice.presses("C"),
        "X": lambda: alice.presses("X"),
        "time": lambda: scene.runs(61),
        "key off": lambda: (machine.key(is_on=False), alice.presses("X")),
    }[how]()
    shown = alice.sees(ScreenId.MESSAGE, ScreenId.CLOSED)
    machine.key(is_on=True)
    scene.rests()

    assert MoneyWords.NOT_CHARGED == next(
        s.money for s in reversed(machine.eyes.shown) if s.id is ScreenId.MESSAGE
    ), shown
    assert "refuse" == machine.last_entry("DISPENSE_PARTIAL")["choice"]
    assert 0 == scene.alice_paid
    assert {} == alice.purse
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("fault", [REJECT, DOUBLE, JAM])
def test_when_no_note_can_be_paid_nothing_is_charged(scene, alice, machine, fault):
    machine.matter.works.faults[1] = [fault] * 3
    machine.matter.works.faults[2] = [fault] * 3
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED, euros(50)) == told(shown)
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()


def test_a_result_that_no_sensor_can_tell_leaves_the_hold_and_stops_the_cash(scene, alice, machine):
    alice.is_offered_cash(50)
    alice.waits(0.3)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_SUSPECT, MoneyWords.WILL_BE_CHECKED, euros(50)) == told(shown)
    assert shown.reference
    scene.runs(60)
    assert ScreenId.NO_CASH == alice.screen.id
    assert "OOS-06" == alice.screen.reason
    assert (0, 5_000) == (scene.alice_paid, scene.held)
    assert () == machine.money().open
    assert () == scene.bank.findings


def test_a_second_withdrawal_in_one_visit_needs_the_card_again(scene, alice):
    alice.withdraws(20)
    alice.withdraws(30)
    scene.rests()

    assert 5_000 == scene.alice_paid
    scene.audit()


def test_an_empty_machine_offers_no_withdrawal(scene, alice, machine):
    machine.load(1)
    scene.runs(1)
    alice.withdraws(30)
    alice.sees(ScreenId.NO_CASH)
    alice.inserts()
    alice.types()
    menu = alice.sees(ScreenId.MENU)

    assert ["balance", "pin-change", "deposit", "finish"] == [choice.id for choice in menu.choices]
    alice.presses("X")
    alice.goes()
    scene.runs(10)
    assert () == scene.bank.findings


def test_a_kiosk_started_anew_does_not_say_how_long_cash_has_waited(scene, alice, machine):
    """It has not seen it come out, and its clock begins anew with each start."""
    alice.is_offered_cash(50)
    machine.kill()
    scene.runs(60)
    scene.restarts()

    assert 0 == machine.last_entry("CASH_RETRACTED")["wait_ms"]
