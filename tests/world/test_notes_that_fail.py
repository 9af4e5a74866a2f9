"""Notes that jam, stick together or run out at each place of a stack: paid is what is presented."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_house import CURRENCY

OK, DOUBLE, JAM = PickFault.OK, PickFault.DOUBLE, PickFault.JAM
ASKED = 100  # mixed: two notes of 10 out of canister 1, four of 20 out of canister 2


def euros(units):
    return Money(units * 100, CURRENCY)


def at_two(notes):
    """So many notes of canister 2."""
    return {2: notes} if notes else {}


def asks_for_six_notes(alice):
    """Until the machine has counted what it could."""
    alice.enters()
    alice.asks_for(ASKED)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()


def is_offered(alice, units):
    asked = alice.sees(ScreenId.PARTIAL)
    assert (euros(units), euros(ASKED)) == (asked.amount, asked.asked)


def takes_the_part(alice):
    alice.chooses("yes")
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.MESSAGE)


def test_six_good_notes_are_paid_in_full(scene, alice, machine):
    """The ground that the others stand on."""
    machine.matter.works.faults[2] = [OK] * 4
    alice.withdraws(ASKED)
    scene.rests()

    assert ({1: 2, 2: 4}, 10_000) == (alice.purse, scene.alice_paid)
    scene.audit()


def test_a_jam_at_the_first_note_of_each_canister_is_void(scene, alice, machine):
    machine.matter.works.faults |= {1: [JAM], 2: [JAM]}
    asks_for_six_notes(alice)
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    scene.rests()
    assert ({}, 0) == (alice.purse, scene.alice_paid)
    assert "no-notes" == machine.last_entry("DISPENSE_FAIL")["code"]
    scene.audit()


@pytest.mark.parametrize("stacked", [0, 3], ids=["third note", "last note"])
def test_a_jam_further_on_lets_the_customer_have_what_is_stacked(scene, alice, machine, stacked):
    """What is presented is captured, and the rest is released."""
    machine.matter.works.faults[2] = [OK] * stacked + [JAM]
    asks_for_six_notes(alice)
    is_offered(alice, 20 + 20 * stacked)
    takes_the_part(alice)
    scene.rests()

    assert ({1: 2} | at_two(stacked), 2_000 + 2_000 * stacked) == (alice.purse, scene.alice_paid)
    scene.audit()


@pytest.mark.parametrize("stacked", [0, 3], ids=["third note", "last note"])
def test_a_jam_further_on_is_void_when_the_customer_wants_no_part(scene, alice, machine, stacked):
    """The stack goes to the reject bin; bank and HSM count its notes as gone from the canister."""
    machine.matter.works.faults[2] = [OK] * stacked + [JAM]
    asks_for_six_notes(alice)
    is_offered(alice, 20 + 20 * stacked)
    alice.chooses("no")
    alice.sees(ScreenId.MESSAGE)
    scene.rests()

    assert ({}, 0) == (alice.purse, scene.alice_paid)
    assert {1: 2} | at_two(stacked) == machine.matter.works.whereabouts()["reject_bin"]
    assert (1, stacked, 100 - stacked) == machine.counters_of_bank[1]
    scene.audit()


@pytest.mark.parametrize("good", [0, 2, 3], ids=["first note", "third note", "last note"])
def test_two_notes_in_one_are_rejected_and_never_paid(scene, alice, machine, good):
    """The thickness sensor sees them: both sheets lie in the reject bin, one note is counted."""
    machine.matter.works.faults[2] = [OK] * good + [DOUBLE]
    asks_for_six_notes(alice)
    is_offered(alice, 80)
    takes_the_part(alice)
    scene.rests()

    assert ({1: 2, 2: 3}, 8_000) == (alice.purse, scene.alice_paid)
    assert {2: 2} == machine.matter.works.whereabouts()["reject_bin"]
    assert (1, 4, 96) == machine.counters_of_bank[1]
    scene.audit()


def test_a_canister_that_runs_empty_pays_what_there_was(scene, alice, machine):
    """The HSM believed in a hundred notes, and three were there."""
    machine.matter.works.fill(2, 3)
    asks_for_six_notes(alice)
    is_offered(alice, 80)
    takes_the_part(alice)
    scene.rests()

    assert ({1: 2, 2: 3}, 8_000) == (alice.purse, scene.alice_paid)
    assert () == scene.bank.findings
    assert (0, machine.counters_of_hsm) == (scene.held, machine.counters_of_bank)
