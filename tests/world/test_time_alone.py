"""What comes because time was up says so, for the screen to feel no finger at first."""

import pytest

from kiosk.domain.screens import ScreenId
from tests.world.support.scene import Scene

LANGUAGE_S, QUIET_S = 20, 40


@pytest.fixture
def alice():
    """At the question for a language."""
    scene = Scene(languages=("en", "de"))
    scene.machine.matter.insert("alice")
    scene.alice.sees(ScreenId.LANGUAGE)
    return scene.alice


def test_the_page_after_a_silent_choice_of_language_came_by_time(alice):
    assert (False, LANGUAGE_S) == (alice.screen.by_time, alice.screen.seconds)
    assert alice.sees(ScreenId.PIN, within_s=LANGUAGE_S + 1).by_time


def test_the_page_after_a_chosen_language_did_not(alice):
    alice.chooses("language-de")

    assert not alice.sees(ScreenId.PIN).by_time


def test_the_countdown_of_the_languages_is_true_whatever_is_pressed(alice):
    """A key that chooses nothing gives no time that the screen does not show."""
    alice.waits(LANGUAGE_S - 1)
    alice.presses("9")

    assert ScreenId.LANGUAGE is alice.screen.id
    alice.sees(ScreenId.PIN, within_s=1.5)


def test_the_question_for_more_time_came_by_time_and_the_page_after_yes_did_not(alice):
    alice.chooses("language-en")
    alice.sees(ScreenId.PIN)
    asked = alice.sees(ScreenId.MORE_TIME, within_s=QUIET_S + 1)
    alice.chooses("yes")

    assert asked.by_time
    assert not alice.sees(ScreenId.PIN).by_time


def test_the_card_that_comes_back_after_a_silence_came_by_time(alice):
    assert alice.sees(ScreenId.TAKE_CARD, within_s=LANGUAGE_S + 2 * QUIET_S).by_time
