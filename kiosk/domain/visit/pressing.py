"""What the customer presses, place by place."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice
from kiosk.domain.visit import cash, cash_choices, deposit, menu, receipts, transfer
from kiosk.domain.visit.cash_places import (
    ChoosingAmount,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    ChoosingTarget,
    ConfirmingDeposit,
    ConfirmingTransfer,
    Deposited,
    Depositing,
    Transferred,
    Transferring,
    TypingDeposit,
    TypingTransfer,
)
from kiosk.domain.visit.choosing import nth
from kiosk.domain.visit.effects import Do, Log, Step
from kiosk.domain.visit.greeting import LANGUAGE, language_chosen, language_ids, pin_asked
from kiosk.domain.visit.moves import another, end, goodbye, leave, move, stop_pin
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
    TypingPin,
)
from kiosk.domain.visit.state import Visit

# Cancel here ends the visit also where the machine does not keep the card.
AT_THE_EDGE = (
    Reading
    | ReturningCard
    | ChoosingLanguage
    | ReadingNotice
    | ChoosingService
    | Another
    | TypingPin
    | Proving
)


def pressed(visit: Visit, event: ChoicePressed | KeyPressed) -> Step:
    key = event.key if isinstance(event, KeyPressed) else ""
    choice = event.choice if isinstance(event, ChoicePressed) else ""
    if visit.warned:
        if key == "X" or choice == "no":
            return _had_enough(replace(visit, warned=False))
        if choice == "yes" or key == "E":
            extended = replace(visit, warned=False, extensions=visit.extensions + 1)
            return Step(extended, (Log("time-extended", str(extended.extensions)),))
        # Whoever types on without looking must not work the page behind with the keys that follow.
        return Step(visit, (Do.BEEP_REFUSED,) if key else ())
    visit = replace(visit, extensions=0)
    if key == "X" or choice == "cancel":
        return cancel(visit)
    return _chosen(visit, key, choice)


def _chosen(visit: Visit, key: str, choice: str) -> Step:
    match visit.place:
        case ChoosingLanguage():
            own = LANGUAGE + visit.terms.language if key == "E" else choice
            return language_chosen(visit, nth(language_ids(visit.terms), key) or own)
        case ReadingNotice():
            if choice == "continue" or key == "E":
                return pin_asked(visit)
        case ChoosingService():
            return menu.service_chosen(visit, key, choice)
        case ChoosingAccount() as place:
            return menu.account_chosen(visit, place, key, choice)
        case ChoosingAmount():
            return cash_choices.amount_chosen(visit, key, choice)
        case TypingAmount() as place:
            return cash_choices.amount_typed(visit, place, key, choice)
        case Confirming() as place:
            return cash_choices.confirmed(visit, place, key, choice)
        case ChoosingNotes() as place:
            return cash_choices.notes_chosen(visit, place, key, choice)
        case ChoosingReceipt() as place:
            return receipts.chosen(visit, place, key, nth(receipts.wish_ids(visit), key) or choice)
        case Withdrawing():
            return cash.pressed(visit, key, choice)
        case ChoosingSource() as place:
            return transfer.source_chosen(visit, place, key, choice)
        case ChoosingTarget() as place:
            return transfer.target_chosen(visit, place, key, choice)
        case TypingTransfer() as place:
            return transfer.typed(visit, place, key, choice)
        case ConfirmingTransfer() as place:
            return transfer.confirmed(visit, place, key, choice)
        case TypingDeposit() as place:
            return deposit.typed(visit, place, key, choice)
        case ConfirmingDeposit() as place:
            return deposit.confirmed(visit, place, key, choice)
        case TakingReceipt() | ReadingReceipt() | LackingReceipt() as place:
            return receipts.pressed(visit, place, key, choice)
        case _:
            return _ending(visit, key, choice)
    return Step(visit)


def _ending(visit: Visit, key: str, choice: str) -> Step:
    match visit.place:
        case ShowingBalance() as place if visit.terms.prints and (choice == "print" or key == "1"):
            return receipts.printed(visit, place)
        case ShowingBalance() | PinChanged() | Transferred() | Deposited():
            if choice == "continue" or key == "E":
                return another(visit)
        case Another():
            if choice == "yes" or key in {"1", "E"}:
                return move(visit, ChoosingService())
            if choice == "no" or key in {"2", "C"}:
                return leave(visit)
        case Leaving(why=why):
            if key == "E":
                return end(visit, why)
        case Telling(notice) as said:
            if choice in {"continue", "finish"} or key == "E":
                return _go_on(visit, said) if said.again else goodbye(visit, notice)
    return Step(visit)


def cancel(visit: Visit) -> Step:
    """Cancel stops what is under way and returns the card; past the point of no return it beeps.

    A machine that has given the card back already asks whether there is something else.
    """
    match visit.place:
        case Withdrawing():
            return cash.pressed(visit, "X", "")
        case Depositing() as place:
            return deposit.cancelled(visit, place)
        case ChangingPin() | Transferring():
            return Step(visit, (Do.BEEP_REFUSED,))
        case TakingCard() | CardHeld() | Leaving():
            return Step(visit)
        case TakingReceipt() | ReadingReceipt() | LackingReceipt() as place:
            return receipts.pressed(visit, place, "X", "")
        case Telling():
            return leave(visit)
        case PinChanged() | Transferred() | Deposited():
            return leave(visit) if visit.terms.keeps_card else another(visit)
    told = Log("cancelled", "key")
    is_last = visit.terms.keeps_card or _is_at_the_edge(visit)
    match visit.place:
        case (Proving(cancelled=False) | AskingBalance(cancelled=False)) as asking if not is_last:
            # The answer is heard first: another question must not get it.
            return move(visit, replace(asking, cancelled=True), told)
        case Proving(cancelled=True) | AskingBalance(cancelled=True):
            return Step(visit, (Do.BEEP_REFUSED,))
    if is_last:
        return leave(visit, Notice.CANCELLED, told, *stop_pin(visit))
    return another(visit, told, *stop_pin(visit), notice=Notice.CANCELLED)


def _had_enough(visit: Visit) -> Step:
    """No more time is wanted: the end, unless something must have its own end first."""
    asked = cancel(visit)
    if isinstance(asked.visit.place, Another):
        return leave(visit, Notice.CANCELLED, Log("cancelled", "key"), *stop_pin(visit))
    return asked


def _is_at_the_edge(visit: Visit) -> bool:
    match visit.place:
        case TypingPin(then) | Proving(then):
            return isinstance(then, ChoosingService)
        case place:
            return isinstance(place, AT_THE_EDGE)


def _go_on(visit: Visit, said: Telling) -> Step:
    match said.then:
        case ChoosingAmount() if visit.terms.may_pay:
            return move(visit, said.then)
        case TypingTransfer():
            return move(visit, said.then)
        case TypingDeposit() if visit.terms.takes_envelopes:
            return move(visit, said.then)
    return move(visit, ChoosingService())
