"""A machine that staff must look at stays closed, whoever starts it again, until they have."""

from __future__ import annotations

import copy

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.journal.entry import Entry
from kiosk.journal.events import HaltCleared
from tests.world.support.prompts import goes_to_card_out

CLOSED = (ScreenId.OUT_OF_SERVICE, "OOS-06")


def shown(alice):
    return alice.screen.id, alice.screen.reason


def restarts(scene):
    scene.machine.kill()
    scene.machine.start()
    scene.runs(60)


def is_reopened(scene):
    """A person has looked: `./atm kiosk --reopen`."""
    scene.machine.kill()
    scene.machine.start()
    scene.machine.journal.append(Entry(HaltCleared("ben")))
    restarts(scene)


@pytest.fixture
def suspect(scene, alice, machine):
    """No sensor can tell whether the customer has the notes."""
    alice.is_offered_cash(50)
    alice.waits(0.3)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    alice.sees(ScreenId.MESSAGE)
    scene.runs(60)
    assert shown(alice) == CLOSED
    return scene


@pytest.fixture
def contradiction(scene, alice, machine):
    """The HSM's memory is older than a settled transaction."""
    memory = machine.memories.devices["hsm"]
    image = copy.deepcopy(memory.load())
    alice.withdraws(50)
    scene.rests()
    machine.matter.hsm.power_off()
    memory.store(image)
    machine.matter.hsm.power_on()
    restarts(scene)
    alice.enters()
    alice.asks_for(20)
    alice.confirms()
    alice.sees(ScreenId.MESSAGE, ScreenId.TAKE_CARD)
    alice.goes()
    scene.runs(30)
    assert shown(alice) == CLOSED
    return scene


def test_a_suspect_result_closes_the_machine_beyond_a_restart(suspect, alice):
    restarts(suspect)
    assert CLOSED == shown(alice)
    restarts(suspect)

    assert CLOSED == shown(alice)


def test_a_suspect_result_can_be_reopened(suspect, alice):
    is_reopened(suspect)

    assert ScreenId.ATTRACT == alice.screen.id
    restarts(suspect)
    assert ScreenId.ATTRACT == alice.screen.id


def test_counters_that_differ_close_the_machine_beyond_a_restart(contradiction, alice):
    restarts(contradiction)

    assert CLOSED == shown(alice)
    is_reopened(contradiction)
    assert ScreenId.ATTRACT == alice.screen.id


def test_killed_between_a_suspect_record_and_its_halt_it_stays_closed(scene, alice, machine):
    goes_to_card_out(alice)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.waits(0.3)
    scene.at("journal RES after #1", machine.kill)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    scene.runs(10)
    assert not machine.life.is_alive
    machine.start()
    scene.runs(60)

    assert "SERVICE_HALTED" not in machine.entries
    assert CLOSED == shown(alice)
