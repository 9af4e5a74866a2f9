"""Staff log in at a machine that is off, by number and PIN, and every try is written down."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import KeyPressed, Notice, ScreenId
from kiosk.domain.staff_page import Line, Word
from kiosk.journal.reader import read_entries
from tests.world.support.bank_line import Trouble
from tests.world.support.staff_room import PINS, StaffRoom

STAFF = ("STAFF_LOGIN", "STAFF_LOGOUT", "STAFF_FAIL", "STAFF_LOCKED", "DUAL_OK")
WRONG = "111222"


@pytest.fixture
def room(scene, tmp_path):
    """A machine that is off, and its staff."""
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    return made


def told(machine):
    """Code and fields of each entry about staff."""
    return [(each.ev, dict(each.d)) for each in read_entries(machine.disk) if each.ev in STAFF]


def test_enter_on_the_closed_screen_asks_who_it_is(room):
    assert ScreenId.CLOSED == room.screen.id

    room.press("E")

    assert ScreenId.STAFF_LOGIN == room.screen.id
    assert "login.number" == room.page.entry.text.id


def test_a_touch_on_the_closed_screen_does_the_same(room):
    room.touch("staff")

    assert ScreenId.STAFF_LOGIN == room.screen.id


def test_number_and_pin_open_the_menu(room, machine):
    room.log_in("anna")

    assert ScreenId.STAFF_MENU == room.screen.id
    assert ("anna",) == room.page.people
    assert [("STAFF_LOGIN", {"who": "anna", "roles": "administrator,custodian"})] == told(machine)


def test_the_menus_items_are_open_to_their_roles_only(room):
    room.log_in("dora")

    open_items = {each.number for each in room.page.actions if each.why is None}
    assert {1, 98} <= open_items
    assert not {2, 3, 7, 13} & open_items


def test_the_page_shows_how_many_digits_of_a_pin_and_never_which(room):
    room.press("E101E2749")

    entry = room.page.entry
    assert (4, "", True) == (entry.size, entry.typed, entry.is_secret)
    assert "2749" not in repr(room.screen)


@pytest.mark.parametrize("number", ["101", "999"])
def test_a_wrong_number_and_a_wrong_pin_look_the_same(room, number):
    room.press(f"E{number}E{WRONG}E")

    assert (ScreenId.STAFF_LOGIN, "login.wrong") == (room.screen.id, room.notice)


def test_the_fifth_wrong_pin_locks_the_person_also_after_a_restart(room, scene, machine, tmp_path):
    for _ in range(5):
        room.log_in("anna", WRONG)
        room.press("X")
    scene.machine.kill()
    machine.start()
    scene.runs(2)
    again = StaffRoom(scene, tmp_path)
    again.turns_off()
    again.log_in("anna")

    assert "login.wrong" == again.notice
    codes = [code for code, _ in told(machine)]
    assert ["STAFF_FAIL"] * 5 + ["STAFF_LOCKED"] * 2 == codes


def test_four_wrong_pins_are_forgotten_by_a_right_one(room):
    for _ in range(4):
        room.log_in("anna", WRONG)
        room.press("X")
    room.log_in("anna")
    room.press("98E")
    for _ in range(4):
        room.log_in("anna", WRONG)
        room.press("X")
    room.log_in("anna")

    assert ScreenId.STAFF_MENU == room.screen.id


def test_a_right_pin_that_nobody_waits_for_is_written_down_and_lets_nobody_in(room, scene, machine):
    room.log_in("anna", WRONG)
    room.press(f"101E{PINS['anna']}")
    machine.core.post_input(KeyPressed("E"))
    machine.life.post(room.desk.stop)
    scene.runs(1)

    assert ScreenId.CLOSED == room.screen.id
    fails = [fields for code, fields in told(machine) if code == "STAFF_FAIL"]
    assert {"who": "anna", "left": 4, "why": "turned-away"} == fails[-1]
    assert ["STAFF_FAIL"] * 2 == [code for code, _ in told(machine)]


def test_nobody_can_log_in_while_the_key_is_on(scene, machine, tmp_path):
    room = StaffRoom(scene, tmp_path)
    room.press("E101E")

    assert ScreenId.ATTRACT == room.screen.id
    assert [] == told(machine)


def test_whoever_walks_away_is_logged_out(room, scene, machine):
    room.log_in("anna")
    scene.runs(275)
    assert 0 < room.page.seconds <= 30

    scene.runs(30)

    assert ScreenId.CLOSED == room.screen.id
    assert ("STAFF_LOGOUT", {"who": "anna", "why": "idle"}) == told(machine)[-1]


def test_a_key_turned_on_ends_the_menu_and_asks_for_the_count(room, scene, machine):
    room.log_in("anna")

    scene.operator.turns_on()

    assert ("STAFF_LOGOUT", {"who": "anna", "why": "key"}) == told(machine)[-1]


def test_exit_to_service_has_the_number_98(room, machine):
    room.log_in("anna")

    room.press("98E")

    assert ScreenId.CLOSED == room.screen.id
    assert ("STAFF_LOGOUT", {"who": "anna", "why": "asked"}) == told(machine)[-1]


@pytest.mark.parametrize(
    ("key", "said"), [("H", "no-key"), ("a", "no-key"), ("E", "nothing-typed")]
)
def test_a_key_that_does_nothing_is_answered(room, key, said):
    room.log_in("anna")
    room.press(key)
    assert f"said.{said}" == room.notice
    room.press("1")

    assert "" == room.notice


def test_cancel_goes_back_and_out(room):
    room.log_in("anna")
    room.press("1E")
    assert ScreenId.STAFF_STATUS == room.screen.id

    room.press("X")
    assert ScreenId.STAFF_MENU == room.screen.id

    room.press("X")
    assert ScreenId.CLOSED == room.screen.id


def test_no_pin_is_left_in_the_journal_or_the_list(room, machine, tmp_path):
    room.log_in("anna")

    kept = room.file.read_bytes() + b"".join(
        machine.disk.read(name) for name in machine.disk.names()
    )
    assert PINS["anna"].encode() not in kept


def test_a_key_turned_on_in_the_midst_is_told_to_whoever_looks_next(room, scene):
    room.log_in("anna")
    scene.operator.turns_on()
    assert (ScreenId.COUNT, Notice.COUNT_AFTER_STAFF) == (room.screen.id, room.screen.notice)
    room.press("1")
    assert room.screen.notice is None

    room.turns_off()
    room.press("E")
    assert "login.cut" == room.notice
    room.identify("anna")
    assert "" == room.notice


def test_a_key_turned_on_with_the_safe_open_names_the_safe(room, scene, machine):
    room.log_in("anna")
    machine.door(is_open=True)
    scene.runs(2)
    scene.operator.turns_on()
    assert (ScreenId.COUNT, Notice.COUNT_WITH_SAFE_OPEN) == (room.screen.id, room.screen.notice)

    machine.door(is_open=False)
    scene.runs(2)
    assert Notice.COUNT_AFTER_STAFF == room.screen.notice


def test_a_key_turned_on_with_nobody_logged_in_says_nothing_of_staff(room, scene):
    scene.operator.turns_on()

    assert (ScreenId.COUNT, None) == (room.screen.id, room.screen.notice)


@pytest.mark.parametrize(
    ("flags", "notice"),
    [
        (CabinetFlag.SAFE_DOOR, Notice.SAFE_OPEN),
        (CabinetFlag.SERVICE_DOOR, Notice.SERVICE_DOOR_OPEN),
        (CabinetFlag.SAFE_DOOR | CabinetFlag.SERVICE_DOOR, Notice.DOORS_OPEN),
    ],
)
def test_whoever_leaves_is_reminded_of_a_door_that_stands_open(room, scene, machine, flags, notice):
    room.log_in("anna")
    machine.matter.set_flag(flags, is_set=True)
    scene.runs(2)
    room.press("98E")
    assert (ScreenId.CLOSED, notice) == (room.screen.id, room.screen.notice)

    machine.matter.set_flag(flags, is_set=False)
    scene.runs(2)
    assert room.screen.notice is None


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("0E", Word("said.one-page")),
        ("55E", Word("said.no-such", (55,))),
        ("123", Word("said.digits", (2,))),
        ("123E", Word("said.digits", (2,))),
        ("2E", Word("said.roles", (Word("role.custodian"),))),
        (
            "9E",
            Word("said.roles", (Word("said.or", (Word("role.custodian"), Word("role.auditor"))),)),
        ),
    ],
)
def test_a_number_that_does_nothing_is_answered(room, keys, said):
    room.log_in("carl")
    room.press(keys)
    assert said == room.page.notice

    room.press("C")
    assert ("", "") == (room.notice, room.page.typed)


def test_a_digit_too_many_is_refused_in_words_and_nothing_is_taken_before_clear(room, machine):
    """A number without its last digit would be somebody else's."""
    room.press("E123456789E")
    assert (ScreenId.STAFF_LOGIN, "said.digits") == (room.screen.id, room.notice)
    assert "login.number" == room.page.entry.text.id

    room.press("C")
    room.identify("anna")
    assert ScreenId.STAFF_MENU == room.screen.id


def test_enter_with_nothing_typed_is_answered(room):
    room.press("EE")

    assert "said.nothing-typed" == room.notice


def test_the_number_of_a_canister_says_how_many_there_are(room, scene, machine):
    room.log_in("anna")
    machine.matter.set_flag(CabinetFlag.SAFE_DOOR, is_set=True)
    scene.runs(2)
    room.press("3E")
    room.identify("ben")
    room.press("1E")
    assert Word("cash.which", (2,)) == room.page.entry.text

    room.press("123")
    assert Word("said.digits", (1,)) == room.page.notice


def test_a_second_person_reads_what_for_who_may_and_how_long_still(room, scene):
    room.log_in("anna")
    room.press("3E")
    scene.runs(10)

    assert [
        Line(Word("login.for"), (Word("menu.3"),)),
        Line(Word("login.who"), (Word("role.custodian"),)),
    ] == list(room.page.lines)
    assert 45 <= room.page.second_s <= 51
    room.identify("carl")
    assert Word("login.not-allowed", (Word("role.custodian"),)) == room.page.notice
    scene.runs(60)
    assert (ScreenId.STAFF_MENU, 0) == (room.screen.id, room.page.second_s)


TOUCHING = {2, 3, 4, 7}


def test_staff_log_in_while_a_withdrawal_waits_for_the_bank_and_touch_no_notes(
    scene, alice, machine, tmp_path
):
    """It is of before the start; the bank is away, so it has no DONE."""
    alice.is_offered_cash(50)
    machine.kill()
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    machine.key(is_on=False)
    machine.start()
    room = StaffRoom(scene, tmp_path)
    scene.runs(20)
    assert ScreenId.CLOSED == room.screen.id

    room.log_in("anna")
    shut = {each.number for each in room.page.actions if each.why == Word("menu.not-recovered")}
    assert TOUCHING - {7} == shut
    room.press("3E")
    assert (ScreenId.STAFF_MENU, "menu.not-recovered") == (room.screen.id, room.notice)
    room.press("9E")
    assert ScreenId.STAFF_UNRESOLVED == room.screen.id
    room.press("X")
    machine.bank_line.lasting("settlements", None)
    scene.runs(61)

    assert not [each for each in room.page.actions if each.why == Word("menu.not-recovered")]
    room.press("98E")
    scene.operator.puts_in_service()
    scene.served_again()
    scene.audit()
