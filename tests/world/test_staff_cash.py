"""Two people fill and empty the canisters at the menu, by keypad alone, with the safe open."""

from __future__ import annotations

import pytest

from bank_server.contract import CashLoadRequest, ProblemCode
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import ScreenId
from kiosk.journal.reader import read_entries
from tests.world.support.bank_line import Trouble
from tests.world.support.staff_room import StaffRoom

NOTES = 100  # in each canister
SWAP = "1E1E95E95E60E60E"  # 95 taken out, 60 put in
CONFIRM = "1E"
BUSY = Trouble(problem=ProblemCode.ATM_BUSY)
LOADED = [(2, 0, 60), (1, 0, NOTES)]
AS_IT_WAS = [(1, 0, NOTES)] * 2


@pytest.fixture
def room(scene, tmp_path):
    """Anna and Ben are at the list, and the safe is shut."""
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("anna")
    made.press("3E")
    made.identify("ben")
    assert ScreenId.STAFF_CASH == made.screen.id
    return made


@pytest.fixture
def at_safe(room, machine, scene):
    """The safe stands open."""
    machine.door(is_open=True)
    scene.runs(1)
    return room


def told(machine, *codes):
    return [(e.ev, dict(e.d)) for e in read_entries(machine.disk) if e.ev in codes]


def reasons(room):
    """Why each deed cannot be done, by number."""
    return {each.number: each.why and each.why.id for each in room.page.actions}


def loads_of(machine):
    """What the bank was told of loads, each time."""
    return [each for each in machine.bank_line.requests if isinstance(each, CashLoadRequest)]


def in_canisters(machine):
    return machine.matter.works.whereabouts()["canisters"]


def test_a_canister_is_swapped(at_safe, machine, scene):
    at_safe.press(SWAP)
    assert ("cash.small-difference", None) == (at_safe.notice, at_safe.page.actions[0].why)
    at_safe.press(CONFIRM)
    scene.runs(2)

    assert "cash.load-loaded" == at_safe.notice
    assert LOADED == machine.counters_of_hsm == machine.counters_of_bank
    [(_, swapped), (_, loading), (_, added)] = told(
        machine, "CASSETTE_SWAPPED", "LOADING", "CASH_ADDED"
    )
    assert (95, NOTES, -5) == (swapped["count"], swapped["expected"], swapped["difference"])
    assert {"anna+ben"} == {each["who"] for each in (swapped, loading, added)}
    assert (60, 95) == (loading["count"], loading["found"])
    assert [("anna", "ben")] == [each.staff for each in loads_of(machine)]


def test_what_lies_there_is_counted_before_notes_are_added(at_safe, machine, scene):
    at_safe.press("2E2E100E100E40E40E")
    lines = [(each.name.id, each.cells[0]) for each in at_safe.page.lines]
    assert [("cash.line-left", 100), ("cash.line-added", 40), ("cash.line-then", 140)] == lines
    at_safe.press(CONFIRM)
    scene.runs(2)

    assert [(1, 0, NOTES), (2, 0, 140)] == machine.counters_of_hsm == machine.counters_of_bank
    assert [] == told(machine, "CASSETTE_SWAPPED")
    assert 100 == machine.last_entry("LOADING")["found"]


def test_a_canister_is_emptied(at_safe, machine, scene):
    at_safe.press("3E1E100E100E1E")
    scene.runs(2)

    assert [(2, 0, 0), (1, 0, NOTES)] == machine.counters_of_hsm == machine.counters_of_bank
    assert {1: 0, 2: NOTES} == in_canisters(machine)


def test_the_worth_of_what_is_typed_is_shown(at_safe):
    at_safe.press("1E1E95")

    assert 95 * 1_000 == at_safe.page.entry.worth.minor


def test_the_machines_count_is_not_shown_before(at_safe):
    """Whoever has seen it need not count."""
    shown = [str(at_safe.page)]
    for keys in ("1E", "2E", "97E", "97E", "60E"):
        at_safe.press(keys)
        shown.append(str(at_safe.page))

    assert [] == [each for each in shown if "(100" in each or " 100," in each]


@pytest.mark.parametrize(
    ("count", "notice"),
    [
        (100, None),
        (99, "cash.small-difference"),
        (91, "cash.small-difference"),
        (90, "cash.big-difference"),
        (110, "cash.big-difference"),
    ],
)
def test_a_big_difference_is_named(at_safe, count, notice):
    at_safe.press(f"3E1E{count}E{count}E")

    assert notice == (at_safe.page.notice and at_safe.page.notice.id)


@pytest.mark.parametrize(
    ("keys", "notice"),
    [
        ("1E3E", "cash.no-canister"),
        ("1E0E", "cash.no-canister"),
        ("1E1E95E96E", "cash.differs-again"),
        ("1E1E65536E", "cash.too-many"),
        ("2E1E100E100E65436E", "cash.too-many"),
    ],
)
def test_what_is_refused_says_why_and_asks_again(at_safe, machine, keys, notice):
    at_safe.press(keys)

    assert notice == at_safe.notice
    assert at_safe.page.entry is not None
    assert [] == told(machine, "CASSETTE_SWAPPED", "LOADING")


def test_a_canister_holds_as_many_notes_as_the_hsm_counts(at_safe, machine, scene):
    at_safe.press("2E1E100E100E65435E65435E1E")
    scene.runs(2)

    assert (2, 0, 65_535) == machine.counters_of_hsm[0]


def test_cancel_goes_one_step_back(at_safe, machine):
    at_safe.press("1E1E95E95E60E")
    at_safe.press("X")
    assert ("cash.ask-new", False) == (at_safe.page.entry.text.id, at_safe.page.entry.is_again)
    at_safe.press("X")
    assert "cash.ask-out" == at_safe.page.entry.text.id
    at_safe.press("X")
    assert "cash.which" == at_safe.page.entry.text.id
    at_safe.press("X")

    assert at_safe.page.entry is None
    assert [] == told(machine, "LOADING")


# --- doors


def test_nothing_is_written_while_the_safe_was_not_opened(room):
    """What is only counted can be told, whatever door is shut."""
    closed = dict.fromkeys((1, 2, 3, 5, 6), "cash.open-safe") | {4: None}
    assert closed == reasons(room)
    room.press("1E1E")

    assert room.page.entry is None


def test_the_service_door_is_not_the_safe(room, machine, scene):
    machine.matter.set_flag(CabinetFlag.SERVICE_DOOR, is_set=True)
    scene.runs(1)

    assert "cash.open-safe" == reasons(room)[1]


def test_a_safe_that_was_open_before_the_key_was_turned_off_counts_for_nothing(
    scene, machine, tmp_path
):
    machine.door(is_open=True)
    scene.runs(1)
    machine.door(is_open=False)
    scene.runs(1)
    made = StaffRoom(scene, tmp_path)
    made.turns_off()
    made.log_in("anna")
    made.press("3E")
    made.identify("ben")

    assert "cash.open-safe" == reasons(made)[1]


def test_a_safe_that_is_shut_too_early_is_opened_again(at_safe, machine, scene):
    at_safe.press(SWAP)
    machine.door(is_open=False)
    scene.runs(1)
    assert {1: "cash.safe-shut", 2: None} == reasons(at_safe)
    at_safe.press(CONFIRM)
    scene.runs(2)
    assert ("cash.safe-shut", AS_IT_WAS) == (at_safe.notice, machine.counters_of_hsm)
    machine.door(is_open=True)
    scene.runs(1)
    at_safe.press(CONFIRM)
    scene.runs(2)

    assert LOADED == machine.counters_of_hsm


def test_a_warning_is_back_when_the_safe_is_open_again(at_safe, machine, scene):
    at_safe.press("3E1E90E90E")
    machine.door(is_open=False)
    scene.runs(1)
    assert "cash.big-difference" == at_safe.notice
    at_safe.press(CONFIRM)
    assert "cash.safe-shut" == at_safe.notice
    machine.door(is_open=True)
    scene.runs(1)

    assert "cash.big-difference" == at_safe.notice


def test_a_safe_that_is_shut_in_the_midst_is_named_at_once(at_safe, machine, scene):
    at_safe.press("1E1E95E")
    assert at_safe.page.notice is None
    machine.door(is_open=False)
    scene.runs(2)
    assert "cash.safe-shut" == at_safe.notice
    at_safe.press("96E")
    assert "cash.differs-again" == at_safe.notice
    machine.door(is_open=True)
    scene.runs(2)
    at_safe.press("95E")

    assert at_safe.page.notice is None


def test_what_differs_is_counted_again(at_safe, machine, scene):
    at_safe.press("1E1E90E90E60E60E")
    assert "cash.big-difference" == at_safe.notice
    at_safe.press("2E")
    assert ("cash.ask-out", False) == (at_safe.page.entry.text.id, at_safe.page.entry.is_again)
    at_safe.press("100E100E60E60E" + CONFIRM)
    scene.runs(2)

    assert LOADED == machine.counters_of_hsm
    assert 100 == machine.last_entry("LOADING")["found"]


def test_the_hsm_believes_its_own_switch_alone(at_safe, machine, scene):
    machine.matter.works.set_safe_door(is_open=False)
    machine.matter.works.reset_door_latch()
    at_safe.press(SWAP + CONFIRM)
    scene.runs(2)

    assert "cash.load-unopened" == at_safe.notice
    assert AS_IT_WAS == machine.counters_of_hsm == machine.counters_of_bank
    assert "refused" == machine.last_entry("DONE")["state"]
    assert () == machine.money().open


# --- what fails meanwhile


def test_an_hsm_that_is_lost_takes_the_load_when_it_is_back(at_safe, machine, scene):
    """Unknown is told as unknown; the same load is given again, and counts once."""
    scene.at("hsm LOAD after #1", lambda: machine.unplug("hsm"))
    at_safe.press(SWAP + CONFIRM)
    scene.runs(3)
    assert "cash.load-not-certain" == at_safe.notice
    assert not at_safe.page.is_busy
    assert "cash.load-open" == reasons(at_safe)[1]
    machine.plug("hsm")
    scene.runs(5)

    assert "cash.load-loaded" == at_safe.notice
    assert LOADED == machine.counters_of_hsm == machine.counters_of_bank


def test_without_an_hsm_nothing_is_begun(at_safe, machine, scene):
    machine.unplug("hsm")
    scene.runs(10)

    assert {1: "cash.no-hsm", 4: "cash.no-hsm", 5: None} == {
        number: why for number, why in reasons(at_safe).items() if number in {1, 4, 5}
    }


def test_a_load_is_done_while_the_bank_is_away_and_told_later(at_safe, machine, scene):
    """Another canister need not wait for that; the bank hears of both, in their order."""
    machine.bank_line.is_down = True
    at_safe.press(SWAP + CONFIRM)
    scene.runs(2)
    assert "cash.load-bank-away" == at_safe.notice
    at_safe.press("3E2E100E100E1E")
    scene.runs(2)
    assert [(2, 0, 60), (2, 0, 0)] == machine.counters_of_hsm
    assert AS_IT_WAS == machine.counters_of_bank
    machine.bank_line.is_down = False
    scene.runs(90)

    assert [(2, 0, 60), (2, 0, 0)] == machine.counters_of_bank
    assert () == machine.money().open


def test_the_same_canister_twice_while_the_bank_is_away(at_safe, machine, scene):
    machine.bank_line.is_down = True
    at_safe.press(SWAP + CONFIRM)
    scene.runs(2)
    at_safe.press("2E1E60E60E5E5E1E")
    scene.runs(2)
    machine.bank_line.is_down = False
    scene.runs(90)

    assert [(3, 0, 65), (1, 0, NOTES)] == machine.counters_of_hsm == machine.counters_of_bank
    assert () == scene.bank.findings


def test_the_bank_hears_of_loads_in_the_order_of_the_hsm(at_safe, machine, scene):
    """Also where it would hear of the second one sooner."""
    machine.bank_line.lasting("cash-loads", Trouble(problem=ProblemCode.OVERLOADED))
    at_safe.press(SWAP + CONFIRM)
    scene.runs(20)
    at_safe.press("2E1E60E60E5E5E1E")
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(90)

    assert [60, 65] == [d["count"] for _, d in told(machine, "CASH_ADDED")]
    assert [(3, 0, 65), (1, 0, NOTES)] == machine.counters_of_hsm == machine.counters_of_bank


def test_nobody_is_served_before_the_bank_knows(at_safe, machine, scene):
    machine.bank_line.lasting("cash-loads", Trouble(problem=ProblemCode.OVERLOADED))
    at_safe.press(SWAP + CONFIRM)
    scene.runs(2)
    machine.door(is_open=False)
    at_safe.press("XX")
    scene.operator.puts_in_service()
    scene.runs(60)
    assert machine.core.service.waiting
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(90)

    assert LOADED == machine.counters_of_bank
    scene.served_again()
    assert [] == machine.deaths


def test_a_bank_that_waits_for_a_transaction_is_told_again(at_safe, machine, scene):
    """It is busy, and not against it: the machine goes on by itself."""
    machine.bank_line.lasting("cash-loads", BUSY)
    at_safe.press(SWAP + CONFIRM)
    scene.runs(5)
    assert "cash.load-bank-busy" == at_safe.notice
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(90)

    assert "cash.load-loaded" == at_safe.notice
    assert LOADED == machine.counters_of_bank
    assert "SERVICE_HALTED" not in machine.entries


def test_a_bank_that_refuses_for_good_is_a_matter_for_people(at_safe, machine, scene):
    machine.bank_line.lasting("cash-loads", Trouble(problem=ProblemCode.RECEIPT_INVALID))
    at_safe.press(SWAP + CONFIRM)
    scene.runs(5)

    assert "cash.load-refused-by-bank" == at_safe.notice
    assert "SERVICE_HALTED" in machine.entries


def test_who_walks_away_between_two_counts_has_done_nothing(at_safe, machine, scene):
    at_safe.press("1E1E95E95E60E")
    scene.runs(301)

    assert ScreenId.CLOSED == at_safe.screen.id
    assert AS_IT_WAS == machine.counters_of_hsm
    assert [] == told(machine, "CASSETTE_SWAPPED", "LOADING")


def test_a_key_that_is_turned_on_between_two_counts_ends_it(at_safe, machine, scene):
    at_safe.press("1E1E95E95E60E")
    machine.key(is_on=True)
    scene.runs(2)

    assert ScreenId.COUNT == at_safe.screen.id
    assert AS_IT_WAS == machine.counters_of_hsm


def test_a_key_that_is_turned_on_in_a_load_leaves_it_whole(at_safe, machine, scene):
    scene.at("hsm LOAD before #1", lambda: machine.key(is_on=True))
    at_safe.press(SWAP + CONFIRM)
    scene.runs(5)

    assert ScreenId.COUNT == at_safe.screen.id
    assert LOADED == machine.counters_of_hsm == machine.counters_of_bank


# --- a count that changes nothing


def test_a_count_is_told_and_never_written(room, machine, scene):
    room.press("4E90E90E100E100E")
    assert "cash.big-difference" == room.notice
    room.press(CONFIRM)
    scene.runs(2)

    assert "cash.counted" == room.notice
    assert AS_IT_WAS == machine.counters_of_hsm == machine.counters_of_bank
    counts = [d for _, d in told(machine, "COUNT_SET")]
    assert [(1, 90, -10), (2, 100, 0)] == [
        (each["canister"], each["count"], each["difference"]) for each in counts
    ]
    assert {"anna+ben"} == {each["who"] for each in counts}
    [report] = loads_of(machine)
    assert ([90, 100], ("anna", "ben")) == ([e.count for e in report.operator], report.staff)
    assert 1 == machine.last_entry("COUNT_REPORTED")["differing"]


def test_the_key_asks_for_the_count_all_the_same(room, machine, scene):
    """Nobody knows what was done to the canisters after it; nor after a restart."""
    room.press("4E100E100E100E100E1E")
    scene.runs(2)
    machine.kill()
    machine.start()
    machine.key(is_on=True)
    scene.runs(3)

    assert ScreenId.COUNT == machine.core.screen.id
    assert machine.money().is_count_due


def test_a_count_that_the_hsm_does_not_answer_to_is_not_told(room, machine, scene):
    room.press("4E90E90E100E100E")
    machine.unplug("hsm")
    room.press(CONFIRM)
    scene.runs(3)

    assert "cash.not-counted" == room.notice
    assert [] == told(machine, "COUNT_SET")
    assert not room.page.is_busy


def test_a_safe_that_somebody_else_left_open_is_opened_anew(scene, machine, tmp_path):
    room = StaffRoom(scene, tmp_path)
    room.turns_off()
    room.log_in("carl")
    machine.door(is_open=True)
    scene.runs(1)
    room.press("X")
    scene.runs(3_600)
    room.log_in("anna")
    room.press("3E")
    room.identify("ben")
    assert "cash.open-again" == reasons(room)[1] == reasons(room)[5]

    machine.door(is_open=False)
    scene.runs(1)
    assert "cash.open-safe" == reasons(room)[1]
    machine.door(is_open=True)
    scene.runs(1)
    assert {None} == set(reasons(room).values())


def test_nothing_is_loaded_while_nobody_sees_the_safe(at_safe, machine, scene):
    at_safe.press(SWAP)
    machine.lines["cabinet"].is_plugged = False
    scene.runs(5)
    machine.door(is_open=False)

    assert "cash.no-cabinet" == reasons(at_safe)[1]
    at_safe.press(CONFIRM)
    scene.runs(3)
    assert AS_IT_WAS == machine.counters_of_hsm
