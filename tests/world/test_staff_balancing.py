"""Two people look at the totals, count everything, and close the period, by keypad alone."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest

from hardware.emulators.dispenser import Delays
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import ScreenId
from kiosk.domain.staff_page import Signed, Word
from kiosk.journal.files import journal_files
from kiosk.journal.reader import read_entries
from kiosk.journal_tools.lines import parse
from tests.simulation.balances import difference
from tests.world.support.scene import Scene
from tests.world.support.staff_room import StaffRoom

NOTES = 100  # in each of two canisters, of EUR 10 and EUR 20
PAID = 100  # two notes of the first and four of the second
LOOK_S = 3
CODES = ("BALANCE_TRIAL", "BALANCE_CLOSE", "BALANCE_TOLD", "SLIP_PRINTED")


@pytest.fixture
def scene():
    """Somebody has had EUR 100; the printer takes no time."""
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


def at_balancing(scene, folder):
    """Anna and Ben see the totals."""
    made = StaffRoom(scene, folder)
    if scene.machine.core.screen.id is not ScreenId.CLOSED:
        made.turns_off()
    opens(made, scene)
    return made


def opens(room, scene):
    room.log_in("anna")
    room.press("2E")
    room.identify("ben")
    scene.runs(LOOK_S)
    assert ScreenId.STAFF_BALANCING == room.screen.id


def counts(room, *numbers):
    """Canisters, then their notes in the reject bin, then those in the retract bin; each twice."""
    for number in numbers:
        room.press(f"{number}E{number}E")


def closes(room, scene, *numbers):
    room.press("2E")
    counts(room, *(numbers or (98, 96, 0, 0, 0, 0)))
    room.press("1E")
    scene.runs(LOOK_S)


def told(machine, *codes):
    return [dict(e.d) for e in read_entries(machine.disk) if e.ev in (codes or CODES)]


def codes(machine):
    return [e.ev for e in read_entries(machine.disk) if e.ev in CODES]


def cell(room, word):
    """What stands behind this word; a word by its id."""
    [found] = [line.cells for line in room.page.lines if getattr(line.name, "id", "") == word]
    return [getattr(each, "id", each) for each in found]


def slips(machine):
    return [[line.text for line in slip.lines] for slip in machine.matter.printer.paper.slips]


def gets_a_part(scene):
    """Fewer notes than asked for."""
    alice = scene.alice
    alice.enters()
    alice.asks_for(PAID)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.PARTIAL)
    alice.chooses("yes")
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()


def test_the_totals_say_what_must_be_there(room):
    assert [
        (NOTES, Signed(0), 2, 0, 98),
        (NOTES, Signed(0), 4, 0, 96),
    ] == [line.cells for line in room.page.lines[:2]]
    assert ["balance.none"] == cell(room, "balance.host")


def test_a_trial_prints_and_changes_nothing(room, scene, machine):
    room.press("1E")
    scene.runs(LOOK_S)

    assert "slip.printed" == room.notice
    assert ["BALANCE_TRIAL", "SLIP_PRINTED"] == codes(machine)
    [slip] = slips(machine)[-1:]
    assert any("Balancing: trial" in line for line in slip)
    assert [{"canister": 1, "count": 98}, {"canister": 2, "count": 96}] == told(
        machine, "BALANCE_TRIAL"
    )[0]["lines"]
    assert () == machine.money().untold_closes


def test_each_number_that_was_typed_is_seen_before_the_close(room):
    """Also that a bin is empty, as it must be."""
    room.press("2E")
    counts(room, 98, 96, 0, 0, 0, 0)

    assert [(4,)] == [e.cells for e in room.page.lines if e.name.id == "balance.bins-empty"]


def test_a_close_is_on_disk_told_and_printed_twice(room, scene, machine):
    closes(room, scene)

    assert ["BALANCE_CLOSE", "BALANCE_TOLD", "SLIP_PRINTED"] == codes(machine)
    assert Word("balance.closed", (2,)) == room.page.notice
    assert ["balance.told"] == cell(room, "balance.last")
    first, second = slips(machine)  # the printer remembers two
    assert first == second
    assert 2 == sum(line.endswith("no difference") for line in first)
    [entry] = [e for e in read_entries(machine.disk) if e.ev == "BALANCE_CLOSE"]
    assert first[-2].endswith(str(entry.seq))
    assert first[-1].endswith(entry.h[:16])
    assert ("ok", "anna+ben", 1) == (entry.out, entry.d["who"], entry.d["number"])


def test_more_than_can_have_lain_in_a_bin_is_told_to_the_bank_as_over(scene, machine, tmp_path):
    """Somebody typed a note that was not there, and took out what was."""
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    machine.door(is_open=True)
    scene.runs(1)
    room.press("5E1E1E0E0E1E")
    machine.door(is_open=False)
    scene.runs(LOOK_S)
    room.press("X2E")
    room.identify("ben")
    scene.runs(LOOK_S)
    closes(room, scene)

    [close], [answer] = told(machine, "BALANCE_CLOSE"), told(machine, "BALANCE_TOLD")
    assert -1 == close["lines"][0]["reject_expected"]
    assert close["difference"] == answer["difference"]
    assert "" == answer["code"]


def test_the_next_period_begins_with_what_was_counted(room, scene, machine):
    closes(room, scene, 97, 96, 1, 0, 0, 0)

    assert [(97, 97), (96, 96)] == [(line.cells[0], line.cells[-1]) for line in room.page.lines[:2]]
    assert [1] == cell(room, "balance.reject-bin")
    assert ["fail"] == [e.out for e in read_entries(machine.disk) if e.ev == "BALANCE_CLOSE"]


def test_what_is_expected_is_not_shown_before_it_is_counted(room):
    room.press("2E98E98E")

    assert [98, None] == [line.cells[1] for line in room.page.lines]


def test_two_different_numbers_are_counted_again(room):
    room.press("2E98E97E")

    assert ("balance.counts-differ", False) == (room.notice, room.page.entry.is_again)


def test_more_notes_than_there_can_be_are_not_taken(room):
    room.press("2E65536E")

    assert "balance.too-many" == room.notice


def test_a_difference_is_shown_with_where_to_look(room):
    room.press("2E")
    counts(room, 97, 96, 1, 0, 0, 0)

    assert ["balance.one"] == cell(room, "likely.in-bin")


def test_nothing_is_closed_where_they_count_again_or_go_back(room, machine):
    room.press("2E")
    counts(room, 97, 96, 0, 0, 0, 0)
    room.press("2E")
    assert "balance.count-canister" == room.page.entry.text.id
    room.press("X")

    assert [] == codes(machine)


def test_a_bank_that_is_away_is_told_later(room, scene, machine):
    machine.bank_line.is_down = True
    scene.runs(60)
    closes(room, scene)
    scene.runs(30)
    assert ["balance.untold"] == cell(room, "balance.last")
    assert ["balance.bank-away"] == cell(room, "balance.host")

    machine.bank_line.is_down = False
    scene.runs(90)

    assert ["BALANCE_CLOSE", "SLIP_PRINTED", "BALANCE_TOLD"] == codes(machine)
    assert 1 == len(told(machine, "BALANCE_TOLD"))


def test_a_trial_without_the_bank_shows_the_machines_half(room, scene, machine):
    machine.bank_line.is_down = True
    scene.runs(60)
    room.press("X")
    opens(room, scene) if room.screen.id is ScreenId.CLOSED else room.press("2E")
    room.identify("ben")
    scene.runs(30)
    room.press("1E")
    scene.runs(30)

    assert [None] == [each["host"] for each in told(machine, "BALANCE_TRIAL")]
    assert any("no answer yet" in line for line in slips(machine)[-1])


def test_until_the_bank_knows_of_a_close_no_file_of_the_journal_goes(room, scene, machine):
    """The next start must find it there."""
    machine.bank_line.is_down = True
    scene.runs(60)
    closes(room, scene)
    scene.runs(30)
    room.press("X98E")
    scene.operator.puts_in_service()
    before = machine.core.supervision._may_forget()

    machine.bank_line.is_down = False
    scene.runs(90)

    assert (False, True) == (before, machine.core.supervision._may_forget())


@pytest.mark.parametrize("survives", [0, 40])
@pytest.mark.parametrize(
    "moment",
    [
        "journal BALANCE_CLOSE before #1",
        "journal BALANCE_CLOSE after #1",
        "journal BALANCE_TOLD before #1",
        "journal BALANCE_TOLD after #1",
    ],
)
def test_killed_anywhere_in_a_close_the_bank_hears_once_of_what_is_on_disk(
    room, scene, machine, moment, survives
):
    room.press("2E")
    counts(room, 98, 96, 0, 0, 0, 0)
    scene.at(moment, machine.kill)
    with suppress(Exception):
        room.press("1E")
    scene.runs(5)
    scene.restarts()
    scene.runs(60)

    closed, answered = told(machine, "BALANCE_CLOSE"), told(machine, "BALANCE_TOLD")
    assert len(closed) == len(answered) == (0 if "CLOSE before" in moment else 1)
    assert () == machine.money().untold_closes


def test_after_a_restart_the_last_slip_can_be_printed_again(room, scene, machine, tmp_path):
    closes(room, scene)
    first = slips(machine)[-1]
    machine.kill()
    machine.start(has_printer=True)
    scene.rests()
    again = at_balancing(scene, tmp_path)
    again.press("3E")
    scene.runs(LOOK_S)

    last = slips(machine)[-1]
    assert first[-1] == last[-1]
    assert set(first) - set(last) == {"Balancing: close"}
    assert any("again" in line for line in last)


@pytest.mark.parametrize(
    ("breaks", "notice"),
    [
        (lambda m: m.matter.printer.load_paper(0), "slip.not-printed"),
        (lambda m: m.unplug("receipt_printer"), "slip.not-printed"),
    ],
)
def test_a_printer_that_does_not_print_stops_no_close(room, scene, machine, breaks, notice):
    breaks(machine)
    scene.runs(30)
    closes(room, scene)
    scene.runs(30)

    assert notice == room.notice
    assert ["BALANCE_CLOSE", "BALANCE_TOLD", "SLIP_PRINTED"] == codes(machine)
    assert ["balance.told"] == cell(room, "balance.last")


def test_without_a_printer_it_is_closed_all_the_same(tmp_path):
    scene = Scene()
    room = at_balancing(scene, tmp_path)
    closes(room, scene, 100, 100, 0, 0, 0, 0)

    assert "slip.no-printer" == room.notice
    assert ["BALANCE_CLOSE", "BALANCE_TOLD"] == codes(scene.machine)


def test_without_the_hsm_the_totals_are_shown_and_nothing_is_closed(scene, machine, tmp_path):
    machine.unplug("hsm")
    scene.runs(30)
    room = at_balancing(scene, tmp_path)

    assert "balance.why-hsm" == room.page.actions[1].why.id
    assert [98, 96] == [line.cells[-1] for line in room.page.lines[:2]]


def test_while_a_transaction_is_open_nothing_is_closed(tmp_path):
    scene = Scene(has_printer=True)
    scene.at("journal RES after #1", lambda: setattr(scene.machine.bank_line, "is_down", True))
    with suppress(Exception):
        scene.alice.withdraws(PAID)
    scene.runs(60)
    room = at_balancing(scene, tmp_path)

    assert "balance.why-unsettled" == room.page.actions[1].why.id
    assert ["balance.see-9"] == cell(room, "balance.unsettled")


def test_notes_that_went_to_the_bin_are_expected_there(tmp_path):
    scene = Scene(has_printer=True)
    scene.machine.matter.works.faults[2] = [PickFault.DOUBLE]
    gets_a_part(scene)
    scene.rests()
    room = at_balancing(scene, tmp_path)

    assert [1] == cell(room, "balance.reject-bin")


def books_of(machine):
    """The same journal, as the kiosk and as the tools read it."""
    raw = b"".join(machine.disk.read(str(file)) for file in journal_files(machine.disk))
    return list(read_entries(machine.disk)), [parse(line) for line in raw.splitlines(keepends=True)]


def test_reconcile_says_the_same_at_every_close(room, scene, machine):
    closes(room, scene)
    room.press("X98E")
    scene.operator.puts_in_service()
    machine.matter.works.faults[2] = [PickFault.DOUBLE]
    gets_a_part(scene)
    scene.rests()
    room.turns_off()
    opens(room, scene)
    closes(room, scene, 96, 92, 0, 1, 0, 0)

    entries, lines = books_of(machine)
    assert [1, 2] == [each["number"] for each in told(machine, "BALANCE_CLOSE")]
    assert "" == difference(entries, lines)
    last = next(e for e in reversed(entries) if e.ev == "BALANCE_CLOSE")
    lie = json.loads(json.dumps(last.d).replace('"presented": 2', '"presented": 3'))
    told_otherwise = [replace(e, d=lie) if e is last else e for e in entries]
    assert "close 2: canister 1" in difference(told_otherwise, lines)


def test_notes_in_doubt_are_told_apart_with_the_transaction_to_look_at(tmp_path):
    """No sensor could tell whether the customer has them: they lie in the retract bin."""
    scene = Scene(has_printer=True)
    machine, alice = scene.machine, scene.alice
    alice.is_offered_cash(50)
    alice.waits(0.3)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    alice.sees(ScreenId.MESSAGE)
    scene.runs(60)
    machine.matter.works.set_sensors_unsure(are_unsure=False)
    room = at_balancing(scene, tmp_path)

    in_doubt = [line for line in room.page.lines if line.name.id == "balance.in-doubt"]
    assert 2 == len(in_doubt)
    assert ["balance.count-it"] == cell(room, "balance.retract-bin")
    (flow, _) = machine.journal.period().period.flows
    assert (0, flow.unknown) == (flow.presented, NOTES - flow.expected)
    assert 1 == len(machine.journal.period().period.doubts)


def test_notes_missing_at_the_first_swap_of_all_are_short(tmp_path):
    """Before any transaction: the journal has told of no note yet."""
    scene = Scene()
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    scene.machine.door(is_open=True)
    scene.runs(1)
    room.press("1E1E95E95E60E60E1EX")
    room.press("98E")
    opens(room, scene)
    closes(room, scene, 60, 100, 0, 0, 0, 0)

    [close] = [each for each in read_entries(scene.machine.disk) if each.ev == "BALANCE_CLOSE"]
    assert "fail" == close.out.value
    assert (95, 100) == (close.d["taken_out"][0]["count"], close.d["taken_out"][0]["expected"])


def test_what_has_changed_since_they_looked_is_not_closed(room, scene, machine):
    task = room.desk._task
    first, *others = task._looked.record.lines
    lines = (replace(first, left=first.left + 1), *others)
    task._looked = replace(task._looked, record=replace(task._looked.record, lines=lines))
    closes(room, scene)

    assert ("unresolved.changed", []) == (room.notice, told(machine, "BALANCE_CLOSE"))
