"""What a frame watch wrote becomes drawn changes, transitions, and gaps between frames."""

import json

import pytest

from bench.frames_seen import read
from bench.gaps import Gap

STORED = {
    "frames": [[0.1, 0.125], [1.0, 1.015], [1.25, 1.265], [1.5, 1.515], [4.0, 4.015]],
    "changes": [
        ["MENU", True, 0.75, 0.875, 0.9375],
        ["PIN", True, 2.0, 2.0, 2.125],
        ["MENU", True, 3.0, 3.0, 3.5],
        ["MENU", False, 5.0, 5.0, 5.0],
    ],
    "settled": [0.2, 1.5, 6.0],
}


@pytest.fixture
def seen(tmp_path):
    path = tmp_path / "frames.json"
    path.write_text(json.dumps(STORED), encoding="ascii")
    return read(path)


def test_a_change_is_drawn_by_the_first_frame_that_began_after_it_was_set(seen):
    assert [("MENU", 1.0), ("MENU", 4.0)] == [
        (each.change.name, each.frame.began) for each in seen.drawn
    ]


def test_its_time_runs_from_being_set_to_the_end_of_that_frame(seen):
    assert 140 == pytest.approx(seen.drawn[0].ms)


def test_from_the_cores_word_it_runs_longer(seen):
    assert 265 == pytest.approx(seen.drawn[0].ms_from_word)


def test_a_screen_has_one_first_time(seen):
    assert [True, False] == [each.is_first for each in seen.drawn]


def test_a_change_that_the_next_one_overtook_was_not_drawn(seen):
    """PIN: no frame came between it and the menu."""
    assert "PIN" not in {each.change.name for each in seen.drawn}


def test_a_transition_lasts_from_a_screens_first_frame_until_its_page_is_at_rest(seen):
    assert (1.015, 1.5) == seen.transitions[0]


def test_gaps_lie_between_frames_that_both_ended_in_the_same_span(seen):
    assert [Gap(1.015, 1.265)] == seen.gaps([(1.0, 1.4), (1.5, 5.0)][:1])
    assert [Gap(1.015, 1.265), Gap(1.515, 4.015)] == seen.gaps([(1.0, 1.4), (1.5, 5.0)])
