"""What the command offers, without measuring anything."""

import os

import pytest

from bench.__main__ import ABOUT, ALONE, IN_A_ROOM, main
from bench.by_program import AMOUNT
from bench.plan import FULL, QUICK
from bench.processes import cpu_s, resident_mib
from bench.room import CARD, NOTES_PER_CANISTER, RICH


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


# One by hand takes three notes of the first canister, one by program takes one.
NOTES_BY_HAND = 3
UNITS_BY_HAND = 70


@pytest.mark.parametrize("plan", [QUICK, FULL])
def test_one_state_holds_notes_and_money_enough_for_a_whole_run(plan):
    """Each kiosk that serves calls warms up with one withdrawal."""
    measured = plan.visits + plan.probed_visits + 2 * plan.paced_rounds * plan.paced_visits
    measured += plan.flushed_visits + plan.lost_kiosks
    warming_up = 5 + 2 * plan.paced_rounds + 2 * plan.lost_kiosks
    by_program = measured + plan.held_visits // 2 + warming_up
    by_hand = (plan.shown_starts + 1) * plan.shown_rounds

    assert by_program + NOTES_BY_HAND * by_hand <= NOTES_PER_CANISTER
    assert by_program * AMOUNT + by_hand * UNITS_BY_HAND <= RICH[CARD].balance


def test_time_and_memory_of_a_process_are_read_from_the_system():
    assert cpu_s(os.getpid()) > 0
    assert resident_mib(os.getpid()) > 1
