"""Key, link, minute and Cancel at every question of a machine with accounts, slot and printer."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from tests.world.support.drifting import drifts
from tests.world.support.whole import MORE_PROMPTS, WholeScene, goes_to_more

UNTOUCHED = (50_000, 10_000, 10_000)


@pytest.fixture
def whole():
    return WholeScene()


def takes_card_and_goes(scene):
    scene.runs(1)
    drifts(scene.alice, 15, want="finish")


def ends(scene, how):
    match how:
        case "Cancel":
            scene.alice.presses("X")
        case "a minute of silence":
            scene.runs(62)
        case "the link drops":
            scene.machine.bank_line.is_down = True
            drifts(scene.alice, 20, want="finish")
            scene.alice.presses("X")
            scene.runs(2)


@pytest.mark.parametrize("how", ["Cancel", "a minute of silence", "the link drops"])
@pytest.mark.parametrize("prompt", MORE_PROMPTS)
def test_whatever_ends_it_at_a_question_nothing_is_moved(whole, prompt, how):
    """Requirements: Cancel, the minute, and the link end what is in process at any input."""
    goes_to_more(whole.alice, prompt)
    ends(whole, how)
    takes_card_and_goes(whole)
    whole.machine.bank_line.is_down = False
    whole.rests()

    assert UNTOUCHED == whole.balances
    assert 0 == whole.machine.paid_minor
    whole.agrees()
    assert ScreenId.ATTRACT == whole.alice.sees(ScreenId.ATTRACT).id


@pytest.mark.parametrize("prompt", MORE_PROMPTS)
def test_the_key_turned_off_waits_at_any_of_them(whole, prompt):
    """Requirement: it can be switched off only when nobody is in a series of transactions."""
    shown = goes_to_more(whole.alice, prompt)
    whole.machine.key(is_on=False)
    whole.runs(1)
    assert (shown.id, True) == (whole.alice.screen.id, whole.alice.screen.closing)

    whole.alice.presses("X")
    takes_card_and_goes(whole)
    assert ScreenId.CLOSED == whole.alice.screen.id
    whole.agrees()
