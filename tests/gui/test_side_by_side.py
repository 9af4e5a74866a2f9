"""Kiosk and panel on one display: both whole, neither over the other."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

from kiosk.domain.screens import KeyPressed
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.side_by_side import (
    KIOSK_HEIGHT_MIN,
    KIOSK_WIDTH_MIN,
    PANEL_WIDTH_MIN,
    WIDE_PANEL_WIDTH_MIN,
    Place,
    side_by_side,
)
from kiosk.viewmodels.window import open_window, room

ROOMS = {
    "1366x768": (0, 0, 1366, 768),
    "1366x768 with a bar": (0, 28, 1366, 740),
    "1366x768 with a dock": (0, 0, 1366, 728),
    "1440x900": (0, 25, 1440, 875),
    "1600x900": (0, 0, 1600, 860),
    "1920x1080": (0, 0, 1920, 1040),
    "second display": (1920, 0, 1920, 1040),
    "2560x1440": (0, 0, 2560, 1400),
    "3840x2160": (0, 0, 3840, 2100),
}


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())
def test_both_fit_beside_each_other(room):
    x, y, width, height = room
    kiosk, panel = side_by_side(Place(*room, is_framed=False))

    assert kiosk.width >= KIOSK_WIDTH_MIN
    assert kiosk.height >= KIOSK_HEIGHT_MIN
    assert panel.width >= PANEL_WIDTH_MIN
    assert x <= kiosk.x < kiosk.x + kiosk.width <= panel.x
    assert panel.x + panel.width <= x + width
    assert y <= kiosk.y == panel.y
    assert kiosk.y + kiosk.height == panel.y + panel.height <= y + height


def test_windows_have_frames_only_where_there_is_room_for_them():
    rooms = [ROOMS["1366x768"], ROOMS["1366x768 with a dock"], ROOMS["1920x1080"]]

    assert [False, False, True] == [
        side_by_side(Place(*room, is_framed=False))[0].is_framed for room in rooms
    ]


def test_large_display_gives_the_panel_two_columns():
    _, panel = side_by_side(Place(*ROOMS["1920x1080"], is_framed=False))

    assert panel.width >= WIDE_PANEL_WIDTH_MIN


def test_display_that_is_too_small_shows_both_one_over_the_other():
    kiosk, panel = side_by_side(Place(0, 0, 1280, 720, is_framed=False))

    assert (0, 1024, 720) == (kiosk.x, kiosk.width, kiosk.height)
    assert 1280 == panel.x + panel.width


@pytest.fixture
def opened(qapp):
    """The kiosk's window by `beside_panel`, and what its keys have posted."""
    windows, posted = [], []

    def _open(*, beside_panel):
        view_model = KioskViewModel(
            posted.append, formats=Formats(), now=lambda: datetime(2026, 11, 22, tzinfo=UTC)
        )
        windows.append(open_window(view_model, beside_panel=beside_panel))
        return windows[-1].window

    yield _open, posted
    for window in windows:
        window.close()


def test_f11_covers_the_screen_and_uncovers_it_beside_the_panel(opened):
    _open, posted = opened
    window = _open(beside_panel=True)
    seen = []
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F11)
        seen.append(window.visibility())

    assert [QWindow.Visibility.FullScreen, QWindow.Visibility.Windowed] == seen
    assert [] == posted


@pytest.mark.parametrize("back", [Qt.Key.Key_F11, Qt.Key.Key_Escape])
def test_a_covering_window_has_the_screens_size_whoever_manages_windows(opened, back):
    """It sets it itself, for nobody else may; Escape is the way out and then Cancel again."""
    _open, posted = opened
    window = _open(beside_panel=True)
    stood = window.geometry()
    QTest.keyClick(window, Qt.Key.Key_F11)
    covering = window.geometry()
    QTest.keyClick(window, back)
    uncovered = window.geometry()
    on_the_way = list(posted)
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert (window.screen().geometry(), stood) == (covering, uncovered)
    assert ([], [KeyPressed("X")]) == (on_the_way, posted)


def test_f11_means_nothing_to_a_machine_that_stands_alone(opened):
    _open, _ = opened
    window = _open(beside_panel=False)
    QTest.keyClick(window, Qt.Key.Key_F11)

    assert QWindow.Visibility.Windowed == window.visibility()


def test_kiosk_beside_the_panel_has_the_size_that_is_left(opened):
    _open, _ = opened
    window = _open(beside_panel=True)
    kiosk, _ = side_by_side(room())

    assert (kiosk.width, kiosk.height) == (window.width(), window.height())
