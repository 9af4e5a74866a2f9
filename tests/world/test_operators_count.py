"""Turning the key on asks for the notes in each canister, typed twice, before anybody is served."""

from __future__ import annotations

import pytest

from bank_server.contract import CashLoadRequest
from bank_server.contract.problems import ProblemCode
from hardware.protocol.cabinet import CabinetFlag
from kiosk.domain.screens import Notice, ScreenId
from kiosk.journal.entry import Out
from kiosk.journal.reader import read_entries
from tests.world.support.bank_line import Trouble

LAST_COUNT = {"canister": 2, "count": 100, "expected": 100, "difference": 0, "more": 0}


@pytest.fixture
def off(operator):
    """The operator of a machine that is off."""
    operator.turns_off()
    assert ScreenId.CLOSED == operator.eyes.screen.id
    return operator


def told(machine, code):
    return [entry for entry in read_entries(machine.disk) if entry.ev == code]


def counts_of(machine):
    """Canister, count and difference of each COUNT_SET, in order."""
    return [
        (each.d["canister"], each.d["count"], each.d["difference"])
        for each in told(machine, "COUNT_SET")
    ]


def reports_of(machine):
    """What the bank heard of counts, as (canister, count)."""
    return [
        [(line.canister, line.count) for line in request.operator]
        for request in machine.bank_line.requests
        if isinstance(request, CashLoadRequest)
    ]


def test_nobody_is_served_before_every_canister_was_counted_twice(scene, machine, alice, off):
    asked = off.turns_on()
    machine.matter.insert(alice.card)
    scene.runs(5)

    assert (1, "OOS-19") == (asked.canister, asked.reason)
    assert ScreenId.COUNT == alice.screen.id
    assert "VISIT_START" not in machine.entries

    off.counts()
    alice.sees(ScreenId.PIN)
    codes = [c for c in machine.entries if c in {"COUNT_SET", "COUNT_REPORTED", "IN_SERVICE"}]
    assert ["IN_SERVICE", "COUNT_SET", "COUNT_SET", "IN_SERVICE", "COUNT_REPORTED"] == codes
    assert LAST_COUNT.items() <= machine.last_entry("COUNT_SET").items()
    assert "operator" == machine.last_entry("COUNT_SET")["who"]


def test_the_bank_hears_what_was_counted_with_the_safes_own_record(machine, off):
    off.puts_in_service()
    off.eyes.waits(1)

    assert [[(1, 100), (2, 100)]] == reports_of(machine)
    assert {"differing": 0, "code": ""} == machine.last_entry("COUNT_REPORTED")


def test_a_number_typed_otherwise_the_second_time_is_asked_for_again(machine, off):
    off.turns_on()
    off.eyes.presses("100E90E")

    assert (1, Notice.COUNT_DIFFERENT) == (off.eyes.screen.canister, off.eyes.screen.notice)
    assert not off.eyes.screen.count_again
    off.counts()
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)


def test_ten_digits_are_refused_until_they_are_cleared(machine, off):
    off.turns_on()
    off.eyes.presses("1234567890EE")

    assert (1, Notice.COUNT_TOO_MANY) == (off.eyes.screen.canister, off.eyes.screen.notice)
    off.eyes.presses("C")
    off.counts()
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)


def test_cancel_begins_again_and_the_machine_stays_out_of_service(scene, alice, machine, off):
    off.turns_on()
    off.eyes.presses("100E100E7X")
    scene.runs(120)

    assert (ScreenId.COUNT, 1) == (alice.screen.id, alice.screen.canister)
    assert [] == counts_of(machine)
    off.counts()
    scene.served_again()


def test_a_difference_is_shown_written_and_told_and_changes_no_number(scene, machine, off):
    before = machine.counters_of_hsm
    off.turns_on()
    off.eyes.presses("100E100E97E97E")
    shown = off.eyes.is_told(Notice.COUNT_NOT_AS_RECORDED)
    scene.runs(60)

    assert [(2, 97, 100)] == [(one.canister, one.counted, one.recorded) for one in shown.counts]
    assert shown == off.eyes.screen
    assert [(1, 100, 0), (2, 97, -3)] == counts_of(machine)
    assert [(Out.OK, ""), (Out.FAIL, "difference")] == [
        (each.out, each.rsn) for each in told(machine, "COUNT_SET")
    ]
    assert {"differing": 1, "code": ""} == machine.last_entry("COUNT_REPORTED")
    assert before == machine.counters_of_hsm == machine.counters_of_bank
    assert "differs" == scene.bank.audit.entries[-1].detail
    off.eyes.presses("E")
    scene.served_again()
    scene.audit()


def test_a_difference_is_left_by_touch_as_well(scene, off):
    """Where the PIN is typed on glass there may be no Enter to press."""
    off.turns_on()
    off.eyes.presses("100E100E97E97E")
    off.eyes.is_told(Notice.COUNT_NOT_AS_RECORDED)
    off.eyes.chooses("continue")

    scene.served_again()


def test_the_safes_number_is_not_shown_while_it_is_counted(machine, off):
    off.puts_in_service()

    asked = [screen for screen in machine.eyes.shown if screen.id is ScreenId.COUNT]
    assert {None} == {line.recorded for screen in asked for line in screen.counts}


def test_the_key_turned_off_in_the_midst_throws_the_count_away(alice, machine, off):
    off.turns_on()
    off.eyes.presses("100E100E7")
    off.turns_off()
    assert ScreenId.CLOSED == alice.screen.id
    asked = off.turns_on()

    assert (1, "", False) == (asked.canister, asked.count_entry, asked.count_again)
    assert [] == counts_of(machine)
    off.counts()
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)


@pytest.mark.parametrize(
    "moment", ["typed", "journal COUNT_SET before #1", "journal COUNT_SET before #2"]
)
def test_power_lost_in_the_midst_asks_again_at_the_next_start(scene, alice, machine, off, moment):
    off.turns_on()
    if moment == "typed":
        off.eyes.presses("100E100E7")
        machine.kill()
    else:
        machine.moments.begin()
        scene.dies_at(moment, lambda _alice: off.counts())
    machine.start()

    assert 1 == alice.sees(ScreenId.COUNT).canister
    off.counts()
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)[-2:]
    scene.served_again()


@pytest.mark.parametrize("moment", ["journal COUNT_SET after #2", "bank cash-loads done #1"])
def test_a_count_on_disk_is_not_asked_for_again_and_reaches_the_bank(scene, machine, off, moment):
    off.turns_on()
    machine.moments.begin()
    scene.dies_at(moment, lambda _alice: (off.counts(), scene.runs(5)))
    scene.restarts()

    assert ScreenId.COUNT not in [screen.id for screen in machine.eyes.shown]
    assert 2 == len(counts_of(machine))
    assert 1 == len(told(machine, "COUNT_REPORTED"))
    assert [(1, 100), (2, 100)] == reports_of(machine)[-1]
    scene.served_again()


def test_a_start_with_the_key_on_asks_for_nothing(scene, machine):
    machine.kill()
    scene.restarts()

    assert ScreenId.COUNT not in [screen.id for screen in machine.eyes.shown]
    assert [] == counts_of(machine)


def test_a_key_turned_on_while_the_program_is_dead_still_asks_for_a_count(alice, machine, off):
    machine.kill()
    machine.key(is_on=True)
    machine.start()

    assert 1 == alice.sees(ScreenId.COUNT).canister


def test_a_machine_that_starts_with_its_key_off_asks_when_it_is_turned_on(alice, machine, operator):
    machine.kill()
    machine.key(is_on=False)
    machine.start()
    alice.sees(ScreenId.CLOSED)

    assert 1 == operator.turns_on().canister


def test_without_the_bank_the_count_stands_and_is_told_when_the_line_is_back(scene, machine, off):
    machine.bank_line.is_down = True
    scene.runs(40)
    off.puts_in_service()
    scene.runs(60)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-01") == (off.eyes.screen.id, off.eyes.screen.reason)
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)
    machine.kill()
    machine.start()
    scene.runs(10)
    assert [] == reports_of(machine)
    machine.bank_line.is_down = False
    scene.rests()
    assert [[(1, 100), (2, 100)]] == reports_of(machine)
    scene.served_again()
    scene.audit()


def test_a_bank_that_refuses_the_count_is_not_asked_for_ever(scene, machine, off):
    machine.bank_line.trouble("cash-loads", Trouble(problem=ProblemCode.BAD_REQUEST))
    off.puts_in_service()
    scene.runs(5)

    (report,) = told(machine, "COUNT_REPORTED")
    assert (Out.FAIL, "bad-request") == (report.out, report.rsn)
    assert 1 == len(reports_of(machine))
    scene.served_again()


def test_a_lost_answer_is_asked_for_again(scene, machine, off):
    machine.bank_line.trouble("cash-loads", Trouble(loses_reply=True))
    off.puts_in_service()
    scene.runs(30)

    assert [[(1, 100), (2, 100)]] * 2 == reports_of(machine)
    assert 1 == len(told(machine, "COUNT_REPORTED"))


def test_without_its_safe_the_machine_takes_the_count_and_compares_nothing(scene, machine, off):
    machine.unplug("hsm")
    scene.runs(10)
    off.puts_in_service()
    scene.runs(10)

    assert ScreenId.NO_CASH == off.eyes.screen.id
    assert [(1, 100, None), (2, 100, None)] == counts_of(machine)
    machine.plug("hsm")
    scene.runs(70)
    assert [[(1, 100), (2, 100)]] == reports_of(machine)
    scene.served_again()


def test_without_a_keypad_the_machine_says_so_and_asks_when_it_is_there(scene, machine, off):
    machine.kill()
    machine.unplug("pin_pad")
    machine.key(is_on=True)
    machine.start(touch_pin=False)
    scene.runs(20)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-08") == (off.eyes.screen.id, off.eyes.screen.reason)

    machine.plug("pin_pad")
    assert 1 == off.eyes.sees(ScreenId.COUNT).canister


def test_the_numbers_come_from_the_keys_of_the_pad_itself(scene, machine, off):
    off.turns_on()
    for keys in ("100E", "100E", "100E", "100E"):
        scene.runs(0.5)
        machine.matter.press(keys)
    scene.runs(2)

    assert ScreenId.ATTRACT == off.eyes.screen.id
    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)


def test_off_and_on_again_before_the_customer_is_gone_was_never_off(scene, alice, machine):
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    machine.key(is_on=True)
    scene.runs(1)
    alice.presses("X")
    alice.goes()

    assert ScreenId.ATTRACT == alice.screen.id
    machine.kill()
    scene.restarts()
    assert [] == counts_of(machine)
    scene.served_again()


def test_off_in_a_visit_and_on_after_it_is_counted(scene, alice, machine, operator):
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.CLOSED)

    operator.puts_in_service()
    assert 2 == len(counts_of(machine))
    scene.served_again()


def test_no_notes_at_all_is_a_count_as_well(scene, machine, off):
    """Requirement: how much cash is in each canister, whatever it is."""
    off.turns_on()
    off.eyes.presses("EE0E0E100E100E")
    shown = off.eyes.is_told(Notice.COUNT_NOT_AS_RECORDED)

    assert [(1, 0, 100)] == [(one.canister, one.counted, one.recorded) for one in shown.counts]
    assert [(1, 0, -100), (2, 100, 0)] == counts_of(machine)
    off.eyes.presses("E")
    scene.served_again()


def test_a_canister_that_is_missing_is_counted_and_compared_with_nothing(scene, machine, off):
    """Requirement: in each canister; of one that is not there the safe says nothing."""
    machine.matter.works.unfit(2)
    off.turns_on()
    off.eyes.presses("100E100E0E0E")
    scene.runs(1)

    assert [(1, 100, 0), (2, 0, None)] == counts_of(machine)
    assert [[(1, 100), (2, 0)]] == reports_of(machine)
    assert {"differing": 0, "code": ""} == machine.last_entry("COUNT_REPORTED")
    assert ScreenId.NO_CASH == off.eyes.screen.id


def test_the_safe_lost_in_the_midst_of_counting_stops_no_count(scene, machine, off):
    """Requirement: each canister is counted; what the safe has is heard when it is back."""
    off.turns_on()
    off.eyes.presses("100E100E9")
    machine.unplug("hsm")
    scene.runs(10)
    assert (2, "9") == (off.eyes.screen.canister, off.eyes.screen.count_entry)
    off.eyes.presses("C100E100E")
    scene.runs(1)
    assert ScreenId.NO_CASH == off.eyes.screen.id

    machine.plug("hsm")
    scene.served_again()
    assert [[(1, 100), (2, 100)]] == reports_of(machine)


@pytest.mark.parametrize("flag", [CabinetFlag.SAFE_DOOR, CabinetFlag.SERVICE_DOOR])
def test_a_door_opened_in_the_midst_of_counting_disturbs_no_count(scene, machine, off, flag):
    """Requirement: with the key on the canisters are counted; a safe that stands open pays none."""
    off.turns_on()
    off.eyes.presses("100E100E10")
    machine.matter.set_flag(flag, is_set=True)
    scene.runs(2)
    off.eyes.presses("0E100E")
    scene.runs(1)

    assert [(1, 100, 0), (2, 100, 0)] == counts_of(machine)
    is_safe = flag is CabinetFlag.SAFE_DOOR
    assert (ScreenId.NO_CASH if is_safe else ScreenId.ATTRACT) == off.eyes.screen.id
    machine.matter.set_flag(flag, is_set=False)
    scene.served_again()


def test_a_number_mistyped_twice_is_counted_again_and_the_journal_tells_both(scene, machine, off):
    off.turns_on()
    off.eyes.presses("100E100E79E79E")
    off.eyes.is_told(Notice.COUNT_NOT_AS_RECORDED)
    scene.runs(5)
    off.eyes.presses("X")
    assert (ScreenId.COUNT, 1) == (off.eyes.screen.id, off.eyes.screen.canister)
    off.counts()
    scene.runs(5)

    assert [(1, 100, 0), (2, 79, -21), (1, 100, 0), (2, 100, 0)] == counts_of(machine)
    assert [[(1, 100), (2, 79)], [(1, 100), (2, 100)]] == reports_of(machine)
    scene.served_again()
    scene.audit()


def test_a_touch_counts_again_as_well(off):
    off.turns_on()
    off.eyes.presses("100E100E79E79E")
    off.eyes.is_told(Notice.COUNT_NOT_AS_RECORDED)
    off.eyes.chooses("count-again")

    assert (1, None) == (off.eyes.screen.canister, off.eyes.screen.notice)
