"""HSM or link are lost in a visit: no cash is offered that cannot be given, nothing is charged."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.prompts import PROMPTS, goes_to, goes_to_card_out

AT_ONCE_S = 1.0
ALL_PROMPTS = (*PROMPTS, "MORE_TIME")
CHOOSING_CASH = ("AMOUNT", "OTHER_AMOUNT", "CONFIRM")


def ends_well(scene):
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()
    scene.audit()


def test_without_the_hsm_the_menu_offers_no_cash_until_it_is_back(scene, alice, machine):
    alice.enters()
    machine.unplug("hsm")
    scene.runs(AT_ONCE_S)
    without = [choice.id for choice in alice.screen.choices]
    machine.plug("hsm")
    scene.runs(3)

    assert ["balance", "pin-change", "deposit", "finish"] == without
    assert "withdraw" == alice.screen.choices[0].id
    alice.presses("X")
    alice.goes()
    ends_well(scene)


@pytest.mark.parametrize("prompt", CHOOSING_CASH)
@pytest.mark.parametrize("what", ["hsm", "door"])
def test_no_more_cash_is_told_while_an_amount_is_chosen(scene, alice, machine, prompt, what):
    """Nothing is charged, and the rest of the menu still works."""
    goes_to(alice, prompt)
    {"hsm": lambda: machine.unplug("hsm"), "door": lambda: machine.door(is_open=True)}[what]()
    shown = alice.sees(ScreenId.MESSAGE, within_s=AT_ONCE_S)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    alice.chooses("continue")
    menu = alice.sees(ScreenId.MENU)
    assert "withdraw" not in [choice.id for choice in menu.choices]
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)
    alice.presses("X")
    machine.plug("hsm")
    machine.door(is_open=False)
    alice.goes()
    ends_well(scene)


@pytest.mark.parametrize("prompt", ["PIN", "BALANCE", "PIN_CHANGE", "ANOTHER"])
def test_the_hsm_lost_elsewhere_changes_nothing(scene, alice, machine, prompt):
    before = goes_to(alice, prompt)
    machine.unplug("hsm")
    scene.runs(3)

    assert before.id == alice.screen.id
    machine.plug("hsm")


@pytest.mark.parametrize(
    "moment", ["hsm OPEN before #1", "bank challenges before #1", "bank authorisations before #1"]
)
def test_an_hsm_that_stays_away_before_any_note_moved_keeps_nobody_waiting(
    scene, alice, machine, moment
):
    alice.enters()
    alice.asks_for(50)
    machine.moments.begin()
    scene.at(moment, lambda: machine.unplug("hsm"))
    alice.confirms()
    shown = alice.sees(ScreenId.MESSAGE, within_s=5)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    alice.presses("X")
    alice.takes_card()
    scene.runs(30)
    assert 1 == len(machine.money().open)
    machine.plug("hsm")
    ends_well(scene)


def test_the_hsm_lost_with_the_card_on_its_way_out_is_told_beside_it(scene, alice, machine):
    goes_to_card_out(alice)
    machine.unplug("hsm")
    shown = alice.is_told(Notice.CASH_FAULT, within_s=3)

    assert MoneyWords.NOT_CHARGED == shown.money
    alice.presses("X")
    alice.takes_card()
    machine.plug("hsm")
    ends_well(scene)


@pytest.mark.parametrize("moment", ["hsm DISPENSE before #1", "hsm PRESENT after #1"])
def test_an_hsm_that_stays_away_after_the_point_of_no_return_lets_the_customer_go(
    scene, alice, machine, moment
):
    """With a reference: what became of the money only the HSM can say, once it is back."""
    goes_to_card_out(alice)
    scene.at(moment, lambda: machine.unplug("hsm"))
    alice.takes_card()
    shown = alice.sees(ScreenId.MESSAGE, within_s=60)

    assert (Notice.CASH_SUSPECT, MoneyWords.WILL_BE_CHECKED) == (shown.notice, shown.money)
    assert shown.reference
    scene.runs(60)
    assert "VISIT_END" in machine.entries
    assert 1 == len(machine.money().open)
    machine.plug("hsm")
    scene.rests()
    scene.audit()


@pytest.mark.parametrize("prompt", ALL_PROMPTS)
def test_the_link_lost_is_told_with_the_next_heartbeat(scene, alice, machine, prompt):
    goes_to(alice, prompt)
    machine.bank_line.is_down = True
    shown = alice.sees(ScreenId.TAKE_CARD, within_s=5.5)

    assert (Notice.BANK_SILENT, MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    assert "link" == machine.last_entry("TXN_CANCELLED")["by"]
    alice.takes_card()
    alice.sees(ScreenId.OUT_OF_SERVICE)
    assert "link" == machine.last_entry("VISIT_END")["why"]
    machine.bank_line.is_down = False
    ends_well(scene)


def test_ten_seconds_of_silence_in_a_visit_are_a_lost_link(scene, alice, machine, monkeypatch):
    """Even if no call ever comes back to say that it has failed."""
    alice.enters()
    monkeypatch.setattr(machine.net, "submit", lambda _request, _deliver: None)
    scene.runs(4)
    assert ScreenId.MENU == alice.screen.id
    alice.is_told(Notice.BANK_SILENT, within_s=7)

    assert "silence" == machine.last_entry("LINK_DOWN")["cause"]


def test_between_visits_a_pause_of_the_heartbeats_is_no_silence(scene, alice, machine):
    scene.runs(200)

    assert "LINK_DOWN" not in machine.entries
    assert ScreenId.ATTRACT == alice.screen.id


def test_a_kiosk_that_trusts_no_bank_from_its_start_serves_nobody_and_moves_no_money(
    scene, alice, machine
):
    """Its clock is wrong, say, and TLS refuses: that is the same as a line that is down."""
    machine.kill()
    machine.bank_line.is_down = True
    machine.start()
    scene.runs(60)
    assert ScreenId.OUT_OF_SERVICE == alice.screen.id
    machine.matter.insert(alice.card)
    scene.runs(60)
    assert not {"VISIT_START", "INTENT"}.intersection(machine.entries)
    assert (0, 0) == (scene.alice_paid, scene.held)
    machine.matter.pull_card()

    machine.bank_line.is_down = False
    ends_well(scene)
