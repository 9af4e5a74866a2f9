"""A machine that staff must look at pays no cash, whoever starts it again, until they have."""

from __future__ import annotations

import copy

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import TransactionState
from kiosk.domain.screens import Notice, ScreenId
from kiosk.journal.care import BEAT_S
from kiosk.journal.entry import Entry
from kiosk.journal.events import HaltCleared
from kiosk.journal.writer import Journal
from tests.world.support.bank_line import Trouble
from tests.world.support.envelopes import before_deposit, booked
from tests.world.support.prompts import goes_to_card_out

NO_CASH = (ScreenId.NO_CASH, "OOS-06")


def shown(alice):
    return alice.screen.id, alice.screen.reason


def restarts(scene):
    scene.machine.kill()
    scene.machine.start()
    scene.runs(60)


def is_reopened(scene):
    """A person has looked: `./atm kiosk --reopen`."""
    scene.machine.kill()
    scene.machine.start()
    scene.machine.journal.append(Entry(HaltCleared("ben")))
    restarts(scene)


@pytest.fixture
def suspect(scene, alice, machine):
    """No sensor can tell whether the customer has the notes."""
    alice.is_offered_cash(50)
    alice.waits(0.3)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    alice.sees(ScreenId.MESSAGE)
    scene.runs(60)
    assert shown(alice) == NO_CASH
    return scene


@pytest.fixture
def contradiction(scene, alice, machine):
    """The HSM's memory is older than a settled transaction."""
    memory = machine.memories.devices["hsm"]
    image = copy.deepcopy(memory.load())
    alice.withdraws(50)
    scene.rests()
    machine.matter.hsm.power_off()
    memory.store(image)
    machine.matter.hsm.power_on()
    restarts(scene)
    alice.enters()
    alice.asks_for(20)
    alice.confirms()
    alice.sees(ScreenId.MESSAGE, ScreenId.TAKE_CARD)
    alice.goes()
    scene.runs(30)
    assert shown(alice) == NO_CASH
    return scene


def test_a_suspect_result_stops_the_cash_beyond_a_restart(suspect, alice):
    restarts(suspect)
    assert NO_CASH == shown(alice)
    restarts(suspect)

    assert NO_CASH == shown(alice)


def test_a_suspect_result_can_be_reopened(suspect, alice):
    is_reopened(suspect)

    assert ScreenId.ATTRACT == alice.screen.id
    restarts(suspect)
    assert ScreenId.ATTRACT == alice.screen.id


def test_counters_that_differ_stop_the_cash_beyond_a_restart(contradiction, alice):
    restarts(contradiction)

    assert NO_CASH == shown(alice)
    is_reopened(contradiction)
    assert ScreenId.ATTRACT == alice.screen.id


def test_killed_between_a_suspect_record_and_its_halt_it_pays_no_cash(scene, alice, machine):
    goes_to_card_out(alice)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.waits(0.3)
    scene.at("journal RES after #1", machine.kill)
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    scene.runs(10)
    assert not machine.life.is_alive
    machine.start()
    scene.runs(60)

    assert 1 == machine.entries.count("SERVICE_HALTED")
    assert NO_CASH == shown(alice)


def test_a_recovery_that_ends_in_doubt_stops_the_cash_in_the_same_run(scene, alice, machine):
    """Killed with the notes out, and no sensor can tell: the journal says both, in this order."""
    goes_to_card_out(alice)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.waits(0.3)
    machine.kill()
    machine.matter.works.set_sensors_unsure(are_unsure=True)
    machine.matter.hsm.power_off()
    scene.runs(2)
    machine.matter.hsm.power_on()
    machine.start()
    scene.runs(60)

    said = machine.entries[machine.entries.index("RECOVERY_DECISION") :]
    halting = [code for code in said if code in ("DISPENSE_SUSPECT", "SERVICE_HALTED", "DONE")]
    assert ["DISPENSE_SUSPECT", "SERVICE_HALTED", "DONE"] == halting
    assert NO_CASH == shown(alice)
    restarts(scene)
    assert NO_CASH == shown(alice)
    assert 1 == machine.entries.count("SERVICE_HALTED")


def test_with_a_result_in_doubt_the_balance_is_still_to_be_had(suspect, alice):
    shown = alice.enters()

    assert ["balance", "pin-change", "deposit", "finish"] == [choice.id for choice in shown.choices]
    alice.chooses("balance")
    alice.sees(ScreenId.BALANCE)


def test_a_contradiction_about_an_open_transaction_closes_the_machine(scene, alice, machine):
    """The bank does not believe the record: nobody is served before a person has looked."""
    alice.is_offered_cash(50)
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.SETTLED_DIFFERENTLY))
    alice.takes_cash()
    scene.runs(60)

    assert (ScreenId.OUT_OF_SERVICE, "OOS-06") == shown(alice)
    restarts(scene)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-06") == shown(alice)


def test_whoever_comes_while_the_last_withdrawal_is_open_is_not_invited(scene, alice, machine):
    """The lamp at the card slot is dark, too."""
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.withdraws(50)
    waiting = alice.sees(ScreenId.OUT_OF_SERVICE)

    assert (Notice.FINISHING, "") == (waiting.notice, waiting.reason)
    assert set() == machine.matter.cabinet.lamps
    machine.bank_line.lasting("settlements", None)
    alice.sees(ScreenId.ATTRACT, within_s=61)
    scene.audit()


def test_a_machine_that_starts_says_so_until_it_has_recovered(scene, alice, machine):
    """Nobody is invited before the last transaction is done, however long the bank takes."""
    alice.is_offered_cash(50)
    machine.kill()
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    machine.start()
    scene.runs(100)

    assert (ScreenId.OUT_OF_SERVICE, Notice.STARTING) == (alice.screen.id, alice.screen.notice)
    assert "RECOVERY_DECISION" in machine.entries
    machine.bank_line.lasting("settlements", None)
    alice.sees(ScreenId.ATTRACT, within_s=61)


@pytest.fixture
def retired(monkeypatch):
    """How often old files were looked through for some that may go."""
    calls = []
    monkeypatch.setattr(Journal, "retire", lambda *_: calls.append(1))
    return calls


def test_nothing_old_is_deleted_while_the_machine_is_halted(suspect, retired):
    """However long it stands: its next start must find the halt."""
    suspect.runs(BEAT_S + 1)
    assert [] == retired

    is_reopened(suspect)
    suspect.runs(BEAT_S + 1)
    assert [1] == retired


def test_a_bank_that_contradicts_an_envelope_closes_the_machine_until_it_agrees():
    """A person who has looked reopens it; it asks once more, and closes again if nothing has
    changed. With the bank's agreement it serves, and the deposit is the bank's."""
    scene = before_deposit()
    alice, line = scene.alice, scene.machine.bank_line
    line.lasting("deposit-results", Trouble(problem=ProblemCode.SETTLED_DIFFERENTLY))
    alice.confirms()
    alice.sees(ScreenId.DEPOSIT_DONE)
    scene.runs(100)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-06") == shown(alice)
    is_reopened(scene)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-06") == shown(alice)
    line.lasting("deposit-results", None)
    is_reopened(scene)

    assert ScreenId.ATTRACT is alice.screen.id
    assert [TransactionState.PENDING] == [each.state for each in booked(scene)]
