"""What the customer presses, place by place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import in_notes, mix, nearest, offered
from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice
from kiosk.domain.visit import cash
from kiosk.domain.visit.effects import AskBalance, BeginCash, Do, Log, Step
from kiosk.domain.visit.greeting import LANGUAGE, language_chosen, language_ids, pin_asked
from kiosk.domain.visit.moves import ask_new_pin, end, goodbye, leave, move, stop_pin
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
    PinChanged,
    ReadingNotice,
    ShowingBalance,
    TakingCard,
    Telling,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.state import Reader, Visit

ENTRY_DIGITS_MAX: Final = 6

MENU: Final = ("withdraw", "balance", "pin-change", "finish")


def pressed(visit: Visit, event: ChoicePressed | KeyPressed) -> Step:
    key = event.key if isinstance(event, KeyPressed) else ""
    choice = event.choice if isinstance(event, ChoicePressed) else ""
    if visit.warned:
        if key == "X" or choice == "no":
            return cancel(replace(visit, warned=False))
        if choice == "yes" or key == "E":
            extended = replace(visit, warned=False, extensions=visit.extensions + 1)
            return Step(extended, (Log("time-extended", str(extended.extensions)),))
        # Whoever types on without looking must not work the page behind with the keys that follow.
        return Step(visit, (Do.BEEP_REFUSED,) if key else ())
    visit = replace(visit, extensions=0)
    if key == "X" or choice == "cancel":
        return cancel(visit)
    match visit.place:
        case ChoosingLanguage():
            own = LANGUAGE + visit.terms.language if key == "E" else choice
            return language_chosen(visit, _nth(language_ids(visit.terms), key) or own)
        case ReadingNotice():
            if choice == "continue" or key == "E":
                return pin_asked(visit)
        case ChoosingService():
            return _service(visit, _nth(services(visit), key) or choice)
        case ChoosingAmount():
            return _amount(visit, key, choice)
        case TypingAmount() as place:
            return _entry(visit, place, key, choice)
        case Confirming(amount, notes):
            if choice == "confirm" or key == "E":
                begun = Withdrawing(amount, notes, CashPhase.CONTACTING)
                return move(visit, begun, BeginCash(_account_id(visit), amount, notes))
            if choice == "change" or key == "C":
                return move(visit, ChoosingAmount())
        case Withdrawing():
            return cash.pressed(visit, key, choice)
        case ShowingBalance() | PinChanged():
            if choice == "continue" or key == "E":
                goes_on = visit.card_in and visit.reader is Reader.THERE
                return move(visit, Another()) if goes_on else leave(visit)
        case Another():
            if choice == "yes" or key in {"1", "E"}:
                return move(visit, ChoosingService())
            if choice == "no" or key in {"2", "C"}:
                return leave(visit)
        case Leaving():
            if key == "E":
                return end(visit, visit.place.why)
        case Telling(notice) as said:
            if choice in {"continue", "finish"} or key == "E":
                return _go_on(visit, said) if said.again else goodbye(visit, notice)
    return Step(visit)


def cancel(visit: Visit) -> Step:
    """Cancel stops what is under way and returns the card; past the point of no return it beeps."""
    match visit.place:
        case Withdrawing():
            return cash.pressed(visit, "X", "")
        case ChangingPin():
            return Step(visit, (Do.BEEP_REFUSED,))
        case TakingCard() | CardHeld() | Leaving():
            return Step(visit)
        case Telling() | PinChanged():
            return leave(visit)  # what was done stays done
    return leave(visit, Notice.CANCELLED, Log("cancelled", "key"), *stop_pin(visit))


def _go_on(visit: Visit, said: Telling) -> Step:
    amounts_next = said.amounts and visit.terms.may_pay
    return move(visit, ChoosingAmount() if amounts_next else ChoosingService())


def _account_id(visit: Visit) -> str | None:
    return None if visit.account is None else visit.account.id


def services(visit: Visit) -> tuple[str, ...]:
    """What the menu offers, in its order; a digit key counts what is shown."""
    return MENU if visit.terms.may_pay else tuple(each for each in MENU if each != "withdraw")


def _service(visit: Visit, choice: str) -> Step:
    match choice:
        case "withdraw" if visit.terms.may_pay:
            return move(visit, ChoosingAmount(), Log("selected", choice))
        case "balance":
            return move(
                visit, AskingBalance(), Log("selected", choice), AskBalance(_account_id(visit))
            )
        case "pin-change":
            return ask_new_pin(visit, Log("selected", choice))
        case "finish":
            return leave(visit)
    return Step(visit)


def amounts(visit: Visit) -> tuple[Money, ...]:
    """The quick amounts that can be paid now, at most six."""
    terms = visit.terms
    return offered(terms.quick_amounts, terms.canisters, amount_max(visit), terms.notes_max)[:6]


def _amount(visit: Visit, key: str, choice: str) -> Step:
    quick = amounts(visit)
    ids = (*(f"amount-{amount.minor}" for amount in quick), "other")
    chosen = _nth(ids, key) or choice
    if chosen == "other":
        return move(visit, TypingAmount())
    if key == "C":
        return move(visit, ChoosingService())
    if chosen in ids:
        return _confirm(visit, quick[ids.index(chosen)])
    return Step(visit)


def _entry(visit: Visit, place: TypingAmount, key: str, choice: str) -> Step:
    units, possible = place.units, place.possible
    if key.isdigit() and len(units) < ENTRY_DIGITS_MAX and (units or key != "0"):
        return move(visit, TypingAmount(units + key))
    if (key == "C" or choice == "clear") and units:
        return move(visit, TypingAmount())
    if key == "C" or choice == "change":
        return move(visit, ChoosingAmount())
    suggested = [each for each in possible if choice == f"amount-{each.minor}"]
    if suggested:
        return _confirm(visit, suggested[0])
    if (key == "E" or choice == "confirm") and units:
        terms = visit.terms
        return _confirm(visit, Money(int(units) * terms.minor_per_unit, terms.currency))
    return Step(visit)


def _confirm(visit: Visit, amount: Money) -> Step:
    terms = visit.terms
    ceiling, available = amount_max(visit), visit.account.available if visit.account else amount
    notes = None if ceiling < amount else mix(amount, terms.canisters, terms.notes_max)
    if notes is None:
        units = str(amount.minor // terms.minor_per_unit)
        instead = nearest(amount, terms.canisters, ceiling, terms.notes_max)
        why = Notice.DECLINED_FUNDS if available < amount else Notice.AMOUNT_IMPOSSIBLE
        refused = TypingAmount(units, why, instead)
        minors = " ".join(str(money.minor) for money in (amount, *instead))
        rule = "amount-not-there" if why is Notice.DECLINED_FUNDS else "amount-refused"
        return move(visit, refused, Log(rule, minors), Do.BEEP_REFUSED)
    return move(visit, Confirming(amount, notes))


def amount_max(visit: Visit) -> Money:
    """The most that this machine and, as far as it is known, this account can pay, in whole notes;
    an upper bound."""
    most, account = visit.terms.amount_max, visit.account
    if account is None or most <= account.available:
        return most
    return in_notes(account.available, visit.terms.canisters)


def _nth(ids: tuple[str, ...], key: str) -> str:
    """What a digit key chooses: 1 is the first."""
    position = int(key) - 1 if key.isdigit() else -1
    return ids[position] if 0 <= position < len(ids) else ""
