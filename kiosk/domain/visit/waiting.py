"""How long each place waits, and what follows when time is up or the card is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.visit import cash, receipts
from kiosk.domain.visit.cash_places import (
    CashPhase,
    Withdrawing,
)
from kiosk.domain.visit.cashless_places import (
    Deposited,
    Depositing,
    Transferred,
    Transferring,
)
from kiosk.domain.visit.effects import READ_CARD_S, AnswerShort, Do, Log, SetTimer, Step
from kiosk.domain.visit.greeting import greeted, pin_asked, welcomed
from kiosk.domain.visit.moves import end, goodbye, leave, move, stop_pin, tell
from kiosk.domain.visit.places import (
    PROMPTS,
    Another,
    CardHeld,
    ChangingPin,
    ChoosingLanguage,
    LackingReceipt,
    Leaving,
    PinChanged,
    Place,
    Reading,
    ReadingNotice,
    ReadingReceipt,
    ReturningCard,
    TakingCard,
    TakingReceipt,
    Telling,
)
from kiosk.domain.visit.state import EXTENSIONS_MAX, Reader, Visit

SLIGHT: Final = frozenset({None, Notice.CANCELLED, Notice.TIME_UP})


def patience(visit: Visit) -> float | None:
    """How long the place waits for its event, in seconds; None: as long as it takes."""
    terms = visit.terms
    match visit.place:
        case Reading():
            return READ_CARD_S
        case ChoosingLanguage():
            return terms.language_s
        case ReadingNotice():
            return terms.service_notice_s
        case TakingReceipt(is_out=is_out):
            return terms.take_receipt_s if is_out else terms.print_s
        case (
            TakingCard()
            | ReturningCard()
            | Withdrawing(phase=CashPhase.CARD_OUT)
            | CardHeld(at_slot=True)
        ):
            return terms.take_card_s
        case CardHeld():
            return terms.quiet_s  # time enough to write the reference down
        case Telling(again=True):
            return terms.quiet_s
        case Telling(reference=reference) if reference:
            return terms.quiet_s  # time enough to write the reference down
        case Telling():
            return terms.message_s
        case Leaving():
            return terms.goodbye_s
        case place if is_prompt(place):
            return terms.quiet_s
    return None


def is_prompt(place: Place) -> bool:
    """Whether the place waits for the customer's decision."""
    return isinstance(place, PROMPTS) or (
        isinstance(place, Withdrawing) and place.phase is CashPhase.SHORT
    )


def time_is_up(visit: Visit) -> Step:
    match visit.place:
        case Reading():
            return tell(visit, Telling(Notice.CARD_UNREADABLE, MoneyWords.NOTHING_MOVED))
        case ChoosingLanguage():
            return greeted(visit)
        case ReadingNotice():
            return pin_asked(visit)
        case Leaving(why=why):
            return end(visit, why)
        case CardHeld():
            # Nobody knows when the reader answers again; the machine gives the card back then.
            return end(visit, "fault", Log("card-not-taken"))
        case TakingReceipt(_, then, is_out) as place:
            # It stays at its slot; what is late coming out may come yet.
            if is_out:
                return receipts.onward(visit, then)
            return receipts.lacking(visit, place, is_unsure=True)
        case TakingCard() | ReturningCard():
            # The reader cannot pull a card back in: it stays at the slot until it is taken.
            return Step(visit, (Log("card-not-taken"), Do.BEEP_HURRY, SetTimer(patience(visit))))
        case Withdrawing(phase=CashPhase.CARD_OUT):
            return Step(visit, (Log("card-not-taken"), Do.CARD_STAYS))
        case Telling(notice, again=False):
            return goodbye(visit, notice)
        case place if not is_prompt(place) and not isinstance(place, Telling):
            return Step(visit)
    if not visit.warned and visit.extensions < EXTENSIONS_MAX:
        warning = SetTimer(visit.terms.warning_s)
        return Step(replace(visit, warned=True), (Do.BEEP_HURRY, warning))
    quiet = replace(visit, warned=False)
    if isinstance(quiet.place, Withdrawing):
        # Nobody answered: what lies stacked is not given, and nothing is charged.
        abandoned = replace(quiet, place=replace(quiet.place, abandoned=True))
        return Step(abandoned, (_timeout(visit), AnswerShort(take=False)))
    if isinstance(quiet.place, ReadingReceipt | LackingReceipt):
        then = quiet.place.then
        if not isinstance(then, Another):
            return receipts.onward(quiet, then, _timeout(visit))
    return leave(quiet, Notice.TIME_UP, _timeout(visit), *stop_pin(visit))


def _timeout(visit: Visit) -> Log:
    """How many milliseconds the customer had: until the question for more time, and with it."""
    allowed_s = visit.terms.quiet_s + (visit.terms.warning_s if visit.warned else 0)
    return Log("timeout", str(round(allowed_s * 1000)))


def card_taken(visit: Visit) -> Step:
    gone = replace(visit, card_in=False, warned=False, reader=Reader.THERE)
    match visit.place:
        case ReturningCard():
            return welcomed(gone)
        case TakingCard(notice) if notice in SLIGHT:
            return goodbye(gone, notice)
        case CardHeld():
            return goodbye(gone, Notice.MACHINE_FAULT)
        case TakingCard(notice, money, amount, reference) if notice is not None:
            return move(gone, Telling(notice, money, amount, reference))
        case Withdrawing():
            return cash.card_taken(gone)
        case Telling(again=True):
            return goodbye(gone, Notice.CARD_PULLED, Log("card-pulled"))
        case ChangingPin() | Transferring() | Depositing() | Telling() | Leaving():
            return Step(gone)
        case Transferred() | Deposited() | TakingReceipt() | ReadingReceipt() | LackingReceipt():
            return Step(gone)
        case PinChanged():
            return goodbye(gone, None)
    pulled = Telling(Notice.CARD_PULLED, MoneyWords.NOTHING_MOVED)
    return move(gone, pulled, Log("card-pulled"), *stop_pin(visit))
