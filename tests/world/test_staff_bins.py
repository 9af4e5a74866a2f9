"""Two people empty the bins of rejected and of retracted notes, and count what lay in them."""

from __future__ import annotations

import pytest

from hardware.emulators.notes import PickFault
from kiosk.domain.bins import Bin, BinCount
from kiosk.domain.screens import KeyPressed, ScreenId
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.reconcile import reconcile
from tests.world.support.staff_room import StaffRoom
from tests.world.support.staff_tests import at_the_dispenser, picks_one

REJECTS = "5E1E1E1E1E1E"
KNOWN = BinCount(((1, 1), (2, 1)))
RETRACTS = "6E0E0E1E1E1E"


def at_safe(scene, folder):
    """Anna and Ben at the list, with the safe open."""
    room = StaffRoom(scene, folder)
    if scene.machine.core.screen.id is not ScreenId.CLOSED:
        room.turns_off()
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    scene.machine.door(is_open=True)
    scene.runs(1)
    return room


def asks(alice, units):
    alice.enters()
    alice.asks_for(units)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()


@pytest.fixture
def used(scene, machine):
    """A note of canister 1 was rejected, and the other of that stack, which nobody wanted then;
    and one of canister 2 was not taken."""
    machine.matter.works.plan(1, [PickFault.REJECT])
    asks(scene.alice, 30)
    scene.alice.sees(ScreenId.PARTIAL)
    scene.alice.chooses("no")
    scene.rests()
    asks(scene.alice, 20)
    scene.alice.sees(ScreenId.TAKE_CASH)
    scene.runs(60)
    scene.rests()
    return scene


def emptied(machine):
    """Each entry: how it went, and what it says."""
    return [
        (e.out.value, e.d["which"], e.d["lines"], e.d["expected"], e.d["is_sure"])
        for e in read_entries(machine.disk)
        if e.ev == "BINS_EMPTIED"
    ]


def reconciled(machine):
    raw = (machine.disk.read(str(file)) for file in journal_files(machine.disk))
    return reconcile(parse(line) for part in raw for line in part.splitlines(keepends=True))


def bin_of(machine, which):
    return machine.core.bins.of(which)


def test_what_the_records_say_stands_beside_what_was_found(used, machine, tmp_path):
    assert {1: 1, 2: 1} == machine.matter.works.whereabouts()["reject_bin"]
    room = at_safe(used, tmp_path)
    room.press("5E1E1E1E1E")
    figures = [line.cells[:2] for line in room.page.lines]
    assert [(1, 1), (1, 1)] == figures
    room.press("1E")

    assert "cash.emptied-reject" == room.notice
    lines = [{"canister": 1, "count": 1}, {"canister": 2, "count": 1}]
    assert [("ok", "reject", lines, lines, True)] == emptied(machine)
    assert "anna+ben" == machine.last_entry("BINS_EMPTIED")["who"]
    assert BinCount() == bin_of(machine, Bin.REJECT)


def test_a_bin_counts_from_zero_again_after_a_restart_too(used, machine, tmp_path):
    before = bin_of(machine, Bin.REJECT)
    assert KNOWN == before
    machine.kill()
    machine.start()
    used.rests()
    assert before == bin_of(machine, Bin.REJECT)
    at_safe(used, tmp_path).press(REJECTS)
    machine.kill()
    machine.start()
    used.runs(3)

    assert BinCount() == bin_of(machine, Bin.REJECT)


def test_other_notes_than_expected_are_a_failure(used, machine, tmp_path):
    at_safe(used, tmp_path).press("5E1E1E0E0E1E")

    assert ("fail", "reject") == emptied(machine)[0][:2]
    assert BinCount() == bin_of(machine, Bin.REJECT)


def test_retracted_notes_are_known_as_far_as_the_hsm_counts_them(used, machine, tmp_path):
    known = bin_of(machine, Bin.RETRACT)
    lay = machine.matter.works.whereabouts()["retract_bin"]
    assert not known.is_sure or dict(known.notes) == lay
    at_safe(used, tmp_path).press(RETRACTS)

    assert "ok" == emptied(machine)[0][0]
    assert BinCount() == bin_of(machine, Bin.RETRACT)


def test_a_note_of_a_test_lies_in_the_reject_bin(scene, machine, tmp_path):
    picks_one(at_the_dispenser(scene, tmp_path), 1)
    scene.runs(5)
    assert {1: 1} == machine.matter.works.whereabouts()["reject_bin"]
    assert BinCount(((1, 1),)) == bin_of(machine, Bin.REJECT)
    machine.kill()
    machine.start()
    scene.runs(3)

    assert BinCount(((1, 1),)) == bin_of(machine, Bin.REJECT)


def test_a_canister_can_be_loaded_after_a_test(scene, machine, tmp_path):
    picks_one(at_the_dispenser(scene, tmp_path), 1)
    scene.runs(5)
    at_safe(scene, tmp_path).press("2E1E99E99E1E1E1E")
    scene.runs(3)

    assert [(2, 0, 100), (1, 0, 100)] == machine.counters_of_hsm == machine.counters_of_bank
    assert () == scene.bank.findings


def test_the_journal_adds_up_over_what_people_took_out(used, machine, tmp_path):
    """Loads and bins with what was found; then the next customer."""
    room = at_safe(used, tmp_path)
    room.press(REJECTS + RETRACTS)
    left = machine.counters_of_hsm[0][2]
    room.press(f"1E1E{left - 3}E{left - 3}E60E60E1E")
    used.runs(2)
    room.press("2E2E98E98E40E40E1E")
    used.runs(2)
    machine.door(is_open=False)
    room.press("XX")
    used.operator.puts_in_service()
    used.served_again()
    books = reconciled(machine)

    assert [] == books.problems
    assert {(1, 1): left - 3, (2, 1): 98} == {
        (load.canister, load.number): load.found for load in books.loads if load.found is not None
    }
    assert ["reject", "retract"] == [each.which for each in books.bins]
    assert () == used.bank.findings


@pytest.mark.parametrize("side", ["before", "after"])
def test_killed_meanwhile_it_was_said_or_it_was_not(used, machine, tmp_path, side):
    room = at_safe(used, tmp_path)
    room.press("5E1E1E1E1E")
    machine.moments.begin()
    used.at(f"journal BINS_EMPTIED {side} #1", machine.kill)
    machine.core.post_input(KeyPressed("1"))
    used.runs(0.5)
    machine.core.post_input(KeyPressed("E"))
    used.runs(0.5)
    assert not machine.life.is_alive
    machine.start()
    used.runs(3)

    is_said = bool(emptied(machine))
    assert (BinCount() if is_said else KNOWN) == bin_of(machine, Bin.REJECT)
    assert is_said == (side == "after")


def test_no_bin_is_emptied_while_a_record_is_still_to_come(scene, machine, alice, tmp_path):
    machine.matter.works.plan(1, [PickFault.REJECT])
    asks(alice, 50)
    machine.matter.hsm.power_off()
    machine.key(is_on=False)
    scene.runs(600)
    room = at_safe(scene, tmp_path)

    whys = {each.number: each.why and each.why.id for each in room.page.actions}
    assert "cash.unsettled" == whys[5] == whys[6]
