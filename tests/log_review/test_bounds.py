"""Rates are told with exact bounds; the expected numbers stand in the books."""

import pytest

from tests.log_review.traffic.bounds import clopper_pearson
from tests.log_review.traffic.rates import Judged, Rate, Trial, estimates


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (0, 400, 0.0, 0.00918),
        (400, 400, 0.99082, 1.0),
        (0, 10, 0.0, 0.30850),
        (1, 10, 0.00253, 0.44502),
        (5, 10, 0.18709, 0.81291),
        (10, 10, 0.69150, 1.0),
        (3, 60, 0.01043, 0.13922),
    ],
)
def test_bounds_are_those_of_clopper_and_pearson(hits, trials, low, high) -> None:
    assert (low, high) == pytest.approx(clopper_pearson(hits, trials), abs=1e-4)


@pytest.mark.parametrize(("hits", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_more_hits_than_trials_have_no_bounds(hits, trials) -> None:
    with pytest.raises(ValueError, match="out of"):
        clopper_pearson(hits, trials)


def test_a_rate_tells_which_rules_flagged_which_seeds() -> None:
    quiet = Trial("a", Judged(is_intrusion=False))
    loud = Trial("b", Judged(is_intrusion=True, rules=("R1", "R3")))

    rate = Rate.of([quiet, loud])

    assert rate.words() == "1 of 2, bounds 1.3 to 98.7; by R1 1, R3 1"
    assert ("b",) == rate.seeds


def test_estimates_are_of_attacks_that_were_found() -> None:
    found = Trial("a", Judged(is_intrusion=True, users=3), users=4)
    missed = Trial("b", Judged(is_intrusion=False), users=4)

    assert estimates([found, missed]) == "users 0.75 of the truth (0.75 to 0.75)"
