"""The HSM's power fails at every moment of its own, and comes back."""

from __future__ import annotations

import pytest

from tests.world.support.scripts import before_withdrawal, moments, withdraws

CUTS = [
    each.removeprefix("power ").partition(" ")[0]
    for each in moments(before_withdrawal, withdraws, only="^power")
]


@pytest.mark.parametrize(("seconds", "takes_cash"), [(0.2, True), (3.0, True), (0.2, False)])
@pytest.mark.parametrize("cut", CUTS)
def test_power_fails_and_the_record_is_what_happened(cut, seconds, takes_cash):
    scene = before_withdrawal()
    machine = scene.machine
    machine.matter.use_hands(cash=takes_cash)
    machine.hsm_power.arm(cut)
    scene.is_disturbed(
        f"power {cut} #1", lambda: scene.loop.after(seconds, machine.matter.hsm.power_on), withdraws
    )
    scene.rests()

    scene.audit()
    machine.matter.use_hands(cash=False)
    scene.served_again()
    scene.audit()
