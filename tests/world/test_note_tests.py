"""The dispenser's test: a note to the reject bin, guarded, told to the bank, whole after a cut."""

from __future__ import annotations

import pytest

from kiosk.journal.reader import read_entries
from tests.world.support.scene import Scene
from tests.world.support.staff_tests import at_the_dispenser, tests_canister


@pytest.fixture
def room(scene, tmp_path):
    """An engineer at the dispenser's test, and a custodian who has opened and shut the safe."""
    return at_the_dispenser(scene, tmp_path)


def rejected(scene: Scene) -> int:
    """Notes in the reject bin, as matter."""
    return sum(scene.machine.matter.works.whereabouts()["reject_bin"].values())


def told(machine, *codes):
    return [
        (each.ev, each.out, dict(each.d)) for each in read_entries(machine.disk) if each.ev in codes
    ]


def test_one_note_lies_in_the_reject_bin_and_the_bank_knows(room, scene, machine):
    tests_canister(room, 1)
    scene.runs(5)

    assert "tests.well" == room.notice
    assert 1 == rejected(scene)
    assert 0 == machine.paid_minor
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert (1, 1, 99) == machine.counters_of_hsm[0]
    assert () == machine.money().open
