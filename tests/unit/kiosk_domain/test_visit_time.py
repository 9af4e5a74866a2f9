"""Time at a prompt: more of it is asked for, given, and at last up."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import KeyPressed, Notice, ScreenId
from kiosk.domain.visit import cash_places, effects, events, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from kiosk.domain.visit.waiting import patience
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, TERMS, TWENTY


def test_every_prompt_asks_for_more_time_before_it_gives_up():
    """
    40 quiet seconds, then 20 with the question; then the card goes back and nothing is charged.
    """
    visit = state.Visit(TERMS, places.ChoosingService(), accounts=(ACCOUNT,))
    warned = step(visit, events.TimeIsUp.TIME_IS_UP)
    ended = step(warned.visit, events.TimeIsUp.TIME_IS_UP)

    assert ScreenId.MORE_TIME is screen(warned.visit).id
    assert effects.SetTimer(20.0) in warned.effects
    assert places.TakingCard(Notice.TIME_UP) == ended.visit.place
    assert (40.0, 20.0) == (patience(visit), TERMS.warning_s)


def test_more_time_is_given_ten_times():
    """
    Each press of Yes gives the full time again, ten times in a row and not for ever.
    """
    visit = state.Visit(TERMS, places.ChoosingService(), accounts=(ACCOUNT,))
    for extension in range(1, state.EXTENSIONS_MAX + 1):
        visit = step(visit, events.TimeIsUp.TIME_IS_UP).visit
        visit = step(visit, KeyPressed("E")).visit
        assert (extension, False) == (visit.extensions, visit.warned)

    assert isinstance(step(visit, events.TimeIsUp.TIME_IS_UP).visit.place, places.TakingCard)


def test_a_reference_stays_long_enough_to_be_written_down():
    """
    A message with something to quote waits as long as a prompt; Enter ends it sooner.
    """
    told = places.Telling(Notice.CASH_RETRACTED, None, HUNDRED, "A1B2C3")
    visit = state.Visit(TERMS, told, card_in=False)

    assert 40.0 == patience(visit)
    assert places.Leaving() == step(visit, KeyPressed("E")).visit.place


@pytest.mark.parametrize("count", [1, 0], ids=["digit", "clear"])
def test_a_digit_or_clear_is_a_yes_to_more_time_over_the_pin(count):
    """The pad sends no key codes while a PIN is typed."""
    warned = state.Visit(TERMS, places.TypingPin(digits=2), warned=True)
    taken = step(warned, events.PinDigits(count))

    assert ScreenId.PIN is screen(taken.visit).id
    assert effects.SetTimer(TERMS.quiet_s) in taken.effects


@pytest.mark.parametrize("key", "0123456789CHa")
@pytest.mark.parametrize(
    "place",
    [
        places.ChoosingService(),
        cash_places.ChoosingAmount(),
        cash_places.TypingAmount("4"),
        cash_places.Confirming(HUNDRED, FIVE),
        places.ShowingBalance(HUNDRED, HUNDRED),
        places.PinChanged(),
        places.Another(),
        cash_places.Withdrawing(HUNDRED, FIVE, cash_places.CashPhase.SHORT, TWENTY),
    ],
    ids=lambda place: type(place).__name__,
)
def test_a_key_typed_blind_on_the_question_for_more_time_is_refused(place, key):
    """Not taken for yes: the keys that follow it would work the page behind."""
    warned = state.Visit(TERMS, place, warned=True, accounts=(ACCOUNT,))

    assert effects.Step(warned, (effects.Do.BEEP_REFUSED,)) == step(warned, KeyPressed(key))


def test_a_pin_typed_blind_on_the_question_ends_at_the_page_as_it_was():
    """Clear, four digits and Enter: the first five are refused, Enter is yes; 4 is no Finish."""
    visit = state.Visit(TERMS, places.ChoosingService(), warned=True, accounts=(ACCOUNT,))
    for key in "C6401E":
        visit = step(visit, KeyPressed(key)).visit

    assert (places.ChoosingService(), False) == (visit.place, visit.warned)
