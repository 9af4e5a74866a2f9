"""Two administrators change the list of staff at the machine; nobody can shut everybody out."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.staff_room import StaffRoom


@pytest.fixture
def room(scene, tmp_path):
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("anna")
    made.press("13E")
    assert ScreenId.STAFF_USERS == made.screen.id
    return made


@pytest.fixture
def users(room):
    """The item, as one person sees it."""
    return room


@pytest.fixture
def asked(room):
    """The second person is asked for: carl is to be let go."""
    room.press("4E103E")
    assert ScreenId.STAFF_LOGIN == room.screen.id
    return room


def changes(machine):
    return [dict(e.d) for e in read_entries(machine.disk) if e.ev == "STAFF_CHANGED"]


def consents(machine):
    return [each.d["what"] for each in read_entries(machine.disk) if each.ev == "DUAL_OK"]


def test_the_second_person_is_another_one(asked, machine):
    asked.identify("anna")

    assert (ScreenId.STAFF_LOGIN, "login.same") == (asked.screen.id, asked.notice)
    assert "DUAL_OK" not in machine.entries


def test_the_second_person_needs_the_role_too(asked):
    asked.identify("carl")

    assert "login.not-allowed" == asked.notice


@pytest.mark.parametrize(("name", "why"), [("anna", "same"), ("carl", "not-allowed")])
def test_a_right_pin_that_does_not_help_is_written_down(asked, machine, name, why):
    asked.identify(name)

    told = [(e.d, e.out.value) for e in read_entries(machine.disk) if e.ev == "STAFF_FAIL"]
    assert [({"who": name, "left": 5, "why": why}, "fail")] == told


def test_a_right_pin_that_is_refused_forgets_no_wrong_ones(asked, machine):
    for _ in range(4):
        asked.identify("carl", "111222")
    asked.identify("carl")
    asked.identify("carl", "111222")

    told = [(e.ev, e.d.get("left")) for e in read_entries(machine.disk) if e.d.get("who") == "carl"]
    fails = [("STAFF_FAIL", left) for left in (4, 3, 2, 1, 1, 0)]
    assert [*fails, ("STAFF_LOCKED", None)] == told


def test_nobody_comes_and_nothing_is_changed(asked, scene, machine):
    before = asked.file.read_bytes()
    scene.runs(61)

    assert (ScreenId.STAFF_USERS, "login.nobody-came") == (asked.screen.id, asked.notice)
    assert (before, []) == (asked.file.read_bytes(), changes(machine))


def test_each_change_is_consented_to_by_itself(asked, machine):
    asked.identify("ben")
    asked.press("1E205E24E681047E681047E")

    assert (ScreenId.STAFF_LOGIN, 1) == (asked.screen.id, len(changes(machine)))

    asked.identify("ben")

    assert ["13.4", "13.1"] == consents(machine)
    assert ["anna+ben"] * 2 == [each["who"] for each in changes(machine)]


def test_the_second_loses_nothing_by_what_they_confirm(users, machine):
    users.press("3E102E4E")
    users.identify("ben")

    assert "users.not-yourself" == users.notice
    assert [] == changes(machine)


def test_somebody_is_added_and_can_log_in(users, machine):
    users.press("1E205E24E681047E681047E")
    users.identify("ben")
    assert "users.done" == users.notice
    users.press("X98E")
    users.press("E205E681047E")

    assert ScreenId.STAFF_MENU == users.screen.id
    [change] = changes(machine)
    assert {
        "who": "anna+ben",
        "person": "staff-205",
        "what": "added",
        "roles": "administrator,engineer",
    } == change


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        ("1E101E", "users.taken"),
        ("1E12E", "users.no-number"),
        ("2E999E", "users.unknown"),
        ("1E205E55E", "users.no-roles"),
        ("1E205E9E", "users.no-roles"),
        ("1E205E2E6810E", "users.pin-short"),
        ("1E205E2E123456E", "users.pin-weak"),
        ("1E205E2E681047E681048E", "users.pins-differ"),
        ("4E101E", "users.not-yourself"),
        ("3E101E1E", "users.not-yourself"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(users, machine, keys, notice):
    before = users.file.read_bytes()

    users.press(keys)

    assert notice == users.notice
    assert before == users.file.read_bytes()
    assert [] == changes(machine)


def test_somebody_is_let_go_and_comes_back(users):
    users.press("4E103E")
    users.identify("ben")
    assert "users.done" == users.notice
    users.press("X98E")
    users.log_in("carl")
    assert "login.wrong" == users.notice
    users.press("XX")

    users.log_in("anna")
    users.press("13E5E103E")
    users.identify("ben")
    users.press("X98E")
    users.log_in("carl")

    assert ScreenId.STAFF_MENU == users.screen.id


def test_a_new_pin_unlocks(users):
    users.press("X98E")
    for _ in range(5):
        users.log_in("carl", "111222")
        users.press("X")
    users.log_in("anna")
    users.press("13E2E103E681047E681047E")
    users.identify("ben")
    users.press("X98E")
    users.log_in("carl", "681047")

    assert ScreenId.STAFF_MENU == users.screen.id
