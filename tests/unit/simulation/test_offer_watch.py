"""Notes that were not confirmed, or not there, and a card that is still in: broken invariants."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from bank_server.domain.transactions import Grant, Transaction, TransactionState
from kiosk.domain.screens import NoteLine, Screen, ScreenId
from tests.simulation.broken import Broken
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultKind, FaultPlan
from tests.simulation.run import Task, run

TXID = "ab" * 16
TWENTY, TEN = Money(2_000, "EUR"), Money(1_000, "EUR")
EIGHT_SEED, FORGOTTEN_SEED = 4, 2


@pytest.fixture
def city():
    """Nobody has come yet; every machine is full."""
    city = City(1, FaultPlan(Draws(1), (), None), [], None)
    yield city
    city.bank.engine.close()


def offer(*lines, minor=4_000):
    notes = tuple(NoteLine(denomination, count) for denomination, count in lines)
    return Screen(ScreenId.CONFIRM, amount=Money(minor, "EUR"), notes=notes)


def hold_of(city, *grants):
    site = city.sites[0]
    site.last_intent = TXID
    made = tuple(Grant(n, 1, 0, count, value) for n, (value, count) in enumerate(grants, start=1))
    return Transaction(TXID, site.atm, TransactionState.HELD, "boot", 0, grants=made)


def test_notes_that_come_to_the_amount_and_are_there_may_be_offered(city):
    city.watch.offers.shown(city.sites[0], offer((TWENTY, 2)))


@pytest.mark.parametrize(
    ("screen", "what"),
    [
        (offer((TWENTY, 3)), "do not come to the amount"),
        (offer((TWENTY, 81), minor=162_000), "that are not there"),
    ],
)
def test_other_notes_are_found(city, screen, what):
    with pytest.raises(Broken, match=rf"^I16: .*{what}"):
        city.watch.offers.shown(city.sites[0], screen)


def test_the_bank_grants_what_was_confirmed_or_it_is_found(city):
    city.watch.offers.chosen(city.sites[0], offer((TWENTY, 1), (TEN, 2)))
    city.watch.offers.granted(hold_of(city, (1_000, 2), (2_000, 1)))

    with pytest.raises(Broken, match=r"^I16: .* was confirmed"):
        city.watch.offers.granted(hold_of(city, (2_000, 2)))


def test_cash_with_the_card_still_in_is_found(city):
    site = city.sites[0]
    city.watch.offers.shutter_opens(site)
    site.matter.insert("anna")

    with pytest.raises(Broken, match=r"^I19: cash is out, and the card is not"):
        city.watch.offers.shutter_opens(site)


def test_a_machine_of_eight_canisters_pays_out_of_them():
    outcome = run(Task(EIGHT_SEED, kinds=()))

    assert "" == outcome.failure, outcome.trace
    assert {"machine of 8 canisters", "notes granted from 4 canisters"} <= set(outcome.coverage)


def test_a_forgotten_pin_blocks_the_card_and_its_holder_goes_to_the_bank():
    outcome = run(Task(FORGOTTEN_SEED, kinds=(FaultKind.PIN_FORGOTTEN,)))

    assert "" == outcome.failure, outcome.trace
    assert {"card deactivated on a machine's word", "card unblocked"} <= set(outcome.coverage)
