"""From where the customer is to what the screen shows: a pure projection."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from kiosk.domain.mix import Canister
from kiosk.domain.screens import Choice, Notice, PinPlace, PinPrompt, Screen, ScreenId
from kiosk.domain.supervisor import Mode, Service
from kiosk.domain.visit.cash_places import (
    ChoosingAmount,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.greeting import language_ids, missing
from kiosk.domain.visit.menu import choosable, services
from kiosk.domain.visit.places import (
    Another,
    AskingBalance,
    CardHeld,
    ChangingPin,
    ChoosingAccount,
    ChoosingLanguage,
    ChoosingReceipt,
    ChoosingService,
    LackingReceipt,
    Leaving,
    Over,
    PinChanged,
    Proving,
    Reading,
    ReadingNotice,
    ReadingReceipt,
    ReturningCard,
    ShowingBalance,
    TakingCard,
    TakingReceipt,
    Telling,
    TypingNewPin,
    TypingPin,
)
from kiosk.domain.visit.showing_cash import (
    amounts_page,
    cash_page,
    confirm_page,
    notes_page,
    typing_page,
)
from kiosk.domain.visit.showing_cashless import (
    accounts_page,
    cashless_page,
    receipt_choice_page,
    receipt_page,
)
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.terms import Terms
from kiosk.domain.visit.values import CONTINUE, YES_NO, denominations

FINISH: Final = (Choice("finish"),)


def idle(service: Service, canisters: tuple[Canister, ...]) -> Screen:
    """The screen between visits."""
    reason = service.reasons[0].value if service.reasons else ""
    if service.waiting and service.serves:
        return Screen(ScreenId.OUT_OF_SERVICE, notice=Notice.FINISHING, can_cancel=False)
    match service.mode:
        case Mode.OFF:
            return Screen(ScreenId.CLOSED, can_cancel=False)
        case Mode.STARTING:
            return Screen(ScreenId.OUT_OF_SERVICE, notice=Notice.STARTING, can_cancel=False)
        case Mode.OUT_OF_SERVICE:
            return Screen(ScreenId.OUT_OF_SERVICE, can_cancel=False, reason=reason)
        case Mode.NO_CASH:
            shown = Screen(ScreenId.NO_CASH, can_cancel=False, reason=reason)
            return replace(shown, takes_envelopes=service.envelopes, prints=service.prints)
        case Mode.IN_SERVICE:
            values = denominations(canisters)
            shown = Screen(ScreenId.ATTRACT, denominations=values, can_cancel=False)
            return replace(shown, takes_envelopes=service.envelopes, prints=service.prints)
        case _:
            assert_never(service.mode)


def screen(visit: Visit, *, closing: bool = False) -> Screen:
    """The screen of a visit. The last one says whether nobody will be served after it."""
    language = visit.language or visit.terms.language
    shown = replace(_place(visit), closing=closing, language=language)
    if visit.gone and shown.id is ScreenId.GOODBYE:
        shown = replace(shown, notice=Notice.NOW_CLOSED)
    if not visit.warned:
        return shown
    seconds = int(visit.terms.warning_s)
    return replace(shown, id=ScreenId.MORE_TIME, choices=YES_NO, seconds=seconds)


def _place(visit: Visit) -> Screen:
    terms = visit.terms
    match visit.place:
        case Reading():
            return Screen(ScreenId.READING_CARD, card_in=terms.keeps_card)
        case ReturningCard():
            return Screen(ScreenId.TAKE_CARD)
        case ChoosingLanguage():
            languages = tuple(Choice(each) for each in language_ids(terms))
            return Screen(
                ScreenId.LANGUAGE,
                choices=languages,
                seconds=int(terms.language_s),
                card_in=visit.card_in,
            )
        case ReadingNotice():
            return Screen(
                ScreenId.SERVICE_NOTICE,
                choices=CONTINUE,
                missing=missing(terms),
                takes_envelopes=terms.takes_envelopes,
                prints=terms.prints,
            )
        case TypingPin(then, notice, tries_left, digits, place):
            return Screen(
                ScreenId.PIN,
                notice=notice,
                tries_left=tries_left,
                digits=digits,
                pin_repeated=not isinstance(then, ChoosingService),
                touch_pin=terms.touch_pin,
                pin_place=place or _pin_place(terms),
            )
        case TypingNewPin(prompt, notice, digits, place, typed_at):
            repeated_at = typed_at if prompt is PinPrompt.AGAIN else None
            return Screen(
                ScreenId.PIN_CHANGE,
                notice=notice,
                digits=digits,
                pin_prompt=prompt,
                # No keys on glass that would be refused.
                touch_pin=terms.touch_pin and repeated_at is not PinPlace.PAD,
                pin_place=repeated_at or place or _pin_place(terms),
            )
        case Proving(cancelled=cancelled) | AskingBalance(cancelled=cancelled):
            return Screen(ScreenId.CONTACTING_BANK, can_cancel=not cancelled)
        case ChangingPin():
            return Screen(ScreenId.CONTACTING_BANK, pin_prompt=PinPrompt.NEW, can_cancel=False)
        case ChoosingService():
            # Of several accounts none is meant before it is chosen.
            account = visit.account if len(visit.accounts) == 1 else None
            return Screen(
                ScreenId.MENU,
                choices=tuple(Choice(each) for each in services(visit)),
                can_cancel=False,
                account=account.name if account else "",
                available=account.known if account else None,
                denominations=denominations(terms.canisters),
            )
        case ChoosingAccount(purpose, part):
            return accounts_page(ScreenId.ACCOUNT, choosable(visit, purpose), part)
        case ChoosingAmount(notice):
            return amounts_page(visit, notice)
        case TypingAmount() as typing:
            return typing_page(visit, typing)
        case Confirming() as confirming:
            return confirm_page(visit, confirming)
        case ChoosingNotes() as choosing:
            return notes_page(visit, choosing)
        case ChoosingReceipt():
            return receipt_choice_page(visit)
        case Withdrawing() as cash:
            return cash_page(cash)
        case ShowingBalance(available, balance):
            printing = (Choice("print"),) if terms.prints else ()
            return Screen(
                ScreenId.BALANCE,
                choices=(*CONTINUE, *printing),
                can_cancel=False,
                available=available,
                balance=balance,
                account=visit.account.name if visit.account else "",
                source=visit.account.line if visit.account else None,
            )
        case PinChanged():
            return Screen(ScreenId.PIN_CHANGED, choices=CONTINUE, can_cancel=False)
        case Another(notice):
            return Screen(
                ScreenId.ANOTHER,
                choices=YES_NO,
                can_cancel=False,
                notice=notice,
                card_in=visit.card_in,
            )
        case TakingReceipt() | ReadingReceipt() | LackingReceipt() as receipt:
            return receipt_page(receipt)
        case Telling() as told:
            return Screen(
                ScreenId.MESSAGE,
                choices=_ways_on(told),
                notice=told.notice,
                money=told.money,
                amount=told.amount,
                reference=told.reference,
                can_cancel=told.again,
            )
        case TakingCard(notice, money, amount, reference):
            return Screen(
                ScreenId.TAKE_CARD,
                notice=notice,
                money=money,
                amount=amount,
                reference=reference,
                can_cancel=False,
            )
        case CardHeld(money, amount, reference, at_slot):
            return Screen(
                ScreenId.TAKE_CARD if at_slot else ScreenId.MESSAGE,
                notice=Notice.MACHINE_FAULT if at_slot else Notice.CARD_HELD,
                money=money,
                amount=amount,
                reference=reference,
                can_cancel=False,
            )
        case Leaving(took):
            return Screen(
                ScreenId.GOODBYE, amount=took, had_receipt=visit.had_receipt, can_cancel=False
            )
        case Over():
            return Screen(ScreenId.GOODBYE, can_cancel=False)
        case cashless:
            return cashless_page(visit, cashless)


def _ways_on(told: Telling) -> tuple[Choice, ...]:
    """What stays long enough for a reference to be written down can be ended sooner."""
    if told.again:
        return CONTINUE
    return FINISH if told.reference else ()


def _pin_place(terms: Terms) -> PinPlace:
    if not terms.touch_pin:
        return PinPlace.PAD
    return PinPlace.BOTH if terms.pad_pin else PinPlace.SCREEN
