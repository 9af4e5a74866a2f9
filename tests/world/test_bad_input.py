"""Amounts that nobody can mean, and money with no minor unit or with three digits of it."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from kiosk.domain.screens import Notice, ScreenId
from tests.world.support.cash import DINAR, EURO, YEN
from tests.world.support.prompts import goes_to
from tests.world.support.scene import Scene
from tests.world.support.whole import WholeScene, goes_to_more


@pytest.mark.parametrize("keys", ["000", "0", "", "0000000000"])
def test_nothing_is_asked_for_with_noughts_alone(scene, alice, machine, keys):
    goes_to(alice, "OTHER_AMOUNT")
    alice.presses(keys + "E")

    assert (ScreenId.OTHER_AMOUNT, 0) == (alice.screen.id, alice.screen.entry.minor)
    assert "INTENT" not in machine.entries
    alice.presses("X")
    alice.goes()
    scene.audit()


@pytest.mark.parametrize("keys", ["1234567890", "9999999999", "99999999999999999999"])
def test_ten_digits_and_more_are_no_amount(scene, alice, machine, keys):
    goes_to(alice, "OTHER_AMOUNT")
    alice.presses(keys + "E")
    shown = alice.screen

    assert (ScreenId.OTHER_AMOUNT, Notice.DECLINED_FUNDS) == (shown.id, shown.notice)
    assert "INTENT" not in machine.entries
    assert 0 == scene.alice_paid
    alice.presses("X")
    alice.goes()
    scene.audit()


@pytest.mark.parametrize("units", [1, 5, 15, 75, 101, 499])
def test_what_is_not_a_multiple_of_a_note_is_answered_with_what_can_be_had(
    scene, alice, machine, units
):
    goes_to(alice, "OTHER_AMOUNT")
    alice.presses(f"{units}E")
    shown = alice.screen

    assert (ScreenId.OTHER_AMOUNT, Notice.AMOUNT_IMPOSSIBLE) == (shown.id, shown.notice)
    assert {0} == {amount.minor % 1_000 for amount in shown.possible}
    assert "INTENT" not in machine.entries
    alice.presses("X")
    alice.goes()
    scene.audit()


@pytest.mark.parametrize(
    ("cash", "units", "minor"),
    [(EURO, 70, 7_000), (YEN, 7_000, 7_000), (DINAR, 25, 25_000)],
    ids=lambda value: getattr(value, "currency", None),
)
def test_whole_units_are_typed_shown_paid_and_debited_in_any_currency(cash, units, minor):
    scene = Scene(cash=cash)
    scene.alice.enters()
    asked = scene.alice.asks_for(units)
    scene.alice.confirms()
    scene.alice.sees(ScreenId.TAKE_CARD)
    scene.alice.takes_card()
    offered = scene.alice.sees(ScreenId.TAKE_CASH)
    scene.alice.takes_cash()
    scene.alice.goes()
    scene.rests()

    assert Money(minor, cash.currency) == asked.amount == offered.amount
    assert (minor, minor) == (scene.alice_paid, scene.machine.paid_minor)
    assert {"minor": minor, "currency": cash.currency} == dict(
        scene.machine.last_entry("AUTH_REQUEST")["amount"]
    )
    scene.audit()


@pytest.mark.parametrize(
    ("cash", "units"), [(YEN, 1_500), (YEN, 999), (DINAR, 7), (DINAR, 1)], ids=str
)
def test_an_amount_that_no_notes_make_is_refused_in_any_currency(cash, units):
    scene = Scene(cash=cash)
    goes_to(scene.alice, "OTHER_AMOUNT")
    scene.alice.presses(f"{units}E")

    assert Notice.AMOUNT_IMPOSSIBLE == scene.alice.screen.notice
    assert 0 == scene.alice_paid


@pytest.mark.parametrize("prompt", ["TRANSFER_AMOUNT", "DEPOSIT_AMOUNT"])
@pytest.mark.parametrize("keys", ["000", "0", "", "0000000000"])
def test_no_amount_is_moved_or_claimed_with_noughts_alone(prompt, keys):
    scene = WholeScene()
    goes_to_more(scene.alice, prompt)
    scene.alice.presses(keys + "E")

    assert (ScreenId[prompt], 0) == (scene.alice.screen.id, scene.alice.screen.entry.minor)
    assert "INTENT" not in scene.machine.entries


@pytest.mark.parametrize("prompt", ["TRANSFER_AMOUNT", "DEPOSIT_AMOUNT"])
def test_the_tenth_digit_of_an_amount_in_cents_is_not_taken(prompt):
    scene = WholeScene()
    goes_to_more(scene.alice, prompt)
    scene.alice.presses("1234567890")

    assert (ScreenId[prompt], 123_456_789) == (
        scene.alice.screen.id,
        scene.alice.screen.entry.minor,
    )


def test_more_than_the_account_has_is_not_moved():
    scene = WholeScene()
    goes_to_more(scene.alice, "TRANSFER_AMOUNT")
    scene.alice.presses("50001E")

    assert (ScreenId.TRANSFER_AMOUNT, Notice.DECLINED_FUNDS) == (
        scene.alice.screen.id,
        scene.alice.screen.notice,
    )
    assert (50_000, 10_000, 10_000) == scene.balances
