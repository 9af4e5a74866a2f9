"""The last look of a simulated day at its journals: one missing entry is a broken invariant."""

from __future__ import annotations

import json

import pytest

from kiosk.journal.files import journal_files
from tests.simulation.broken import Broken
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultPlan
from tests.simulation.final_audit import audit, journal_makes_sense
from tests.simulation.plan import errands

SEED, TRANSACTIONS = 4, 8


@pytest.fixture(scope="module")
def city():
    """A day without faults that is over."""
    draws = Draws(SEED)
    city = City(SEED, FaultPlan(draws, (), None), errands(draws, TRANSACTIONS), None)
    city.run()
    yield city
    city.bank.engine.close()


@pytest.fixture
def site(city):
    """The machine that was used, whose journal is mended afterwards."""
    (site, *_) = (each for each in city.sites if "VISIT_START" in each.entries)
    files = {str(file): site.disk.read(str(file)) for file in journal_files(site.disk)}
    yield site
    for name, content in files.items():
        site.disk.put(name, content)


def without(site, is_unwanted):
    """Such entries are no more; nobody looks at the chain here."""
    (name,) = map(str, journal_files(site.disk))
    lines = site.disk.read(name).splitlines(keepends=True)
    site.disk.put(name, b"".join(line for line in lines if not is_unwanted(json.loads(line))))


def test_an_honest_day_ends_well(city):
    audit(city)

    assert 0 < city.coverage["journal lines against the grammar"]


@pytest.mark.parametrize(
    ("ev", "why"),
    [
        ("VISIT_START", "against the grammar: seq .* before VISIT_START"),
        ("SETTLEMENT_SENT", "against the grammar: seq .* SETTLEMENT_CONFIRMED after SETTLEMENT_Q"),
    ],
)
def test_an_entry_that_is_missing_breaks_i12(city, site, ev, why):
    without(site, lambda line: line["ev"] == ev)

    with pytest.raises(Broken, match=why):
        journal_makes_sense(city, site, set())


def test_a_withdrawal_that_is_missing_whole_breaks_i12(city, site):
    """But for the first, before which the safe has not spoken, and the last, after which."""
    paid = [line for line in lines_of(site) if line["ev"] == "CASH_TAKEN"]
    without(site, lambda line: line["txn"] == paid[1]["txn"])

    with pytest.raises(Broken, match=r"does not add up: .* notes went without a transaction"):
        journal_makes_sense(city, site, set())


def lines_of(site):
    (name,) = map(str, journal_files(site.disk))
    return [json.loads(line) for line in site.disk.read(name).splitlines()]
