"""From a card that was read to the PIN: the language, and what is missing today."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.screens import Missing, PinPrompt
from kiosk.domain.visit.effects import Do, Log, StartPin, Step
from kiosk.domain.visit.moves import move
from kiosk.domain.visit.places import ChoosingLanguage, ReadingNotice, ReturningCard, TypingPin
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.terms import Terms

LANGUAGE: Final = "language-"  # a choice's id begins so


def card_read(visit: Visit) -> Step:
    if not visit.terms.keeps_card:
        return move(visit, ReturningCard(), Do.RELEASE_CARD, Do.BEEP_TAKE)
    return welcomed(visit)


def welcomed(visit: Visit) -> Step:
    if len(visit.terms.languages) > 1:
        return move(visit, ChoosingLanguage())
    return greeted(visit)


def language_ids(terms: Terms) -> tuple[str, ...]:
    return tuple(LANGUAGE + language for language in terms.languages)


def language_chosen(visit: Visit, choice: str) -> Step:
    """One of `language_ids`; anything else leaves the question as it is."""
    if choice not in language_ids(visit.terms):
        return Step(visit)
    language = choice.removeprefix(LANGUAGE)
    taken = greeted(replace(visit, language=language))
    return Step(taken.visit, (Log("language", language), *taken.effects))


def greeted(visit: Visit) -> Step:
    """In a language; whoever came for cash or for a receipt is told first if there is none."""
    return move(visit, ReadingNotice()) if missing(visit.terms) else pin_asked(visit)


def reassured(taken: Step) -> Step:
    """What was missing may be there again while the customer reads that it is not: then go on."""
    if not isinstance(taken.visit.place, ReadingNotice) or missing(taken.visit.terms):
        return taken
    on = pin_asked(taken.visit)
    return Step(on.visit, (*taken.effects, *on.effects))


def missing(terms: Terms) -> tuple[Missing, ...]:
    cash = () if terms.may_pay else (Missing.CASH,)
    receipts = (Missing.RECEIPTS,) if terms.has_printer and not terms.prints else ()
    return cash + receipts


def pin_asked(visit: Visit) -> Step:
    return move(visit, TypingPin(), StartPin(PinPrompt.CURRENT))
