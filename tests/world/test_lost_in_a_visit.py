"""A device or the link is lost at each prompt: the customer is told at once, and the visit ends."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.prompts import PROMPTS, goes_to, goes_to_card_out
from tests.world.support.scene import Scene

AT_ONCE_S = 1.0
ALL_PROMPTS = (*PROMPTS, "MORE_TIME")
CHOOSING_CASH = ("AMOUNT", "OTHER_AMOUNT", "CONFIRM")


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


def test_card_reader_and_pad_lost_together_are_one_loss(scene, alice, machine, operator):
    """The process of all devices was killed; nobody could see the key for so long."""
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
    operator.counts()

    ends_well(scene)
