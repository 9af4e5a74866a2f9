"""The parts that measure the log's reviewer, on a small log; speeds are measured elsewhere."""

import sys
from dataclasses import replace

import pytest

from bench import authlog
from bench.fail2ban import NoFail2ban
from bench.measured_command import run
from bench.plan import QUICK

HOLD_MIB = 96
SMALL = replace(QUICK, authlog_mb=1, authlog_flood_mb=1, authlog_fail2ban_mb=1, authlog_stream_mb=1)


def no_fail2ban(_folder):
    raise NoFail2ban("there is none in this test")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authlog, "found", no_fail2ban)
        return authlog.authlog(tmp_path_factory.mktemp("bench"), SMALL)


def test_each_goal_stands_beside_its_figure(report):
    goals = {(each.unit, each.peer, each.goal, each.goal_is_least) for each in report.figures}

    assert {
        ("MB/s", "bare loop", 0.5, True),
        ("MB/s", "", 20.0, True),
        ("MB/s", "fail2ban-regex", 25.0, True),
        ("MiB", "", 64.0, False),
    } <= goals


def test_whatever_can_be_run_here_is_measured(report):
    assert all(each.samples and each.samples.median > 0 for each in report.figures)


def test_a_peer_that_cannot_be_had_is_said_to_be_not_measured(report):
    told = next(each for each in report.figures if each.peer == "fail2ban-regex").text()

    assert "beside fail2ban-regex: not measured" in told
    assert told.endswith("there is none in this test")


def test_loop_and_grep_look_for_the_same_lines(report):
    told = next(each for each in report.remarks if each.startswith("grep -c"))
    found = [int(word.rstrip(",")) for word in told.split() if word.rstrip(",").isdigit()]

    assert len(found) == 2
    assert found[0] == found[1] > 0


def test_the_line_that_the_reviewer_said_is_told(report):
    assert " INTRUSION file=" in report.remarks[-1]


def test_the_most_that_a_command_held_is_its_own(tmp_path):
    """Not that of the process that asks, which is larger."""
    large = bytearray(HOLD_MIB << 20)
    ran = run(tmp_path, [sys.executable, "-I", "-S", "-c", "print(input())"], content=[b"said"])

    assert (0, "said\n") == (ran.code, ran.said)
    assert 0 < ran.peak_mib < len(large) / 2**20
