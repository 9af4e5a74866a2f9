"""Item 10 changes settings for the next start: checked, in the journal, then in the file."""

from __future__ import annotations

import os

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.domain.staff_page import Mood
from kiosk.journal.reader import read_entries
from kiosk.maintenance import settings_file
from kiosk.settings import Settings, load
from tests.world.support.staff_room import StaffRoom

TEXT = "[kiosk]\nquiet_s = 40 # patience\n\n[bank]\nport = 8443\n"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "settings.toml"
    made.write_text(TEXT)
    made.chmod(0o640)
    return made


@pytest.fixture
def room(scene, tmp_path, file):
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("carl")
    made.press("10E")
    assert ScreenId.STAFF_SETTINGS == made.screen.id
    return made


def told(machine):
    return [(e.d, e.out.value) for e in read_entries(machine.disk) if e.ev == "SETTING_CHANGED"]


def test_a_time_is_changed_by_the_engineer_alone(room, file, machine):
    room.press("1E1E55E")

    assert ("settings.written", Mood.GOOD) == (room.notice, room.page.notice_mood)
    assert TEXT.replace("40", "55") == file.read_text()
    assert TEXT == file.with_name("settings.toml.before").read_text()
    assert 0o640 == file.stat().st_mode & 0o777
    change = {"who": "carl", "name": "quiet_s", "before": "40", "after": "55"}
    assert [(change, "ok")] == told(machine)
    assert 55 == load(file, {}).settings.quiet_s


def test_the_file_keeps_its_mode_though_the_process_hides_what_it_makes(room, file):
    """As the kiosk's own process does."""
    mask = os.umask(0o077)
    room.press("1E1E55E")
    os.umask(mask)

    assert 0o640 == file.stat().st_mode & 0o777


def test_it_is_told_what_holds_from_the_next_start_on(room):
    room.press("1E1E55E")
    for _ in range(room.page.count):
        found = [each for each in room.page.lines if each.name == "1 quiet_s"]
        if found:
            break
        room.press("0E")

    assert ("40", "settings.next", ("55",)) == (
        found[0].cells[0],
        found[0].cells[1].id,
        found[0].cells[1].args,
    )


@pytest.mark.parametrize("keys", ["1E0E", "1E601E", "4E9E", "4E121E", "13E0E", "13E129E", "12E0EE"])
def test_what_breaks_a_rule_is_refused(room, file, machine, keys):
    room.press("1E" + keys)

    assert ("settings.refused-rule", Mood.BAD) == (room.notice, room.page.notice_mood)
    assert (TEXT, []) == (file.read_text(), told(machine))


def test_a_limit_of_money_needs_a_custodian_too(room, file, machine):
    room.press("1E13E20E")
    assert ScreenId.STAFF_LOGIN == room.screen.id
    room.identify("dora")
    assert "login.not-allowed" == room.notice
    assert TEXT == file.read_text()
    room.identify("ben")

    assert "settings.written" == room.notice
    assert 20 == load(file, {}).settings.notes_max
    assert "carl+ben" == told(machine)[0][0]["who"]


def test_nobody_comes_and_the_limit_stays(room, file, scene, machine):
    room.press("1E13E20E")
    scene.runs(61)

    assert (TEXT, []) == (file.read_text(), told(machine))


def test_languages_are_chosen_by_their_digits(room, file):
    room.press("1E11E21E")

    assert ("en", "de") == load(file, {}).settings.languages


@pytest.mark.parametrize("typed", ["3", "11", "0"])
def test_a_language_that_is_not_there_is_refused(room, file, typed):
    room.press(f"1E11E{typed}E")

    assert "settings.no-language" == room.notice
    assert TEXT == file.read_text()


def test_amounts_are_typed_one_after_the_other(room, file):
    room.press("1E12E30E60EE")

    assert (30, 60) == load(file, {}).settings.quick_amounts


def test_cancel_gives_a_change_up(room, file):
    room.press("1E12E30EX")

    assert room.page.entry is None
    assert TEXT == file.read_text()


def test_what_the_environment_sets_is_not_changed_here(scene, tmp_path, file):
    room = StaffRoom(scene, tmp_path, Settings(), {"quiet_s": "environment ATM_KIOSK_QUIET_S"})
    room.turns_off()
    room.log_in("carl")
    room.press("10E1E1E")

    assert ("settings.overridden", "settings.number") == (room.notice, room.page.entry.text.id)
    room.press("2E")
    assert "settings.new" == room.page.entry.text.id


@pytest.mark.parametrize("number", ["0", "14", "99"])
def test_a_number_that_no_setting_has_is_told_and_asked_for_again(room, file, number):
    room.press(f"1E{number}E")

    assert ("said.no-such", "settings.number") == (room.notice, room.page.entry.text.id)
    assert TEXT == file.read_text()


def test_one_action_asks_for_the_number_that_stands_before_a_setting(room):
    numbers = [each.name.split()[0] for each in room.page.lines]
    actions = room.page.actions
    room.touch("action-1")

    assert ([str(number) for number in range(1, 11)], 1) == (numbers, len(actions))
    assert "settings.number" == room.page.entry.text.id
    room.press("13E")
    assert ["13 notes_max", "settings.source"] == [
        getattr(each.name, "id", each.name) for each in room.page.lines
    ]


@pytest.mark.parametrize(
    "wrong", ["[kiosk\n", "[kiosk]\nquiet_s = 4O\n", "[kiosk]\nquiet_z = 40\n"]
)
def test_a_file_with_one_wrong_character_is_told_and_left(room, file, wrong, machine):
    file.write_text(wrong)
    room.press("1E1E55E")

    assert "settings.refused-broken" == room.notice
    assert "settings.toml" in room.page.notice.args[0]
    assert (wrong, []) == (file.read_text(), told(machine))


def test_a_disk_that_cannot_be_written_changes_nothing(room, file, machine, monkeypatch):
    def fails(*_):
        raise OSError("read-only")

    monkeypatch.setattr(settings_file, "_write", fails)
    room.press("1E1E55E")

    assert "settings.refused-read-only" == room.notice
    assert TEXT == file.read_text()
    assert ["ok", "fail"] == [out for _, out in told(machine)]


def test_a_disk_that_fails_at_the_very_end_leaves_it_unknown(room, machine, monkeypatch):
    def fails(*_):
        raise OSError("gone")

    monkeypatch.setattr(settings_file, "_sync", fails)
    room.press("1E1E55E")

    assert "settings.not-certain" == room.notice
    assert ["ok", "unknown"] == [out for _, out in told(machine)]


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(room, file, scene):
    room.press("1E13E20E")
    file.write_text(TEXT + "# mine\n")
    room.identify("ben")

    assert "settings.refused-moved" == room.notice
    assert TEXT + "# mine\n" == file.read_text()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_power_that_fails_at_the_entry_leaves_the_file_as_it_was(
    room, file, scene, machine, moment
):
    scene.at(f"journal SETTING_CHANGED {moment} #1", machine.kill)
    room.press("1E1E55E")

    assert TEXT == file.read_text()


def test_the_files_line_ends_stay_as_they_are(room, file):
    text = TEXT.replace("\n", "\r\n").encode()
    file.write_bytes(text)
    room.press("1E1E55E")

    assert "settings.written" == room.notice
    assert text.replace(b"40", b"55") == file.read_bytes()
    assert text == file.with_name("settings.toml.before").read_bytes()
