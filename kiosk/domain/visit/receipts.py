"""What becomes of a receipt: printed, shown, or neither; it never holds up the money."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import ReceiptWish
from kiosk.domain.visit.cashless_places import (
    Deposited,
    Transferred,
)
from kiosk.domain.visit.effects import Do, DrawReceipt, Effect, Log, PrintReceipt, Step
from kiosk.domain.visit.money_news import ReceiptDrawn, ReceiptNews, Slip
from kiosk.domain.visit.moves import another, move, tell
from kiosk.domain.visit.places import (
    AfterReceipt,
    Another,
    ChoosingReceipt,
    LackingReceipt,
    ReadingReceipt,
    ShowingBalance,
    TakingReceipt,
    Telling,
)
from kiosk.domain.visit.state import Visit

PREFIX: Final = "receipt-"  # a choice's id begins so
ON_SCREEN: Final = PREFIX + ReceiptWish.SCREEN.value


def language_of(visit: Visit) -> str:
    return visit.language or visit.terms.language


def after(
    visit: Visit,
    receipt: ReceiptFacts,
    then: AfterReceipt,
    without: Transferred | Deposited | None = None,
    *effects: Effect,
) -> Step:
    """It has succeeded. without: what says so where there is no receipt, if not `then`."""
    if visit.receipt in {ReceiptWish.NONE, ReceiptWish.SCREEN}:
        effects = (Log("receipt-declined", receipt.reference), *effects)
    match visit.receipt_wish:
        case ReceiptWish.PRINTED:
            return move(visit, TakingReceipt(receipt, then), *effects, PrintReceipt(receipt))
        case ReceiptWish.SCREEN:
            return move(visit, ReadingReceipt(receipt, then), *effects, DrawReceipt(receipt))
        case ReceiptWish.NONE if without is not None:
            return move(visit, without, *effects)
    return onward(visit, then, *effects)


def onward(visit: Visit, then: AfterReceipt, *effects: Effect) -> Step:
    if isinstance(visit.place, TakingReceipt):
        visit = replace(visit, had_receipt=True)
    match then:
        case Another(notice):
            return another(visit, *effects, notice=notice)
        case Telling(again=again):
            # The card may have gone while the receipt was taken or read.
            return tell(visit, replace(then, again=again and visit.goes_on), *effects)
    return move(visit, then, *effects)


def wishes(visit: Visit) -> tuple[ReceiptWish, ...]:
    """What can be chosen, the usual one first."""
    paper = (ReceiptWish.PRINTED,) if visit.terms.prints else ()
    return (*paper, ReceiptWish.NONE, ReceiptWish.SCREEN)


def wish_ids(visit: Visit) -> tuple[str, ...]:
    return tuple(PREFIX + wish.value for wish in wishes(visit))


def chosen(visit: Visit, place: ChoosingReceipt, key: str, choice: str) -> Step:
    if key == "C":
        return move(visit, place.back)
    if key == "E":
        return move(visit, place.back)  # as it is marked
    if choice not in wish_ids(visit):
        return Step(visit)
    wish = ReceiptWish(choice.removeprefix(PREFIX))
    return move(replace(visit, receipt=wish), place.back)


def printed(visit: Visit, place: ShowingBalance) -> Step:
    """The customer asks for the balance on paper."""
    account = visit.account
    receipt = ReceiptFacts(
        ReceiptKind.BALANCE,
        place.reference,
        language_of(visit),
        source=None if account is None else account.line,
        available=place.available,
        balance=place.balance,
    )
    return move(visit, TakingReceipt(receipt, Another()), PrintReceipt(receipt))


def heard(visit: Visit, event: ReceiptNews | ReceiptDrawn) -> Step:
    """News of a receipt that is not on the page moves nothing."""
    match visit.place:
        case (TakingReceipt() | LackingReceipt() | ReadingReceipt()) as place:
            if place.receipt.reference == event.reference:
                return _heard(visit, place, event)
    return Step(visit)


def _heard(
    visit: Visit,
    place: TakingReceipt | LackingReceipt | ReadingReceipt,
    event: ReceiptNews | ReceiptDrawn,
) -> Step:
    match place, event:
        case TakingReceipt(is_out=False), ReceiptNews(Slip.PRINTED):
            return move(visit, replace(place, is_out=True), Do.BEEP_TAKE)
        case LackingReceipt(is_unsure=True), ReceiptNews(Slip.PRINTED):
            # It took its time, and was given up.
            out = TakingReceipt(place.receipt, place.then, is_out=True)
            return move(visit, out, Do.BEEP_TAKE)
        case TakingReceipt(), ReceiptNews(Slip.TAKEN):
            return onward(visit, place.then)
        case TakingReceipt(is_out=False), ReceiptNews(Slip.FAILED | Slip.UNSURE as state):
            return lacking(visit, place, is_unsure=state is Slip.UNSURE)
        case LackingReceipt(is_unsure=True), ReceiptNews(Slip.FAILED):
            return move(visit, replace(place, is_unsure=False))
        case ReadingReceipt(), ReceiptDrawn(lines=lines):
            return Step(replace(visit, place=replace(place, lines=lines)))
    return Step(visit)


def lacking(visit: Visit, place: TakingReceipt, *, is_unsure: bool) -> Step:
    lacks = LackingReceipt(place.receipt, place.then, is_unsure)
    return move(visit, lacks, Do.BEEP_TAKE if is_unsure else Do.BEEP_REFUSED)


def pressed(
    visit: Visit, place: TakingReceipt | ReadingReceipt | LackingReceipt, key: str, choice: str
) -> Step:
    if isinstance(place, LackingReceipt) and (choice == ON_SCREEN or key == "1"):
        reading = ReadingReceipt(place.receipt, place.then)
        return move(visit, reading, DrawReceipt(place.receipt))
    if choice == "continue" or key in {"E", "X"}:
        return onward(visit, place.then)
    return Step(visit)
