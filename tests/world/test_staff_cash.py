"""Two people fill and empty the canisters at the menu, by keypad alone, with the safe open."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.staff_room import StaffRoom

NOTES = 100  # in each canister


@pytest.fixture
def room(scene, tmp_path):
    """Anna and Ben are at the list, and the safe is shut."""
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("anna")
    made.press("3E")
    made.identify("ben")
    assert ScreenId.STAFF_CASH == made.screen.id
    return made


@pytest.fixture
def at_safe(room, machine, scene):
    """The safe stands open."""
    machine.door(is_open=True)
    scene.runs(1)
    return room


def told(machine, *codes):
    return [(e.ev, dict(e.d)) for e in read_entries(machine.disk) if e.ev in codes]


def reasons(room):
    """Why each deed cannot be done, by number."""
    return {each.number: each.why and each.why.id for each in room.page.actions}


def test_a_canister_is_swapped(at_safe, machine, scene):
    at_safe.press("1E1E95E95E60E60E")
    assert ("cash.small-difference", None) == (at_safe.notice, at_safe.page.actions[0].why)
    at_safe.press("1E")
    scene.runs(2)

    assert "cash.load-loaded" == at_safe.notice
    assert [(2, 0, 60), (1, 0, NOTES)] == machine.counters_of_hsm == machine.counters_of_bank
    [(_, swapped), (_, loading), (_, added)] = told(
        machine, "CASSETTE_SWAPPED", "LOADING", "CASH_ADDED"
    )
    assert (95, NOTES, -5) == (swapped["count"], swapped["expected"], swapped["difference"])
    assert {"anna+ben"} == {each["who"] for each in (swapped, loading, added)}
    assert (60, 95) == (loading["count"], loading["found"])
    assert ("anna", "ben") == scene.bank.load_staff[-1]
