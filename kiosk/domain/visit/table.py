"""The visit's table: from a place and an event to the next place and what is to be done."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.screens import ChoicePressed, KeyPressed, MoneyWords, Notice
from kiosk.domain.visit import cash, deposit, receipts, transfer
from kiosk.domain.visit.answers import balance_known, pin_ended, proven, typed
from kiosk.domain.visit.effects import Do, SetTimer, Step
from kiosk.domain.visit.events import (
    AskFailed,
    Back,
    BalanceKnown,
    CardFailed,
    CardRead,
    CardTaken,
    CashNews,
    CashOffer,
    Event,
    Lost,
    PinChangeResult,
    PinDigits,
    PinEnded,
    PinOpenAt,
    PinRemark,
    PinTypedAt,
    Proven,
    ReaderBack,
    TimeIsUp,
)
from kiosk.domain.visit.greeting import card_read, reassured
from kiosk.domain.visit.losing import back, cash_offer, lost, offers, reader_back
from kiosk.domain.visit.money_news import (
    DepositNews,
    Offers,
    ReceiptDrawn,
    ReceiptNews,
    TransferResult,
)
from kiosk.domain.visit.moves import move, tell
from kiosk.domain.visit.places import (
    AskingBalance,
    ChangingPin,
    ChoosingLanguage,
    Over,
    PinChanged,
    Proving,
    Reading,
    Telling,
    TypingNewPin,
    TypingPin,
)
from kiosk.domain.visit.pressing import pressed
from kiosk.domain.visit.refusals import ask_failed
from kiosk.domain.visit.state import READ_TRIES_MAX, Visit
from kiosk.domain.visit.waiting import card_taken, patience, time_is_up


def step(visit: Visit, event: Event) -> Step:
    """The whole table. What a place does not name leaves it as it is."""
    if isinstance(visit.place, Over):
        return Step(visit)
    taken = _step(visit, event)
    was_busy = isinstance(event, ChoicePressed | KeyPressed) or (
        visit.warned and not taken.visit.warned
    )
    # What counts down to its end in sight of the customer is not begun anew out of sight.
    may_restart = not isinstance(visit.place, ChoosingLanguage)
    restart = taken.visit.place != visit.place or (was_busy and may_restart)
    if not restart or isinstance(taken.visit.place, Over) or taken.visit.warned:
        return taken
    timer = SetTimer(patience(taken.visit))
    return Step(taken.visit, (*taken.effects, timer))


def _step(visit: Visit, event: Event) -> Step:
    match event:
        case CardTaken():
            return card_taken(visit)
        case TimeIsUp():
            return time_is_up(visit)
        case ChoicePressed() | KeyPressed():
            return pressed(visit, event)
        case CashNews():
            return cash.heard(visit, event)
        case TransferResult():
            return transfer.heard(visit, event)
        case DepositNews():
            return deposit.heard(visit, event)
        case ReceiptNews() | ReceiptDrawn():
            return receipts.heard(visit, event)
        case AskFailed():
            return ask_failed(visit, event)
        case Lost():
            return lost(visit, event)
        case Back():
            return back(visit, event)
        case ReaderBack():
            return reader_back(visit)
        case CashOffer():
            return reassured(cash_offer(visit, event))
        case Offers():
            return reassured(offers(visit, event))
    match visit.place, event:
        case Reading(), CardRead():
            return card_read(visit)
        case Reading(tries), CardFailed(_, may_pass=True) if tries < READ_TRIES_MAX:
            return move(visit, Reading(tries + 1), Do.READ_CARD)
        case Reading(), CardFailed(notice):
            return tell(visit, Telling(notice, MoneyWords.NOTHING_MOVED))
        case (TypingPin() | TypingNewPin()) as place, PinDigits(count):
            return typed(visit, place, count)
        case (TypingPin() | TypingNewPin()) as place, PinRemark(notice):
            told = replace(place, notice=notice)
            return Step(replace(visit, place=told, warned=False), (Do.BEEP_REFUSED,))
        case (TypingPin() | TypingNewPin()) as place, PinOpenAt(where):
            return Step(replace(visit, place=replace(place, place=where)))
        case TypingNewPin() as place, PinTypedAt(where):
            return Step(replace(visit, place=replace(place, typed_at=where)))
        case ((TypingPin() | TypingNewPin()), PinEnded()):
            return pin_ended(visit, event)
        case Proving(then), Proven(accounts):
            return proven(visit, accounts, then)
        case AskingBalance(), BalanceKnown():
            return balance_known(visit, event)
        case ChangingPin(), PinChangeResult.DONE:
            return move(visit, PinChanged())
        case ChangingPin(), PinChangeResult.NOT_CONFIRMED:
            return tell(visit, Telling(Notice.PIN_UNCONFIRMED, MoneyWords.NOTHING_MOVED))
    return Step(visit)
