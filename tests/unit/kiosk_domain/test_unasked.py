"""Whether the customer or the clock has brought a visit to where it is."""

import pytest

from bank_server.contract.money import Money
from kiosk.domain.screens import ChoicePressed, KeyPressed, ScreenId
from kiosk.domain.visit import events, places, state
from kiosk.domain.visit.table import step
from kiosk.domain.visit.terms import Terms
from kiosk.domain.visit.unasked import came_by_time

TIME_IS_UP = events.TimeIsUp.TIME_IS_UP
TERMS = Terms("EUR", 100, (), (), Money(0, "EUR"), languages=("en", "de"), language="en")
CHOOSING = state.Visit(TERMS, places.ChoosingLanguage())
TYPING = state.Visit(TERMS, places.TypingPin())
MENU = state.Visit(TERMS, places.ChoosingService())


def by_time(visit, *happened, was=False):
    """Of where these events lead, one after the other."""
    for event in happened:
        after = step(visit, event).visit
        was = came_by_time(visit, event, after, was=was)
        visit = after
    return was


@pytest.mark.parametrize("visit", [CHOOSING, MENU], ids=["language", "more time"])
def test_what_follows_a_silence_came_by_time(visit):
    assert by_time(visit, TIME_IS_UP)


def test_a_pad_that_waited_long_enough_is_time_too():
    assert by_time(TYPING, events.PinEnded.TIMED_OUT)


@pytest.mark.parametrize(
    ("visit", "act"),
    [
        (CHOOSING, ChoicePressed(ScreenId.LANGUAGE, "language-de")),
        (CHOOSING, KeyPressed("2")),
        (TYPING, events.PinDigits(1)),
        (MENU, events.CardTaken.CARD_TAKEN),
    ],
)
def test_what_the_customer_did_did_not_come_by_time(visit, act):
    assert not by_time(visit, act)
    assert not by_time(visit, act, was=True)


def test_yes_to_more_time_is_the_customers_own():
    assert by_time(MENU, TIME_IS_UP)
    assert not by_time(MENU, TIME_IS_UP, KeyPressed("E"))


def test_an_event_that_leads_nowhere_changes_no_answer():
    """A key that means nothing is no sign that anybody has read the page."""
    assert by_time(TYPING, KeyPressed("7"), was=True)
    assert not by_time(TYPING, TIME_IS_UP, KeyPressed("E"), KeyPressed("7"))


def test_what_the_machine_says_after_a_silence_is_not_the_customers():
    """The customer has done nothing since."""
    assert by_time(MENU, TIME_IS_UP, TIME_IS_UP, events.Lost(state.Part.READER, "1-1"))
    assert not by_time(MENU, events.Lost(state.Part.READER, "1-1"))
