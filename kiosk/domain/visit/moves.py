"""Moves that several places share: going on, asking for a PIN, telling, leaving."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.screens import Notice, PinPrompt
from kiosk.domain.visit.effects import Do, Effect, StartPin, Step
from kiosk.domain.visit.places import (
    Leaving,
    Place,
    TakingCard,
    Telling,
    TypingNewPin,
    TypingPin,
    Visit,
    Wish,
)


def move(visit: Visit, place: Place, *effects: Effect) -> Step:
    return Step(replace(visit, place=place, warned=False), effects)


def tell(visit: Visit, message: Telling, *effects: Effect) -> Step:
    """Say something; unless the visit goes on, the card goes back at the same time."""
    if message.again or not visit.card_in:
        return move(visit, message, *effects)
    beside = TakingCard(message.notice, message.money, message.amount, message.reference)
    return move(visit, beside, *effects, Do.RELEASE_CARD, Do.BEEP_TAKE)


def leave(visit: Visit, notice: Notice | None = None, *effects: Effect) -> Step:
    """End the dialogue: the card goes back if it is in."""
    if visit.card_in:
        return move(visit, TakingCard(notice), *effects, Do.RELEASE_CARD, Do.BEEP_TAKE)
    return move(visit, Leaving(), *effects)


def ask_pin(visit: Visit, then: Wish, notice: Notice | None, tries_left: int | None) -> Step:
    return move(visit, TypingPin(then, notice, tries_left), StartPin(PinPrompt.CURRENT))


def ask_new_pin(visit: Visit, *effects: Effect, notice: Notice | None = None) -> Step:
    return move(visit, TypingNewPin(PinPrompt.NEW, notice), *effects, StartPin(PinPrompt.NEW))


def stop_pin(visit: Visit) -> tuple[Effect, ...]:
    return (Do.STOP_PIN,) if isinstance(visit.place, TypingPin | TypingNewPin) else ()
