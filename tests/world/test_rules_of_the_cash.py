"""Cash that is not there is not debited; the bank alone authorises; a part is asked about first."""

from __future__ import annotations

import json

import pytest

from bank_server.contract import AuthorisationRequest
from bank_server.contract.json_text import MalformedMessage, dump
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.customer import Customer
from tests.world.support.prompts import goes_to


@pytest.mark.parametrize("units", [20, 50, 100])
def test_notes_that_run_out_between_offer_and_confirmation_are_not_debited(
    scene, alice, machine, units
):
    """Requirement: a machine without enough cash cancels the transaction."""
    alice.enters()
    alice.asks_for(units)
    machine.matter.works.empty(1)
    machine.matter.works.empty(2)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    shown = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (shown.notice, shown.money)
    alice.goes()
    scene.rests()
    assert (0, 0, {}) == (scene.alice_paid, scene.held, alice.purse)


def test_a_canister_that_fails_in_the_midst_asks_before_less_is_given(scene, alice, machine):
    """Requirement: nobody is given less than was asked for without having said yes to it."""
    machine.matter.works.faults[2] = [PickFault.OK, PickFault.JAM]
    alice.enters()
    alice.asks_for(100)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    asked = alice.sees(ScreenId.PARTIAL)
    scene.runs(30)

    assert asked.amount < asked.asked
    assert {} == alice.purse
    assert "CASH_PRESENTED" not in machine.entries
    alice.chooses("yes")
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    scene.runs(10)
    assert asked.amount.minor == scene.alice_paid == machine.paid_minor


def test_the_bank_declines_what_the_machine_could_pay(scene, machine):
    """Requirement: the bank authorises. All that the machine knows speaks for this amount."""
    machine.issue_card("bob", "5291", "alice", daily_limit=1_000)
    bob = Customer(scene.loop, machine, "bob", "5291")
    bob.enters()
    bob.asks_for(50)
    bob.confirms()
    shown = bob.is_told(Notice.DECLINED_LIMIT)

    assert MoneyWords.NOT_CHARGED == shown.money
    assert "CMD" not in machine.entries
    assert 0 == scene.alice_paid == machine.paid_minor


@pytest.mark.parametrize("opinion", ["approved", "available", "limit_ok"])
def test_a_machine_with_an_opinion_of_its_own_is_not_understood(scene, alice, machine, opinion):
    """Requirement: the machine takes no part in the decision: its message has no room for it."""
    goes_to(alice, "CONFIRM")
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    honest = next(
        each
        for each in reversed(machine.bank_line.requests)
        if isinstance(each, AuthorisationRequest)
    )
    body = json.loads(dump(honest))
    again = scene.bank.serve(machine.atm, "/v1/authorisations", json.dumps(body).encode())
    spoken = json.dumps(body | {opinion: True}).encode()

    assert 200 == again.status
    with pytest.raises(MalformedMessage, match=opinion):
        scene.bank.serve(machine.atm, "/v1/authorisations", spoken)
