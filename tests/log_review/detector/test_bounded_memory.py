"""A flood of sources, of names or of both takes no more memory than the tables are allowed."""

from __future__ import annotations

import tracemalloc

import pytest

from bank_server.log_review.detector import Detector
from bank_server.log_review.evidence import EXISTING, FAILED, SUCCEEDED, UNKNOWN, Event
from tests.log_review.detector.events import LIMITS

FEW = LIMITS._replace(
    sources_kept=300,
    pairs_kept=400,
    accounts_kept=100,
    names_kept=1000,
    names_waiting=100,
    strangers_kept=500,
)
FLOOD = 6000
BYTES_MAX = 1_500_000  # of tables a hundredth of the true size


def sources(number: int) -> Event:
    return Event(number, FAILED, f"host{number}.example", f"user{number % 50}", 1, EXISTING)


def names(number: int) -> Event:
    return Event(number, FAILED, "192.0.2.7", f"name{number}", 1, UNKNOWN)


def both(number: int) -> Event:
    return Event(number, FAILED, f"host{number}.example", f"name{number}", 1, UNKNOWN)


def one_second(number: int) -> Event:
    return Event(7, FAILED, f"host{number}.example", f"name{number}", 1, UNKNOWN)


def log_ins(number: int) -> Event:
    return Event(number, SUCCEEDED, f"host{number}.example", f"user{number}", 1, EXISTING)


@pytest.mark.parametrize("flood", [sources, names, both, one_second, log_ins])
def test_a_flood_is_bounded(flood) -> None:
    detector = Detector(FEW)
    tracemalloc.start()
    for number in range(FLOOD):
        detector.add(flood(number))
    verdict = detector.verdict()
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert used < BYTES_MAX
    assert "table_full" in verdict.notes
    assert verdict.is_intrusion is (flood is not log_ins)


def test_what_was_forgotten_stands_and_is_still_counted() -> None:
    detector = Detector(FEW)
    for number in range(FLOOD):
        detector.add(both(number))
    for number in range(FLOOD, 2 * FLOOD):
        detector.add(log_ins(number))
    verdict = detector.verdict()

    assert {"R3", "R5"} <= set(verdict.rules)
    assert abs(verdict.invalid_names - FLOOD) <= 0.05 * FLOOD


def test_a_flood_does_not_make_an_attackers_log_in_a_good_beginning() -> None:
    """Once something was forgotten, a first log-in may not have been the first that happened."""
    detector = Detector(FEW)
    for number in range(FLOOD):
        detector.add(Event(number, FAILED, "192.0.2.7", f"user{number % 900}", 1, EXISTING))
    detector.add(Event(FLOOD, SUCCEEDED, "192.0.2.7", "user1", 1, EXISTING))

    assert 0 == detector._tables.sources["192.0.2.7"].well
