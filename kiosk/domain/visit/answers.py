"""What pads and bank answered: a PIN was typed, proven, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.pin_block import DIGITS_MIN
from kiosk.domain.screens import MoneyWords, Notice, PinPrompt
from kiosk.domain.visit.effects import AskBalance, Do, Log, StartPin, Step
from kiosk.domain.visit.events import AskFailed, Failure, PinEnded
from kiosk.domain.visit.losing import no_cash_now
from kiosk.domain.visit.moves import ask_new_pin, ask_pin, leave, move, tell
from kiosk.domain.visit.places import (
    AskingBalance,
    ChangingPin,
    ChoosingAmount,
    ChoosingService,
    Proving,
    ShowingBalance,
    Telling,
    TypingNewPin,
    TypingPin,
    Wish,
)
from kiosk.domain.visit.pressing import cancel
from kiosk.domain.visit.state import Visit

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


def proven(visit: Visit, then: Wish) -> Step:
    match then:
        case Wish.BALANCE:
            return move(
                visit, AskingBalance(), AskBalance(visit.account.id if visit.account else None)
            )
        case Wish.WITHDRAWAL if not visit.terms.may_pay:
            return no_cash_now(visit)
        case Wish.WITHDRAWAL:
            return move(visit, ChoosingAmount())
        case Wish.PIN_CHANGE:
            return ask_new_pin(visit)
        case Wish.MENU:
            return move(visit, ChoosingService())


def balance_known(visit: Visit, available: Money, balance: Money) -> Step:
    """Newer than what was said when the PIN was proven."""
    if visit.account is not None:
        newer = replace(visit.account, available=available, balance=balance)
        visit = replace(visit, account=newer)
    return move(visit, ShowingBalance(available, balance))


def ask_failed(visit: Visit, event: AskFailed) -> Step:
    match visit.place:
        case Proving(then):
            wish = then
        case AskingBalance():
            wish = Wish.BALANCE
        case ChangingPin():
            wish = Wish.PIN_CHANGE
        case _:
            return Step(visit)
    if not visit.card_in:
        return tell(visit, Telling(Notice.CARD_PULLED, MoneyWords.NOTHING_MOVED))
    changing = isinstance(visit.place, ChangingPin)
    match event.failure:
        case Failure.PIN_WRONG if event.tries_left:
            return ask_pin(visit, wish, Notice.PIN_WRONG, event.tries_left)
        case Failure.PIN_WRONG:
            return tell(visit, Telling(Notice.PIN_BLOCKED, MoneyWords.NOTHING_MOVED))
        case Failure.EXPIRED:
            return ask_pin(visit, wish, None, None)
        case Failure.WEAK if changing:
            return ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_WEAK)
        case Failure.DIFFERENT if changing:
            return ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_DIFFERENT)
    notice = {
        Failure.BLOCKED: Notice.CARD_STOPPED,
        Failure.SILENT: Notice.BANK_SILENT,
        Failure.CARD: Notice.CARD_UNREADABLE,
    }.get(event.failure, Notice.DECLINED_OTHER)
    return tell(visit, Telling(notice, MoneyWords.NOTHING_MOVED))
