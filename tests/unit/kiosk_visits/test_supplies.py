"""A canister that becomes scarce, runs out or is filled is written down once."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister
from kiosk.journal.entry import Out
from kiosk.journal.events import SupplyThreshold
from kiosk.visits.supplies import Supplies, value

TWENTY, TEN = Money(20_00, "EUR"), Money(10_00, "EUR")
NOTES_MAX = 40


class Ports:
    """Keeps what is noted."""

    def __init__(self):
        self.noted = []

    def note(self, event, _visit, out):
        self.noted.append((event.which, event.level, out))


@pytest.mark.parametrize(
    ("counts", "noted"),
    [
        ((40, 100), []),
        ((40, 39), ["low"]),
        ((40, 39, 12), ["low"]),
        ((40, 39, 0), ["low", "out"]),
        ((0,), ["out"]),
        ((0, 0), ["out"]),
        ((0, 200), ["out", "ok"]),
    ],
)
def test_a_change_of_level_is_written_once(counts, noted):
    """A start says nothing of a canister that is well."""
    ports = Ports()
    supplies = Supplies(ports, NOTES_MAX)
    for count in counts:
        supplies.seen([Canister(2, TEN, count)])

    assert [("canister-2", level) for level in noted] == [each[:2] for each in ports.noted]


def test_a_canister_without_notes_is_a_failure_and_each_is_told_apart():
    ports = Ports()
    Supplies(ports, NOTES_MAX).seen([Canister(1, TWENTY, 0), Canister(2, TEN, 3)])

    assert [("canister-1", "out", Out.FAIL), ("canister-2", "low", Out.OK)] == ports.noted


def test_the_cash_is_worth_all_its_notes():
    assert Money(90_00, "EUR") == value([Canister(1, TWENTY, 3), Canister(2, TEN, 3)])
    assert value([]) is None


def test_a_level_is_an_event_of_the_catalogue():
    assert "SUPPLY_THRESHOLD" == SupplyThreshold.CODE
