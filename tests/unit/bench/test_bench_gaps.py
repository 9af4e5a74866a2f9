"""From what a probe wrote to gaps, and to the names of what ran in them."""

import json

import pytest

from bench.gaps import UNNAMED, Gap, Span, read

STORED = {
    "first_frame": 0.5,
    "ticks": [1.0, 1.005, 1.045, 2.0],
    "spans": [
        [1.006, 1.030, "screen MENU is set"],
        [1.030, 1.040, "a frame is drawn"],
        [1.5, 1.51, "a frame is drawn"],
    ],
}


@pytest.fixture
def probed(tmp_path):
    path = tmp_path / "probe.json"
    path.write_text(json.dumps(STORED), encoding="ascii")
    return read(path)


def test_a_gap_lies_between_two_ticks(probed):
    assert [5, 40, 955] == [round(gap.ms) for gap in probed.gaps]


def test_a_gap_is_named_by_what_ran_longest_in_it(probed):
    assert "screen MENU is set" == probed.name_of(probed.gaps[1])


def test_a_gap_in_which_next_to_nothing_ran_has_no_name(probed):
    """A frame of 10 ms does not explain a second."""
    assert UNNAMED == probed.name_of(probed.gaps[2])


def test_only_gaps_that_began_during_a_visit_count(probed):
    assert [Gap(1.005, 1.045)] == probed.within([(1.001, 1.04), (3.0, 4.0)])


def test_spans_and_the_first_frame_come_back_as_stored(probed):
    assert (0.5, Span(1.006, 1.030, "screen MENU is set")) == (probed.first_frame, probed.spans[0])
