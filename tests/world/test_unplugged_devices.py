"""A device's cable is pulled at every moment of a transaction, and put back a while later."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("seconds", [0.1, 8.0])
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
