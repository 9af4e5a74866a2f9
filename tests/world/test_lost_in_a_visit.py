"""A device or the link is lost at each prompt: the customer is told at once, and the visit ends."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.prompts import PROMPTS, goes_to, goes_to_card_out
from tests.world.support.scene import Scene

AT_ONCE_S = 1.0
ALL_PROMPTS = (*PROMPTS, "MORE_TIME")
CHOOSING_CASH = ("AMOUNT", "OTHER_AMOUNT", "CONFIRM")


def told(screen):
    return screen.id, screen.notice, screen.money


def ends_well(scene):
    scene.rests()
    assert 0 == scene.alice_paid
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("prompt", ALL_PROMPTS)
def test_the_reader_lost_is_told_at_once_and_the_visit_ends_by_itself(
    scene, alice, machine, prompt
):
    """The card is still in it, and comes back with it."""
    goes_to(alice, prompt)
    machine.unplug("card_reader")
    shown = alice.is_told(Notice.CARD_HELD, within_s=AT_ONCE_S)

    assert (ScreenId.MESSAGE, MoneyWords.NOTHING_MOVED) == (shown.id, shown.money)
    assert "1-1" == shown.reference
    assert "device" == machine.last_entry("TXN_CANCELLED")["by"]
    scene.runs(42)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-07") == (alice.screen.id, alice.screen.reason)
    assert "fault" == machine.last_entry("VISIT_END")["why"]
    machine.plug("card_reader")
    scene.runs(5)
    assert ScreenId.ATTRACT == alice.screen.id
    assert machine.matter.card_in_slot
    alice.takes_card()
    ends_well(scene)


def test_a_reader_that_comes_back_in_time_gives_the_card_to_whoever_waits(scene, alice, machine):
    alice.enters()
    machine.unplug("card_reader")
    alice.is_told(Notice.CARD_HELD, within_s=AT_ONCE_S)
    machine.plug("card_reader")
    shown = alice.sees(ScreenId.TAKE_CARD, within_s=2)

    assert (Notice.MACHINE_FAULT, MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    alice.takes_card()
    scene.runs(60)
    assert "fault" == machine.last_entry("VISIT_END")["why"]
    ends_well(scene)


def test_a_reader_whose_power_was_gone_gives_back_the_card_that_it_held(scene, alice, machine):
    """Its numbers begin anew; the card in it is still the customer's."""
    alice.enters()
    machine.matter.reader.power_off()
    alice.is_told(Notice.CARD_HELD, within_s=5)
    machine.matter.reader.power_on()
    alice.sees(ScreenId.TAKE_CARD, within_s=5)
    alice.takes_card()

    ends_well(scene)


def test_a_reader_lost_with_the_card_at_the_slot_lets_it_be_taken(scene, alice, machine):
    alice.enters()
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    scene.runs(1)
    machine.unplug("card_reader")
    shown = alice.is_told(Notice.MACHINE_FAULT, within_s=AT_ONCE_S)

    assert (ScreenId.TAKE_CARD, MoneyWords.NOTHING_MOVED) == (shown.id, shown.money)
    scene.runs(32)
    assert ScreenId.OUT_OF_SERVICE == alice.screen.id
    machine.plug("card_reader")
    scene.runs(5)
    assert ScreenId.ATTRACT == alice.screen.id
    alice.takes_card()
    ends_well(scene)


@pytest.mark.parametrize("moment", ["hsm OPEN before #1", "bank authorisations before #1"])
def test_the_reader_lost_while_the_bank_is_asked_costs_nothing(scene, alice, machine, moment):
    alice.enters()
    alice.asks_for(50)
    scene.runs(1)
    machine.moments.begin()
    scene.at(moment, lambda: machine.unplug("card_reader"))
    alice.confirms()
    shown = alice.is_told(Notice.CARD_HELD, within_s=5)

    assert MoneyWords.NOT_CHARGED == shown.money
    scene.runs(45)
    assert "CMD" not in machine.entries
    machine.plug("card_reader")
    scene.runs(5)
    alice.takes_card()
    ends_well(scene)


def test_the_reader_lost_with_the_card_on_its_way_out_means_no_cash(scene, alice, machine):
    """Nobody can know whether the card was taken."""
    goes_to_card_out(alice)
    scene.runs(1)
    machine.unplug("card_reader")
    shown = alice.is_told(Notice.MACHINE_FAULT, within_s=2)

    assert (ScreenId.TAKE_CARD, MoneyWords.NOT_CHARGED) == (shown.id, shown.money)
    scene.runs(35)
    machine.plug("card_reader")
    scene.runs(5)
    alice.takes_card()
    ends_well(scene)


@pytest.mark.parametrize("prompt", ALL_PROMPTS)
def test_the_only_pad_lost_gives_the_card_back_at_once(prompt):
    """Where no PIN can be typed on glass the pad is all there is."""
    scene = Scene(touch_pin=False)
    alice, machine = scene.alice, scene.machine
    goes_to(alice, prompt)
    machine.unplug("pin_pad")
    shown = alice.sees(ScreenId.TAKE_CARD, within_s=AT_ONCE_S)

    assert (Notice.MACHINE_FAULT, MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    alice.takes_card()
    scene.runs(12)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-08") == (alice.screen.id, alice.screen.reason)
    assert "fault" == machine.last_entry("VISIT_END")["why"]
    machine.plug("pin_pad")
    ends_well(scene)


@pytest.mark.parametrize("prompt", ["PIN", "MENU", "BALANCE", "ANOTHER"])
def test_a_pad_lost_beside_a_glass_that_can_do_its_work_changes_nothing(
    scene, alice, machine, prompt
):
    before = goes_to(alice, prompt)
    machine.unplug("pin_pad")
    scene.runs(3)

    assert before.id == alice.screen.id
    machine.plug("pin_pad")
    scene.runs(1)


def test_without_the_hsm_the_menu_offers_no_cash_until_it_is_back(scene, alice, machine):
    alice.enters()
    machine.unplug("hsm")
    scene.runs(AT_ONCE_S)
    without = [choice.id for choice in alice.screen.choices]
    machine.plug("hsm")
    scene.runs(3)

    assert ["balance", "pin-change", "finish"] == without
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


@pytest.mark.parametrize("prompt", [each for each in ALL_PROMPTS if each not in CHOOSING_CASH])
def test_the_cabinet_lost_is_no_customers_concern(scene, alice, machine, prompt):
    before = goes_to(alice, prompt)
    machine.unplug("cabinet")
    scene.runs(3)

    assert before.id == alice.screen.id
    machine.plug("cabinet")
    scene.runs(1)


def test_a_withdrawal_goes_on_without_the_cabinet(scene, alice, machine):
    goes_to_card_out(alice)
    machine.unplug("cabinet")
    scene.runs(2)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    scene.runs(10)
    machine.plug("cabinet")
    scene.rests()

    assert 5_000 == scene.alice_paid
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


def test_card_reader_and_pad_lost_together_are_one_loss(scene, alice, machine):
    """The process of all devices was killed."""
    alice.inserts()
    for device in ("pin_pad", "card_reader", "hsm", "cabinet"):
        machine.unplug(device)
    alice.is_told(Notice.CARD_HELD, within_s=AT_ONCE_S)
    scene.runs(45)
    assert ScreenId.OUT_OF_SERVICE == alice.screen.id
    for device in ("pin_pad", "card_reader", "hsm", "cabinet"):
        machine.plug(device)
    scene.runs(5)
    alice.takes_card()

    ends_well(scene)
