"""A canister that jams or runs empty is offered to nobody until people have been there."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from kiosk.domain.supervisor import Mode, Reason

POLL_S = 1.0


def offered_of(alice):
    """Denominations that the amounts page tells of."""
    alice.enters()
    alice.chooses("withdraw")
    shown = alice.sees(ScreenId.AMOUNT)
    alice.presses("X")
    alice.goes()
    return [money.minor for money in shown.denominations]


def jammed(works):
    works.set_jam(1, is_jammed=True)


def emptied(works):
    works.empty(1)


def cleared(works):
    works.set_jam(1, is_jammed=False)


def filled(works):
    works.put_back(1)


@pytest.mark.parametrize(
    ("fault", "mended"), [(jammed, cleared), (emptied, filled)], ids=["jammed", "run empty"]
)
def test_it_is_offered_again_as_soon_as_it_is_whole(scene, alice, machine, fault, mended):
    """Its sensors say so; the counters still have a hundred notes in it."""
    fault(machine.matter.works)
    scene.runs(POLL_S)
    without = offered_of(alice)
    mended(machine.matter.works)
    scene.runs(POLL_S)

    assert [2_000] == without
    assert [1_000, 2_000] == offered_of(alice)
    scene.audit()


def test_the_customer_after_a_jam_is_paid_in_full_by_the_others(scene, alice, machine):
    """The one before was asked about a part; nobody is asked twice."""
    machine.matter.works.faults[1] = [PickFault.JAM]
    alice.enters()
    alice.asks_for(50)
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    part = alice.sees(ScreenId.PARTIAL)
    alice.chooses("no")
    alice.sees(ScreenId.MESSAGE)
    scene.rests()
    alice.withdraws(40)
    scene.rests()

    assert Money(4_000, "EUR") == part.amount
    assert {2: 2} == alice.purse
    scene.audit()


def test_a_machine_whose_canisters_all_jam_has_no_cash_to_offer(scene, alice, machine):
    """The other services go on."""
    machine.matter.works.set_jam(1, is_jammed=True)
    machine.matter.works.set_jam(2, is_jammed=True)

    alice.sees(ScreenId.NO_CASH)


def test_while_a_canister_is_out_of_the_safe_no_cash_is_offered(scene, alice, machine):
    """The bank compares every canister, and grants none of the others. Back in, all is well."""
    machine.matter.works.unfit(2)
    scene.runs(POLL_S)
    alice.enters()
    menu = {choice.id for choice in alice.screen.choices}

    assert "withdraw" not in menu
    assert (Reason.DISPENSER,) == machine.core.service.reasons
    alice.presses("X")
    alice.goes()
    machine.matter.works.fit(2)
    scene.runs(POLL_S)
    assert (Mode.IN_SERVICE, ()) == (machine.core.service.mode, machine.core.service.reasons)


def test_whoever_was_to_confirm_is_told_that_a_canister_is_out(scene, alice, machine):
    alice.enters()
    alice.asks_for(100)
    machine.matter.works.unfit(2)
    told = alice.sees(ScreenId.MESSAGE)

    assert (Notice.CASH_FAULT, MoneyWords.NOT_CHARGED) == (told.notice, told.money)
    assert "INTENT" not in machine.entries


def test_other_notes_are_shown_before_they_are_confirmed(scene, alice, machine):
    """A canister jams while somebody looks at the amount: what they confirm is what they get."""
    alice.enters()
    before = alice.asks_for(100)
    assert [(2_000, 4), (1_000, 2)] == [(n.denomination.minor, n.count) for n in before.notes]
    machine.matter.works.set_jam(2, is_jammed=True)
    scene.runs(POLL_S)
    now = alice.screen

    assert (ScreenId.CONFIRM, 10_000) == (now.id, now.amount.minor)
    assert [(1_000, 10)] == [(n.denomination.minor, n.count) for n in now.notes]
    alice.confirms()
    alice.sees(ScreenId.TAKE_CARD)
    alice.takes_card()
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    scene.rests()
    assert ({1: 10}, 10_000) == (alice.purse, scene.alice_paid)
    scene.audit()


def test_an_amount_that_cannot_be_paid_any_more_is_said_before_it_is_confirmed(
    scene, alice, machine
):
    alice.enters()
    alice.asks_for(50)
    machine.matter.works.set_jam(1, is_jammed=True)
    shown = alice.sees(ScreenId.OTHER_AMOUNT)

    assert Notice.AMOUNT_IMPOSSIBLE is shown.notice
    assert [4_000, 6_000] == [each.minor for each in shown.possible]
    assert "INTENT" not in machine.entries
