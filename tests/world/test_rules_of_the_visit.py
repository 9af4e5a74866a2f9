"""A series of transactions with one card and one PIN, until the customer ends it or is silent."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import Notice, ScreenId

SERIES = ("balance", "balance", "balance")


def asks_for_three_balances(alice):
    alice.enters()
    for want in SERIES:
        alice.chooses(want)
        alice.sees(ScreenId.BALANCE)
        alice.chooses("continue")
        alice.sees(ScreenId.ANOTHER)
        alice.chooses("yes")
        alice.sees(ScreenId.MENU)


def test_one_card_and_one_pin_are_good_for_a_series_until_finish(scene, alice, machine):
    """Requirement: transactions follow one another until the customer has finished."""
    asks_for_three_balances(alice)
    alice.chooses("finish")
    alice.goes()
    scene.rests()

    codes = machine.entries
    assert (1, 1, 3) == tuple(codes.count(c) for c in ("VISIT_START", "PIN_OK", "BALANCE_SHOWN"))
    assert "done" == machine.last_entry("VISIT_END")["why"]
    scene.audit()


@pytest.mark.parametrize("quiet_s", [59, 61])
def test_a_minute_without_an_answer_ends_the_series_and_less_does_not(
    scene, alice, machine, quiet_s
):
    """Requirement: an input prompt waits one minute."""
    asks_for_three_balances(alice)
    scene.runs(quiet_s)

    is_over = quiet_s > 60
    assert is_over == (alice.screen.id is ScreenId.TAKE_CARD)
    assert (Notice.TIME_UP if is_over else None) == alice.screen.notice
    assert ("SCREEN_TIMEOUT" in machine.entries) == is_over
