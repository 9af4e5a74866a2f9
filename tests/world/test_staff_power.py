"""Items 12 and 14: what runs here; a test alarm that comes to the bank; an end that is meant."""

from __future__ import annotations

import pytest

from bank_server.service.audit import AuditOutcome
from kiosk.domain.screens import ChoicePressed, ScreenId
from kiosk.domain.staff_page import Mood, Word
from kiosk.journal.reader import read_entries
from kiosk.version import VERSION
from tests.world.support.staff_room import StaffRoom


@pytest.fixture
def room(scene, tmp_path):
    scene.runs(2)
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("carl")
    return made


def told(machine, code):
    return [(e.d, e.out.value) for e in read_entries(machine.disk) if e.ev == code]


def test_a_test_alarm_comes_to_the_bank_and_its_answer_to_the_page(room, scene, machine):
    room.press("14E1E")
    scene.runs(2)

    assert ("power.answered", Mood.GOOD) == (room.notice, room.page.notice_mood)
    stages = [(d["who"], d["stage"], out) for d, out in told(machine, "TEST_ALARM")]
    assert [("carl", "begun", "ok"), ("carl", "answered", "ok")] == stages
    alarms = [e for e in scene.bank.parts.audit.entries if e.outcome is AuditOutcome.ALARM]
    assert ["test-alarm"] == [each.detail for each in alarms]
    scene.runs(62)
    assert 1 == len([e for e in scene.bank.parts.audit.entries if e.detail == "test-alarm"])


def test_a_silent_bank_may_have_it_or_not(room, scene, machine):
    machine.bank_line.is_down = True
    room.press("14E1E")
    scene.runs(10)

    assert ("power.silent", Mood.BAD) == (room.notice, room.page.notice_mood)
    assert "unknown" == told(machine, "TEST_ALARM")[-1][1]


@pytest.mark.parametrize(("keys", "what"), [("2E9E", "restart"), ("3E9E", "shut-down")])
def test_an_end_is_asked_for_twice_and_stands_in_the_journal(room, machine, keys, what):
    room.press(f"14E{keys}")

    assert [what] == room.ended
    assert [({"who": "carl", "what": what}, "ok")] == told(machine, "END_ASKED")


@pytest.mark.parametrize("keys", ["2EX", "2E3E", "3EXX", "2E2E", "9E"])
def test_once_is_not_enough(room, machine, keys):
    room.press(f"14E{keys}")

    assert [] == room.ended == told(machine, "END_ASKED")


def test_two_taps_on_one_place_are_no_confirmation(room, scene, machine):
    room.press("14E")
    shown = room.screen.id
    for _ in range(2):
        machine.core.post_input(ChoicePressed(shown, "action-2"))
    scene.runs(1)

    assert ([], [9]) == (room.ended, [each.number for each in room.page.actions])


def test_power_that_fails_at_the_entry_is_no_end_in_order(room, scene, machine):
    scene.at("journal END_ASKED before #1", machine.kill)
    room.press("14E2E9E")

    assert [] == room.ended == told(machine, "END_ASKED")


def test_a_custodian_ends_nothing(scene, tmp_path):
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("anna")
    room.press("14E")

    assert ScreenId.STAFF_MENU == room.screen.id


def said(room):
    lines = {each.name.id: each.cells[0] for each in room.page.lines}
    room.press("0E")
    return lines | {each.name.id: each.cells[0] for each in room.page.lines}


def test_what_runs_here_is_listed_and_kept_as_a_file(room, tmp_path):
    (tmp_path / "kiosk").mkdir()
    room.press("12E")
    shown = said(room)
    room.press("2E")

    assert VERSION == shown["software.version"]
    assert "software.firmware" == shown["device.hsm"].id
    assert shown["software.started"] is None  # the test's kiosk writes no SYSTEM_START
    (file,) = (tmp_path / "kiosk").iterdir()
    assert Word("software.saved", (file.name,)) == room.page.notice
    assert f"version: {VERSION}\n" in file.read_text()
    room.press("2E")
    assert "software.not-saved" == room.notice  # there is one of this second


def test_a_folder_that_cannot_be_written_is_told(room):
    room.press("12E2E")

    assert ("software.not-saved", Mood.BAD) == (room.notice, room.page.notice_mood)


def test_whoever_ends_the_program_is_logged_out_by_its_end(room, machine):
    room.press("14E2E9E")
    room.desk.stop()

    assert [({"who": "carl", "why": "stop"}, "ok")] == told(machine, "STAFF_LOGOUT")
