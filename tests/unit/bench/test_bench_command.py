"""What the command offers, without measuring anything."""

import os

import pytest

from bench.__main__ import ABOUT, ALONE, IN_A_ROOM, main
from bench.plan import FULL, QUICK, VISITS_MAX
from bench.processes import cpu_s, resident_mib


def test_the_list_names_everything_that_can_be_measured(capsys):
    """And begins nothing: no folder, no process."""
    code = main(["--list"])

    named = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert (0, [*IN_A_ROOM, *ALONE]) == (code, named)


def test_whatever_is_listed_says_what_it_is_about():
    assert {*IN_A_ROOM, *ALONE} == set(ABOUT)


def test_an_unknown_measurement_is_refused_and_the_known_ones_are_named(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["withdrawl"])

    assert 2 == ended.value.code
    assert "withdrawal" in capsys.readouterr().err


@pytest.mark.parametrize("plan", [QUICK, FULL])
def test_one_state_holds_notes_enough_for_a_whole_run(plan):
    """Each kiosk warms up with one withdrawal."""
    measured = plan.visits + plan.probed_visits + 2 * plan.paced_rounds * plan.paced_visits
    warm_up = 3 + 2 * plan.paced_rounds

    assert measured + warm_up <= VISITS_MAX


def test_time_and_memory_of_a_process_are_read_from_the_system():
    assert cpu_s(os.getpid()) > 0
    assert resident_mib(os.getpid()) > 1
