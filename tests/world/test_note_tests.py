"""The dispenser's test: a note to the reject bin, guarded, told to the bank, whole after a cut."""

from __future__ import annotations

import re

import pytest

from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.staff_page import Word
from kiosk.journal.files import journal_files, lines_of
from kiosk.journal.reader import read_entries
from kiosk.journal_tools.lines import parse
from kiosk.journal_tools.reconcile import reconcile
from tests.world.support.bank_house import START_MS
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom
from tests.world.support.staff_tests import (
    OVER_S,
    at_the_dispenser,
    at_the_tests,
    before_the_last_key,
    moments_of_a_note_test,
    opens,
    opens_and_shuts,
    picks_one,
)

BEATS_S = 62
MONEY = ("DIAG_START", "INTENT", "RES", "CASH_REJECTED", "DONE", "DIAG_END")


@pytest.fixture
def room(scene, tmp_path):
    """An engineer at the dispenser's test; the safe was opened and is shut."""
    return at_the_dispenser(scene, tmp_path)


def in_the_bin(scene):
    """Notes, as matter."""
    return sum(scene.machine.matter.works.whereabouts()["reject_bin"].values())


def told(machine, *codes):
    entries = read_entries(machine.disk)
    return [(each.ev, dict(each.d)) for each in entries if each.ev in codes]


def why_not(room):
    """Why the first action cannot be done; empty if it can."""
    return room.page.lines[0].name.id if room.page.actions[0].why else ""


def serves_again(scene):
    """Key on, counted, and the next customer gets cash; the books agree before and after."""
    scene.operator.puts_in_service()
    scene.rests()
    scene.audit()
    scene.machine.matter.use_hands(card=True, cash=True)
    scene.served_again()
    scene.audit()


def test_one_note_lies_in_the_reject_bin_and_the_bank_knows(room, scene, machine):
    picks_one(room, 1)
    scene.runs(OVER_S)

    assert "tests.well" == room.notice
    assert 1 == in_the_bin(scene)
    assert (1, 1, 99) == machine.counters_of_hsm[0]
    shown = {line.name.id: line.cells for line in reversed(room.page.lines)}
    assert (99, Word("tests.note-moved")) == shown["status.canister"]
    assert (1, 2) == (shown["balance.reject-bin"][0], shown["tests.runs-left"][0])
    assert machine.counters_of_hsm == machine.counters_of_bank
    assert 0 == machine.paid_minor
    assert () == machine.money().open
    room.press("XXX")
    serves_again(scene)


def test_its_entries_are_in_order_and_name_both(room, scene, machine):
    picks_one(room, 2)
    scene.runs(OVER_S)

    entries = told(machine, *MONEY)
    assert list(MONEY) == [code for code, _ in entries]
    who = {"device": "hsm", "test": "one-note", "who": "carl+anna"}
    assert (who, who | {"result": "ok"}) == (entries[0][1], entries[-1][1])
    assert ("test", [{"canister": 2, "count": 1}]) == (
        entries[1][1]["operation"],
        entries[1][1]["lines"],
    )
    assert "test" == entries[3][1]["why"]


def test_each_canister_gives_one_note_and_no_more(room, scene, machine):
    room.press("1E")
    room.identify("anna")
    scene.runs(OVER_S)

    assert "tests.well" == room.notice
    assert len(machine.canisters) == in_the_bin(scene)
    assert {1} == {line[1] for line in machine.counters_of_hsm}
    assert machine.counters_of_hsm == machine.counters_of_bank


def test_a_fourth_test_within_the_hour_is_refused_also_after_a_restart(room, scene, tmp_path):
    for _ in range(3):
        picks_one(room, 1)
        scene.runs(OVER_S)
    assert "tests.too-many" == why_not(room)

    scene.machine.kill()
    scene.machine.start()
    scene.runs(2)
    again = at_the_dispenser(scene, tmp_path)
    assert "tests.too-many" == why_not(again)


def test_a_clock_that_was_set_forward_ends_no_hour(room, scene, machine, tmp_path):
    """Nor does it when it has been set right again, in the same run or before the next."""
    for _ in range(3):
        picks_one(room, 1)
        scene.runs(OVER_S)
    ahead = [3_600]
    machine.wall_ms = lambda: START_MS + int((scene.loop.now() + ahead[0]) * 1_000)
    machine.kill()
    machine.start()
    scene.runs(2)
    again = at_the_dispenser(scene, tmp_path)
    assert "tests.clock-wrong" == why_not(again)

    ahead[0] = 0
    scene.runs(BEATS_S)
    assert "tests.too-many" == why_not(again)
    machine.kill()
    machine.start()
    scene.runs(2)
    assert "tests.too-many" == why_not(at_the_dispenser(scene, tmp_path))


def test_one_person_alone_moves_nothing(room, scene, machine):
    room.press("2E")
    scene.runs(61)

    assert "DIAG_START" not in machine.entries
    assert 0 == in_the_bin(scene)


def test_the_second_must_be_a_custodian(room, scene, machine):
    picks_one(room, 1, second="dora")
    scene.runs(OVER_S)

    assert "login.not-allowed" == room.notice
    assert "DIAG_START" not in machine.entries


def test_a_safe_that_was_opened_before_they_came_does_not_count(scene, tmp_path):
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    opens_and_shuts(scene)
    room.log_in("carl")
    room.press("7E")
    opens(room, DeviceTests.DISPENSER)

    assert "tests.door-not-opened" == why_not(room)


def test_an_open_safe_stops_it(scene, tmp_path):
    room = at_the_tests(scene, tmp_path)
    opens(room, DeviceTests.DISPENSER)
    scene.machine.door(is_open=True)
    scene.runs(1)
    assert "tests.door-open" == why_not(room)

    scene.machine.door(is_open=False)
    scene.runs(1)
    assert "" == why_not(room)


def test_a_safe_that_is_opened_while_the_second_comes_stops_it(room, scene, machine):
    room.press("2E102E381926")
    scene.machine.door(is_open=True)
    scene.runs(1)
    room.press("E")
    scene.runs(OVER_S)

    assert "tests.door-open" == room.notice
    assert "INTENT" not in machine.entries


def test_without_the_bank_none_begins(room, scene):
    scene.machine.bank_line.is_down = True
    scene.runs(60)

    assert "tests.no-link" == why_not(room)


def test_no_program_can_begin_one(tmp_path):
    """A machine that takes visits from automation has no test of its dispenser at all."""
    scene = Scene(needs_request=True)
    room = at_the_dispenser(scene, tmp_path)

    assert "tests.driven" == why_not(room)
    room.press("2E")
    room.touch("action-2")
    scene.runs(OVER_S)
    assert "DIAG_START" not in scene.machine.entries
    assert 0 == in_the_bin(scene)


def test_a_jammed_canister_is_told_and_stops_the_cash_where_no_other_pays(room, scene, machine):
    for canister in machine.canisters:
        machine.matter.works.set_jam(canister, is_jammed=True)
    room.press("1E")
    room.identify("anna")
    scene.runs(OVER_S)

    assert ("tests.not-done", ("jam",)) == (room.notice, room.page.notice.args)
    assert {"result": "jam"}.items() <= machine.last_entry("DIAG_END").items()
    room.press("XXX")
    scene.operator.puts_in_service()
    scene.runs(2)
    assert ["OOS-04"] == [each.value for each in machine.core.service.reasons]


def test_an_hsm_that_is_lost_on_the_way_is_unknown_and_settled_later(room, scene, machine):
    scene.at("hsm TEST after #1", lambda: machine.unplug("hsm"))
    picks_one(room, 1)
    scene.runs(30)
    assert "tests.goes-on" == room.notice
    assert {"result": "no-answer"}.items() <= machine.last_entry("DIAG_END").items()

    machine.plug("hsm")
    scene.runs(30)
    assert () == machine.money().open
    assert machine.counters_of_hsm == machine.counters_of_bank
    room.press("XXX")
    serves_again(scene)


@pytest.mark.parametrize("moment", moments_of_a_note_test(is_power=False))
def test_killed_in_a_test_the_books_agree_with_the_notes(moment, tmp_path):
    scene, room = before_the_last_key(tmp_path)
    scene.at(moment, scene.machine.kill)
    room.press("E")
    scene.runs(OVER_S)
    assert not scene.machine.life.is_alive
    scene.machine.start()
    scene.runs(OVER_S)

    starts = len(told(scene.machine, "DIAG_START"))
    assert starts >= len(told(scene.machine, "DIAG_END"))
    serves_again(scene)


@pytest.mark.parametrize(
    "cut", [re.sub(r"^power | #\d+$", "", each) for each in moments_of_a_note_test(is_power=True)]
)
def test_the_hsms_power_fails_and_the_record_is_what_happened(cut, tmp_path):
    scene, room = before_the_last_key(tmp_path)
    machine = scene.machine
    machine.hsm_power.arm(cut)
    scene.at(f"power {cut} #1", lambda: scene.loop.after(1.0, machine.matter.hsm.power_on))
    room.press("E")
    scene.runs(30)

    assert () == machine.money().open
    assert machine.counters_of_hsm[0][1] == in_the_bin(scene)
    room.press("XXX")
    serves_again(scene)


def test_the_journal_adds_up_with_a_test_in_it(room, scene, machine):
    """And the note is a test's, not one that was rejected on its way to a customer."""
    picks_one(room, 1)
    scene.runs(OVER_S)
    lines = [
        parse(line)
        for file in journal_files(machine.disk)
        for _, line in lines_of(file, machine.disk.read(str(file)))
    ]

    books = reconcile(lines)

    assert ([], []) == (books.problems, books.open)


def test_balancing_expects_the_note_in_the_bin_and_knows_that_it_was_a_test(room, scene, machine):
    picks_one(room, 1)
    scene.runs(OVER_S)

    tested, other = machine.journal.period().period.flows
    assert (1, 0, 99, 1) == (
        tested.tested,
        tested.rejected,
        tested.expected,
        tested.reject.expected,
    )
    assert (0, 100) == (other.tested, other.expected)
