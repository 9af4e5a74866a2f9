"""A canister that jams or runs empty is offered to nobody until people have been there."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from hardware.emulators.notes import PickFault
from kiosk.domain.screens import ScreenId

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
