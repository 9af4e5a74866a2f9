"""What is noted inside a watched process: by the bare windows, and of the core's word."""

import pytest

from bench.frames_seen import read
from bench.watched_kiosk import Said
from bench.windows import watched
from kiosk.domain.screens import Screen, ScreenId


def run_bare_window(kind, tmp_path):
    """From its start to its first frame, and its orderly end."""
    with watched(
        ("bench.bare_window", kind), tmp_path / "bare.log", tmp_path / "bare.json"
    ) as bare:
        bare.wait_for_frame()
    return read(bare.stored())


@pytest.mark.parametrize("kind", ["changing", "moving"])
def test_a_bare_window_notes_its_frames(kind, tmp_path):
    seen = run_bare_window(kind, tmp_path)

    assert all(0 < frame.began < frame.ended for frame in seen.frames)
    assert seen.frames != ()


def test_a_screen_is_found_with_the_moment_at_which_the_core_asked_for_it():
    said, menu = Said(), Screen(ScreenId.MENU)
    said.note(menu)

    assert said.when(menu) > 0
    assert said.when(menu) is None


def test_a_screen_that_the_bridge_left_out_is_forgotten():
    said, left_out, menu = Said(), Screen(ScreenId.READING_CARD), Screen(ScreenId.MENU)
    said.note(left_out)
    said.note(menu)

    assert said.when(menu) > 0
    assert said.when(left_out) is None
