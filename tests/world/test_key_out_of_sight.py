"""A cabinet that was lost cannot tell what was done to its key: a cautious machine asks."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.visits.device_news import KEY_UNSEEN_S


def is_lost_for(scene, seconds, meanwhile=lambda: None):
    scene.machine.unplug("cabinet")
    scene.runs(seconds / 2)
    meanwhile()
    scene.runs(seconds / 2)
    scene.machine.plug("cabinet")
    scene.runs(5)


def turns_off_and_on(machine):
    machine.key(is_on=False)
    machine.load(40)
    machine.key(is_on=True)


def test_a_turn_of_the_key_that_nobody_saw_is_counted_like_any_other(scene, machine, operator):
    """Requirement: whoever turns it on types how much cash is in each canister."""
    is_lost_for(scene, 60, lambda: turns_off_and_on(machine))

    assert (ScreenId.COUNT, 1) == (machine.core.screen.id, machine.core.screen.canister)
    assert {"is_on": True, "customer_present": False, "is_unseen": True} == dict(
        machine.last_entry("KEY_SWITCH")
    )
    operator.counts()
    scene.served_again()


def test_power_lost_then_asks_again(scene, alice, machine):
    is_lost_for(scene, 60)
    machine.kill()
    machine.start()

    assert 1 == alice.sees(ScreenId.COUNT).canister


def test_a_count_that_was_begun_before_is_begun_again(scene, machine, operator):
    operator.turns_off()
    operator.turns_on()
    operator.eyes.presses("100E100E7")
    is_lost_for(scene, 60)

    assert (1, "") == (machine.core.screen.canister, machine.core.screen.count_entry)
    operator.counts()
    scene.served_again()


@pytest.mark.parametrize("seconds", [2, KEY_UNSEEN_S - 2])
def test_a_loose_cable_calls_for_nobody(scene, machine, seconds):
    is_lost_for(scene, seconds)

    assert ScreenId.ATTRACT == machine.core.screen.id
    assert 1 == machine.entries.count("KEY_SWITCH")
    scene.served_again()


def test_nor_does_one_while_a_customer_is_there(scene, alice, machine):
    alice.enters()
    is_lost_for(scene, 30)
    assert machine.last_entry("KEY_SWITCH")["customer_present"]
    alice.presses("X")
    alice.goes()

    assert ScreenId.ATTRACT == machine.core.screen.id
    scene.served_again()


def test_a_key_that_was_turned_off_meanwhile_is_off(scene, alice, machine, operator):
    is_lost_for(scene, 60, lambda: machine.key(is_on=False))
    assert ScreenId.CLOSED == alice.screen.id

    operator.puts_in_service()
    scene.served_again()
