"""Cancel: where it is drawn, and where it comes too late."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import KeyPressed
from kiosk.domain.visit import cash_places, effects, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, TERMS


def test_cancel_is_refused_with_a_beep_after_the_point_of_no_return():
    for phase in (
        cash_places.CashPhase.COUNTING,
        cash_places.CashPhase.PRESENTED,
        cash_places.CashPhase.CHECKING,
    ):
        visit = state.Visit(
            TERMS, cash_places.Withdrawing(HUNDRED, FIVE, phase), card_in=False, accounts=(ACCOUNT,)
        )

        assert effects.Step(visit, (effects.Do.BEEP_REFUSED, effects.SetTimer(None))) == step(
            visit, KeyPressed("X")
        )


@pytest.mark.parametrize(
    "place",
    [
        places.ChoosingService(),
        places.ShowingBalance(HUNDRED, HUNDRED),
        places.PinChanged(),
        places.Another(),
    ],
    ids=lambda place: type(place).__name__,
)
def test_cancel_is_not_drawn_where_a_choice_ends_the_visit_as_well(place):
    """The pad's red key still gives the card back."""
    visit = state.Visit(TERMS, place, accounts=(ACCOUNT,))

    assert False is screen(visit).can_cancel
    assert effects.Do.RELEASE_CARD in step(visit, KeyPressed("X")).effects


def test_cancel_after_a_pin_change_undoes_nothing_and_does_not_say_so():
    visit = state.Visit(TERMS, places.PinChanged(), accounts=(ACCOUNT,))

    assert places.TakingCard() == step(visit, KeyPressed("X")).visit.place
