"""What a visit does when the machine loses a part of itself: it tells at once, and ends by itself.

Past the point of no return nothing is broken off: the notes, and then the bank, come first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit.effects import Do, GiveUpCash, Log, Step
from kiosk.domain.visit.events import Lost, Part
from kiosk.domain.visit.moves import hold, move, stop_pin, tell
from kiosk.domain.visit.places import (
    Another,
    AskingBalance,
    CardHeld,
    CashPhase,
    ChoosingAmount,
    ChoosingLanguage,
    ChoosingService,
    Confirming,
    Place,
    Proving,
    Reading,
    ReadingNotice,
    ShowingBalance,
    TakingCard,
    Telling,
    TypingAmount,
    TypingNewPin,
    TypingPin,
    Withdrawing,
)
from kiosk.domain.visit.state import Reader, Visit

# Nothing is under way that must have its end first. That a PIN is changed the customer must read.
DIALOGUE: Final = (
    ChoosingLanguage
    | ReadingNotice
    | TypingPin
    | Proving
    | ChoosingService
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | AskingBalance
    | ShowingBalance
    | TypingNewPin
    | Another
)
CHOOSING_CASH: Final = ChoosingAmount | TypingAmount | Confirming
# Until the card is gone a withdrawal can be given up without a note having moved.
EARLY: Final = frozenset({CashPhase.CONTACTING, CashPhase.CARD_OUT})
DENIALS: Final = {
    Part.READER: Denial.CARD_SILENT,
    Part.HSM: Denial.CASH_FAULT,
    Part.LINK: Denial.LINK_DOWN,
}


def lost(visit: Visit, event: Lost) -> Step:
    place = visit.place
    if event.part is Part.READER:
        if not visit.card_in:
            return Step(visit)
        # Until it was released the card is held, whatever the reader said last.
        is_out = event.card_at_slot and _is_released(place)
        away = Reader.AWAY_CARD_OUT if is_out else Reader.AWAY
        visit = replace(visit, reader=away, reference=event.reference)
    if isinstance(place, Withdrawing):
        if place.phase in EARLY and event.part in DENIALS:
            return Step(visit, (GiveUpCash(DENIALS[event.part]),))
        return Step(visit)
    match event.part:
        case Part.READER:
            return _without_reader(visit)
        case Part.PIN_PAD if visit.terms.touch_pin:
            return Step(visit)
        case Part.PIN_PAD | Part.TRUST if isinstance(place, DIALOGUE | Reading):
            fault = Telling(Notice.MACHINE_FAULT, MoneyWords.NOTHING_MOVED)
            return tell(visit, fault, Log("cancelled", "device"), *stop_pin(visit))
        case Part.LINK if isinstance(place, DIALOGUE | Reading):
            silent = Telling(Notice.BANK_SILENT, MoneyWords.NOTHING_MOVED)
            return tell(visit, silent, Log("cancelled", "link"), *stop_pin(visit))
    return Step(visit)


def _without_reader(visit: Visit) -> Step:
    match visit.place:
        case TakingCard() | Telling(again=True) as said:
            return hold(visit, said)
        case place if isinstance(place, DIALOGUE | Reading):
            return hold(visit, None, Log("cancelled", "device"), *stop_pin(visit))
    return Step(visit)


def _is_released(place: Place) -> bool:
    return isinstance(place, TakingCard) or (
        isinstance(place, Withdrawing) and place.phase is CashPhase.CARD_OUT
    )


def reader_back(visit: Visit) -> Step:
    """The card can be given back after all."""
    here = replace(visit, reader=Reader.THERE)
    if not isinstance(visit.place, CardHeld):
        return Step(here)
    held = visit.place
    fault = TakingCard(Notice.MACHINE_FAULT, held.money, held.amount, held.reference)
    return move(here, fault, Do.RELEASE_CARD, Do.BEEP_TAKE)


def cash_offer(visit: Visit, *, may_pay: bool) -> Step:
    """The menu changes as it stands; whoever was choosing an amount is told and led back to it."""
    now = replace(visit, terms=replace(visit.terms, may_pay=may_pay))
    if may_pay or not isinstance(visit.place, CHOOSING_CASH):
        return Step(now)
    return no_cash_now(now)


def no_cash_now(visit: Visit) -> Step:
    return tell(visit, Telling(Notice.CASH_FAULT, MoneyWords.NOT_CHARGED, again=True))
