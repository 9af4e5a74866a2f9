"""Item 9 lists what has no end, and lets two custodians end a halt that they have looked at."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.domain.staff_page import Word
from tests.world.support.bank_line import Trouble
from tests.world.support.staff_room import StaffRoom


def opened(scene, tmp_path, who="anna"):
    """The item, after the key was turned off."""
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in(who)
    room.press("9E")
    assert ScreenId.STAFF_UNRESOLVED == room.screen.id
    return room


def words(room):
    """Ids of all words of the lines."""
    cells = [cell for line in room.page.lines for cell in (line.name, *line.cells)]
    return {cell.id for cell in cells if isinstance(cell, Word)}


def why(room, number):
    found = next(each.why for each in room.page.actions if each.number == number)
    return "" if found is None else found.id


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
    machine.matter.works.set_sensors_unsure(are_unsure=False)
    return scene


def test_a_machine_without_trouble_says_so(scene, tmp_path):
    scene.runs(62)
    room = opened(scene, tmp_path)

    assert "unresolved.no-halt" == why(room, 3)
    assert not {each for each in words(room) if each.startswith("unresolved.open")}


def test_what_waits_for_the_bank_is_listed_and_asked_for_at_once(scene, machine, alice, tmp_path):
    machine.bank_line.lasting("settlements", Trouble(loses_request=True))
    alice.withdraws(50)
    scene.runs(200)
    room = opened(scene, tmp_path, "dora")
    assert {"unresolved.open-withdrawal", "unresolved.amount"} <= words(room)

    machine.bank_line.lasting("settlements", None)
    room.press("2E")
    scene.runs(2)

    assert "unresolved.asked" == room.notice
    assert () == machine.money().open
    room.press("1E")
    assert "unresolved.open-withdrawal" not in words(room)


def test_a_silent_bank_is_told(scene, machine, tmp_path):
    machine.bank_line.is_down = True
    room = opened(scene, tmp_path)
    room.press("2E")
    scene.runs(10)

    assert "unresolved.silent" == room.notice


def test_two_custodians_end_a_halt(suspect, machine, tmp_path):
    room = opened(suspect, tmp_path)
    assert {"unresolved.halt", "unresolved.doubt-notes", "unresolved.needs-count"} <= words(room)

    room.press("3E")
    room.identify("ben")

    assert "unresolved.ended" == room.notice
    assert "" == machine.core.supervision.conditions.halted == machine.money().halted
    assert {"who": "anna+ben"} == machine.last_entry("HALT_CLEARED")
    assert "unresolved.doubt-notes" not in words(room)
    machine.kill()
    machine.start()
    suspect.runs(5)
    assert "" == machine.core.supervision.conditions.halted


@pytest.mark.parametrize("second", ["dora", "anna"])
def test_one_custodian_alone_ends_none(suspect, machine, tmp_path, second):
    room = opened(suspect, tmp_path)
    room.press("3E")
    room.identify(second)
    suspect.runs(61)

    assert "" != machine.core.supervision.conditions.halted
    assert "HALT_CLEARED" not in machine.entries


def test_an_auditor_sees_it_and_cannot_end_it(suspect, machine, tmp_path):
    room = opened(suspect, tmp_path, "dora")
    assert "unresolved.custodians" == why(room, 3)

    room.press("3E")

    assert ScreenId.STAFF_UNRESOLVED == room.screen.id
    assert "HALT_CLEARED" not in machine.entries


def test_a_contradiction_is_not_ended_as_long_as_it_is_there(scene, machine, tmp_path):
    machine.core._transactions._contradicted("two witnesses differ")
    room = opened(scene, tmp_path)
    assert "unresolved.still-there" == why(room, 3)

    room.press("3E")

    assert "HALT_CLEARED" not in machine.entries
    assert "two witnesses differ" == machine.money().halted


def test_what_comes_while_the_second_person_logs_in_is_not_ended(suspect, machine, tmp_path):
    room = opened(suspect, tmp_path)
    room.press("3E")
    machine.core._transactions._contradicted("two witnesses differ")
    room.identify("ben")

    assert "unresolved.changed" == room.notice
    assert "HALT_CLEARED" not in machine.entries


@pytest.mark.parametrize("moment", ["before", "after"])
def test_power_that_fails_with_the_entry_leaves_the_halt_or_its_end(
    suspect, machine, tmp_path, moment
):
    """On disk before the machine goes on: the next start finds the one or the other."""
    room = opened(suspect, tmp_path)
    room.press("3E102E38192")
    suspect.at(f"journal HALT_CLEARED {moment} #1", machine.kill)
    room.press("6E")
    machine.start()
    suspect.runs(5)

    is_ended = "HALT_CLEARED" in machine.entries
    assert is_ended == (not machine.core.supervision.conditions.halted)


def test_a_doubtful_slot_is_ended_with_it(scene, machine, tmp_path):
    machine.core._transactions._slot.doubt()
    room = opened(scene, tmp_path)
    assert "status.slot" in words(room)

    room.press("3E")
    room.identify("ben")

    assert not machine.core.supervision.conditions.slot_doubtful
