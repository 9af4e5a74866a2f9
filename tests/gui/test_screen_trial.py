"""The screen's own test, M17: each colour fills it; five targets lie in corners and middle."""

import pytest

from kiosk.domain.screens import Choice, ChoicePressed, Screen, ScreenId
from kiosk.domain.staff_page import Action, Pattern, StaffPage, Word
from tests.gui.kiosk_driver import rect

TARGETS = tuple(Action(number, Word("tests.touch-me")) for number in range(1, 6))
COLOURS = {
    Pattern.WHITE: "#ffffff",
    Pattern.BLACK: "#000000",
    Pattern.RED: "#ff0000",
    Pattern.GREEN: "#00ff00",
    Pattern.BLUE: "#0000ff",
}


def trial(pattern, actions):
    choices = tuple(Choice(f"action-{each.number}") for each in actions)
    page = StaffPage(Word("tests.7"), ("carl",), actions=actions, pattern=pattern)
    return Screen(ScreenId.STAFF_TESTS, choices=choices, staff=page)


@pytest.mark.parametrize(("pattern", "colour"), COLOURS.items())
def test_a_colour_fills_the_screen_and_a_touch_anywhere_goes_on(kiosk, pattern, colour):
    kiosk.show(trial(pattern, TARGETS[:1]))

    picture = kiosk.picture
    width, height = picture.width(), picture.height()
    spots = [(0.02, 0.5), (0.5, 0.5), (0.98, 0.5), (0.02, 0.97), (0.98, 0.97)]
    found = {picture.pixelColor(int(x * width), int(y * height)).name() for x, y in spots}
    assert {colour} == found


def test_the_targets_lie_in_the_corners_and_in_the_middle(kiosk):
    kiosk.show(trial(Pattern.CORNERS, TARGETS))

    found = [rect(kiosk.named(f"scr.M17.btn.action-{number}")) for number in range(1, 6)]
    width, height = kiosk.size
    lefts = [round(each.left()) for each in found]
    assert lefts[0] == lefts[2] == 0
    assert {width} == {round(found[1].right()), round(found[3].right())}
    assert {height} == {round(found[2].bottom()), round(found[3].bottom())}
    assert width / 2 == pytest.approx(found[4].center().x(), abs=2)


@pytest.mark.parametrize("number", range(1, 6))
def test_each_target_answers_its_own_touch(kiosk, number):
    kiosk.show(trial(Pattern.CORNERS, TARGETS))
    kiosk.tap(f"scr.M17.btn.action-{number}")

    assert [ChoicePressed(ScreenId.STAFF_TESTS, f"action-{number}")] == kiosk.posted
