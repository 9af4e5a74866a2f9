"""Item 1 tells what the machine is like, with the last faults of its journal."""

from __future__ import annotations

import pytest

from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from kiosk.domain.staff_page import Mood, Word
from kiosk.domain.supervisor import Reason
from tests.world.support.bank_house import START_MS
from tests.world.support.staff_room import StaffRoom

BEATS_S = 62


@pytest.fixture
def room(scene, tmp_path):
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    return made


def lines(room):
    """Every line of all its pages: the id of its name, or the name, with what it says."""
    found = []
    for _ in range(room.page.count):
        found += room.page.lines
        room.press("0E")
    return {each.name.id if isinstance(each.name, Word) else each.name: each for each in found}


def said(line):
    cell = line.cells[-1]
    return (cell.id, *cell.args) if isinstance(cell, Word) else cell


def test_a_machine_that_is_well_has_its_lines(room, scene):
    scene.runs(BEATS_S)
    room.log_in("dora")
    room.press("1E")
    shown = lines(room)

    assert ("status.closed",) == said(shown["status.service-door"])
    assert ("status.mains",) == said(shown["status.power"])
    assert ("status.percent", 90) == said(shown["status.disk"])
    assert ("status.seconds", "+0") == said(shown["status.clock"])
    assert ("status.unreadable",) == said(shown["status.certificate"])  # the test has no files


def test_doors_battery_and_clock_are_told(room, scene, machine):
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    machine.matter.set_flag(CabinetFlag.BATTERY, is_set=True)
    machine.wall_ms = lambda: START_MS + int((scene.loop.now() + 120) * 1_000)
    scene.machine.kill()
    machine.start()
    scene.runs(BEATS_S)
    room = StaffRoom(scene, room.file.parent)
    room.log_in("dora")
    room.press("1E")
    shown = lines(room)

    assert ("status.open",) == said(shown["status.service-door"])
    assert ("status.battery",) == said(shown["status.power"])
    assert ("status.seconds", "+120") == said(shown["status.clock"])
    assert Mood.WARN is shown["status.clock"].mood


def test_the_newest_fault_stands_first_and_no_more_than_ten(room, scene, machine):
    for _ in range(12):
        machine.unplug("card_reader")
        scene.runs(3)
        machine.plug("card_reader")
        scene.runs(3)
    room.log_in("dora")
    room.press("1E")
    faults = [each for each in lines(room).values() if each.mood is Mood.FAINT]

    assert 10 == len(faults)
    assert all(str(each.cells[0]).startswith("CARD READER FAULT") for each in faults)
    assert sorted((each.name.utc_ms for each in faults), reverse=True) == [
        each.name.utc_ms for each in faults
    ]


def test_whoever_is_there_when_the_mains_fail_is_served_and_nobody_after(scene, machine, alice):
    battery = CabinetFlag.BATTERY
    scene.at("journal CMD after #1", lambda: machine.matter.set_flag(battery, is_set=True))
    alice.withdraws(50)
    scene.rests()

    assert 5_000 == scene.alice_paid
    assert (Reason.BATTERY,) == machine.core.service.reasons
    assert ScreenId.OUT_OF_SERVICE == machine.core.screen.id

    machine.matter.set_flag(battery, is_set=False)
    scene.runs(2)

    assert ScreenId.ATTRACT == machine.core.screen.id
