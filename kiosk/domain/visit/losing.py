"""What a visit does when the machine loses a part of itself: it tells at once, and ends by itself.

Past the point of no return nothing is broken off: the notes, and then the bank, come first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.mix import most
from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import deposit
from kiosk.domain.visit.cash_choices import canisters_changed
from kiosk.domain.visit.cash_places import (
    CashPhase,
    ChoosingAmount,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    ChoosingTarget,
    ConfirmingDeposit,
    ConfirmingTransfer,
    Depositing,
    TypingDeposit,
    TypingTransfer,
)
from kiosk.domain.visit.effects import Do, GiveUpCash, Log, Step
from kiosk.domain.visit.events import Back, CashOffer, Lost
from kiosk.domain.visit.money_news import Offers
from kiosk.domain.visit.moves import hold, move, stop_pin, tell
from kiosk.domain.visit.places import (
    Another,
    AskingBalance,
    CardHeld,
    ChoosingAccount,
    ChoosingLanguage,
    ChoosingReceipt,
    ChoosingService,
    Place,
    Proving,
    Purpose,
    Reading,
    ReadingNotice,
    ReturningCard,
    ShowingBalance,
    TakingCard,
    Telling,
    TypingNewPin,
    TypingPin,
)
from kiosk.domain.visit.state import Part, Reader, Visit

# Nothing is under way that must have its end first. That a PIN is changed the customer must read.
DIALOGUE: Final = (
    ReturningCard
    | ChoosingLanguage
    | ReadingNotice
    | TypingPin
    | Proving
    | ChoosingService
    | ChoosingAccount
    | ChoosingAmount
    | TypingAmount
    | Confirming
    | ChoosingNotes
    | ChoosingReceipt
    | AskingBalance
    | ShowingBalance
    | TypingNewPin
    | ChoosingSource
    | ChoosingTarget
    | TypingTransfer
    | ConfirmingTransfer
    | TypingDeposit
    | ConfirmingDeposit
    | Another
)
# Until the card is gone a withdrawal can be given up without a note having moved.
EARLY: Final = frozenset({CashPhase.CONTACTING, CashPhase.CARD_OUT})
# Without these nothing more can be asked for, once what is under way has its end.
NEEDED: Final = frozenset({Part.PIN_PAD, Part.TRUST, Part.LINK})
DENIALS: Final = {
    Part.READER: Denial.CARD_SILENT,
    Part.HSM: Denial.CASH_FAULT,
    Part.LINK: Denial.LINK_DOWN,
}


def lost(visit: Visit, event: Lost) -> Step:
    place = visit.place
    if event.part is Part.PIN_PAD and visit.terms.touch_pin:
        return Step(visit)
    if event.part in NEEDED:
        visit = replace(visit, gone=visit.gone | {event.part})
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
    if isinstance(place, Depositing):
        return deposit.link_lost(visit, place) if event.part is Part.LINK else Step(visit)
    if visit.gone and isinstance(place, Telling) and place.again:
        # What was said stays; it does not lead on any more.
        return tell(visit, replace(place, again=False))
    match event.part:
        case Part.READER:
            return _without_reader(visit)
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
    return isinstance(place, TakingCard | ReturningCard) or (
        isinstance(place, Withdrawing) and place.phase is CashPhase.CARD_OUT
    )


def back(visit: Visit, event: Back) -> Step:
    """Whoever has not been told of it by now goes on; a pad that was opened is never trusted."""
    if event.part is Part.TRUST:
        return Step(visit)
    return Step(replace(visit, gone=visit.gone - {event.part}))


def reader_back(visit: Visit) -> Step:
    """The card can be given back after all."""
    here = replace(visit, reader=Reader.THERE)
    if not isinstance(visit.place, CardHeld):
        return Step(here)
    held = visit.place
    fault = TakingCard(Notice.MACHINE_FAULT, held.money, held.amount, held.reference)
    return move(here, fault, Do.RELEASE_CARD, Do.BEEP_TAKE)


def cash_offer(visit: Visit, offer: CashOffer) -> Step:
    """The menu changes as it stands, and so do the notes that are to be confirmed; whoever was
    choosing an amount that no canister can pay any more is told."""
    terms = replace(visit.terms, may_pay=offer.may_pay)
    if offer.canisters is not None:
        bound = most(offer.canisters, terms.currency, terms.notes_max)
        terms = replace(terms, canisters=offer.canisters, amount_max=bound)
    now = replace(visit, terms=terms)
    if offer.may_pay:
        return canisters_changed(now)
    if not _chooses_cash(visit.place):
        return Step(now)
    return no_cash_now(now)


def _chooses_cash(place: Place) -> bool:
    match place:
        case ChoosingAmount() | TypingAmount() | Confirming() | ChoosingNotes():
            return True
        case ChoosingReceipt(Confirming()) | ChoosingAccount(Purpose.WITHDRAWAL):
            return True
    return False


def offers(visit: Visit, event: Offers) -> Step:
    """As for cash: whoever was about to put an envelope in is told."""
    terms = replace(visit.terms, prints=event.prints, takes_envelopes=event.takes_envelopes)
    now = replace(visit, terms=terms)
    if event.takes_envelopes or not _chooses_deposit(visit.place):
        return Step(now)
    off = Telling(Notice.ENVELOPES_OFF, MoneyWords.NOTHING_RECORDED, again=True)
    return tell(now, off)


def _chooses_deposit(place: Place) -> bool:
    match place:
        case TypingDeposit() | ConfirmingDeposit():
            return True
        case ChoosingReceipt(ConfirmingDeposit()) | ChoosingAccount(Purpose.DEPOSIT):
            return True
    return False


def no_cash_now(visit: Visit) -> Step:
    return tell(visit, Telling(Notice.CASH_FAULT, MoneyWords.NOT_CHARGED, again=True))
