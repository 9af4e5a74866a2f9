"""What a figure says to people and to tools."""

from bench.figures import Figure, Report, all_json, beside
from bench.samples import Samples

OURS = Samples.of([60.0, 40.0, 50.0])
PEER = Samples.of([20.0, 25.0, 30.0])


def test_a_figure_tells_its_value_its_spread_and_its_ratio():
    text = beside("in all", "ms", OURS, "a bare call", PEER).text()

    assert "median 50.0 ms, p99 60.0, n 3; 2.00 x a bare call" in text


def test_a_peer_that_is_missing_is_said_to_be_not_measured():
    text = beside("in all", "ms", OURS, "a bare call", None).text()

    assert "beside a bare call: not measured" in text


def test_a_peer_that_took_nothing_is_named_without_a_ratio():
    text = beside("idle", "%", OURS, "an empty window", Samples.of([0.0])).text()

    assert text.endswith("n 3; 0.0 % for an empty window")


def test_a_figure_that_could_not_be_measured_says_so():
    assert "not measured; no display" in Figure("frames", "ms", None, note="no display").text()


def test_what_is_known_from_elsewhere_is_context_and_no_result():
    figure = Figure("the original", "ms", None, note="1.96 s", is_context=True)

    assert "context; 1.96 s" in figure.text()


def test_a_goal_stands_beside_the_figure_and_judges_nothing():
    text = Figure("outside", "ms", OURS, goal=60.0).text()

    assert text.endswith("; goal at most 60")


def test_a_goal_may_be_a_least_where_more_is_better():
    text = Figure("speed", "MB/s", OURS, goal=20.0, goal_is_least=True).text()

    assert text.endswith("; goal at least 20")


def test_a_single_value_has_no_spread():
    assert "50.0 MiB" in Figure("memory", "MiB", Samples.of([50.0])).text()


def test_tools_get_the_same_figures_as_people():
    figure = beside("in all", "ms", OURS, "a bare call", PEER, goal_ratio=3.0)
    content = all_json([Report("withdrawal", "two notes", (figure,))], {"cores": 2})

    expected = {
        "label": "in all",
        "unit": "ms",
        "n": 3,
        "median": 50.0,
        "p95": 60.0,
        "p99": 60.0,
        "peer": "a bare call",
        "ratio": 2.0,
        "goal": 3.0,
        "goal_is": "ratio",
        "goal_is_least": False,
        "note": None,
    }
    assert {
        "circumstances": {"cores": 2},
        "reports": [
            {"name": "withdrawal", "about": "two notes", "figures": [expected], "remarks": []}
        ],
    } == content
