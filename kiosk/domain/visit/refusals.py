"""A question to the bank has led to nothing: who is told what, and how it goes on."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import MoneyWords, Notice, PinPrompt
from kiosk.domain.visit.cashless_places import (
    ConfirmingDeposit,
    ConfirmingTransfer,
    Depositing,
    Transferring,
    TypingDeposit,
    TypingTransfer,
)
from kiosk.domain.visit.deposit import given_up
from kiosk.domain.visit.effects import Do, Step
from kiosk.domain.visit.events import AskFailed, Failure
from kiosk.domain.visit.moves import another, ask_new_pin, ask_pin, tell
from kiosk.domain.visit.places import (
    AskingBalance,
    ChangingPin,
    Proving,
    Telling,
    TypingNewPin,
    Wanted,
)
from kiosk.domain.visit.state import Visit

NOTICES: Final = {
    Failure.BLOCKED: Notice.CARD_STOPPED,
    Failure.SILENT: Notice.BANK_SILENT,
    Failure.CARD: Notice.CARD_UNREADABLE,
    Failure.FUNDS: Notice.DECLINED_FUNDS,
    Failure.LIMIT: Notice.DECLINED_LIMIT,
    Failure.AMOUNT: Notice.DECLINED_AMOUNT,
    Failure.ACCOUNT: Notice.DECLINED_ACCOUNT,
    Failure.BUSY: Notice.DECLINED_BUSY,
}
# After these another amount may do.
OTHER_AMOUNT: Final = frozenset({Failure.FUNDS, Failure.LIMIT, Failure.AMOUNT})
# After these the customer may try something else with the card still in.
GO_ON: Final = OTHER_AMOUNT | {Failure.ACCOUNT, Failure.BUSY}
# After these nothing else is worth a try; a machine that gave the card back goes on after the rest.
ENDING: Final = frozenset({Failure.BLOCKED, Failure.SILENT, Failure.CARD})

Asking = Proving | AskingBalance | ChangingPin | Transferring | Depositing


def ask_failed(visit: Visit, event: AskFailed) -> Step:
    place = visit.place
    if not isinstance(place, Asking):
        return Step(visit)
    if visit.terms.keeps_card and not visit.card_in:
        return tell(visit, Telling(Notice.CARD_PULLED, MoneyWords.NOTHING_MOVED))
    if isinstance(place, Depositing) and place.cancelled:
        return given_up(visit, place)
    if isinstance(place, Proving | AskingBalance) and place.cancelled and _may_go_on(event):
        return another(visit, notice=Notice.CANCELLED)
    changing = isinstance(place, ChangingPin)
    match event.failure:
        case Failure.PIN_WRONG if event.tries_left:
            return ask_pin(visit, wanted(place), Notice.PIN_WRONG, event.tries_left)
        case Failure.PIN_WRONG:
            return tell(visit, Telling(Notice.PIN_BLOCKED, MoneyWords.NOTHING_MOVED))
        case Failure.EXPIRED:
            return ask_pin(visit, wanted(place), None, None)
        case Failure.WEAK if changing:
            return ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_WEAK)
        case Failure.DIFFERENT if changing:
            return ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_DIFFERENT)
    return tell(visit, _told(visit, place, event.failure))


def _may_go_on(event: AskFailed) -> bool:
    is_blocked = event.failure is Failure.PIN_WRONG and not event.tries_left
    return not is_blocked and event.failure not in ENDING


def wanted(place: Asking) -> Wanted:
    """Where it goes on once the PIN is proven again."""
    match place:
        case Proving(then):
            return then
        case AskingBalance():
            return AskingBalance()
        case ChangingPin():
            return TypingNewPin(PinPrompt.NEW)
        case Transferring(source, target, amount):
            return ConfirmingTransfer(source, target, amount)
        case Depositing(target, amount):
            return ConfirmingDeposit(target, amount)


def _told(visit: Visit, place: Asking, failure: Failure) -> Telling:
    notice = NOTICES.get(failure, Notice.DECLINED_OTHER)
    is_proven = bool(visit.accounts)
    may_try = failure in GO_ON if visit.terms.keeps_card else failure not in ENDING
    again = visit.goes_on and is_proven and may_try
    then: TypingTransfer | TypingDeposit | None = None
    if failure in OTHER_AMOUNT:
        match place:
            case Transferring(source, target):
                then = TypingTransfer(source, target)
            case Depositing(target):
                then = TypingDeposit(target)
    return Telling(notice, MoneyWords.NOTHING_MOVED, again=again, then=then)
