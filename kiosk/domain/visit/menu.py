"""What the menu offers, and the way from it to an account."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.visit.cash_places import (
    ChoosingAmount,
)
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    TypingDeposit,
)
from kiosk.domain.visit.choosing import nth, part_of
from kiosk.domain.visit.effects import AskBalance, Log, Step
from kiosk.domain.visit.moves import ask_new_pin, leave, move
from kiosk.domain.visit.places import (
    AskingBalance,
    ChoosingAccount,
    ChoosingService,
    Purpose,
)
from kiosk.domain.visit.state import Account, Visit

MENU: Final = ("withdraw", "balance", "pin-change", "transfer", "deposit", "finish")


def services(visit: Visit) -> tuple[str, ...]:
    """What the menu offers, in its order; a digit key counts what is shown."""
    offered = {
        "withdraw": visit.terms.may_pay,
        "transfer": len(visit.moving) > 1,
        "deposit": visit.terms.takes_envelopes and bool(visit.moving),
    }
    return tuple(each for each in MENU if offered.get(each, True))


def service_chosen(visit: Visit, key: str, choice: str) -> Step:
    offered = services(visit)
    chosen = nth(offered, key) or choice
    if chosen not in offered:
        return Step(visit)
    match chosen:
        case "pin-change":
            return ask_new_pin(visit, Log("selected", chosen))
        case "transfer":
            return move(visit, ChoosingSource(), Log("selected", chosen))
        case "finish":
            return leave(visit)
    return _for(visit, Purpose(chosen), Log("selected", chosen))


def _for(visit: Visit, purpose: Purpose, log: Log) -> Step:
    accounts = choosable(visit, purpose)
    if len(accounts) == 1:
        taken = with_account(visit, purpose, accounts[0])
        return Step(taken.visit, (log, *taken.effects))
    return move(visit, ChoosingAccount(purpose), log)


def choosable(visit: Visit, purpose: Purpose) -> tuple[Account, ...]:
    """Envelopes are counted in this machine's money."""
    return visit.moving if purpose is Purpose.DEPOSIT else visit.accounts


def account_chosen(visit: Visit, place: ChoosingAccount, key: str, choice: str) -> Step:
    shown = part_of(choosable(visit, place.purpose), place.part)
    if key == "C":
        is_later = place.part > 0
        back = replace(place, part=place.part - 1) if is_later else ChoosingService()
        return move(visit, back)
    if shown.is_more(key, choice):
        return move(visit, replace(place, part=shown.next_number))
    account = shown.chosen(key, choice)
    return Step(visit) if account is None else with_account(visit, place.purpose, account)


def with_account(visit: Visit, purpose: Purpose, account: Account) -> Step:
    visit = replace(visit, account_id=account.id)
    match purpose:
        case Purpose.WITHDRAWAL:
            return move(visit, ChoosingAmount())
        case Purpose.BALANCE:
            return move(visit, AskingBalance(), AskBalance(account.id))
        case Purpose.DEPOSIT:
            return move(visit, TypingDeposit(account.id))
