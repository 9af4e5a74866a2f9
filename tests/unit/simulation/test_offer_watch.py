"""Notes that were not confirmed, or not there, and a card that is still in: broken invariants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.transactions import Grant, Transaction, TransactionState
from bank_server.service.identifiers import card_hash
from kiosk.domain.screens import AccountLine, NoteLine, Screen, ScreenId
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


def hold_of(city, *grants, card="anna", minor=4_000, source=None):
    """The bank's hold for the request under way at the first machine."""
    site = city.sites[0]
    site.last_intent = TXID
    made = tuple(Grant(n, 1, 0, count, value) for n, (value, count) in enumerate(grants, start=1))
    terms = ChallengeTerms(
        TXID,
        site.atm,
        card_hash(city.card_uuids[card]),
        Operation.WITHDRAWAL,
        ProofKind.CHIP,
        amount=Money(minor, "EUR"),
        source=source,
    )
    return Transaction(TXID, site.atm, TransactionState.HELD, "boot", 0, terms, grants=made)


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


@pytest.fixture
def confirmed(city):
    """Anna has confirmed a twenty and two tens from her first account."""
    screen = replace(offer((TWENTY, 1), (TEN, 2)), source=AccountLine("one", "current", "0001"))
    city.watch.offers.chosen(city.sites[0], "anna", screen)
    return city


def test_the_bank_says_yes_to_what_was_confirmed(confirmed):
    confirmed.watch.offers.granted(hold_of(confirmed, (1_000, 2), (2_000, 1), source="one"))

    assert 1 == confirmed.coverage["as confirmed: notes from 2 canisters"]


@pytest.mark.parametrize(
    ("grants", "changed", "what"),
    [
        ([(2_000, 2)], {}, "was confirmed"),
        ([(1_000, 2), (2_000, 1)], {"card": "ben"}, "another card pays"),
        ([(1_000, 2), (2_000, 1)], {"minor": 4_001}, "another amount"),
        ([(1_000, 2), (2_000, 1)], {"source": "two"}, "another account"),
    ],
)
def test_a_yes_to_something_else_is_found(confirmed, grants, changed, what):
    with pytest.raises(Broken, match=rf"^I16: .*{what}"):
        confirmed.watch.offers.granted(hold_of(confirmed, *grants, **{"source": "one", **changed}))


def test_what_was_confirmed_before_the_next_choice_is_over(confirmed):
    confirmed.watch.offers.begins(confirmed.sites[0])
    confirmed.watch.offers.granted(hold_of(confirmed, (2_000, 2), card="ben"))


def test_cash_with_the_card_still_in_is_found(city):
    site = city.sites[0]
    city.watch.offers.shutter_opens(site)
    site.matter.insert("anna")

    with pytest.raises(Broken, match=r"^I19: cash is out, and the card is not"):
        city.watch.offers.shutter_opens(site)


def test_a_machine_of_eight_canisters_pays_out_of_them():
    outcome = run(Task(EIGHT_SEED, kinds=()))

    assert "" == outcome.failure, outcome.trace
    assert {"machine of 8 canisters", "as confirmed: notes from 4 canisters"} <= set(
        outcome.coverage
    )


def test_a_forgotten_pin_blocks_the_card_and_its_holder_goes_to_the_bank():
    outcome = run(Task(FORGOTTEN_SEED, kinds=(FaultKind.PIN_FORGOTTEN,)))

    assert "" == outcome.failure, outcome.trace
    assert {"card deactivated on a machine's word", "card unblocked"} <= set(outcome.coverage)
