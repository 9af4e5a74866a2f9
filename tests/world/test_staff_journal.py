"""Item 8 shows and finds entries, prints them once, checks their chain, and copies them whole."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest

from hardware.emulators.dispenser import Delays
from hardware.emulators.receipt_printer import PrintFault
from kiosk.domain.screens import ScreenId
from kiosk.domain.staff_page import Mood
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries
from kiosk.maintenance import journal_export
from kiosk.settings import Settings
from tests.world.support.customer import NotShown
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom


@pytest.fixture
def scene():
    made = Scene(has_printer=True)
    made.machine.matter.printer._delays = Delays.none()
    made.runs(2)
    return made


@pytest.fixture
def room(scene, tmp_path):
    """The item, open for an auditor, over a journal with a withdrawal in it."""
    with suppress(NotShown):  # the receipt is left where it is
        scene.alice.withdraws(50)
    scene.rests()
    (tmp_path / "medium").mkdir()
    made = StaffRoom(scene, tmp_path, Settings(export_dir=str(tmp_path / "medium")))
    made.turns_off()
    made.log_in("dora")
    made.press("8E")
    assert ScreenId.STAFF_JOURNAL == made.screen.id
    return made


def texts(room):
    return [line.cells[0] for line in room.page.lines]


def strips(machine):
    """The rows of each strip that came out."""
    return [[line.text for line in slip.lines] for slip in machine.matter.printer.paper.slips]


def entries(machine, code):
    return [each for each in read_entries(machine.disk) if each.ev == code]


def test_the_newest_entry_stands_first_in_its_words(room):
    first = texts(room)[0]

    assert first.endswith("STAFF: DORA LOGGED IN")
    assert room.page.count > 1


def test_a_transaction_is_found_by_the_digits_of_its_reference(room, machine):
    txn = entries(machine, "DONE")[-1].txn
    digits = "".join(each for each in txn[:6] if each.isdecimal())
    room.press(f"2E{digits}E")

    found = [line for line in room.page.lines if line.mood is not Mood.FAINT]
    assert all(f" {txn[:6].upper()} " in line.cells[0] for line in found)
    assert "CLOSED: " in "".join(texts(room))
    assert any(line.mood is Mood.FAINT for line in room.page.lines)  # what came after it


def test_an_entry_is_found_by_its_number_with_those_around_it(room):
    room.press("3E7E")

    assert [f"{number} " for number in range(12, 1, -1)][:10] == [
        text.partition(" ")[0] + " " for text in texts(room)
    ]


@pytest.mark.parametrize("typed", ["2E999999", "3E999999"])
def test_what_is_not_there_is_not_found(room, typed):
    room.press(f"{typed}E")

    assert "journal.not-found" == room.notice


def test_cancel_leaves_the_typing_and_then_the_item(room):
    room.press("2EX")
    assert room.page.entry is None
    room.press("X")

    assert ScreenId.STAFF_MENU == room.screen.id


def test_a_strip_goes_on_where_the_last_one_ended(room, machine, scene):
    room.press("4E")
    scene.runs(5)
    assert "journal.printed" == room.notice
    room.press("4E")
    scene.runs(5)
    assert "journal.none-since" == room.notice
    room.press("XX")
    room.log_in("dora")
    room.press("8E4E")
    scene.runs(5)

    first, second = (each.d for each in entries(machine, "JOURNAL_PRINTED")[:2])
    assert first["last"] < second["first"]
    assert 2 == len(strips(machine))
    assert f"{first['first']}-{first['last']}  h " in "".join(strips(machine)[0])


@pytest.mark.parametrize("fault", [PrintFault.JAM, PrintFault.LOST])
def test_a_strip_of_which_nobody_knows_is_printed_again(room, machine, scene, fault):
    machine.matter.printer.planned.append(fault)
    room.press("4E")
    scene.runs(20)
    failed = entries(machine, "JOURNAL_PRINTED")
    assert "journal.perhaps-printed" == room.notice
    assert ["ok", "unknown"] == [each.out.value for each in failed]
    machine.matter.printer.set_jam(is_jammed=False)
    scene.runs(5)
    room.press("4E")
    scene.runs(10)

    again = entries(machine, "JOURNAL_PRINTED")[-1]
    assert "ok" == again.out.value
    assert failed[0].d["first"] <= again.d["first"]
    assert again.d["first"] <= failed[0].d["last"]


def test_without_paper_nothing_is_printed_and_the_menu_says_why(room, machine, scene):
    machine.matter.printer.load_paper(0)
    scene.runs(2)
    room.press("4E")

    assert "status.cannot" == next(e.why.id for e in room.page.actions if e.number == 4)
    assert [] == entries(machine, "JOURNAL_PRINTED")


def test_a_whole_journal_fits(room, machine):
    room.press("5E")

    assert ("journal.fits", Mood.GOOD) == (room.notice, room.page.notice_mood)
    told = entries(machine, "JOURNAL_VERIFY")[-1]
    assert ("dora", "fits", "") == (told.d["who"], told.d["result"], told.d["place"])
    assert told.d["entries"] == told.seq - 1


def test_a_changed_entry_is_found_with_its_place(room, machine):
    name = str(journal_files(machine.disk)[0])
    raw = machine.disk.read(name)
    machine.disk.put(name, raw.replace(b'"CARD_TAKEN"', b'"CARD_LIKED"', 1))
    room.press("5E")

    assert ("journal.broken", Mood.BAD) == (room.notice, room.page.notice_mood)
    assert name in room.page.notice.args[0]


def test_a_copy_is_whole_and_its_digests_are_in_the_journal(room, machine, tmp_path):
    room.press("6E")
    assert "journal.exported" == room.notice
    begun, done = (each.d for each in entries(machine, "JOURNAL_EXPORT"))
    folder = tmp_path / "medium" / done["folder"]
    sums = (folder / "SHA256SUMS").read_bytes()

    assert ("begun", "done", "dora") == (begun["stage"], done["stage"], done["who"])
    assert done["sha256"] == hashlib.sha256(sums).hexdigest()
    for row in sums.decode().splitlines():
        digest, name = row.split("  ")
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert [folder] == list((tmp_path / "medium").iterdir())
    assert (1, entries(machine, "JOURNAL_EXPORT")[0].seq) == (done["first"], done["last"])


def test_a_medium_that_is_not_there_is_refused(room, machine, tmp_path):
    (tmp_path / "medium").rmdir()
    room.press("6E")

    assert "journal.export-missing" == room.notice
    assert "failed" == entries(machine, "JOURNAL_EXPORT")[-1].d["stage"]
    assert not (tmp_path / "medium").exists()


def test_a_medium_that_is_full_is_refused_and_left_empty(room, tmp_path, monkeypatch):
    monkeypatch.setattr(journal_export, "SPARE_SIZE", 1 << 62)
    room.press("6E")

    assert "journal.export-full" == room.notice
    assert [] == list((tmp_path / "medium").iterdir())


def test_a_medium_that_fails_in_the_middle_is_left_empty(room, tmp_path, monkeypatch):
    def fails(*_):
        raise OSError("no")

    monkeypatch.setattr(journal_export, "_write", fails)
    room.press("6E")

    assert "journal.export-failed" == room.notice
    assert [] == list((tmp_path / "medium").iterdir())


def test_a_power_cut_in_a_copy_leaves_the_entry_that_it_began(room, machine, scene, tmp_path):
    scene.at("journal JOURNAL_EXPORT after #1", machine.kill)
    room.press("6E")

    assert ["begun"] == [each.d["stage"] for each in entries(machine, "JOURNAL_EXPORT")]
    assert [] == list((tmp_path / "medium").iterdir())


def test_a_custodian_copies_nothing(scene, tmp_path):
    room = StaffRoom(scene, tmp_path, Settings(export_dir=str(tmp_path)))
    room.turns_off()
    room.log_in("anna")
    room.press("8E")

    assert "menu.not-yours" == next(e.why.id for e in room.page.actions if e.number == 6)
