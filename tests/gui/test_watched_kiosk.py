"""The bench sees each screen of the window, from the core's word to the frame that draws it."""

from datetime import UTC, datetime

import pytest

from bench.frames_seen import read
from bench.probe import PROBE_OUT
from bench.watched_kiosk import watch_kiosk
from kiosk.domain.screens import Screen, ScreenId
from kiosk.viewmodels.bridge import ScreenBridge
from kiosk.viewmodels.formats import Formats
from kiosk.viewmodels.kiosk_view_model import KioskViewModel
from kiosk.viewmodels.specimens import MENU
from kiosk.viewmodels.window import open_window

SIZE = (1280, 800)


@pytest.fixture
def out(tmp_path, monkeypatch):
    path = tmp_path / "frames.json"
    monkeypatch.setenv(PROBE_OUT, str(path))
    # Whatever the watch replaces in these two is undone.
    monkeypatch.setattr(ScreenBridge, "show", ScreenBridge.show)
    monkeypatch.setattr(KioskViewModel, "show", KioskViewModel.show)
    return path


@pytest.fixture
def seen(out, qapp, qtbot):
    """Of the menu, and then of a page that moves in."""
    noon = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)
    view_model = KioskViewModel(lambda pressed: None, formats=Formats(), now=lambda: noon)
    window = open_window(view_model, size=SIZE)
    watch = watch_kiosk(window)
    bridge = ScreenBridge(view_model)
    with qtbot.waitSignal(window.window.frameSwapped):
        bridge.show(MENU)
    with qtbot.waitSignal(window.settled):
        bridge.show(Screen(ScreenId.ATTRACT))
    watch.store()
    bridge.close()
    window.close()
    return read(out)


def test_each_screen_is_noted_with_the_first_frame_that_draws_it(seen):
    assert [("MENU", True), ("ATTRACT", True)] == [
        (each.change.name, each.is_first) for each in seen.drawn
    ]
    assert all(0 < each.ms <= each.ms_from_word for each in seen.drawn)


def test_a_page_that_moves_in_makes_a_transition_of_several_frames(seen):
    assert 1 < len(seen.gaps(seen.transitions[-1:]))
