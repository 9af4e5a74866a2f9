"""A device's cable is pulled at every moment of a transaction, and put back a while later."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import MoneyWords, ScreenId
from tests.world.support.scripts import (
    before_pin_change,
    before_withdrawal,
    changes_pin,
    moments,
    withdraws,
)


def unplugged(scene, device, seconds):
    """The cable is out for so many seconds, whatever else happens."""

    def act():
        scene.machine.unplug(device)
        scene.loop.after(seconds, lambda: scene.machine.plug(device))

    return act


def ends_well(scene):
    scene.rests()
    scene.audit()
    scene.served_again()
    scene.audit()


@pytest.mark.parametrize("seconds", [0.1, 3.0])
@pytest.mark.parametrize(
    "moment", moments(before_withdrawal, withdraws, only="^(?!power)(?!journal.*after)")
)
def test_hsm_in_a_withdrawal(moment, seconds):
    scene = before_withdrawal()
    scene.is_disturbed(moment, unplugged(scene, "hsm", seconds), withdraws)

    ends_well(scene)


@pytest.mark.parametrize("device", ["card_reader", "cabinet", "pin_pad"])
@pytest.mark.parametrize(
    "moment", moments(before_withdrawal, withdraws, only="^(bank|card|hsm [DP]).*before")
)
def test_another_device_in_a_withdrawal(moment, device):
    scene = before_withdrawal()
    scene.is_disturbed(moment, unplugged(scene, device, 2.0), withdraws)

    ends_well(scene)


@pytest.mark.parametrize("device", ["card_reader", "pin_pad"])
@pytest.mark.parametrize("moment", moments(before_pin_change, changes_pin, only="before"))
def test_reader_or_pad_in_a_pin_change(moment, device):
    scene = before_pin_change()
    scene.is_disturbed(moment, unplugged(scene, device, 2.0), changes_pin)
    scene.rests()
    scene.audit()
    done = [each for each in scene.bank.transactions if each.operation == "pin-change"]
    if done and done[0].state == "done":
        scene.alice.pin = "5830"

    ends_well(scene)


def test_a_pad_that_is_plugged_in_again_can_be_typed_on(scene, alice, machine):
    alice.inserts()
    machine.unplug("pin_pad")
    scene.runs(2)
    machine.plug("pin_pad")
    scene.runs(2)
    alice.types()
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()

    ends_well(scene)


def test_a_pad_lost_with_digits_in_it_ends_the_visit_without_a_try(scene, alice, machine):
    alice.inserts()
    machine.matter.press("72")
    scene.runs(0.5)
    machine.unplug("pin_pad")
    shown = alice.sees(ScreenId.TAKE_CARD)
    machine.plug("pin_pad")

    assert MoneyWords.NOTHING_MOVED == shown.money
    alice.goes()
    assert 0 == scene.bank.tries(scene.card_uuid)
    ends_well(scene)


def test_without_the_pad_the_pin_is_typed_on_glass(scene, alice, machine):
    alice.inserts()
    machine.unplug("pin_pad")
    scene.runs(2)
    alice.types_on_glass()
    alice.sees(ScreenId.MENU)
    alice.presses("X")
    alice.goes()
    machine.plug("pin_pad")

    ends_well(scene)
