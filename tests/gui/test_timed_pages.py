"""A page that time has brought feels no finger at first, and one that will go says when."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kiosk.domain.screens import ChoicePressed, KeyPressed, PinKeyPressed, Screen, ScreenId
from kiosk.viewmodels.drawn_window import DrawnWindow
from kiosk.viewmodels.kiosk_view_model import NOT_FELT_S
from kiosk.viewmodels.specimens import ALL, MENU, PIN
from tests.gui.kiosk_driver import rect

LANGUAGE = ALL["S01-language-eight"]
MORE_TIME = Screen(ScreenId.MORE_TIME, seconds=20, by_time=True)
JUST_UNDER_S, JUST_OVER_S = NOT_FELT_S - 0.01, NOT_FELT_S + 0.01
WAIT_MS = 5_000


@pytest.fixture
def came(kiosk):
    """came(screen): after the choice of language, by time; drawn, at this moment."""

    def come(screen):
        kiosk.show(LANGUAGE)
        kiosk.vm.show(replace(screen, by_time=True))
        QCoreApplication.processEvents()
        kiosk.window.grab()

    return come


def press_while(kiosk, name, seconds):
    """A finger on a control, lifted after so long."""
    place = rect(kiosk.named(name)).center().toPoint()
    window, left, none = kiosk.window.window, Qt.MouseButton.LeftButton, Qt.NoModifier
    QTest.mousePress(window, left, none, place)
    kiosk.clock.now_s += seconds
    QTest.mouseRelease(window, left, none, place)


def test_a_finger_that_comes_too_late_for_a_language_types_no_digit(kiosk, came):
    """Just under the time nothing is felt; just over it the same touch is."""
    came(PIN)
    kiosk.clock.now_s += JUST_UNDER_S
    kiosk.tap("scr.S04.key.6")
    kiosk.tap("scr.S04.key.X")
    too_soon = list(kiosk.posted)
    kiosk.clock.now_s += JUST_OVER_S - JUST_UNDER_S
    kiosk.tap("scr.S04.key.6")

    assert ([], [PinKeyPressed("6")]) == (too_soon, kiosk.posted)


def test_a_finger_that_was_down_too_soon_is_not_felt_when_it_is_lifted(kiosk, came):
    came(PIN)
    press_while(kiosk, "scr.S04.key.6", JUST_OVER_S)
    lifted = list(kiosk.posted)
    press_while(kiosk, "scr.S04.key.6", 0.1)

    assert ([], [PinKeyPressed("6")]) == (lifted, kiosk.posted)


@pytest.mark.parametrize("screen", [PIN, MENU], ids=["pin", "menu"])
def test_what_follows_the_customers_own_act_is_felt_at_once(kiosk, screen):
    kiosk.show(LANGUAGE)
    kiosk.vm.show(screen)

    assert 0 == kiosk.vm.not_felt_s


def test_the_same_page_with_other_figures_is_felt_all_the_while(kiosk, came):
    """A digit from the pad does not keep the glass from being felt."""
    came(PIN)
    kiosk.clock.now_s += JUST_OVER_S
    kiosk.vm.show(replace(PIN, digits=1, by_time=True))

    assert 0 == kiosk.vm.not_felt_s


def test_the_question_for_more_time_feels_no_finger_meant_for_the_page(kiosk):
    kiosk.show(MENU)
    kiosk.vm.show(MORE_TIME)
    QCoreApplication.processEvents()
    kiosk.window.grab()
    kiosk.tap("scr.S18.btn.no")
    too_soon = list(kiosk.posted)
    kiosk.clock.now_s += JUST_OVER_S
    kiosk.tap("scr.S18.btn.yes")

    assert ([], [ChoicePressed(ScreenId.MORE_TIME, "yes")]) == (too_soon, kiosk.posted)


def test_a_side_key_is_as_a_finger(kiosk, came):
    """It means what is drawn beside it, which has just changed."""
    came(MENU)
    kiosk.vm.sideKey("A")
    too_soon = list(kiosk.posted)
    kiosk.clock.now_s += JUST_OVER_S
    kiosk.vm.sideKey("A")

    assert ([], [ChoicePressed(ScreenId.MENU, "withdraw")]) == (too_soon, kiosk.posted)


def test_a_key_of_the_pad_is_felt_at_once(kiosk, came):
    """It means the same on every page."""
    came(MENU)
    kiosk.press(Qt.Key.Key_Escape)

    assert [KeyPressed("X")] == kiosk.posted


def test_a_program_that_taps_waits_until_it_is_felt(kiosk, came, qtbot):
    """It asks at once; the tap is made when a finger would be felt, and refused to nobody."""
    drawn = DrawnWindow(kiosk.window, kiosk.vm)
    came(PIN)
    with ThreadPoolExecutor() as pool:
        tapped = pool.submit(drawn.tap, "scr.S04.key.6")
        qtbot.waitUntil(drawn._page_is_felt.isActive, timeout=WAIT_MS)
        too_soon = list(kiosk.posted)
        kiosk.clock.now_s += JUST_OVER_S
        qtbot.waitUntil(tapped.done, timeout=WAIT_MS)
    drawn.close()

    assert ([], [PinKeyPressed("6")]) == (too_soon, kiosk.posted)


# --- what is left


def countdown(kiosk):
    """What is drawn of it, and what is heard."""
    kiosk.vm.secondsChanged.emit()
    heard = [one.name for one in kiosk.said() if one.object_name == "scr.S01.seconds"]
    return kiosk.named("scr.S01.seconds").property("text"), *heard


def test_the_choice_of_language_says_how_long_it_waits(kiosk):
    """In sight each second; for the ear never more than is left, and seldom another figure."""
    kiosk.show(MENU)
    kiosk.clock.now_s = 1000.0  # whole seconds, whatever was shown before
    kiosk.vm.show(LANGUAGE)
    QCoreApplication.processEvents()
    at = {}
    for second in (0, 1, 5, 9, 16, 19):
        kiosk.clock.now_s += second - max(at, default=0)
        at[second] = countdown(kiosk)

    assert {
        0: ("Continues in English in 20 seconds.", "Continues in English in 20 seconds."),
        1: ("Continues in English in 19 seconds.", "Continues in English in 15 seconds."),
        5: ("Continues in English in 15 seconds.", "Continues in English in 15 seconds."),
        9: ("Continues in English in 11 seconds.", "Continues in English in 10 seconds."),
        16: ("Continues in English in 4 seconds.", "Continues in English in 1 second."),
        19: ("Continues in English in 1 second.", "Continues in English in 1 second."),
    } == at


def test_a_staff_sign_does_not_begin_the_countdown_anew(kiosk):
    """The same screen, shown again with something beside it, still goes at its time."""
    kiosk.show(MENU)
    kiosk.vm.show(LANGUAGE)
    kiosk.clock.now_s += 8
    kiosk.vm.show(replace(LANGUAGE, closing=True))

    assert (12, 20) == (kiosk.vm.seconds, kiosk.vm.secondsFull)
