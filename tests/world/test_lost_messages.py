"""Messages to and from the bank are lost, late, doubled and out of order; each has one effect."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import TransactionState
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.scripts import NEW_PIN, before_pin_change, before_withdrawal, withdraws

LOST = {
    "request": Trouble(loses_request=True),
    "reply": Trouble(loses_reply=True),
    "late": Trouble(delay_s=9.0),
    "overloaded": Trouble(problem=ProblemCode.OVERLOADED),
    "broken": Trouble(problem=ProblemCode.INTERNAL),
}


@pytest.mark.parametrize("path", ["challenges", "authorisations"])
@pytest.mark.parametrize("loss", sorted(LOST))
def test_no_cash_without_an_answer_and_no_charge_either(loss, path):
    """Faults 1, 2, 5 and 8: the hold, if there is one, is undone by the record."""
    scene = before_withdrawal()
    scene.machine.bank_line.trouble(path, LOST[loss])
    scene.alice.confirms()
    shown = scene.alice.sees(ScreenId.TAKE_CARD, ScreenId.MESSAGE)

    assert MoneyWords.NOT_CHARGED == shown.money
    scene.runs(30)
    scene.rests()
    assert 0 == scene.alice_paid
    assert {} == scene.alice.purse
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize("loss", sorted(LOST))
def test_a_settlement_is_sent_until_it_is_acknowledged_and_captures_once(loss, times):
    scene = before_withdrawal()
    scene.machine.bank_line.trouble("settlements", LOST[loss], times)
    withdraws(scene.alice)
    scene.rests()

    assert 5_000 == scene.alice_paid
    assert times < scene.machine.bank_line.sent.count("settlements") + (loss == "overloaded")
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("path", ["challenges", "authorisations", "settlements"])
def test_a_message_that_comes_twice_has_one_effect(path):
    """Fault 4; the second one arrives when everything is over."""
    scene = before_withdrawal()
    scene.machine.bank_line.trouble(path, Trouble(twice=7.0))
    withdraws(scene.alice)
    scene.runs(10)
    scene.rests()

    assert 5_000 == scene.alice_paid
    # A challenge is never asked for twice by an honest kiosk once its txid is used.
    alarms = ("challenge: txid-conflict",) if path == "challenges" else ()
    scene.audit(alarms=alarms)
    scene.served_again()
    scene.audit(alarms=alarms)


def test_settlements_of_two_withdrawals_in_the_wrong_order_capture_both_once():
    """The first one's copy arrives after the second one is settled."""
    scene = before_withdrawal()
    scene.machine.bank_line.trouble("settlements", Trouble(twice=40.0))
    withdraws(scene.alice)
    scene.rests()
    scene.served_again(30)
    scene.runs(60)

    assert 8_000 == scene.alice_paid
    scene.audit()


@pytest.mark.parametrize("loss", ["request", "reply"])
def test_a_settlement_of_a_void_is_sent_again_too(loss):
    scene = before_withdrawal()
    scene.machine.matter.works.faults = {1: [PickFault.REJECT], 2: [PickFault.REJECT] * 2}
    scene.machine.bank_line.trouble("settlements", LOST[loss], 3)
    scene.alice.confirms()
    scene.runs(60)
    scene.rests()

    assert 0 == scene.alice_paid
    assert [TransactionState.VOID] == [
        each.state for each in scene.bank.transactions if each.operation == "withdrawal"
    ]
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("loss", sorted(LOST))
def test_a_resolution_is_asked_for_until_it_is_known(loss):
    """The kiosk dies before OPEN: the bank makes a tombstone for a txid that it never saw."""
    scene = before_withdrawal()
    scene.dies_at("journal INTENT after #1", withdraws)
    scene.machine.bank_line.trouble("resolutions", LOST[loss], 2)
    scene.restarts()

    scene.audit()
    scene.served_again()
    scene.audit()


def test_a_lost_answer_to_a_pin_change_is_asked_for_and_told_as_it_is():
    """Fault 79."""
    scene = before_pin_change()
    scene.machine.bank_line.trouble("authorisations", LOST["reply"])
    scene.alice.types(NEW_PIN)
    scene.alice.sees(ScreenId.PIN_CHANGED)
    scene.alice.presses("X")
    scene.alice.sees(ScreenId.ATTRACT)
    scene.rests()
    scene.audit()
    scene.alice.pin = NEW_PIN

    scene.served_again()


def test_a_lost_request_for_a_pin_change_changes_nothing_and_says_so():
    scene = before_pin_change()
    scene.machine.bank_line.trouble("authorisations", LOST["request"])
    scene.alice.types(NEW_PIN)
    shown = scene.alice.is_told(Notice.BANK_SILENT)

    assert MoneyWords.NOTHING_MOVED == shown.money
    scene.alice.sees(ScreenId.ATTRACT, ScreenId.OUT_OF_SERVICE)
    scene.runs(5)
    scene.rests()
    scene.audit()
    scene.served_again()


def test_a_pin_change_that_cannot_be_confirmed_is_told_and_resolved_before_the_next_customer():
    scene = before_pin_change()
    line = scene.machine.bank_line
    line.trouble("authorisations", LOST["reply"])
    line.lasting("resolutions", LOST["request"])
    scene.alice.types(NEW_PIN)
    shown = scene.alice.is_told(Notice.PIN_UNCONFIRMED, within_s=60)

    assert MoneyWords.NOTHING_MOVED == shown.money
    scene.machine.matter.use_hands(card=False)
    scene.runs(30)
    scene.machine.matter.insert(scene.alice.card)
    scene.runs(60)
    assert 1 == len(scene.machine.money().open)
    assert scene.alice.screen.id in {ScreenId.ATTRACT, ScreenId.OUT_OF_SERVICE}
    line.lasting("resolutions", None)
    scene.alice.sees(ScreenId.PIN, within_s=70)
    scene.alice.types(NEW_PIN)
    scene.alice.sees(ScreenId.MENU)
    assert () == scene.machine.money().open


@pytest.mark.parametrize("lost", ["request", "reply"])
def test_whoever_changed_their_pin_waits_20_seconds_for_a_lost_answer_and_no_longer(lost):
    """However long each question to the bank takes to fail."""
    scene = before_pin_change()
    line = scene.machine.bank_line
    line.trouble("authorisations", LOST["reply"])
    line.lasting("resolutions", LOST[lost])
    scene.alice.types(NEW_PIN)
    scene.runs(8 + 19)
    assert Notice.PIN_UNCONFIRMED is not scene.alice.screen.notice
    scene.runs(2)

    assert Notice.PIN_UNCONFIRMED is scene.alice.screen.notice


def test_a_balance_without_an_answer_says_that_the_bank_is_silent(scene, alice, machine):
    alice.enters()
    machine.bank_line.trouble("authorisations", LOST["reply"])
    alice.chooses("balance")
    shown = alice.is_told(Notice.BANK_SILENT)

    assert MoneyWords.NOTHING_MOVED == shown.money
    alice.goes()
    scene.runs(5)
    scene.rests()
    scene.audit()
    scene.served_again()


@pytest.mark.parametrize("command", ["OPEN", "DISPENSE", "GET", "PRESENT", "CANCEL"])
def test_an_hsm_whose_answer_comes_too_late_is_asked_what_happened(command):
    """Its late answer meets another command and is not believed."""
    scene = before_withdrawal()
    scene.machine.lines["hsm"].answers_late.add(command)
    scene.alice.confirms()
    scene.runs(15)
    scene.rests()

    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("command", ["OPEN", "DISPENSE", "PRESENT"])
def test_a_kiosk_started_onto_a_stale_answer_does_not_believe_it(command):
    scene = before_withdrawal()
    scene.dies_at(f"hsm {command} after #1", withdraws)
    assert scene.machine.lines["hsm"].left_over
    scene.machine.lines["hsm"].left_over += b"\x07torn"
    scene.restarts()

    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("device", ["hsm", "card_reader", "pin_pad"])
@pytest.mark.parametrize("after", ["OPEN", "DISPENSE", "PRESENT"])
def test_a_device_that_falls_silent_for_a_while(after, device):
    """It hears and acts, and its answers are lost."""
    scene = before_withdrawal()
    line = scene.machine.lines[device]
    scene.at(f"hsm {after} before #1", lambda: setattr(line, "is_mute", True))
    scene.loop.after(5.0, lambda: setattr(line, "is_mute", False))
    scene.alice.confirms()
    scene.runs(15)
    scene.rests()

    scene.audit()
    scene.served_again()
    scene.audit()
