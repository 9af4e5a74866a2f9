"""What a program sees and presses on the window is what a person could see and press."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtTest import QTest

from kiosk.domain.screens import ChoicePressed, KeyPressed, PinKeyPressed, ScreenId
from kiosk.viewmodels import touch
from kiosk.viewmodels.drawn_window import DrawnWindow
from kiosk.viewmodels.specimens import ALL, AMOUNT, MENU, PIN
from kiosk.window_port import WindowRefused
from tests.gui.kiosk_driver import rect

WAIT_MS = 5_000
LONG_S = 30.0
LID = b"import QtQuick; Rectangle { z: 9; width: 9000; height: 9000; visible: false }"


@pytest.fixture
def lid(kiosk):
    """A sheet over the whole window, not seen yet."""
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(LID, QUrl("lid.qml"))
    lid = component.create()
    assert lid is not None, component.errorString()
    lid.setParentItem(kiosk.window.window.contentItem())
    yield lid
    lid.setParentItem(None)


@pytest.fixture
def drawn(kiosk):
    drawn = DrawnWindow(kiosk.window, kiosk.vm)
    yield drawn
    drawn.close()


@pytest.fixture
def asked(qtbot):
    """asked(question, …): begins it in another thread; the answer is a future."""
    with ThreadPoolExecutor() as pool:

        def ask(question, *arguments):
            return pool.submit(question, *arguments)

        yield ask


@pytest.fixture
def answer(qtbot, asked):
    def told(question, *arguments):
        future = asked(question, *arguments)
        qtbot.waitUntil(future.done, timeout=WAIT_MS)
        return future.result()

    return told


# --- what can be pressed


@pytest.mark.parametrize("name", ALL)
def test_every_control_of_every_screen_can_be_pressed_by_its_name(kiosk, name):
    """None is covered by anything, not even by what cannot be seen of the other pages."""
    kiosk.show(ALL[name])
    controls = [item.objectName() for item in kiosk.controls()]
    kiosk.clock.now_s += 1
    for control in controls:
        kiosk.clock.now_s += 1
        touch.tap(kiosk.window.window, control)

    assert len(controls) == len(kiosk.posted)


def test_a_control_is_also_found_by_its_words(kiosk):
    kiosk.show(AMOUNT)
    touch.tap(kiosk.window.window, "€100")

    assert [ChoicePressed(ScreenId.AMOUNT, "amount-10000")] == kiosk.posted


def test_a_key_of_the_computer_reaches_the_window_as_a_key(kiosk):
    kiosk.show(MENU)
    touch.press_key(kiosk.window.window, "X")

    assert [KeyPressed("X")] == kiosk.posted


def test_hidden_things_are_refused(kiosk):
    """The menu's tiles stay in memory behind the next page, and are not to be had."""
    kiosk.show(MENU)
    touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")
    kiosk.show(AMOUNT)
    with pytest.raises(WindowRefused, match=r"scr\.S05\.btn\.withdraw is hidden"):
        touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")

    assert [] == kiosk.posted


def test_what_is_beneath_the_question_for_more_time_is_refused(kiosk):
    kiosk.show(ALL["S18-more-time"])
    with pytest.raises(WindowRefused, match="is disabled"):
        touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")
    touch.tap(kiosk.window.window, "scr.S18.btn.yes")

    assert [ChoicePressed(ScreenId.MORE_TIME, "yes")] == kiosk.posted


def test_what_something_lies_over_is_refused(kiosk, lid):
    kiosk.show(MENU)
    lid.setVisible(True)
    with pytest.raises(WindowRefused, match="is covered"):
        touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")
    lid.setVisible(False)
    touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")

    assert [ChoicePressed(ScreenId.MENU, "withdraw")] == kiosk.posted


def test_what_is_moved_off_the_screen_is_refused(kiosk):
    kiosk.show(MENU)
    tile = kiosk.named("scr.S05.btn.withdraw")
    place = tile.x()
    tile.setX(-2 * tile.width())
    try:
        with pytest.raises(WindowRefused, match="is off the screen"):
            touch.tap(kiosk.window.window, "scr.S05.btn.withdraw")
    finally:
        tile.setX(place)

    assert [] == kiosk.posted


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("scr.S05.btn.nothing", r"nothing on the screen: scr\.S05\.btn\.nothing"),
        ("Buy a boat", "nothing on the screen: Buy a boat"),
        ("scr.S05.title", "is nothing to press"),
    ],
)
def test_what_is_not_there_or_not_to_be_pressed_is_refused(kiosk, what, why):
    kiosk.show(MENU)
    with pytest.raises(WindowRefused, match=why):
        touch.tap(kiosk.window.window, what)


# --- what can be seen


def test_texts_and_names_are_those_of_the_page_that_is_seen(kiosk):
    kiosk.show(AMOUNT)
    kiosk.show(MENU)

    assert touch.has_text(kiosk.window.window, "Withdraw  cash")
    assert not touch.has_text(kiosk.window.window, "€300")
    assert [] == [name for name in touch.names(kiosk.window.window) if "S05" not in name]


def test_a_pin_on_glass_is_in_no_text_and_no_name(kiosk):
    kiosk.show(replace(PIN, digits=0))
    before = touch.texts(kiosk.window.window), touch.names(kiosk.window.window)
    for digit in "4711":
        touch.tap(kiosk.window.window, f"scr.S04.key.{digit}")
    kiosk.vm.show(replace(PIN, digits=4))

    assert [PinKeyPressed(digit) for digit in "4711"] == kiosk.posted
    assert before == (touch.texts(kiosk.window.window), touch.names(kiosk.window.window))


def test_no_picture_is_made_while_a_finger_is_on_a_key(kiosk, drawn, answer):
    """The pressed key is drawn darker: a picture of it would tell a digit."""
    kiosk.show(PIN)
    place = rect(kiosk.named("scr.S04.key.5")).center().toPoint()
    QTest.mousePress(kiosk.window.window, Qt.MouseButton.LeftButton, pos=place)
    try:
        with pytest.raises(WindowRefused, match="no picture"):
            answer(drawn.picture)
    finally:
        QTest.mouseRelease(kiosk.window.window, Qt.MouseButton.LeftButton, pos=place)

    assert QImage.fromData(answer(drawn.picture), "PNG").size() == kiosk.window.window.size()


# --- from another thread


def test_a_wait_ends_with_the_frame_that_shows_its_screen(kiosk, drawn, asked, qtbot):
    kiosk.show(MENU)
    waiting = asked(drawn.wait_for, "S07", LONG_S)
    qtbot.waitUntil(lambda: bool(drawn._waiting), timeout=WAIT_MS)
    kiosk.vm.show(AMOUNT)
    qtbot.waitUntil(waiting.done, timeout=WAIT_MS)

    assert waiting.result() is True


def test_a_wait_for_what_does_not_come_says_so(kiosk, drawn, answer):
    kiosk.show(MENU)

    assert answer(drawn.wait_for_text, "Withdraw cash", LONG_S) is True
    assert answer(drawn.wait_for_text, "Buy a boat", 0.05) is False
    assert {} == drawn._waiting


def test_two_taps_are_as_far_apart_as_a_fingers(kiosk, drawn, answer):
    """The second is not taken for a bounce of the first."""
    kiosk.show(MENU)
    kiosk.vm._monotonic = time.monotonic
    try:
        answer(drawn.tap, "scr.S05.btn.withdraw")
        answer(drawn.tap, "scr.S05.btn.balance")
    finally:
        kiosk.vm._monotonic = kiosk.clock
        kiosk.vm._pressed_at = None

    assert ["withdraw", "balance"] == [pressed.choice for pressed in kiosk.posted]


def test_whoever_waits_when_the_window_ends_is_told(kiosk, drawn, asked, qtbot):
    waiting = asked(drawn.wait_for, "S77", LONG_S)
    qtbot.waitUntil(lambda: bool(drawn._waiting), timeout=WAIT_MS)
    drawn.close()
    qtbot.waitUntil(waiting.done, timeout=WAIT_MS)

    with pytest.raises(WindowRefused, match="is ending"):
        waiting.result()
    with pytest.raises(WindowRefused, match="is ending"):
        asked(drawn.screen).result()


def test_a_refusal_holds_nothing_of_the_window(kiosk, drawn, asked, qtbot):
    """It crosses threads as words: its traceback has nothing that Qt made."""
    kiosk.show(MENU)
    refused = asked(drawn.tap, "scr.S05.title")
    qtbot.waitUntil(refused.done, timeout=WAIT_MS)
    trace, files = refused.exception().__traceback__, []
    while trace is not None:
        files.append(trace.tb_frame.f_globals["__name__"])
        trace = trace.tb_next

    assert "kiosk.viewmodels.drawn_window" in files
    assert "kiosk.viewmodels.touch" not in files
