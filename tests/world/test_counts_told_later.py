"""A count that HSM or bank cannot hear at once: what is told of it later is true of its moment."""

from __future__ import annotations

import pytest

from bank_server.contract import CashLoadRequest
from bank_server.contract.problems import ProblemCode
from hardware.crypto.record import Record
from kiosk.domain.screens import ScreenId
from kiosk.journal.entry import Out
from kiosk.journal.reader import read_entries
from tests.world.support.bank_line import Trouble

BUSY = Trouble(problem=ProblemCode.OVERLOADED)


@pytest.fixture
def off(operator):
    """The operator of a machine that is off."""
    operator.turns_off()
    return operator


@pytest.fixture
def without_safe(scene, machine, off):
    """As off; the HSM does not answer, either."""
    machine.unplug("hsm")
    scene.runs(10)
    return off


def reports_of(machine):
    """Each count that went to the bank, with what the record beside it says is left."""
    return [
        (
            [line.count for line in request.operator],
            [line.left for line in Record.parse(bytes.fromhex(request.records[0])).lines],
        )
        for request in machine.bank_line.requests
        if isinstance(request, CashLoadRequest)
    ]


def told(machine, code):
    return [each for each in read_entries(machine.disk) if each.ev == code]


def counts_of(machine):
    return [
        (each.d["canister"], each.d["count"], each.d["difference"])
        for each in told(machine, "COUNT_SET")
    ]


def test_what_the_safe_missed_is_compared_before_anybody_is_paid(scene, machine, without_safe):
    """Requirement: what the operator types is compared with the safe's number of that moment."""
    without_safe.puts_in_service()
    scene.runs(100)
    assert ScreenId.NO_CASH == without_safe.eyes.screen.id
    machine.plug("hsm")
    scene.served_again()
    scene.runs(70)

    assert [([100, 100], [100, 100])] == reports_of(machine)
    assert {"differing": 0, "code": ""} == machine.last_entry("COUNT_REPORTED")
    assert [(1, 100, None), (2, 100, None), (1, 100, 0), (2, 100, 0)] == counts_of(machine)
    codes = [each for each in machine.entries if each in {"COUNT_SET", "INTENT"}]
    assert [*["COUNT_SET"] * 4, "INTENT"] == codes
    scene.audit()


def test_a_count_that_the_safe_missed_and_that_is_wrong_is_found_out(scene, machine, without_safe):
    without_safe.turns_on()
    without_safe.counts({2: 97})
    machine.plug("hsm")
    scene.served_again()

    assert [(1, 100, 0), (2, 97, -3)] == counts_of(machine)[-2:]
    last = told(machine, "COUNT_SET")[-1]
    assert (Out.FAIL, "difference") == (last.out, last.rsn)
    assert {"differing": 1, "code": ""} == machine.last_entry("COUNT_REPORTED")
    assert "differs" in [entry.detail for entry in scene.bank.audit.entries]


@pytest.mark.parametrize(
    "moment",
    ["journal COUNT_SET after #2", "journal COUNT_SET before #3", "journal COUNT_SET before #4"],
)
def test_power_lost_before_the_comparison_pays_nobody_until_it_is_made(
    scene, machine, without_safe, moment
):
    without_safe.turns_on()
    machine.moments.begin()
    scene.dies_at(
        moment, lambda _alice: (without_safe.counts(), machine.plug("hsm"), scene.runs(5))
    )
    machine.plug("hsm")
    scene.restarts()
    scene.served_again()
    scene.runs(70)

    assert ScreenId.COUNT not in [screen.id for screen in machine.eyes.shown]
    assert ([100, 100], [100, 100]) == reports_of(machine)[-1]
    assert {"differing": 0, "code": ""} == machine.last_entry("COUNT_REPORTED")


def test_a_count_that_the_safe_missed_is_over_when_the_key_is_off_again(
    scene, machine, without_safe
):
    """What the safe says afterwards may be of other notes."""
    without_safe.puts_in_service()
    without_safe.turns_off()
    machine.plug("hsm")
    scene.runs(1)
    machine.load(40)
    scene.runs(70)
    without_safe.puts_in_service()
    scene.runs(1)

    assert [([40, 40], [40, 40])] == reports_of(machine)
    assert [None, None, 0, 0] == [difference for _, _, difference in counts_of(machine)]
    scene.served_again()


def test_off_in_a_visit_ends_it_as_soon_as_the_customer_has_gone(
    scene, alice, machine, without_safe
):
    without_safe.puts_in_service()
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    alice.presses("X")
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.CLOSED)
    machine.plug("hsm")
    scene.runs(1)
    machine.load(40)
    scene.runs(70)

    assert [] == reports_of(machine)
    without_safe.puts_in_service()
    scene.runs(1)
    assert [([40, 40], [40, 40])] == reports_of(machine)


def test_the_key_off_and_on_in_a_visit_loses_no_count(scene, alice, machine, off):
    """Requirement: on again before the customer was gone, it was never off; the bank hears."""
    machine.bank_line.lasting("cash-loads", BUSY)
    off.puts_in_service()
    alice.enters()
    machine.key(is_on=False)
    scene.runs(1)
    machine.key(is_on=True)
    scene.runs(1)
    alice.presses("X")
    alice.goes()
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(70)

    assert ([100, 100], [100, 100]) == reports_of(machine)[-1]
    assert 1 == len(told(machine, "COUNT_REPORTED"))
    assert 2 == len(counts_of(machine))


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_count_with_its_record_is_told_whatever_the_key_does(scene, machine, off, is_restarted):
    machine.bank_line.lasting("cash-loads", BUSY)
    off.puts_in_service()
    off.turns_off()
    if is_restarted:
        machine.kill()
        machine.start()
    machine.bank_line.lasting("cash-loads", None)
    scene.runs(70)

    assert ScreenId.CLOSED == machine.core.screen.id
    assert ([100, 100], [100, 100]) == reports_of(machine)[-1]
    assert 1 == len(told(machine, "COUNT_REPORTED"))
    off.puts_in_service()
    scene.runs(1)
    assert 2 == len(told(machine, "COUNT_REPORTED"))
    scene.served_again()


def test_a_count_made_while_the_one_before_is_being_told_is_told_too(scene, machine, off):
    machine.bank_line.trouble("cash-loads", Trouble(delay_s=3.0))
    off.puts_in_service()
    off.turns_off()
    off.turns_on()
    off.counts({2: 97})
    scene.runs(10)

    assert [([100, 100], [100, 100]), ([100, 97], [100, 100])] == reports_of(machine)
    assert {"differing": 1, "code": ""} == machine.last_entry("COUNT_REPORTED")
    assert () == machine.money().untold
