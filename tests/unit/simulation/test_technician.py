"""Whoever looks after a simulated machine waits for what it shows, as people do."""

from __future__ import annotations

import pytest

from kiosk.journal.reader import read_entries
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultPlan

SERVES_S, POLL_S = 60.0, 5.0  # kiosks of the simulator look at their cabinet every four seconds


@pytest.fixture
def turn():
    """One machine in service; nobody wants anything of it."""
    city = City(1, FaultPlan(Draws(1), (), None), [], None)
    (turn, *_) = city.turns
    turn.begins()
    city.loop.advance(SERVES_S)
    yield turn
    city.bank.engine.close()


def test_a_key_that_was_turned_on_is_turned_off_again_when_the_machine_has_seen_it(turn):
    """Else a machine that looks now and then sees one long "off", and no door that was opened."""
    turn.site.key(is_on=False)
    turn.city.loop.advance(POLL_S)
    turn.site.key(is_on=True)
    turn.technician.wants_load = True
    turn.technician.tick()
    assert not turn.technician.is_loading

    turn.city.loop.advance(4 * POLL_S)
    assert not turn.technician.wants_load


def emptied(site):
    return [
        (entry.d["which"], entry.d["lines"])
        for entry in read_entries(site.disk)
        if entry.ev == "BINS_EMPTIED"
    ]


@pytest.mark.parametrize("is_written", [False, True])
def test_whoever_is_cut_short_at_the_bins_types_once_what_lay_in_them(
    turn, monkeypatch, is_written
):
    """The machine dies before it has it on its disk, or right after that."""
    site, hands, done = turn.site, turn.site.bin_hands, []
    site.matter.works._reject_bin[1] = 3
    real = site.core.bins.empty

    def dies(which, found, who, _then):
        if is_written:
            real(which, found, who, lambda: None)

    monkeypatch.setattr(site.core.bins, "empty", dies)
    hands.empty(lambda: None)
    turn.city.loop.advance(1)
    assert hands.are_full

    monkeypatch.setattr(site.core.bins, "empty", real)
    hands.empty(lambda: done.append(True))
    turn.city.loop.advance(1)

    found = [lines for which, lines in emptied(site) if which == "reject" and lines]
    assert [[{"canister": 1, "count": 3}]] == found
    assert [True] == done
    assert not hands.are_full


def test_a_machine_that_a_restored_bank_waits_for_is_not_at_rest(turn, monkeypatch):
    """It may not have heard of that yet; what it will tell is lacking in the books until then."""
    assert turn.is_at_rest

    monkeypatch.setattr(turn.city.bank, "waits_for", lambda atm: atm == turn.site.atm)
    assert not turn.is_at_rest
