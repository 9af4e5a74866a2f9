"""Key, doors, link, bank and missing devices: what they do to machine and customer."""

from __future__ import annotations

import pytest

from bank_server.contract.operations import ServiceCommand
from bank_server.contract.problems import ProblemCode
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.customer import Customer
from tests.world.support.prompts import goes_to_card_out
from tests.world.support.scene import Scene


def test_the_key_turned_off_lets_the_customer_finish(scene, alice, machine, operator):
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    assert alice.screen.closing
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.CLOSED)
    scene.runs(5)

    assert 5_000 == scene.alice_paid
    scene.audit()
    operator.puts_in_service()
    scene.served_again()


def test_a_card_in_a_machine_that_is_off_begins_no_visit(scene, alice, machine, operator):
    machine.key(is_on=False)
    scene.runs(1)
    machine.matter.insert(alice.card)
    scene.runs(5)
    assert ScreenId.CLOSED == alice.screen.id

    operator.puts_in_service()
    alice.sees(ScreenId.PIN)


def test_with_the_safe_open_no_cash_is_offered_and_the_rest_is(scene, alice, machine):
    machine.door(is_open=True)
    alice.sees(ScreenId.NO_CASH)
    alice.inserts()
    alice.types()
    menu = alice.sees(ScreenId.MENU)

    assert "withdraw" not in [choice.id for choice in menu.choices]
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    alice.presses("X")
    alice.goes()
    machine.door(is_open=False)
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("moment", ["hsm OPEN before #1", "hsm DISPENSE before #1"])
def test_the_safe_opened_in_a_withdrawal_means_no_cash_and_no_charge(scene, alice, machine, moment):
    machine.matter.use_hands(card=True)
    alice.enters()
    alice.asks_for(50)
    machine.moments.begin()
    scene.at(moment, lambda: machine.door(is_open=True))
    alice.confirms()
    alice.sees(ScreenId.MESSAGE)
    told = [each.money for each in machine.eyes.shown if each.money]

    assert MoneyWords.NOT_CHARGED == told[0]
    alice.presses("X")
    alice.sees(ScreenId.NO_CASH)
    machine.door(is_open=False)
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    machine.matter.use_hands(card=False)
    scene.served_again()


def test_the_bank_can_stop_the_service_and_give_it_back(scene, alice):
    scene.bank.stops = (ServiceCommand.STOP_SERVICE,)
    scene.runs(31)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-15") == (alice.screen.id, alice.screen.reason)

    scene.bank.stops = ()
    scene.runs(31)
    scene.served_again()
    scene.audit()


def test_a_stop_of_the_cash_reaches_a_customer_who_has_not_confirmed_yet(scene, alice, machine):
    alice.enters()
    scene.bank.stops = (ServiceCommand.STOP_CASH,)
    alice.asks_for(50)
    scene.runs(6)
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    assert "INTENT" not in machine.entries
    alice.presses("X")
    alice.goes()
    scene.bank.stops = ()
    scene.runs(31)
    scene.rests()
    scene.audit()


def test_a_stop_of_the_service_before_the_visit_begins_none(scene, alice, machine):
    scene.bank.stops = (ServiceCommand.STOP_SERVICE,)
    machine.matter.insert(alice.card)
    scene.runs(3)

    assert ScreenId.OUT_OF_SERVICE == alice.screen.id
    assert "VISIT_START" not in machine.entries


def test_the_link_down_before_the_cash_means_no_cash_and_no_charge(scene, alice, machine):
    """It is told while the card still sticks out: first the card, then the money."""
    goes_to_card_out(alice)
    machine.bank_line.is_down = True
    shown = alice.is_told(Notice.BANK_SILENT, within_s=6)

    assert (ScreenId.TAKE_CARD, MoneyWords.NOT_CHARGED) == (shown.id, shown.money)
    alice.takes_card()
    scene.runs(60)
    assert "CMD" not in machine.entries
    machine.bank_line.is_down = False
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()


def test_the_link_down_after_the_point_of_no_return_pays_and_settles_later(scene, alice, machine):
    goes_to_card_out(alice)
    scene.at("hsm DISPENSE before #1", lambda: setattr(machine.bank_line, "is_down", True))
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.OUT_OF_SERVICE)
    scene.runs(600)
    assert (0, 5_000) == (scene.alice_paid, scene.held)
    assert 1 == len(machine.money().open)

    machine.bank_line.is_down = False
    scene.runs(4)
    assert (5_000, 0) == (scene.alice_paid, scene.held)
    scene.rests()
    scene.audit()
    scene.served_again()


def test_nobody_is_served_before_the_last_withdrawal_is_settled(scene, alice, machine):
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.is_offered_cash(50)
    alice.takes_cash()
    alice.goes()
    machine.matter.insert(alice.card)
    scene.runs(100)
    assert (ScreenId.OUT_OF_SERVICE, Notice.FINISHING) == (alice.screen.id, alice.screen.notice)

    machine.bank_line.lasting("settlements", None)
    alice.sees(ScreenId.PIN, within_s=61)
    alice.waits(1)
    machine.matter.press("X")
    alice.waits(1)
    alice.goes()
    scene.rests()
    scene.audit()


def limited_to_ten_a_day(scene):
    """Whoever has a card that the bank declines at once."""
    scene.machine.issue_card("bob", "5291", "alice", daily_limit=1_000)
    return Customer(scene.loop, scene.machine, "bob", "5291")


def test_no_second_withdrawal_begins_before_the_first_is_settled(scene, machine):
    bob = limited_to_ten_a_day(scene)
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    bob.enters()
    bob.asks_for(50)
    bob.confirms()
    bob.is_told(Notice.DECLINED_LIMIT)
    bob.chooses("continue")
    bob.sees(ScreenId.AMOUNT)
    bob.presses("C")
    bob.asks_for(20)
    bob.confirms()
    shown = bob.is_told(Notice.BANK_SILENT)

    assert MoneyWords.NOT_CHARGED == shown.money
    machine.bank_line.lasting("settlements", None)
    bob.goes()
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()


def test_a_pin_change_waits_a_little_for_an_unsettled_withdrawal_and_lets_nobody_in(scene, machine):
    """One at a time: nothing was asked of the bank, and the card comes back."""
    bob = limited_to_ten_a_day(scene)
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    bob.enters()
    bob.asks_for(50)
    bob.confirms()
    bob.is_told(Notice.DECLINED_LIMIT)
    bob.chooses("continue")
    bob.sees(ScreenId.AMOUNT)
    bob.presses("C")
    bob.chooses("pin-change")
    bob.types("5830")
    bob.types("5830")
    bob.sees(ScreenId.CONTACTING_BANK)
    assert Notice.BANK_SILENT is bob.sees(ScreenId.TAKE_CARD).notice
    bob.goes()
    machine.matter.insert(bob.card)
    scene.runs(30)

    assert (ScreenId.OUT_OF_SERVICE, Notice.FINISHING) == (bob.screen.id, bob.screen.notice)
    assert 1 == len(machine.money().open)
    machine.bank_line.lasting("settlements", None)
    bob.sees(ScreenId.PIN, within_s=61)
    assert () == machine.money().open


def test_a_bank_started_anew_in_a_visit_is_asked_again_with_a_new_pin_or_goes_on(scene, alice):
    alice.enters()
    scene.bank.stop()
    scene.bank.start()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    scene.bank.stop()
    scene.bank.start()
    alice.takes_cash()
    alice.goes()
    scene.rests()

    assert 5_000 == scene.alice_paid
    scene.audit()


def test_a_bank_that_dies_over_the_pin_costs_nothing(scene, alice):
    alice.inserts()
    scene.bank.fails_in_argon2 = True
    alice.types()
    shown = alice.is_told(Notice.BANK_SILENT)

    assert MoneyWords.NOTHING_MOVED == shown.money
    scene.bank.start()
    alice.goes()
    scene.runs(5)
    scene.rests()
    scene.audit()
    scene.served_again()


def test_a_kiosk_that_starts_without_its_hsm_offers_the_balance_only():
    scene = Scene()
    scene.machine.kill()
    scene.machine.unplug("hsm")
    scene.machine.start()
    alice = scene.alice
    alice.sees(ScreenId.NO_CASH)
    alice.inserts()
    alice.types()
    menu = alice.sees(ScreenId.MENU)

    assert ["balance", "pin-change", "deposit", "finish"] == [choice.id for choice in menu.choices]
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    scene.machine.plug("hsm")
    alice.presses("X")
    alice.goes()
    scene.rests()
    scene.served_again()
    scene.audit()


def test_a_jammed_card_is_not_a_card_taken(scene, alice, machine):
    """No cash comes while the card sticks in the machine."""
    goes_to_card_out(alice)
    machine.matter.reader.set_jam(is_jammed=True)
    scene.runs(20)
    assert {} == alice.purse
    assert ScreenId.TAKE_CARD == alice.screen.id
    scene.runs(20)
    machine.matter.reader.set_jam(is_jammed=False)
    alice.takes_card()
    alice.goes()
    scene.rests()

    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()


def test_a_machine_with_a_jammed_reader_invites_nobody(scene, alice, machine):
    machine.matter.reader.set_jam(is_jammed=True)
    scene.runs(1)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-07") == (alice.screen.id, alice.screen.reason)


def test_a_reader_that_starts_anew_gives_the_card_back(scene, alice, machine):
    """Its numbers begin anew, so the card looks like another one; nobody is left without it."""
    alice.enters()
    machine.matter.reader.power_off()
    scene.runs(0.6)
    machine.matter.reader.power_on()
    scene.runs(30)
    alice.takes_card()
    scene.rests()

    scene.audit()
    scene.served_again()


def test_a_card_left_in_a_machine_that_starts_anew_is_given_back_and_begins_no_visit(
    scene, alice, machine
):
    alice.enters()
    machine.kill()
    machine.start()
    scene.runs(60)

    assert ScreenId.ATTRACT == alice.screen.id
    alice.takes_card()
    scene.served_again()
    scene.audit()


def test_automation_begins_a_visit_only_when_asked():
    scene = Scene(needs_request=True)
    scene.machine.matter.insert(scene.alice.card)
    scene.runs(5)
    assert ScreenId.ATTRACT == scene.alice.screen.id
    scene.machine.core.request_visit()
    scene.machine.core.withdraw_request()
    scene.runs(5)
    assert ScreenId.ATTRACT == scene.alice.screen.id

    scene.machine.core.request_visit()
    scene.alice.sees(ScreenId.PIN)


def test_automation_may_begin_a_visit_with_a_card_that_was_given_back():
    scene = Scene(needs_request=True)
    scene.machine.matter.insert(scene.alice.card)
    scene.machine.devices.devices.card_reader.submit(
        lambda reader: reader.latch(), lambda _done: None
    )
    scene.runs(5)
    assert ScreenId.ATTRACT == scene.alice.screen.id

    scene.machine.core.request_visit()
    scene.alice.sees(ScreenId.PIN)


def test_a_jam_in_the_canister_is_left_for_staff(scene, alice, machine):
    machine.matter.works.faults[2] = [PickFault.JAM]
    alice.enters()
    alice.asks_for(20)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    scene.rests()
    scene.audit()
