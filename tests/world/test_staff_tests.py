"""Item 7: each device test has its beginning and its end in the journal, and says how it went."""

from __future__ import annotations

import pytest

from hardware.emulators.dispenser import Delays
from kiosk.domain.maintenance.device_tests import DeviceTests
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.scene import Scene
from tests.world.support.staff_room import PINS
from tests.world.support.staff_tests import at_the_tests, opens


@pytest.fixture
def printing():
    """A machine with a receipt printer that takes no time."""
    scene = Scene(has_printer=True)
    scene.machine.matter.printer._delays = Delays.none()
    return scene


@pytest.fixture
def room(printing, tmp_path):
    return at_the_tests(printing, tmp_path)


def ends(scene):
    """Device, test, result and outcome of each that has ended; each has begun before."""
    entries = [e for e in read_entries(scene.machine.disk) if e.ev in {"DIAG_START", "DIAG_END"}]
    codes = [each.ev for each in entries]
    assert ["DIAG_START", "DIAG_END"] * (len(codes) // 2) == codes
    assert {"carl"} == {each.d["who"] for each in entries}
    return [
        (each.d["device"], each.d["test"], each.d["result"], each.out.value)
        for each in entries
        if each.ev == "DIAG_END"
    ]


def lines(room):
    """Ids of the lines' names, with the ids or data of their first values."""
    return {
        getattr(each.name, "id", each.name): getattr(each.cells[0], "id", each.cells[0])
        for each in room.page.lines
        if each.cells
    }


def test_all_of_them_are_listed_under_their_numbers(room):
    assert ScreenId.STAFF_TESTS == room.screen.id
    assert list(DeviceTests) == [each.number for each in room.page.actions]


def test_only_an_engineer_opens_them(printing, tmp_path):
    room = at_the_tests(printing, tmp_path, "anna")

    assert ScreenId.STAFF_MENU == room.screen.id


def test_a_latch_without_a_card_is_refused_as_it_should_be(room, printing):
    opens(room, DeviceTests.READER)
    room.press("1E")

    assert "tests.refused-as-it-should" == room.notice
    assert [("card_reader", "latch", "ok", "ok")] == ends(printing)


def test_of_a_card_the_kind_is_told_and_never_the_number(room, printing):
    printing.machine.matter.insert("alice")
    opens(room, DeviceTests.READER)
    printing.runs(1)
    room.press("2E")

    assert "tests.kind-chip" == lines(room)["tests.card-kind"]
    assert printing.card_uuid not in repr(room.screen)
    assert [("card_reader", "read", "ok", "ok")] == ends(printing)
    kept = b"".join(printing.machine.disk.read(each) for each in printing.machine.disk.names())
    assert printing.card_uuid.encode() not in kept


def test_each_key_has_its_name_and_cancel_twice_ends_it(room, printing):
    opens(room, DeviceTests.KEYPAD)
    room.press("1E")
    room.press("09CHX")
    assert ["0", "9", "tests.key-C", "tests.key-H", "tests.key-X"] == [
        getattr(each.cells[0], "id", each.cells[0]) for each in room.page.lines[2:]
    ]

    room.press("1XX")

    assert ("tests.keys-seen", (6,)) == (room.notice, room.page.notice.args)
    assert [("pin_pad", "keys", "ok", "ok")] == ends(printing)
    assert "status.whole" == lines(room)["status.pad"]
    assert "tests.has-key" == lines(room)["tests.pad-key"]


def test_side_keys_are_told_too(room, printing):
    opens(room, DeviceTests.KEYPAD)
    room.press("1E")
    printing.machine.matter.press("a")
    printing.runs(1)

    assert "A" == room.page.lines[-1].cells[0]
    room.press("EE")


def test_no_key_is_told_while_somebody_types_a_pin(room, printing):
    """The second person's PIN is typed at the desk, and no test has its keys."""
    opens(room, DeviceTests.DISPENSER)
    room.press(f"102E{PINS['ben'][:3]}")

    assert PINS["ben"][:3] not in repr(room.screen.staff.lines)


def test_the_banks_word_on_a_fresh_record_is_told(room, printing):
    opens(room, DeviceTests.HSM)
    room.press("1E")
    printing.runs(2)

    assert "tests.seal-good" == lines(room)["tests.seal"]
    assert [("hsm", "record", "ok", "ok")] == ends(printing)
    assert printing.machine.counters_of_hsm == printing.machine.counters_of_bank


def test_without_the_bank_its_word_is_missing_and_the_page_says_so(room, printing):
    printing.machine.bank_line.is_down = True
    printing.runs(60)
    opens(room, DeviceTests.HSM)
    room.press("1E")
    printing.runs(2)

    assert "tests.bank-not-asked" == lines(room)["tests.seal"]


@pytest.mark.parametrize(
    ("key", "result", "out"), [("1", "ok", "ok"), ("2", "looks-wrong", "fail")]
)
def test_a_person_says_whether_the_page_looks_right(room, printing, key, result, out):
    opens(room, DeviceTests.PRINTER)
    room.press("1E")
    printing.runs(5)
    assert "tests.look-page" == room.notice

    room.press(f"{key}E")

    assert [("receipt_printer", "page", result, out)] == ends(printing)
    (page,) = printing.machine.matter.printer.paper.slips
    assert any("ÄÖÜäöüß" in line.text for line in page.lines)


def test_a_printer_without_paper_prints_no_page(room, printing):
    printing.machine.matter.printer.load_paper(0)
    opens(room, DeviceTests.PRINTER)
    printing.runs(1)
    room.press("1E")
    printing.runs(5)

    assert "tests.not-done" == room.notice


def test_the_slot_opens_and_shuts_and_the_bins_state_is_told(room, printing):
    opens(room, DeviceTests.SLOT)
    assert "status.room" == lines(room)["status.envelopes"]
    room.press("1E")
    printing.runs(15)

    assert "tests.well" == room.notice
    assert [("cabinet", "slot", "ok", "ok")] == ends(printing)


def test_a_blank_envelope_in_a_test_is_counted_and_is_no_deposit(room, printing):
    opens(room, DeviceTests.SLOT)
    room.press("1E")
    printing.runs(1)
    printing.machine.matter.slot.put()
    printing.runs(15)

    assert ("tests.blank-envelope", (1,)) == (room.notice, room.page.notice.args)
    assert [("cabinet", "slot", "envelope-1", "ok")] == ends(printing)
    assert "TEST - NO DEPOSIT" == printing.machine.matter.envelopes.bin[0].text
    assert "DEPOSIT_INSERTED" not in printing.machine.entries
    assert [] == [each for each in printing.bank.transactions if each.operation == "deposit"]


def test_an_envelope_that_sticks_in_a_test_stops_deposits_until_somebody_looks(room, printing):
    opens(room, DeviceTests.SLOT)
    room.press("1E")
    printing.runs(1)
    printing.machine.matter.slot.put(sticks=True)
    printing.runs(30)

    assert [("cabinet", "slot", "slot-unknown", "unknown")] == ends(printing)
    assert printing.machine.core.supervision.conditions.slot_doubtful


def test_lamps_are_lit_and_go_out_again(room, printing):
    opens(room, DeviceTests.LAMPS)
    room.press("1E")
    printing.runs(1)
    assert {1, 2, 3, 4, 5} == {int(each) for each in printing.machine.matter.cabinet.lamps}

    room.press("1E")
    printing.runs(1)

    assert not printing.machine.matter.cabinet.lamps
    assert [("cabinet", "lamps", "ok", "ok")] == ends(printing)


def test_whoever_leaves_while_a_person_is_asked_ends_the_test(room, printing):
    opens(room, DeviceTests.LAMPS)
    room.press("2E")
    printing.runs(5)
    assert "tests.hear-tones" == room.notice
    room.press("X")

    assert [("cabinet", "tones", "left", "unknown")] == ends(printing)


def test_nobody_there_any_more_ends_the_test_too(room, printing):
    opens(room, DeviceTests.LAMPS)
    room.press("1E")
    printing.runs(320)

    assert ScreenId.CLOSED == room.screen.id
    assert [("cabinet", "lamps", "left", "unknown")] == ends(printing)


def test_a_door_that_is_opened_is_seen_at_once(room, printing):
    opens(room, DeviceTests.SWITCHES)
    room.press("1E")
    printing.machine.door(is_open=True)
    printing.runs(2)

    assert ("status.open", "tests.off") == (
        lines(room)["status.safe"],
        lines(room)["tests.key-switch"],
    )
    room.press("1E")
    assert [("cabinet", "switches", "ok", "ok")] == ends(printing)


def test_the_link_has_a_round_trip_and_a_difference_of_clocks(room, printing):
    opens(room, DeviceTests.LINK)
    room.press("1E")
    printing.runs(3)

    shown = lines(room)
    assert {"tests.round-trip", "tests.clock-ahead"} <= shown.keys()
    # These tests have no certificate file, which is told and never guessed.
    assert [("link", "heartbeat", "certificate", "fail")] == ends(printing)


def test_the_journals_chain_is_read_to_its_end(room, printing):
    opens(room, DeviceTests.STORAGE)
    room.press("1E")
    printing.runs(1)

    shown = lines(room)
    assert "tests.chain-whole" == shown["tests.chain"]
    assert shown["tests.entries"] > 10
    assert [("journal", "read", "ok", "ok")] == ends(printing)


def test_a_walk_by_keys_alone(room, printing):
    opens(room, DeviceTests.SCREEN)
    room.press("3E2468E")

    assert "tests.well" == room.notice
    assert [("screen", "keys", "ok", "ok")] == ends(printing)


def test_every_corner_and_the_middle_are_touched(room, printing):
    opens(room, DeviceTests.SCREEN)
    room.touch("action-2")
    for number in range(1, 6):
        room.touch(f"action-{number}")

    assert [("screen", "touch", "ok", "ok")] == ends(printing)


def test_each_colour_fills_the_screen_once(room, printing):
    opens(room, DeviceTests.SCREEN)
    room.press("1E")
    seen = []
    for _ in range(5):
        seen.append(room.page.pattern.value)
        room.touch("action-1")
    room.press("1E")

    assert ["white", "black", "red", "green", "blue"] == seen
    assert [("screen", "colours", "ok", "ok")] == ends(printing)


def test_a_test_that_never_ended_has_no_end(room, printing, tmp_path):
    opens(room, DeviceTests.LAMPS)
    room.press("1E")
    printing.machine.kill()
    printing.machine.start(has_printer=True)
    printing.runs(2)

    codes = printing.machine.entries
    assert (1, 0) == (codes.count("DIAG_START"), codes.count("DIAG_END"))
