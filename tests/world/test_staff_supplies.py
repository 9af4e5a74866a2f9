"""Items 4, 5 and 6: envelopes taken out and counted, a new roll, and no card that is kept."""

from __future__ import annotations

import pytest

from hardware.emulators.dispenser import Delays
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom
from tests.world.support.staff_tests import LOOK_S, at_the_tests


@pytest.fixture
def printing():
    """A machine with a receipt printer that takes no time."""
    scene = Scene(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    return scene


def told(scene, code):
    entries = read_entries(scene.machine.disk)
    return [(each.out.value, dict(each.d)) for each in entries if each.ev == code]


def at_item(scene, folder, item, *people):
    room = StaffRoom(scene, folder)
    room.turns_off()
    room.log_in(people[0])
    room.press(f"{item}E")
    for name in people[1:]:
        room.identify(name)
    scene.runs(LOOK_S)
    return room


def at_the_bin(scene, folder):
    """Two custodians, before a bin with the two envelopes of staff's own tests."""
    testing = at_the_tests(scene, folder)
    testing.press("6E")
    for _ in range(2):
        testing.press("1E")
        scene.runs(1)
        scene.machine.matter.slot.put()
        scene.runs(15)
    testing.press("XXX")
    room = at_item(scene, folder, 4, "anna", "ben")
    scene.machine.door(is_open=True)
    scene.runs(LOOK_S)
    room.press("C")
    return room


@pytest.mark.parametrize(("count", "out"), [(2, "ok"), (1, "fail"), (3, "fail")])
def test_what_was_taken_out_is_written_with_numbers_bag_and_both(scene, tmp_path, count, out):
    room = at_the_bin(scene, tmp_path)
    room.press(f"1E{count}E{count}E77123E")
    assert count - 2 == room.page.lines[2].cells[0].value
    room.press("1E")

    entry = {"who": "anna+ben", "count": count, "first": 1, "last": 2, "bag": "77123"}
    assert [(out, entry)] == told(scene, "ENVELOPES_REMOVED")
    assert "deposits.removed" == room.notice


def test_the_next_removal_begins_after_the_last_also_after_a_restart(scene, tmp_path):
    room = at_the_bin(scene, tmp_path)
    room.press("1E2E2E77123E1E")
    assert 0 == room.page.lines[1].cells[0]
    scene.machine.kill()
    scene.machine.start()
    scene.runs(2)
    again = at_item(scene, tmp_path, 4, "anna", "ben")

    assert 0 == again.page.lines[1].cells[0]


def test_two_counts_that_differ_are_typed_again(scene, tmp_path):
    room = at_the_bin(scene, tmp_path)
    room.press("1E2E3E")

    assert ("deposits.differed", "deposits.count") == (room.notice, room.page.entry.text.id)
    assert [] == told(scene, "ENVELOPES_REMOVED")


def test_the_machines_number_is_not_shown_before_people_have_counted(scene, tmp_path):
    room = at_the_bin(scene, tmp_path)
    room.press("1E")

    assert () == room.page.lines


def test_cancel_goes_back_step_by_step_and_writes_nothing(scene, tmp_path):
    room = at_the_bin(scene, tmp_path)
    room.press("1E2E2E77E")
    room.press("XXXX")

    assert ScreenId.STAFF_MENU == room.screen.id
    assert [] == told(scene, "ENVELOPES_REMOVED")


def test_one_person_alone_does_not_come_to_the_bin(scene, tmp_path):
    room = at_item(scene, tmp_path, 4, "anna")

    assert ScreenId.STAFF_LOGIN == room.screen.id


def test_nothing_is_taken_out_through_a_shut_door(scene, tmp_path):
    room = at_item(scene, tmp_path, 4, "anna", "ben")

    assert "deposits.open-door" == room.page.actions[0].why.id


def test_a_door_that_stood_open_before_the_login_is_to_be_opened_anew(scene, tmp_path):
    """Somebody else may have left it so."""
    scene.machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    scene.runs(1)
    room = at_item(scene, tmp_path, 4, "anna", "ben")

    assert "deposits.open-again" == room.page.actions[0].why.id


def test_a_full_bin_is_told_to_staff_and_bank_and_stops_no_cash(scene, machine):
    machine.matter.slot.cover_sensor(is_covered=True)
    scene.runs(1)

    assert ["OOS-16"] == [each.value for each in machine.core.service.reasons]
    assert ScreenId.ATTRACT == machine.core.screen.id
    scene.machine.matter.use_hands(card=True, cash=True)
    scene.served_again()


def test_a_new_roll_is_noted_with_who_put_it_in(printing, tmp_path):
    room = at_item(printing, tmp_path, 5, "carl")
    room.press("3E")
    printing.runs(1)

    assert "paper.noted" == room.notice
    assert [("ok", {"who": "carl", "paper": "ok"})] == told(printing, "PAPER_LOADED")


def test_a_roll_that_the_printer_does_not_see_is_not_noted(printing, tmp_path):
    printing.machine.matter.printer.load_paper(0)
    room = at_item(printing, tmp_path, 5, "anna")
    room.press("3E")
    printing.runs(1)

    assert "paper.still-out" == room.notice
    assert [] == told(printing, "PAPER_LOADED")


def test_paper_is_cut_and_a_page_printed_at_the_same_place(printing, tmp_path):
    room = at_item(printing, tmp_path, 5, "anna")
    room.press("2E")
    printing.runs(2)
    assert "tests.well" == room.notice

    room.press("1E")
    printing.runs(5)
    assert "tests.look-page" == room.notice


def test_a_machine_without_a_printer_says_so(scene, tmp_path):
    room = at_item(scene, tmp_path, 5, "anna")

    assert () == room.page.actions


def test_no_card_is_kept_and_the_page_says_what_becomes_of_one(scene, tmp_path):
    room = at_item(scene, tmp_path, 6, "anna")

    ids = [each.name.id for each in room.page.lines]
    assert ["tests.card", "cards.kept", "cards.left", "cards.blocked", "cards.found"] == ids
    assert 0 == room.page.lines[1].cells[0]
