"""A PIN at its prompts: what is said of it, where it is typed, when it is asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.screens import Notice, PinPlace, PinPrompt
from kiosk.domain.visit import effects, events, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, TERMS


def test_a_wrong_pin_is_typed_again_once():
    """
    Wrong, then right, leads to the menu after one more entry.
    """
    visit = state.Visit(TERMS, places.Proving(places.ChoosingService()))
    wrong = step(visit, events.AskFailed(events.Failure.PIN_WRONG, 2))
    entered = step(wrong.visit, events.PinEnded.ENTERED)
    right = step(entered.visit, events.Proven((ACCOUNT,)))

    assert (Notice.PIN_WRONG, 2) == (screen(wrong.visit).notice, screen(wrong.visit).tries_left)
    assert places.ChoosingService() == right.visit.place


@pytest.mark.parametrize(
    ("tries_left", "then"), [(None, None), (2, Notice.PIN_WRONG)], ids=["first try", "second try"]
)
def test_a_short_pin_is_said_until_the_next_key(tries_left, then):
    """
    Enter with too few digits beeps and says so; the entry goes on with its digits. What the pad
    says again without a key changes nothing; a digit and Clear do.
    """
    visit = state.Visit(TERMS, places.TypingPin(tries_left=tries_left, digits=2))
    short = step(visit, events.PinRemark(Notice.PIN_TOO_SHORT))
    seen = [screen(step(short.visit, events.PinDigits(n)).visit).notice for n in (2, 3, 0)]

    assert effects.Do.BEEP_REFUSED in short.effects
    assert [Notice.PIN_TOO_SHORT, then, then] == seen


@pytest.mark.parametrize("notice", [Notice.PIN_BEGUN_ON_PAD, Notice.PIN_AGAIN_ON_SCREEN])
def test_what_is_said_of_a_key_stays_until_the_pin_is_long_enough(notice):
    visit = state.Visit(TERMS, places.TypingNewPin(PinPrompt.NEW))
    seen = []
    for event in (events.PinRemark(notice), *(events.PinDigits(n) for n in (1, 1, 3, 4))):
        visit = step(visit, event).visit
        seen.append(screen(visit).notice)

    assert [notice] * 4 + [None] == seen


def test_where_enter_is_stays_until_a_key_changes_what_is_typed():
    visit = state.Visit(TERMS, places.TypingPin(digits=4))
    told = step(visit, events.PinRemark(Notice.PIN_ENTER_ON_PAD)).visit
    seen = [screen(step(told, events.PinDigits(n)).visit).notice for n in (4, 5, 0)]

    assert [Notice.PIN_ENTER_ON_PAD, None, None] == seen


@pytest.mark.parametrize(
    ("touch_pin", "pad_pin", "wanted"),
    [
        (True, True, PinPlace.BOTH),
        (True, False, PinPlace.SCREEN),
        (False, True, PinPlace.PAD),
    ],
)
def test_the_page_says_where_a_pin_can_be_typed(touch_pin, pad_pin, wanted):
    """At every prompt; a lost pad changes it, and a repetition has the new PIN's place alone."""
    terms = replace(TERMS, touch_pin=touch_pin, pad_pin=pad_pin)
    for place in (places.TypingPin(), places.TypingNewPin(PinPrompt.NEW)):
        visit = state.Visit(terms, place)
        lost = step(visit, events.PinOpenAt(PinPlace.SCREEN)).visit
        both = [screen(visit).pin_place, screen(lost).pin_place]
        assert [wanted, PinPlace.SCREEN] == both

    new = state.Visit(terms, places.TypingNewPin(PinPrompt.NEW))
    typed = step(new, events.PinTypedAt(PinPlace.PAD)).visit
    again = step(typed, events.PinEnded.ENTERED).visit
    shown = [screen(each).pin_place for each in (typed, again)]
    assert [wanted, PinPlace.PAD] == shown


def test_an_expired_visit_asks_for_the_pin_and_goes_on():
    visit = state.Visit(TERMS, places.AskingBalance(), accounts=(ACCOUNT,))
    asked = step(visit, events.AskFailed(events.Failure.EXPIRED))
    proven = step(
        replace(asked.visit, place=places.Proving(asked.visit.place.then)),
        events.Proven((ACCOUNT,)),
    )

    assert places.TypingPin(places.AskingBalance()) == asked.visit.place
    assert effects.AskBalance(ACCOUNT.id) in proven.effects


@pytest.mark.parametrize(("typed_at", "shown"), [(PinPlace.PAD, False), (PinPlace.SCREEN, True)])
def test_keys_on_glass_that_would_be_refused_are_not_drawn(typed_at, shown):
    """A new PIN is repeated where it was typed."""
    terms = replace(TERMS, touch_pin=True)
    again = places.TypingNewPin(PinPrompt.AGAIN, typed_at=typed_at)

    assert shown is screen(state.Visit(terms, again)).touch_pin
