"""The visit's table: from a place and an event to the next place and what is to be done."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain import visit_cash
from kiosk.domain.mix import mix, offered
from kiosk.domain.screens import ChoicePressed, KeyPressed, MoneyWords, Notice, PinPrompt
from kiosk.domain.visit import (
    EXTENSIONS_MAX,
    PROMPTS,
    Another,
    AnswerShort,
    AskFailed,
    AskingBalance,
    BalanceKnown,
    BeginCash,
    CardFailed,
    CardRead,
    CardTaken,
    CashNews,
    CashPhase,
    ChangingPin,
    ChoosingAmount,
    ChoosingService,
    Confirming,
    Do,
    Effect,
    End,
    Event,
    Failure,
    Leaving,
    Log,
    Over,
    PinChanged,
    PinChangeResult,
    PinDigits,
    PinEnded,
    Place,
    Proven,
    Proving,
    Reading,
    SetTimer,
    ShowingBalance,
    StartPin,
    Step,
    TakingCard,
    Telling,
    TimeIsUp,
    TypingAmount,
    TypingNewPin,
    TypingPin,
    Visit,
    Wish,
    Withdrawing,
)
from kiosk.domain.visit_moves import leave, move, tell

ENTRY_DIGITS_MAX: Final = 6
MENU: Final = ("withdraw", "balance", "pin-change", "finish")
SLIGHT: Final = frozenset({None, Notice.CANCELLED, Notice.TIME_UP})


def step(visit: Visit, event: Event) -> Step:
    """The whole table. What a place does not name leaves it as it is."""
    if isinstance(visit.place, Over):
        return Step(visit)
    taken = _step(visit, event)
    was_busy = isinstance(event, ChoicePressed | KeyPressed) or (
        visit.warned and not taken.visit.warned
    )
    restart = taken.visit.place != visit.place or was_busy
    if not restart or isinstance(taken.visit.place, Over) or taken.visit.warned:
        return taken
    timer = SetTimer(patience(taken.visit))
    return Step(taken.visit, (*taken.effects, timer))


def patience(visit: Visit) -> float | None:
    """How long the place waits for its event, in seconds; None: as long as it takes."""
    terms = visit.terms
    match visit.place:
        case TakingCard() | Withdrawing(phase=CashPhase.CARD_OUT):
            return terms.take_card_s
        case Telling(again=True):
            return terms.quiet_s
        case Telling():
            return terms.message_s
        case Leaving():
            return terms.goodbye_s
        case place if _is_prompt(place):
            return terms.quiet_s
    return None


def _is_prompt(place: Place) -> bool:
    """Whether the place waits for the customer's decision."""
    return isinstance(place, PROMPTS) or (
        isinstance(place, Withdrawing) and place.phase is CashPhase.SHORT
    )


def _step(visit: Visit, event: Event) -> Step:
    match event:
        case CardTaken():
            return _card_taken(visit)
        case TimeIsUp():
            return _time_is_up(visit)
        case ChoicePressed() | KeyPressed():
            return _pressed(visit, event)
        case CashNews():
            return visit_cash.heard(visit, event)
        case AskFailed():
            return _ask_failed(visit, event)
    match visit.place, event:
        case Reading(), CardRead():
            return move(visit, TypingPin(), StartPin(PinPrompt.CURRENT))
        case Reading(), CardFailed(notice):
            return tell(visit, Telling(notice, MoneyWords.NOTHING_MOVED))
        case (TypingPin() | TypingNewPin()) as place, PinDigits(count):
            return Step(replace(visit, place=replace(place, digits=count), warned=False))
        case ((TypingPin() | TypingNewPin()), PinEnded()):
            return _pin_ended(visit, event)
        case Proving(then), Proven(account):
            return _proven(replace(visit, account=account), then)
        case AskingBalance(), BalanceKnown(available, balance):
            return move(visit, ShowingBalance(available, balance))
        case ChangingPin(), PinChangeResult.DONE:
            return move(visit, PinChanged())
        case ChangingPin(), PinChangeResult.NOT_CONFIRMED:
            return tell(visit, Telling(Notice.PIN_UNCONFIRMED, MoneyWords.NOTHING_MOVED))
    return Step(visit)


# --- what the customer presses


def _pressed(visit: Visit, event: ChoicePressed | KeyPressed) -> Step:
    key = event.key if isinstance(event, KeyPressed) else ""
    choice = event.choice if isinstance(event, ChoicePressed) else ""
    if visit.warned:
        if key == "X" or choice == "no":
            return _cancel(replace(visit, warned=False))
        if choice == "yes" or key:
            extended = replace(visit, warned=False, extensions=visit.extensions + 1)
            return Step(extended, (Log("time-extended", str(extended.extensions)),))
        return Step(visit)
    visit = replace(visit, extensions=0)
    if key == "X" or choice == "cancel":
        return _cancel(visit)
    match visit.place:
        case ChoosingService():
            return _service(visit, _nth(MENU, key) or choice)
        case ChoosingAmount():
            return _amount(visit, key, choice)
        case TypingAmount(units):
            return _entry(visit, units, key, choice)
        case Confirming(amount, notes):
            if choice == "confirm" or key == "E":
                begun = Withdrawing(amount, notes, CashPhase.CONTACTING)
                return move(visit, begun, BeginCash(amount, notes))
            if choice == "change" or key == "C":
                return move(visit, ChoosingAmount())
        case Withdrawing():
            return visit_cash.pressed(visit, key, choice)
        case ShowingBalance() | PinChanged():
            if choice == "continue" or key == "E":
                return move(visit, Another()) if visit.card_in else leave(visit)
        case Another():
            if choice == "yes" or key in {"1", "E"}:
                return move(visit, ChoosingService())
            if choice == "no" or key in {"2", "C"}:
                return leave(visit)
        case Leaving():
            if key == "E":
                return Step(replace(visit, place=Over("done")), (End("done"),))
        case Telling(again=again):
            if choice == "continue" or key == "E":
                return move(visit, ChoosingService()) if again else move(visit, Leaving())
    return Step(visit)


def _cancel(visit: Visit) -> Step:
    """Cancel stops what is under way and returns the card; past the point of no return it beeps."""
    match visit.place:
        case Withdrawing():
            return visit_cash.pressed(visit, "X", "")
        case ChangingPin():
            return Step(visit, (Do.BEEP_REFUSED,))
        case TakingCard() | Leaving():
            return Step(visit)
        case Telling():
            return leave(visit)
    return leave(visit, Notice.CANCELLED, Log("cancelled", "key"), *_stop_pin(visit))


def _service(visit: Visit, choice: str) -> Step:
    match choice:
        case "withdraw" if visit.terms.may_pay:
            return move(visit, ChoosingAmount(), Log("selected", choice))
        case "balance":
            return move(visit, AskingBalance(), Log("selected", choice), Do.ASK_BALANCE)
        case "pin-change":
            return _ask_new_pin(visit, Log("selected", choice))
        case "finish":
            return leave(visit)
    return Step(visit)


def amounts(visit: Visit) -> tuple[Money, ...]:
    """The quick amounts that can be paid now, at most six."""
    terms = visit.terms
    return offered(terms.quick_amounts, terms.canisters, terms.amount_max, terms.notes_max)[:6]


def _amount(visit: Visit, key: str, choice: str) -> Step:
    quick = amounts(visit)
    ids = (*(f"amount-{amount.minor}" for amount in quick), "other")
    chosen = _nth(ids, key) or choice
    if chosen == "other":
        return move(visit, TypingAmount())
    if chosen in ids:
        return _confirm(visit, quick[ids.index(chosen)])
    return Step(visit)


def _entry(visit: Visit, units: str, key: str, choice: str) -> Step:
    if key.isdigit() and len(units) < ENTRY_DIGITS_MAX and (units or key != "0"):
        return move(visit, TypingAmount(units + key))
    if (key == "C" or choice == "clear") and units:
        return move(visit, TypingAmount())
    if key == "C" or choice == "change":
        return move(visit, ChoosingAmount())
    if (key == "E" or choice == "confirm") and units:
        terms = visit.terms
        return _confirm(visit, Money(int(units) * terms.minor_per_unit, terms.currency))
    return Step(visit)


def _confirm(visit: Visit, amount: Money) -> Step:
    terms = visit.terms
    notes = None if terms.amount_max < amount else mix(amount, terms.canisters, terms.notes_max)
    if notes is None:
        units = str(amount.minor // terms.minor_per_unit)
        refused = TypingAmount(units, Notice.AMOUNT_IMPOSSIBLE)
        return move(visit, refused, Log("amount-refused", str(amount.minor)), Do.BEEP_REFUSED)
    return move(visit, Confirming(amount, notes))


def _nth(ids: tuple[str, ...], key: str) -> str:
    """What a digit key chooses: 1 is the first."""
    position = int(key) - 1 if key.isdigit() else -1
    return ids[position] if 0 <= position < len(ids) else ""


# --- PIN


def _ask_pin(visit: Visit, then: Wish, notice: Notice | None, tries_left: int | None) -> Step:
    return move(visit, TypingPin(then, notice, tries_left), StartPin(PinPrompt.CURRENT))


def _ask_new_pin(visit: Visit, *effects: Effect, notice: Notice | None = None) -> Step:
    return move(visit, TypingNewPin(PinPrompt.NEW, notice), *effects, StartPin(PinPrompt.NEW))


def _pin_ended(visit: Visit, ended: PinEnded) -> Step:
    match ended, visit.place:
        case PinEnded.ENTERED, TypingPin(then):
            return move(visit, Proving(then), Do.ASK_ACCOUNTS)
        case PinEnded.ENTERED, TypingNewPin(PinPrompt.NEW):
            return move(visit, TypingNewPin(PinPrompt.AGAIN), StartPin(PinPrompt.AGAIN))
        case PinEnded.ENTERED, TypingNewPin():
            return move(visit, ChangingPin(), Do.CHANGE_PIN)
        case PinEnded.DIFFERENT, TypingNewPin():
            return _ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_DIFFERENT)
        case PinEnded.CANCELLED, _:
            return _cancel(replace(visit, warned=False))
        case PinEnded.PAD_LOST, _:
            return tell(visit, Telling(Notice.DECLINED_OTHER, MoneyWords.NOTHING_MOVED))
    return leave(visit, Notice.TIME_UP, Log("timeout", "pin"), Do.STOP_PIN)


def _stop_pin(visit: Visit) -> tuple[Effect, ...]:
    return (Do.STOP_PIN,) if isinstance(visit.place, TypingPin | TypingNewPin) else ()


def _proven(visit: Visit, then: Wish) -> Step:
    match then:
        case Wish.BALANCE:
            return move(visit, AskingBalance(), Do.ASK_BALANCE)
        case Wish.WITHDRAWAL:
            return move(visit, ChoosingAmount())
        case Wish.PIN_CHANGE:
            return _ask_new_pin(visit)
        case Wish.MENU:
            return move(visit, ChoosingService())


# --- what the bank said


def _ask_failed(visit: Visit, event: AskFailed) -> Step:
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
            return _ask_pin(visit, wish, Notice.PIN_WRONG, event.tries_left)
        case Failure.PIN_WRONG:
            return tell(visit, Telling(Notice.PIN_BLOCKED, MoneyWords.NOTHING_MOVED))
        case Failure.EXPIRED:
            return _ask_pin(visit, wish, None, None)
        case Failure.WEAK if changing:
            return _ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_WEAK)
        case Failure.DIFFERENT if changing:
            return _ask_new_pin(visit, Do.BEEP_REFUSED, notice=Notice.PIN_DIFFERENT)
    notice = {
        Failure.BLOCKED: Notice.CARD_STOPPED,
        Failure.SILENT: Notice.BANK_SILENT,
        Failure.CARD: Notice.CARD_UNREADABLE,
    }.get(event.failure, Notice.DECLINED_OTHER)
    return tell(visit, Telling(notice, MoneyWords.NOTHING_MOVED))


# --- time and the card


def _time_is_up(visit: Visit) -> Step:
    match visit.place:
        case Reading():
            return tell(visit, Telling(Notice.CARD_UNREADABLE, MoneyWords.NOTHING_MOVED))
        case Leaving():
            return Step(replace(visit, place=Over("done")), (End("done"),))
        case TakingCard():
            # The reader cannot pull a card back in: it stays at the slot until it is taken.
            return Step(visit, (Log("card-not-taken"), Do.BEEP_HURRY, SetTimer(patience(visit))))
        case Withdrawing(phase=CashPhase.CARD_OUT):
            return Step(visit, (Log("card-not-taken"), Do.CARD_STAYS))
        case Telling(again=False):
            return move(visit, Leaving())
        case place if not _is_prompt(place) and not isinstance(place, Telling):
            return Step(visit)
    if not visit.warned and visit.extensions < EXTENSIONS_MAX:
        warning = SetTimer(visit.terms.warning_s)
        return Step(replace(visit, warned=True), (Do.BEEP_HURRY, warning))
    quiet = replace(visit, warned=False)
    if isinstance(quiet.place, Withdrawing):
        # Nobody answered: what lies stacked is not given, and nothing is charged.
        return Step(quiet, (Log("timeout", "prompt"), AnswerShort(take=False)))
    return leave(quiet, Notice.TIME_UP, Log("timeout", "prompt"), *_stop_pin(visit))


def _card_taken(visit: Visit) -> Step:
    gone = replace(visit, card_in=False, warned=False)
    match visit.place:
        case TakingCard(notice) if notice in SLIGHT:
            return move(gone, Leaving())
        case TakingCard(notice, money, amount, reference) if notice is not None:
            return move(gone, Telling(notice, money, amount, reference))
        case Withdrawing():
            return visit_cash.card_taken(gone)
        case Telling(again=True):
            return move(gone, Leaving(), Log("card-pulled"))
        case ChangingPin() | Telling() | Leaving():
            return Step(gone)
        case PinChanged():
            return move(gone, Leaving())
    pulled = Telling(Notice.CARD_PULLED, MoneyWords.NOTHING_MOVED)
    return move(gone, pulled, Log("card-pulled"), *_stop_pin(visit))
