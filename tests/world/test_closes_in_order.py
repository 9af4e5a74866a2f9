"""A close reaches the bank before anything that moved notes after it, so that none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract import ProblemCode
from hardware.emulators.dispenser import Delays
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from kiosk.visits import balance_report
from tests.world.support.bank_line import Trouble
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom
from tests.world.test_staff_balancing import at_balancing, closes, opens, told
from tests.world.test_staff_bins import asks

PAID = 100  # two notes of the first canister and four of the second
OVERLOADED = Trouble(problem=ProblemCode.OVERLOADED)


@pytest.fixture
def scene():
    made = Scene(has_printer=True)
    made.machine.matter.printer._delays = Delays.none()
    made.alice.withdraws(PAID)
    made.rests()
    return made


@pytest.fixture
def machine(scene):
    return scene.machine


@pytest.fixture
def room(scene, tmp_path):
    return at_balancing(scene, tmp_path)


def at_the_safe(room, scene):
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    scene.machine.door(is_open=True)
    scene.runs(1)


def swaps(room, scene, canister, found, filled):
    room.press(f"1E{canister}E{found}E{found}E{filled}E{filled}E1E")
    scene.runs(3)


def shuts(room, scene):
    scene.machine.door(is_open=False)
    scene.runs(1)
    room.press("X98E")


def is_away(scene):
    scene.machine.bank_line.is_down = True
    scene.runs(60)


def is_back(scene):
    scene.machine.bank_line.is_down = False
    scene.runs(120)


def differences(machine):
    """What the bank has answered to each close: (refusal, minor units over or short)."""
    return [
        (each["code"], each["difference"] and each["difference"]["minor"])
        for each in told(machine, "BALANCE_TOLD")
    ]


def order(machine, *codes):
    return [each.ev for each in read_entries(machine.disk) if each.ev in codes]


def test_the_bank_hears_of_a_load_after_the_close_before_it(room, scene, machine):
    is_away(scene)
    closes(room, scene)
    room.press("X98E")
    at_the_safe(room, scene)
    swaps(room, scene, 1, found=98, filled=60)
    assert ["BALANCE_CLOSE", "LOADED"] == order(machine, "BALANCE_CLOSE", "LOADED", "CASH_ADDED")

    is_back(scene)

    assert [("", 0)] == differences(machine)
    assert ["BALANCE_TOLD", "CASH_ADDED"] == order(machine, "BALANCE_TOLD", "CASH_ADDED")
    assert machine.counters_of_hsm == machine.counters_of_bank


def test_the_same_after_a_restart(room, scene, machine):
    is_away(scene)
    closes(room, scene)
    room.press("X98E")
    at_the_safe(room, scene)
    swaps(room, scene, 1, found=98, filled=60)
    machine.kill()
    scene.restarts()

    is_back(scene)

    assert [("", 0)] == differences(machine)
    assert machine.counters_of_hsm == machine.counters_of_bank


def test_nobody_is_served_before_the_bank_has_the_close(room, scene, machine):
    machine.bank_line.lasting("balancings", OVERLOADED)
    closes(room, scene)
    room.press("X98E")
    scene.operator.puts_in_service()
    machine.matter.insert(scene.alice.card)
    scene.runs(30)
    assert [] == told(machine, "BALANCE_TOLD")
    assert 1 == len(told(machine, "VISIT_START"))

    machine.bank_line.lasting("balancings", None)
    scene.runs(90)

    assert [("", 0)] == differences(machine)
    assert 2 == len(told(machine, "VISIT_START"))


def test_nor_is_a_note_moved_by_a_test(room, scene, machine):
    machine.bank_line.lasting("balancings", OVERLOADED)
    closes(room, scene)

    assert "tests.unsettled" == machine.core.note_tests.why_not(0.0).id

    machine.bank_line.lasting("balancings", None)
    scene.runs(90)
    assert "tests.unsettled" != machine.core.note_tests.why_not(0.0).id


def test_what_was_short_in_a_filling_reaches_the_bank_however_late(room, scene, machine):
    """Ten notes are missing in what was taken out, and the close is told after a restart."""
    room.press("X98E")
    at_the_safe(room, scene)
    swaps(room, scene, 1, found=88, filled=98)
    shuts(room, scene)
    machine.bank_line.lasting("balancings", OVERLOADED)
    opens(room, scene)
    closes(room, scene)
    room.press("X98E")
    machine.kill()
    scene.restarts()
    scene.operator.puts_in_service()
    machine.bank_line.lasting("balancings", None)
    scene.runs(120)

    assert [("", -10_000)] == differences(machine)


def test_after_a_refused_close_the_next_one_has_all_of_it(room, scene, machine):
    """What was short in a filling, what was paid, and how that differs: since the bank's last."""
    closes(room, scene)
    scene.runs(3)
    room.press("X98E")
    at_the_safe(room, scene)
    swaps(room, scene, 1, found=88, filled=98)
    shuts(room, scene)
    scene.operator.puts_in_service()
    scene.alice.withdraws(PAID)
    scene.rests()
    room.turns_off()
    opens(room, scene)
    machine.bank_line.trouble("balancings", Trouble(problem=ProblemCode.COUNTERS_DIFFER))
    closes(room, scene, 96, 92, 0, 0, 0, 0)
    closes(room, scene, 96, 92, 0, 0, 0, 0)

    first, second, third = told(machine, "BALANCE_CLOSE")
    assert [("", 0), ("counters-differ", None), ("", -10_000)] == differences(machine)
    assert first["close_id"] == second["since"] == third["since"]
    assert second["taken_out"] == third["taken_out"]
    assert ["0"] == [str(each["host"]["minor"]) for each in told(machine, "BALANCE_TOLD")[2:]]


def test_a_close_that_cannot_be_told_with_its_numbers_is_told_without(
    room, scene, machine, monkeypatch
):
    """Nothing stops the machine, and the bank's people hear of it."""
    real = balance_report.close
    bad = lambda anchor, closed: real(  # noqa: E731  as short as what it stands for
        anchor, replace(closed, lines=tuple(replace(e, load=-1) for e in closed.lines))
    )
    monkeypatch.setattr(balance_report, "close", bad)

    closes(room, scene)

    assert [("bad-request", None)] == differences(machine)
    assert ("balancing-refused",) == machine.bank_line.bank.work_items


@pytest.fixture
def rejected(tmp_path):
    """A note of each canister lies in the reject bin."""
    scene = Scene(has_printer=True)
    machine = scene.machine
    machine.matter.printer._delays = Delays.none()
    machine.matter.works.plan(1, [PickFault.REJECT])
    asks(scene.alice, 30)
    scene.alice.sees(ScreenId.PARTIAL)
    scene.alice.chooses("no")
    scene.rests()
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    at_the_safe(room, scene)
    return scene, room


@pytest.mark.parametrize("filled", [(), (2,), (1, 2)])
@pytest.mark.parametrize(
    ("bin_is", "in_bin"), [("5E1E1E1E1E1E", 0), ("", 1)], ids=["emptied", "left"]
)
def test_a_round_is_neither_over_nor_short(rejected, filled, bin_is, in_bin):
    """By the machine and by the bank: whichever canisters were filled, and whether the reject bin
    was emptied in the same round or not."""
    scene, room = rejected
    room.press(bin_is)
    scene.runs(1)
    for canister in filled:
        swaps(room, scene, canister, found=99, filled=70)
    shuts(room, scene)
    opens(room, scene)
    left = [70 if canister in filled else 99 for canister in (1, 2)]
    closes(room, scene, *left, in_bin, in_bin, 0, 0)
    closes(room, scene, *left, in_bin, in_bin, 0, 0)

    machine = scene.machine
    assert [0, 0] == [each["difference"]["minor"] for each in told(machine, "BALANCE_CLOSE")]
    assert [("", 0), ("", 0)] == differences(machine)


@pytest.mark.parametrize(("found", "off"), [(2, 1_000), (0, -1_000)])
def test_other_notes_in_a_bin_than_were_rejected_are_over_or_short(rejected, found, off):
    scene, room = rejected
    room.press(f"5E{found}E{found}E1E1E1E")
    scene.runs(1)
    shuts(room, scene)
    opens(room, scene)
    closes(room, scene, 99, 99, 0, 0, 0, 0)
    closes(room, scene, 99, 99, 0, 0, 0, 0)

    machine = scene.machine
    assert [off, 0] == [each["difference"]["minor"] for each in told(machine, "BALANCE_CLOSE")]
    assert [("", off), ("", 0)] == differences(machine)
