"""The kiosk is killed, or the HSM's power fails, at every moment of a load at the menu.

Afterwards the load was done or it was not, and HSM, bank and matter agree about it.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from bank_server.contract import ProblemCode
from kiosk.domain.screens import ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.customer import KioskGone
from tests.world.support.scene import Scene
from tests.world.support.scripts import moments
from tests.world.support.staff_room import StaffRoom

NOTES = 100
DONE, NOT_DONE = [(2, 0, 60), (1, 0, NOTES)], [(1, 0, NOTES)] * 2
AWAY_S = 5.0


def before_load():
    """Everything is typed, the safe stands open, and moments count from here."""
    scene = Scene().with_quick_hands()
    with tempfile.TemporaryDirectory() as folder:
        room = StaffRoom(scene, Path(folder))
        room.turns_off()
        room.log_in("anna")
        room.press("3E")
        room.identify("ben")
    scene.machine.door(is_open=True)
    scene.runs(1)
    room.press("1E1E95E95E60E60E")
    assert room.page.actions, room.page
    scene.machine.moments.begin()
    return scene


def loads(customer):
    """ENTER, until the bank has heard of it. The keypad is the customer's, too."""
    with suppress(KioskGone):
        customer.presses("1E")
        customer.waits(5)


def ended(scene):
    """The door is shut, the key turned, the notes counted; somebody is served."""
    machine = scene.machine
    assert () == machine.money().open
    assert () == scene.bank.findings
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert machine.counters_of_hsm in (DONE, NOT_DONE)
    machine.door(is_open=False)
    if machine.core.screen.id is not ScreenId.CLOSED:
        scene.runs(301)
    scene.operator.puts_in_service()
    scene.served_again()
    assert machine.counters_of_hsm == machine.counters_of_bank
    in_canisters = machine.matter.works.whereabouts()["canisters"]
    assert [line[2] for line in machine.counters_of_hsm] == [*in_canisters.values()]
    assert [] == machine.deaths


@pytest.mark.parametrize("moment", moments(before_load, loads, only="^(?!power|bank heart|hsm ST)"))
def test_killed_in_a_load_it_was_done_or_it_was_not(moment):
    scene = before_load()
    scene.dies_at(moment, loads)
    scene.machine.start()
    scene.runs(AWAY_S)

    ended(scene)


@pytest.mark.parametrize("moment", moments(before_load, loads, only="^power"))
@pytest.mark.parametrize("seconds", [0.2, 4.0])
def test_the_hsms_power_fails_in_a_load_and_it_is_counted_once(moment, seconds):
    """The same load is given again, by its id."""
    scene = before_load()
    machine = scene.machine
    cut = moment.removeprefix("power ").partition(" ")[0]
    machine.hsm_power.arm(cut)
    scene.at(moment, lambda: scene.loop.after(seconds, machine.matter.hsm.power_on))
    loads(scene.alice)
    scene.runs(20)

    assert DONE == machine.counters_of_hsm
    ended(scene)


@pytest.mark.parametrize("survives", [1, 300, 500, 700])
def test_a_load_that_is_half_on_the_disk_has_not_begun(survives):
    scene = before_load()
    scene.at("journal CASSETTE_SWAPPED before #1", lambda: scene.machine.kill(survives))
    loads(scene.alice)
    scene.machine.start()
    scene.runs(AWAY_S)

    assert scene.machine.counters_of_hsm == NOT_DONE
    ended(scene)


def test_two_loads_that_the_bank_has_not_heard_of_outlive_a_kill():
    scene = before_load()
    machine = scene.machine
    machine.bank_line.is_down = True
    loads(scene.alice)
    scene.alice.presses("3E2E100E100E1E")
    scene.runs(3)
    machine.kill()
    machine.start()
    scene.runs(AWAY_S)
    machine.bank_line.is_down = False
    scene.runs(90)

    assert [(2, 0, 60), (2, 0, 0)] == machine.counters_of_hsm == machine.counters_of_bank
    assert () == machine.money().open
    assert () == scene.bank.findings


def test_after_a_kill_the_next_canister_need_not_wait_for_the_bank(tmp_path):
    """The menu is there, the HSM takes the load, and nobody is served before the bank knows."""
    scene = before_load()
    machine = scene.machine
    machine.bank_line.is_down = True
    loads(scene.alice)
    machine.kill()
    machine.start()
    scene.runs(AWAY_S)
    room = StaffRoom(scene, tmp_path)
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    told = [line.cells[1] and line.cells[1].id for line in room.page.lines[:2]]
    assert ["cash.is-bank-away", None] == told
    for is_open in (False, True):  # anew, in this visit of theirs
        machine.door(is_open=is_open)
        scene.runs(1)
    room.press("3E2E100E100E1E")
    scene.runs(3)
    assert [(2, 0, 60), (2, 0, 0)] == machine.counters_of_hsm
    machine.door(is_open=False)
    room.press("XX")
    machine.bank_line.is_down = False
    machine.bank_line.lasting("cash-loads", Trouble(problem=ProblemCode.OVERLOADED))
    scene.operator.puts_in_service()
    scene.runs(30)
    assert machine.core.service.waiting
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(90)

    assert not machine.core.service.waiting
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert () == scene.bank.findings


def test_a_load_of_before_waits_for_the_hsm_and_is_not_certain_meanwhile(tmp_path):
    scene = before_load()
    machine = scene.machine
    scene.dies_at("hsm LOAD before #1", loads)
    machine.unplug("hsm")
    machine.start()
    scene.runs(AWAY_S)
    room = StaffRoom(scene, tmp_path)
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    assert "cash.is-not-certain" == room.page.lines[0].cells[1].id
    machine.plug("hsm")
    scene.runs(AWAY_S)

    assert DONE == machine.counters_of_hsm == machine.counters_of_bank
