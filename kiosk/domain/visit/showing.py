"""From where the customer is to what the screen shows: a pure projection."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, mix, note_lines
from kiosk.domain.screens import Choice, Notice, PinPlace, PinPrompt, Screen, ScreenId
from kiosk.domain.supervisor import Mode, Service
from kiosk.domain.visit.greeting import language_ids
from kiosk.domain.visit.places import (
    Another,
    AskingBalance,
    CardHeld,
    CashPhase,
    ChangingPin,
    ChoosingAmount,
    ChoosingLanguage,
    ChoosingService,
    Confirming,
    Leaving,
    Over,
    PinChanged,
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
from kiosk.domain.visit.pressing import amount_max, amounts, services
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.terms import Terms

CONTINUE: Final = (Choice("continue"),)
FINISH: Final = (Choice("finish"),)

YES_NO: Final = (Choice("yes"), Choice("no"))


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
            return Screen(ScreenId.NO_CASH, can_cancel=False, reason=reason)
        case Mode.IN_SERVICE:
            values = denominations(canisters)
            return Screen(ScreenId.ATTRACT, denominations=values, can_cancel=False)
        case _:
            assert_never(service.mode)


def screen(visit: Visit, *, closing: bool = False, closed: bool = False) -> Screen:
    """The screen of a visit. closed: nobody will be served after it, as the last screen says."""
    language = visit.language or visit.terms.language
    shown = replace(_place(visit), closing=closing, language=language)
    if closed and shown.id is ScreenId.GOODBYE:
        shown = replace(shown, notice=Notice.NOW_CLOSED)
    if not visit.warned:
        return shown
    seconds = int(visit.terms.warning_s)
    return replace(shown, id=ScreenId.MORE_TIME, choices=YES_NO, seconds=seconds)


def denominations(canisters: tuple[Canister, ...]) -> tuple[Money, ...]:
    """What can be paid today, ascending."""
    return tuple(
        sorted({c.denomination for c in canisters if c.left}, key=lambda money: money.minor)
    )


def _place(visit: Visit) -> Screen:
    terms = visit.terms
    match visit.place:
        case Reading():
            return Screen(ScreenId.READING_CARD)
        case ChoosingLanguage():
            languages = tuple(Choice(each) for each in language_ids(terms))
            return Screen(ScreenId.LANGUAGE, choices=languages, seconds=int(terms.language_s))
        case ReadingNotice():
            return Screen(ScreenId.SERVICE_NOTICE, choices=CONTINUE)
        case TypingPin(_, notice, tries_left, digits, place):
            return Screen(
                ScreenId.PIN,
                notice=notice,
                tries_left=tries_left,
                digits=digits,
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
        case Proving() | AskingBalance():
            return Screen(ScreenId.CONTACTING_BANK)
        case ChangingPin():
            return Screen(ScreenId.CONTACTING_BANK, pin_prompt=PinPrompt.NEW, can_cancel=False)
        case ChoosingService():
            account = visit.account
            return Screen(
                ScreenId.MENU,
                choices=tuple(Choice(each) for each in services(visit)),
                can_cancel=False,
                account=account.name if account else "",
                available=account.available if account else None,
                denominations=denominations(terms.canisters),
            )
        case ChoosingAmount(notice):
            return _amounts(visit, notice)
        case TypingAmount() as typing:
            return _typing(visit, typing)
        case Confirming(amount, notes):
            return Screen(
                ScreenId.CONFIRM,
                choices=(Choice("confirm", amount), Choice("change"), Choice("cancel")),
                amount=amount,
                notes=note_lines(notes),
                account=visit.account.name if visit.account else "",
            )
        case Withdrawing() as cash:
            return _cash(cash)
        case ShowingBalance(available, balance):
            return Screen(
                ScreenId.BALANCE,
                choices=CONTINUE,
                can_cancel=False,
                available=available,
                balance=balance,
                account=visit.account.name if visit.account else "",
            )
        case PinChanged():
            return Screen(ScreenId.PIN_CHANGED, choices=CONTINUE, can_cancel=False)
        case Another():
            return Screen(ScreenId.ANOTHER, choices=YES_NO, can_cancel=False)
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
            return Screen(ScreenId.GOODBYE, amount=took, can_cancel=False)
        case Over():
            return Screen(ScreenId.GOODBYE, can_cancel=False)
        case _:
            assert_never(visit.place)


def _ways_on(told: Telling) -> tuple[Choice, ...]:
    """What stays long enough for a reference to be written down can be ended sooner."""
    if told.again:
        return CONTINUE
    return FINISH if told.reference else ()


def _pin_place(terms: Terms) -> PinPlace:
    if not terms.touch_pin:
        return PinPlace.PAD
    return PinPlace.BOTH if terms.pad_pin else PinPlace.SCREEN


def _amounts(visit: Visit, notice: Notice | None) -> Screen:
    terms = visit.terms
    quick = amounts(visit)
    return Screen(
        ScreenId.AMOUNT,
        choices=(*(Choice(f"amount-{m.minor}", m) for m in quick), Choice("other")),
        account=visit.account.name if visit.account else "",
        available=visit.account.available if visit.account else None,
        denominations=denominations(terms.canisters),
        amount_max=amount_max(visit),
        notice=notice or (None if amount_max(visit).is_payable else Notice.DECLINED_FUNDS),
    )


def _typing(visit: Visit, typing: TypingAmount) -> Screen:
    terms, most = visit.terms, amount_max(visit)
    entry = Money(int(typing.units or "0") * terms.minor_per_unit, terms.currency)
    values = denominations(terms.canisters)
    payable = (
        bool(typing.units)
        and entry <= most
        and mix(entry, terms.canisters, terms.notes_max) is not None
    )
    suggested = tuple(Choice(f"amount-{amount.minor}", amount) for amount in typing.possible)
    ways = suggested or (*((Choice("confirm", entry),) if payable else ()), Choice("change"))
    return Screen(
        ScreenId.OTHER_AMOUNT,
        choices=ways,
        possible=typing.possible,
        entry=entry,
        denominations=values,
        amount_max=most if most.is_payable else None,
        notice=typing.notice,
    )


def _cash(cash: Withdrawing) -> Screen:
    lines = note_lines(cash.notes)
    match cash.phase:
        case CashPhase.CONTACTING:
            return Screen(ScreenId.CONTACTING_BANK, amount=cash.amount)
        case CashPhase.CARD_OUT:
            return Screen(ScreenId.TAKE_CARD, amount=cash.amount, notes=lines)
        case CashPhase.COUNTING | CashPhase.CHECKING:
            checking = cash.phase is CashPhase.CHECKING
            return Screen(
                ScreenId.COUNTING,
                amount=cash.amount,
                notes=lines,
                notice=Notice.CASH_SUSPECT if checking else None,
                can_cancel=False,
            )
        case CashPhase.SHORT:
            return Screen(ScreenId.PARTIAL, choices=YES_NO, amount=cash.possible, asked=cash.amount)
        case CashPhase.PRESENTED:
            given = cash.possible or cash.amount
            return Screen(
                ScreenId.TAKE_CASH,
                amount=given,
                notes=lines,
                can_cancel=False,
            )
        case _:
            assert_never(cash.phase)
