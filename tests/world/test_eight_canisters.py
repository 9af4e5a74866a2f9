"""A machine with eight canisters: made at the bank, provisioned, loaded, and paid out of."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from tests.world.support.cash import Cash
from tests.world.support.machine import NOTES_EACH
from tests.world.support.scene import Scene

# Six denominations; 10 and 20 in two canisters each.
EIGHT = Cash("EUR", (500, 1_000, 2_000, 5_000, 10_000, 20_000, 1_000, 2_000), (2_000, 5_000))
ONE_IN_EIGHT = Cash("EUR", (2_000,) * 8, (2_000, 5_000))


@pytest.fixture
def scene():
    return Scene(cash=EIGHT)


def test_the_bank_and_the_hsm_count_every_one_of_them(scene):
    assert [(1, 0, NOTES_EACH)] * 8 == scene.machine.counters_of_hsm
    assert scene.machine.counters_of_hsm == scene.machine.counters_of_bank


def test_one_payment_takes_notes_of_each_denomination(scene, alice):
    """Six vouchers, six lines in the record; of two equally full canisters the lower gives."""
    alice.withdraws(390)
    scene.rests()

    assert {1: 2, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1} == alice.purse
    assert 39_000 == scene.alice_paid
    scene.audit()


def test_canisters_of_one_denomination_run_empty_together(scene, alice):
    """The next payment takes from the one that is fuller now."""
    alice.withdraws(35)
    scene.rests()
    alice.withdraws(35)
    scene.rests()

    assert {1: 2, 2: 1, 3: 1, 7: 1, 8: 1} == alice.purse
    scene.audit()


def test_what_one_canister_has_not_comes_out_of_the_next():
    """Ten notes of one denomination out of four canisters that have three each."""
    scene = Scene(cash=ONE_IN_EIGHT, notes=3)
    scene.alice.withdraws(200)
    scene.rests()

    assert {1: 3, 2: 3, 3: 3, 4: 1} == scene.alice.purse
    assert 20_000 == scene.alice_paid
    assert scene.machine.counters_of_hsm == scene.machine.counters_of_bank
    assert () == scene.bank.findings


def test_more_than_all_of_them_hold_is_never_offered():
    """Twenty-four notes are there, so 480 can be paid and 500 cannot."""
    scene = Scene(cash=ONE_IN_EIGHT, notes=3)
    scene.alice.enters()
    scene.alice.chooses("withdraw")
    shown = scene.alice.sees(ScreenId.AMOUNT)

    assert 48_000 == shown.amount_max.minor


def test_the_operator_counts_all_eight(scene):
    """When the key is turned on; each typed twice."""
    scene.operator.turns_off()
    scene.operator.puts_in_service()

    scene.rests()
    scene.audit()
