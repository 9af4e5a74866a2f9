"""A count of which somebody hears another number than was typed is a broken invariant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.journal.entry import Out
from kiosk.journal.reader import read_entries
from tests.simulation.broken import Broken
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultPlan
from tests.simulation.plan import errands

SEED, TRANSACTIONS = 2, 24


@pytest.fixture(scope="module")
def city():
    """A day without faults that is over."""
    draws = Draws(SEED)
    city = City(SEED, FaultPlan(draws, (), None), errands(draws, TRANSACTIONS), None)
    city.run()
    yield city
    city.bank.engine.close()


@pytest.fixture
def counted(city):
    """A machine whose key was turned, and its entries."""
    site = next(each for each in city.sites if "COUNT_SET" in each.entries)
    return city.watch.counts, site, list(read_entries(site.disk))


def changed(entries, code, out=None, **values):
    """The newest entry of this code says something else."""
    place = max(n for n, entry in enumerate(entries) if entry.ev == code)
    old = entries[place]
    new = replace(old, d={**old.d, **values}, out=old.out if out is None else out)
    return [*entries[:place], new, *entries[place + 1 :]]


def test_honest_entries_agree(counted):
    watch, site, entries = counted

    watch.journal_agrees(site, entries)


def test_a_count_that_the_hsm_was_away_from_agrees_as_well(counted):
    watch, site, entries = counted

    bare = changed(entries, "COUNT_SET", Out.OK, expected=None, difference=None)
    watch.journal_agrees(site, bare)


def test_another_number_than_was_typed_is_found(counted):
    watch, site, entries = counted

    with pytest.raises(Broken, match=r"^I18: a count that nobody has typed"):
        watch.journal_agrees(site, changed(entries, "COUNT_SET", count=7, expected=7))


@pytest.mark.parametrize(
    ("change", "what"),
    [({"out": Out.FAIL}, "a difference is a failure"), ({"difference": 1}, "another difference")],
)
def test_a_difference_that_is_none_is_found(counted, change, what):
    watch, site, entries = counted

    with pytest.raises(Broken, match=rf"^I18: {what}"):
        watch.journal_agrees(site, changed(entries, "COUNT_SET", **change))


def test_service_without_a_count_is_found(counted):
    watch, site, entries = counted
    served = next(entry for entry in entries if entry.ev == "VISIT_START")
    off = changed(
        [entry for entry in entries if entry.ev == "KEY_SWITCH"], "KEY_SWITCH", is_on=False
    )

    with pytest.raises(Broken, match=r"^I18: somebody was served"):
        watch.journal_agrees(site, [*entries, off[-1], served])
