"""Notes that are not there any more are not confirmed: others are shown, or it is said."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, CanisterNotes
from kiosk.domain.screens import Notice
from kiosk.domain.visit import cash_places, events, places, state
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, CANISTERS, HUNDRED, RICH, TWENTY

TEN = Money(1_000, "EUR")
MIXED = cash_places.Confirming(
    HUNDRED, (CanisterNotes(1, TWENTY, 4), CanisterNotes(2, TEN, 2)), "mixed"
)
TENS = cash_places.Confirming(HUNDRED, (CanisterNotes(2, TEN, 10),), "mixed")
ONLY_TENS, FEW_TENS = CANISTERS[1:], (Canister(2, TEN, 4),)
AROUND = [
    lambda asked: asked,
    cash_places.ChoosingNotes,
    places.ChoosingReceipt,
]


def at(place, **more):
    return state.Visit(RICH, place, accounts=(ACCOUNT,), **more)


def after(visit, canisters):
    return step(visit, events.CashOffer(may_pay=True, canisters=canisters))


@pytest.mark.parametrize("around", AROUND)
def test_what_can_still_be_paid_so_stays(around):
    fewer = (Canister(1, TWENTY, 9), CANISTERS[1])

    assert around(MIXED) == after(at(around(MIXED)), fewer).visit.place


@pytest.mark.parametrize("around", AROUND)
def test_what_can_be_paid_otherwise_is_shown_otherwise(around):
    assert around(TENS) == after(at(around(MIXED)), ONLY_TENS).visit.place


@pytest.mark.parametrize("around", AROUND)
def test_what_cannot_be_paid_is_said(around):
    told = after(at(around(MIXED)), FEW_TENS).visit.place

    assert (Notice.AMOUNT_IMPOSSIBLE, "100") == (told.notice, told.units)


def test_the_page_changes_and_its_time_does_not():
    """Nobody is given more time, or asked for less, because a canister has jammed."""
    warned = at(MIXED, warned=True)

    assert (TENS, True, ()) == (
        after(warned, ONLY_TENS).visit.place,
        after(warned, ONLY_TENS).visit.warned,
        after(warned, ONLY_TENS).effects,
    )


@pytest.mark.parametrize(
    ("canisters", "goes_on"),
    [(CANISTERS, MIXED), (ONLY_TENS, TENS)],
)
def test_after_the_pin_the_notes_are_those_that_are_there_by_then(canisters, goes_on):
    waiting = after(at(places.Proving(MIXED)), canisters).visit

    assert goes_on == step(waiting, events.Proven((ACCOUNT,))).visit.place


def test_after_the_pin_it_is_said_that_they_have_run_out():
    waiting = after(at(places.Proving(MIXED)), FEW_TENS).visit
    told = step(waiting, events.Proven((ACCOUNT,))).visit.place

    assert Notice.AMOUNT_IMPOSSIBLE is told.notice
