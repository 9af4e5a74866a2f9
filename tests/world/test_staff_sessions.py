"""A session at the menu ends when it must, and a second person's word is for one deed alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.maintenance.staff import Person, Role
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.held import HeldChores, SlowJournal
from tests.world.support.staff_room import StaffRoom

TEXT = "[kiosk]\nquiet_s = 40\n"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "settings.toml"
    made.write_text(TEXT)
    return made


@pytest.fixture
def journal(machine):
    return SlowJournal(machine.ports.journal)


@pytest.fixture
def chores(machine):
    return HeldChores(machine.life.post)


@pytest.fixture
def room(scene, machine, tmp_path, file, journal, chores):
    """anna is an engineer, too; she is at the menu."""
    ports = replace(machine.ports, journal=journal)
    made = StaffRoom(scene, tmp_path, ports=ports, chores=chores)
    roles = frozenset({Role.CUSTODIAN, Role.ADMINISTRATOR, Role.ENGINEER})
    made.book.put(Person("101", "anna", roles), None)
    made.turns_off()
    made.log_in("anna")
    return made


def told(machine, *codes):
    return [
        (each.ev, dict(each.d), each.out.value)
        for each in read_entries(machine.disk)
        if each.ev in codes
    ]


@pytest.fixture
def late_consent(room, scene, journal):
    """ben's PIN for a limit is right within the minute; the disk is slow to write it down."""
    room.press("10E1E13E20E")
    scene.runs(58.3)
    room.press("102E381926")
    journal.holds = True
    room.press("E")
    scene.runs(3)
    return room


def test_who_has_come_in_time_has_come(late_consent, scene, journal, file):
    assert late_consent.page.is_busy

    journal.let_go()
    scene.runs(1)

    assert ("settings.written", ("anna",)) == (late_consent.notice, late_consent.page.people)
    assert "notes_max = 20" in file.read_text()


def test_a_consent_that_comes_to_nothing_does_nothing(late_consent, scene, machine, journal, file):
    machine.key(is_on=True)
    scene.runs(1)
    machine.key(is_on=False)
    scene.runs(1)
    late_consent.press("E")
    journal.let_go()
    scene.runs(1)

    assert (ScreenId.STAFF_LOGIN, ()) == (late_consent.screen.id, late_consent.page.people)
    assert (TEXT, []) == (file.read_text(), told(machine, "SETTING_CHANGED"))
    consent = {"who": "anna", "second": "ben", "what": "10.13"}
    assert [("DUAL_OK", consent, "ok"), ("DUAL_OK", consent, "fail")] == told(machine, "DUAL_OK")


def test_a_second_limit_needs_a_second_consent(room, machine, file):
    room.press("10E1E13E20E")
    room.identify("ben")
    room.press("1E13E30E")

    assert (ScreenId.STAFF_LOGIN, 1) == (room.screen.id, len(told(machine, "SETTING_CHANGED")))
    room.identify("ben")
    assert "notes_max = 30" in file.read_text()
    assert ["10.13"] * 2 == [entry["what"] for _, entry, _ in told(machine, "DUAL_OK")]


def test_what_never_ends_is_not_certain_and_lets_staff_go(room, scene, machine, chores, file):
    room.press("10E")
    chores.holds = True
    room.press("1E1E55E")
    assert room.page.is_busy
    scene.runs(190)

    assert (ScreenId.STAFF_MENU, "menu.not-certain") == (room.screen.id, room.notice)
    chores.let_go()
    scene.runs(1)
    assert TEXT == file.read_text()  # what nobody waits for is not begun


def test_a_change_that_hangs_is_unknown_and_then_known(room, scene, machine, chores, file):
    room.press("10E1E13E20E")
    chores.holds = True
    room.identify("ben")
    machine.key(is_on=True)
    scene.runs(190)
    assert room.screen.staff is None  # the key was obeyed
    assert ["ok", "unknown"] == [out for _, _, out in told(machine, "SETTING_CHANGED")]

    chores.let_go()
    scene.runs(1)

    assert ["ok", "unknown", "ok"] == [out for _, _, out in told(machine, "SETTING_CHANGED")]
    assert {"anna+ben"} == {each["who"] for _, each, _ in told(machine, "SETTING_CHANGED")}


def test_a_key_turned_on_and_off_while_something_is_under_way_ends_the_session(
    room, scene, machine, chores
):
    room.press("10E")
    chores.holds = True
    room.press("1E1E55E")
    machine.key(is_on=True)
    scene.runs(2)
    machine.key(is_on=False)
    scene.runs(2)
    assert ScreenId.STAFF_SETTINGS == room.screen.id
    chores.let_go()
    scene.runs(2)

    assert ScreenId.CLOSED == room.screen.id
    assert [("STAFF_LOGOUT", {"who": "anna", "why": "key"}, "ok")] == told(machine, "STAFF_LOGOUT")
