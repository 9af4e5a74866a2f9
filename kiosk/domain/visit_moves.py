"""Moves that several places share: going on, telling something, leaving."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.screens import Notice
from kiosk.domain.visit import Do, Effect, Leaving, Place, Step, TakingCard, Telling, Visit


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
