"""What is told of the reviewer's rates; the weeks themselves are measured elsewhere."""

from bench.authlog_rates import _figure, _quiet
from tests.log_review.traffic.rates import Judged, Trial

LOUD = Trial("a", Judged(is_intrusion=True, users=4, rules=("R2",)), users=4)
QUIET = Trial("b", Judged(is_intrusion=False))


def test_a_rate_is_told_with_its_bounds_its_rules_and_the_seeds_to_make_it_again():
    figure = _figure("normal weeks flagged", [LOUD, QUIET])

    assert 50.0 == figure.samples.median
    assert figure.note == "1 of 2, bounds 1.3 to 98.7; by R2 1; seeds 'a'"


def test_a_week_that_is_flagged_anyway_shows_no_attack():
    assert ["b"] == _quiet([LOUD, QUIET])
    assert _figure("burst found", []).samples is None
