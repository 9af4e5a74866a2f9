"""The arithmetic of what is measured."""

import pytest

from bench.samples import Samples, timed_ms


def test_the_median_is_the_middle_of_the_values_in_order():
    assert 3.0 == Samples.of([9, 1, 3]).median


def test_of_an_even_number_the_median_lies_between_the_middle_two():
    assert 2.5 == Samples.of([4, 1, 2, 3]).median


def test_p99_is_the_smallest_value_that_99_of_100_do_not_exceed():
    assert 99 == Samples.of(range(1, 101)).p99


def test_of_fewer_than_100_values_p99_is_the_largest():
    assert 8.0 == Samples.of([8, 2, 5]).p99


def test_p95_is_the_smallest_value_that_95_of_100_do_not_exceed():
    assert 95 == Samples.of(range(1, 101)).p95


def test_less_takes_the_others_median_from_each_value():
    """Not the other's own value of the same turn: that would add its noise."""
    assert (1.0, 6.0) == Samples.of([5, 10]).less(Samples.of([3, 4, 90])).values


def test_a_ratio_is_of_the_medians():
    assert 2.0 == Samples.of([2, 4, 90]).ratio_to(Samples.of([2, 1, 9]))


def test_a_peer_that_took_nothing_has_no_ratio():
    assert Samples.of([2]).ratio_to(Samples.of([0.0])) is None


def test_no_value_at_all_is_refused():
    with pytest.raises(ValueError, match="nothing was measured"):
        Samples.of([])


def test_what_is_timed_is_told_in_milliseconds():
    clock = iter([1.0, 1.25])

    assert 250.0 == timed_ms(lambda: None, lambda: next(clock))
