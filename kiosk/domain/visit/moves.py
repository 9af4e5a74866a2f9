"""Moves that several places share: going on, asking for a PIN, telling, leaving."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.screens import MoneyWords, Notice, PinPrompt
from kiosk.domain.visit.effects import Do, Effect, End, StartPin, Step
from kiosk.domain.visit.money_words import done_with
from kiosk.domain.visit.places import (
    Another,
    CardHeld,
    Leaving,
    Over,
    Place,
    TakingCard,
    Telling,
    TypingNewPin,
    TypingPin,
    Wanted,
)
from kiosk.domain.visit.state import Part, Reader, Visit

# What the journal says of a visit that ended with this on the screen.
WHYS: Final = {
    Notice.CANCELLED: "cancel",
    Notice.TIME_UP: "timeout",
    Notice.BANK_SILENT: "link",
    Notice.CARD_PULLED: "card",
    Notice.MACHINE_FAULT: "fault",
}


def move(visit: Visit, place: Place, *effects: Effect) -> Step:
    return Step(replace(visit, place=place, warned=False), effects)


def tell(visit: Visit, message: Telling, *effects: Effect) -> Step:
    """Say something; unless the visit goes on, the card goes back at the same time."""
    if visit.card_in and visit.reader is not Reader.THERE:
        return hold(visit, message, *effects)
    if message.again or not visit.card_in:
        return move(visit, message, *effects)
    beside = TakingCard(message.notice, message.money, message.amount, message.reference)
    return move(visit, beside, *effects, Do.RELEASE_CARD, Do.BEEP_TAKE)


def leave(visit: Visit, notice: Notice | None = None, *effects: Effect) -> Step:
    """End the dialogue: the card goes back if it is in."""
    if visit.card_in and visit.reader is not Reader.THERE:
        return hold(visit, None, *effects)
    if visit.card_in:
        return move(visit, TakingCard(notice), *effects, Do.RELEASE_CARD, Do.BEEP_TAKE)
    if notice is not None and not visit.terms.keeps_card:
        return move(visit, Telling(notice, None), *effects)
    return goodbye(visit, notice, *effects)


def another(visit: Visit, *effects: Effect, notice: Notice | None = None) -> Step:
    """This transaction is over; whoever can go on is asked whether they want to.

    Where the machine cannot, the goodbye says that it is closed.
    """
    if visit.goes_on:
        return move(visit, Another(notice), *effects)
    return leave(visit, notice, *effects)


def goodbye(visit: Visit, notice: Notice | None, *effects: Effect) -> Step:
    """The card is out, and everything is said."""
    said = notice or (without(visit) if visit.gone else None)
    why = "done" if said is None else WHYS.get(said, "done")
    return move(visit, Leaving(why=why), *effects)


def end(visit: Visit, why: str, *effects: Effect) -> Step:
    return Step(replace(visit, place=Over(why), warned=False), (*effects, End(why)))


def hold(visit: Visit, said: Telling | TakingCard | None, *effects: Effect) -> Step:
    """The reader is away: the card cannot be given back now. What was said of money stays."""
    at_slot = visit.reader is Reader.AWAY_CARD_OUT
    held = CardHeld(MoneyWords.NOTHING_MOVED, None, visit.reference, at_slot)
    done = done_with(visit.place)
    if said is not None and said.money is not None:
        reference = said.reference or visit.reference
        held = CardHeld(said.money, said.amount, reference, at_slot)
    elif done is not None:
        held = CardHeld(done.money, done.amount, done.reference, at_slot)
    return move(visit, held, *effects)


def ask_pin(visit: Visit, then: Wanted, notice: Notice | None, tries_left: int | None) -> Step:
    if visit.gone:
        return tell(visit, Telling(without(visit), MoneyWords.NOTHING_MOVED))
    if visit.reader is not Reader.THERE:
        return leave(visit)
    return move(visit, TypingPin(then, notice, tries_left), StartPin(PinPrompt.CURRENT))


def ask_new_pin(visit: Visit, *effects: Effect, notice: Notice | None = None) -> Step:
    if visit.gone:
        return tell(visit, Telling(without(visit), MoneyWords.NOTHING_MOVED), *effects)
    if visit.reader is not Reader.THERE:
        return leave(visit, None, *effects)
    return move(visit, TypingNewPin(PinPrompt.NEW, notice), *effects, StartPin(PinPrompt.NEW))


def without(visit: Visit) -> Notice:
    """What is said where nothing more can be asked for: of `gone`."""
    return Notice.BANK_SILENT if visit.gone == {Part.LINK} else Notice.MACHINE_FAULT


def stop_pin(visit: Visit) -> tuple[Effect, ...]:
    return (Do.STOP_PIN,) if isinstance(visit.place, TypingPin | TypingNewPin) else ()
