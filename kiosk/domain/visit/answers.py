"""What pads and bank answered: a PIN was typed, proven, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hardware.crypto.pin_block import DIGITS_MIN
from kiosk.domain.screens import MoneyWords, Notice, PinPrompt
from kiosk.domain.visit.cash_choices import asked_again
from kiosk.domain.visit.cash_places import (
    ChoosingAmount,
    Confirming,
)
from kiosk.domain.visit.cashless_places import (
    ConfirmingDeposit,
    ConfirmingTransfer,
)
from kiosk.domain.visit.effects import AskBalance, Do, Log, StartPin, Step
from kiosk.domain.visit.events import BalanceKnown, PinEnded
from kiosk.domain.visit.losing import no_cash_now
from kiosk.domain.visit.moves import another, ask_new_pin, leave, move, tell
from kiosk.domain.visit.places import (
    AskingBalance,
    ChangingPin,
    ChoosingService,
    Proving,
    ShowingBalance,
    Telling,
    TypingNewPin,
    TypingPin,
    Wanted,
)
from kiosk.domain.visit.pressing import cancel
from kiosk.domain.visit.state import Account, Visit

ACCOUNTS_MAX: Final = 8  # as many as there are side keys

# What is said of the keys on the way; gone once the customer has typed on.
REMARKS: Final = frozenset(
    {
        Notice.PIN_TOO_SHORT,
        Notice.PIN_BEGUN_ON_PAD,
        Notice.PIN_BEGUN_ON_SCREEN,
        Notice.PIN_AGAIN_ON_PAD,
        Notice.PIN_AGAIN_ON_SCREEN,
        Notice.PIN_ENTER_ON_PAD,
    }
)

# These say what the last key could not do: the next one has already heard them.
ANY_KEY: Final = frozenset({Notice.PIN_TOO_SHORT, Notice.PIN_ENTER_ON_PAD})


def typed(visit: Visit, place: TypingPin | TypingNewPin, count: int) -> Step:
    """So many digits; with the next key, or once there are enough, what was said is settled."""
    notice = place.notice
    is_typed = count != place.digits
    is_done = notice in ANY_KEY or count >= DIGITS_MIN
    if notice in REMARKS and is_typed and is_done:
        tries_left = place.tries_left if isinstance(place, TypingPin) else None
        notice = None if tries_left is None else Notice.PIN_WRONG
    now = replace(place, digits=count, notice=notice)
    return Step(replace(visit, place=now, warned=False))


def pin_ended(visit: Visit, ended: PinEnded) -> Step:
    match ended, visit.place:
        case PinEnded.ENTERED, TypingPin(then):
            return move(visit, Proving(then), Do.ASK_ACCOUNTS)
        case PinEnded.ENTERED, TypingNewPin(PinPrompt.NEW, typed_at=typed_at):
            again = TypingNewPin(PinPrompt.AGAIN, typed_at=typed_at)
            return move(visit, again, StartPin(PinPrompt.AGAIN))
        case PinEnded.ENTERED, TypingNewPin():
            return move(visit, ChangingPin(), Do.CHANGE_PIN)
        case PinEnded.DIFFERENT, TypingNewPin():
            return ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_DIFFERENT)
        case PinEnded.CANCELLED, _:
            return cancel(replace(visit, warned=False))
        case PinEnded.PAD_LOST, _:
            fault = Telling(Notice.MACHINE_FAULT, MoneyWords.NOTHING_MOVED)
            return tell(visit, fault, Log("cancelled", "device"), Do.STOP_PIN)
    return leave(visit, Notice.TIME_UP, Log("timeout"), Do.STOP_PIN)


def proven(visit: Visit, accounts: tuple[Account, ...], then: Wanted) -> Step:
    """Card and PIN are right. What was asked for before goes on, with what the bank says now."""
    visit = replace(visit, accounts=accounts[:ACCOUNTS_MAX])
    if isinstance(visit.place, Proving) and visit.place.cancelled:
        return another(visit, notice=Notice.CANCELLED)
    match then:
        case AskingBalance() if visit.account is not None:
            return move(visit, then, AskBalance(visit.account.id))
        case ChoosingAmount() | Confirming() if not visit.terms.may_pay:
            return no_cash_now(visit)
        case Confirming() if visit.account is not None:
            return asked_again(visit, then)
        case ChoosingAmount() if visit.account is not None:
            return move(visit, then)
        case ConfirmingTransfer(source, target) if _has(visit, source, target):
            return move(visit, then)
        case ConfirmingDeposit(target) if visit.terms.takes_envelopes and _has(visit, target):
            return move(visit, then)
        case TypingNewPin():
            return ask_new_pin(visit)
    return move(visit, ChoosingService())


def _has(visit: Visit, *account_ids: str) -> bool:
    """The bank may have taken an account off the card in between."""
    known = {each.id for each in visit.moving}
    return known.issuperset(account_ids)


def balance_known(visit: Visit, event: BalanceKnown) -> Step:
    """Newer than what was said when the PIN was proven."""
    meant = visit.account

    def newer(account: Account) -> Account:
        if account is not meant:
            return account
        return replace(account, available=event.available, balance=event.balance, is_old=False)

    visit = replace(visit, accounts=tuple(newer(each) for each in visit.accounts))
    if isinstance(visit.place, AskingBalance) and visit.place.cancelled:
        return another(visit, notice=Notice.CANCELLED)
    return move(visit, ShowingBalance(event.available, event.balance, event.reference))
