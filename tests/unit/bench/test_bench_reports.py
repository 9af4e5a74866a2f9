"""What is reported of screens, frames and memory, from what was seen."""

import pytest

from bench import frames, memory, screens
from bench.frames import Used
from bench.frames_seen import Change, Drawn, Frame, FramesSeen


def drawn(name, ms, *, is_first=False, is_new=True, set_ms=1.0):
    change = Change(name, is_new, -0.005, 0.0, set_ms / 1000)
    return Drawn(change, Frame(0.0, ms / 1000), is_first)


OURS = [
    drawn("MENU", 40, is_first=True, set_ms=30),
    drawn("PIN", 60, is_first=True),
    drawn("MENU", 10),
    drawn("ATTRACT", 20),
    drawn("PIN", 8, is_new=False),
]
BARE = [drawn("one", 5), drawn("two", 5)]


def figures(report):
    return {figure.label: figure for figure in report.figures}


def moving(period_s, count, *, rest_after=None):
    """Frames at an even pace; after that many of them a second without any."""
    rest_after = count if rest_after is None else rest_after
    ends = [number * period_s + (1.0 if number >= rest_after else 0.0) for number in range(count)]
    return FramesSeen(tuple(Frame(end - 0.001, end) for end in ends), (), ())


def test_a_screens_first_time_and_its_later_times_are_told_apart():
    found = figures(screens.report([], OURS, BARE, 0))

    assert 50 == pytest.approx(found["a screen's first time"].samples.median)
    assert 15 == pytest.approx(found["a screen's later times"].samples.median)


def test_a_change_within_a_screen_is_no_new_screen():
    found = figures(screens.report([], OURS, BARE, 0))

    assert 8 == pytest.approx(found["within a screen: a digit, a sum"].samples.median)


def test_screens_stand_beside_the_bare_window():
    found = figures(screens.report([], OURS, BARE, 0))

    assert 10 == pytest.approx(found["a screen's first time"].ratio)
    assert 12 == pytest.approx(found["a screen's first time, p99"].ratio)


def test_what_is_drawn_before_the_first_visit_is_no_screen_of_a_visit():
    found = screens.report([drawn("ATTRACT", 200, is_first=True)], OURS, BARE, 0)

    assert 200 == pytest.approx(
        figures(found)["coming into service, before any visit"].samples.median
    )
    assert 60 == pytest.approx(figures(found)["a screen's first time, p99"].samples.median)
    assert "ATTRACT, again" in found.remarks[2]


def test_the_cores_word_comes_before_the_screen_is_set():
    found = figures(screens.report([], OURS, BARE, 0))

    assert 35 == pytest.approx(found["all new screens, from the core's word"].samples.median)


def test_the_slowest_three_screens_are_named_in_order():
    assert (
        "  60.0 ms: PIN, first time, 1.0 of it until it was set",
        "  40.0 ms: MENU, first time, 30.0 of it until it was set",
        "  20.0 ms: ATTRACT, again, 1.0 of it until it was set",
        "2 of 7 changes were overtaken before their frame",
    ) == screens.report([], OURS, BARE, 2).remarks


def test_screens_that_were_never_drawn_are_said_to_be_not_measured():
    found = figures(screens.report([], OURS[:2], BARE, 0))

    assert found["a screen's later times"].text().endswith("not measured; none was drawn")


def test_a_rest_of_the_attract_screen_is_no_gap_between_its_frames():
    kiosk, bare = moving(0.02, 40, rest_after=20), moving(0.01, 200)
    found = frames.report(kiosk, bare, Used((0.0, 2.0), 0.1, 0.05))

    assert 50 == pytest.approx(figures(found)["attract screen, frames"].samples.median)
    assert 2 == pytest.approx(figures(found)["attract screen, p95 of the gaps"].ratio)
    assert "the attract screen rested 1 times in 2 s" == found.remarks[0]


def test_the_processor_is_shared_out_over_time_and_over_frames():
    kiosk, bare = moving(0.02, 40), moving(0.01, 200)
    found = figures(frames.report(kiosk, bare, Used((0.0, 2.0), 0.08, 0.2)))

    assert 4 == pytest.approx(found["attract screen, processor, of one core"].samples.median)
    assert 2 == pytest.approx(found["attract screen, processor for one frame"].samples.median)
    assert 2 == pytest.approx(found["attract screen, processor for one frame"].ratio)


def test_a_still_attract_screen_has_no_frame_rate():
    still = FramesSeen((), (), ())
    found = figures(frames.report(still, moving(0.01, 200), Used((0.0, 2.0), 0.0, 0.05)))

    assert "not measured; nothing moved long enough" in found["attract screen, frames"].text()


def test_memory_grows_from_the_named_visit_to_the_last():
    """What was taken before that visit is no growth."""
    readings = {"kiosk": [50.0, *[100.0] * 9, *[104.0] * 10], memory.PEER: [50.0] * 20}
    found = figures(memory.report(readings, 10))

    assert 4 == pytest.approx(found["kiosk, growth"].samples.median)
    assert 2.08 == pytest.approx(found["kiosk, after the last visit"].ratio)
    assert 0 == found[f"{memory.PEER}, growth"].samples.median


def test_growth_that_has_come_to_rest_is_told_from_one_that_goes_on():
    resting = {"kiosk": [100.0] * 5 + [110.0] * 15, memory.PEER: [50.0] * 20}
    growing = {"kiosk": [100.0 + visit for visit in range(20)], memory.PEER: [50.0] * 20}

    assert [
        "+0.0 MiB in the last half of these visits",
        "+8.0 MiB in the last half of these visits",
    ] == [
        figures(memory.report(readings, 4))["kiosk, after the last visit"].note
        for readings in (resting, growing)
    ]


def test_one_reading_that_stands_out_is_no_growth():
    readings = {"kiosk": [*[100.0] * 19, 150.0], memory.PEER: [50.0] * 20}

    assert 0 == figures(memory.report(readings, 10))["kiosk, growth"].samples.median
