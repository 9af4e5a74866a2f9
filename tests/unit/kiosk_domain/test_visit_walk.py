"""The visit's promises, on every path that any sequence of events can take."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import TxnOutcome
from kiosk.domain.mix import Canister, CanisterNotes
from kiosk.domain.screens import (
    ChoicePressed,
    KeyPressed,
    NoteLine,
    Notice,
    PinPlace,
    PinPrompt,
    ScreenId,
)
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import effects, events, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from kiosk.domain.visit.terms import Terms
from kiosk.domain.visit.waiting import patience

TWENTY = Money(2_000, "EUR")
HUNDRED = Money(10_000, "EUR")
CANISTERS = (Canister(1, TWENTY, 50), Canister(2, Money(1_000, "EUR"), 50))
TERMS = Terms(
    "EUR",
    100,
    CANISTERS,
    (TWENTY, HUNDRED),
    Money(50_000, "EUR"),
    language="en",
    languages=("en", "de"),
)
ACCOUNT = state.Account("a", "Everyday", HUNDRED, HUNDRED)
FIVE = (CanisterNotes(1, TWENTY, 5),)
CHOICES = ("withdraw", "balance", "pin-change", "finish", "amount-2000", "other", "confirm")
MORE_CHOICES = ("language-de", "change", "clear", "cancel", "yes", "no", "continue", "nonsense")
EVENTS = (
    *(ChoicePressed(ScreenId.MENU, choice) for choice in (*CHOICES, *MORE_CHOICES)),
    *(KeyPressed(key) for key in "05ECXHa"),
    events.CardRead(),
    events.CardFailed(Notice.CARD_UNREADABLE),
    events.CardFailed(Notice.CARD_UNREADABLE, may_pass=True),
    events.CardTaken.CARD_TAKEN,
    events.PinDigits(0),
    events.PinDigits(4),
    *events.PinEnded,
    events.PinRemark(Notice.PIN_TOO_SHORT),
    events.PinRemark(Notice.PIN_BEGUN_ON_PAD),
    events.PinOpenAt(PinPlace.SCREEN),
    events.PinTypedAt(PinPlace.PAD),
    events.Proven(ACCOUNT),
    *(events.AskFailed(failure) for failure in events.Failure),
    events.AskFailed(events.Failure.PIN_WRONG, 2),
    events.AskFailed(events.Failure.PIN_WRONG, 0),
    events.BalanceKnown(HUNDRED, HUNDRED),
    *events.PinChangeResult,
    events.TimeIsUp.TIME_IS_UP,
    *(events.CashNews(news, "A1B2C3") for news in News),
    *(events.Lost(part, "1-1") for part in events.Part),
    events.Lost(events.Part.READER, "1-1", card_at_slot=True),
    events.ReaderBack.READER_BACK,
    events.CashOffer(may_pay=False),
    events.CashOffer(may_pay=True),
    events.CashNews(Short(TWENTY, (CanisterNotes(1, TWENTY, 1),))),
    events.CashNews(Halt("x")),
    *(events.CashNews(Ended(TxnOutcome.VOID, (), denial)) for denial in Denial),
    events.CashNews(Ended(TxnOutcome.TAKEN, FIVE, None)),
    events.CashNews(Ended(TxnOutcome.RETRACTED, FIVE, None)),
    events.CashNews(Ended(TxnOutcome.SUSPECT, FIVE, None)),
)


def clamp(visit):
    """What only grows is cut: extensions, digits of an amount. The language changes no path."""
    place = visit.place
    if isinstance(place, places.TypingAmount) and len(place.units) > 2:
        place = replace(place, units=place.units[:2])
    return replace(visit, place=place, extensions=min(visit.extensions, 2), language="")


@pytest.fixture(scope="module")
def walked():
    """Every reachable visit with every event: (before, event, taken)."""
    todo, seen, steps = [effects.begin(TERMS).visit], set(), []
    while todo:
        visit = todo.pop()
        if visit in seen:
            continue
        seen.add(visit)
        for event in EVENTS:
            taken = step(visit, event)
            steps.append((visit, event, taken))
            todo.append(clamp(taken.visit))
    return steps


def test_every_place_is_reached_and_has_a_screen(walked):
    reached = {type(before.place) for before, _, _ in walked}

    assert set(get_args(places.Place)) == reached
    assert all(screen(before).id in ScreenId for before, _, _ in walked)


def test_a_visit_never_ends_with_the_card_in(walked):
    """
    The card is always back with its owner before the visit is over, unless the reader that has it
    does not answer.
    """
    ends = [
        taken for _, _, taken in walked if any(isinstance(e, effects.End) for e in taken.effects)
    ]

    assert ends
    assert not any(
        taken.visit.card_in and taken.visit.reader is state.Reader.THERE for taken in ends
    )


def test_no_question_is_asked_without_the_card(walked):
    """
    A machine that keeps the card asks its customer nothing once the card is gone; that the PIN
    is changed it still says.
    """
    without = {
        type(before.place)
        for before, _, _ in walked
        if isinstance(before.place, places.PROMPTS) and not before.card_in
    }

    assert {places.PinChanged} == without


def test_cash_is_only_begun_by_a_confirmation(walked):
    """
    A withdrawal begins in one place only, with an amount that its notes make.
    """
    begun = [
        (type(before.place), effect)
        for before, _, taken in walked
        for effect in taken.effects
        if isinstance(effect, effects.BeginCash)
    ]

    assert {places.Confirming} == {place for place, _ in begun}
    assert all(
        effect.amount == sum((n.amount for n in effect.notes), effect.amount.zero())
        for _, effect in begun
    )


def test_the_bank_is_asked_only_after_the_pin(walked):
    asked = {
        (type(before.place), event)
        for before, event, taken in walked
        if effects.Do.ASK_ACCOUNTS in taken.effects
    }

    assert {(places.TypingPin, events.PinEnded.ENTERED)} == asked


def test_no_account_without_proof(walked):
    """
    Nothing that concerns money is reached before card and PIN are proven.
    """
    private = (
        places.ChoosingService
        | places.ChoosingAmount
        | places.Confirming
        | places.Withdrawing
        | places.ShowingBalance
    )

    assert not [b for b, _, _ in walked if isinstance(b.place, private) and b.account is None]


def test_cancel_gives_the_card_back_at_every_prompt(walked):
    """
    The Cancel key at any question to the customer releases the card.
    """
    cancelled = [
        taken
        for before, event, taken in walked
        if isinstance(before.place, places.PROMPTS)
        and event == KeyPressed("X")
        and before.card_in
        and before.reader is state.Reader.THERE
    ]

    assert cancelled
    assert all(effects.Do.RELEASE_CARD in taken.effects for taken in cancelled)


def test_cancel_is_refused_with_a_beep_after_the_point_of_no_return():
    for phase in (places.CashPhase.COUNTING, places.CashPhase.PRESENTED, places.CashPhase.CHECKING):
        visit = state.Visit(
            TERMS, places.Withdrawing(HUNDRED, FIVE, phase), card_in=False, account=ACCOUNT
        )

        assert effects.Step(visit, (effects.Do.BEEP_REFUSED, effects.SetTimer(None))) == step(
            visit, KeyPressed("X")
        )


def test_every_prompt_asks_for_more_time_before_it_gives_up():
    """
    40 quiet seconds, then 20 with the question; then the card goes back and nothing is charged.
    """
    visit = state.Visit(TERMS, places.ChoosingService(), account=ACCOUNT)
    warned = step(visit, events.TimeIsUp.TIME_IS_UP)
    ended = step(warned.visit, events.TimeIsUp.TIME_IS_UP)

    assert ScreenId.MORE_TIME is screen(warned.visit).id
    assert effects.SetTimer(20.0) in warned.effects
    assert places.TakingCard(Notice.TIME_UP) == ended.visit.place
    assert (40.0, 20.0) == (patience(visit), TERMS.warning_s)


def test_more_time_is_given_ten_times():
    """
    Each press of Yes gives the full time again, ten times in a row and not for ever.
    """
    visit = state.Visit(TERMS, places.ChoosingService(), account=ACCOUNT)
    for extension in range(1, state.EXTENSIONS_MAX + 1):
        visit = step(visit, events.TimeIsUp.TIME_IS_UP).visit
        visit = step(visit, KeyPressed("E")).visit
        assert (extension, False) == (visit.extensions, visit.warned)

    assert isinstance(step(visit, events.TimeIsUp.TIME_IS_UP).visit.place, places.TakingCard)


def test_a_wrong_pin_is_typed_again_once():
    """
    Wrong, then right, leads to the menu after one more entry.
    """
    visit = state.Visit(TERMS, places.Proving(places.Wish.MENU))
    wrong = step(visit, events.AskFailed(events.Failure.PIN_WRONG, 2))
    entered = step(wrong.visit, events.PinEnded.ENTERED)
    right = step(entered.visit, events.Proven(ACCOUNT))

    assert (Notice.PIN_WRONG, 2) == (screen(wrong.visit).notice, screen(wrong.visit).tries_left)
    assert places.ChoosingService() == right.visit.place


@pytest.mark.parametrize(
    ("tries_left", "then"), [(None, None), (2, Notice.PIN_WRONG)], ids=["first try", "second try"]
)
def test_a_short_pin_is_said_until_the_next_key(tries_left, then):
    """
    Enter with too few digits beeps and says so; the entry goes on with its digits. What the pad
    says again without a key changes nothing; a digit and Clear do.
    """
    visit = state.Visit(TERMS, places.TypingPin(tries_left=tries_left, digits=2))
    short = step(visit, events.PinRemark(Notice.PIN_TOO_SHORT))
    seen = [screen(step(short.visit, events.PinDigits(n)).visit).notice for n in (2, 3, 0)]

    assert effects.Do.BEEP_REFUSED in short.effects
    assert [Notice.PIN_TOO_SHORT, then, then] == seen


@pytest.mark.parametrize("notice", [Notice.PIN_BEGUN_ON_PAD, Notice.PIN_AGAIN_ON_SCREEN])
def test_what_is_said_of_a_key_stays_until_the_pin_is_long_enough(notice):
    visit = state.Visit(TERMS, places.TypingNewPin(PinPrompt.NEW))
    seen = []
    for event in (events.PinRemark(notice), *(events.PinDigits(n) for n in (1, 1, 3, 4))):
        visit = step(visit, event).visit
        seen.append(screen(visit).notice)

    assert [notice] * 4 + [None] == seen


def test_where_enter_is_stays_until_a_key_changes_what_is_typed():
    visit = state.Visit(TERMS, places.TypingPin(digits=4))
    told = step(visit, events.PinRemark(Notice.PIN_ENTER_ON_PAD)).visit
    seen = [screen(step(told, events.PinDigits(n)).visit).notice for n in (4, 5, 0)]

    assert [Notice.PIN_ENTER_ON_PAD, None, None] == seen


@pytest.mark.parametrize(
    ("touch_pin", "pad_pin", "wanted"),
    [
        (True, True, PinPlace.BOTH),
        (True, False, PinPlace.SCREEN),
        (False, True, PinPlace.PAD),
    ],
)
def test_the_page_says_where_a_pin_can_be_typed(touch_pin, pad_pin, wanted):
    """At every prompt; a lost pad changes it, and a repetition has the new PIN's place alone."""
    terms = replace(TERMS, touch_pin=touch_pin, pad_pin=pad_pin)
    for place in (places.TypingPin(), places.TypingNewPin(PinPrompt.NEW)):
        visit = state.Visit(terms, place)
        lost = step(visit, events.PinOpenAt(PinPlace.SCREEN)).visit
        both = [screen(visit).pin_place, screen(lost).pin_place]
        assert [wanted, PinPlace.SCREEN] == both

    new = state.Visit(terms, places.TypingNewPin(PinPrompt.NEW))
    typed = step(new, events.PinTypedAt(PinPlace.PAD)).visit
    again = step(typed, events.PinEnded.ENTERED).visit
    shown = [screen(each).pin_place for each in (typed, again)]
    assert [wanted, PinPlace.PAD] == shown


def test_an_expired_visit_asks_for_the_pin_and_goes_on():
    visit = state.Visit(TERMS, places.AskingBalance(), account=ACCOUNT)
    asked = step(visit, events.AskFailed(events.Failure.EXPIRED))
    proven = step(
        replace(asked.visit, place=places.Proving(asked.visit.place.then)), events.Proven(ACCOUNT)
    )

    assert places.TypingPin(places.Wish.BALANCE) == asked.visit.place
    assert effects.Do.ASK_BALANCE in proven.effects


def test_every_event_is_in_the_walk():
    assert {type(event) for event in EVENTS} == set(get_args(events.Event))


def test_a_digit_counts_what_the_menu_shows():
    """
    Without cash the first tile is the balance, and so is the key 1.
    """
    visit = state.Visit(replace(TERMS, may_pay=False), places.ChoosingService(), account=ACCOUNT)

    assert "balance" == screen(visit).choices[0].id
    assert isinstance(step(visit, KeyPressed("1")).visit.place, places.AskingBalance)


def test_a_reference_stays_long_enough_to_be_written_down():
    """
    A message with something to quote waits as long as a prompt; Enter ends it sooner.
    """
    told = places.Telling(Notice.CASH_RETRACTED, None, HUNDRED, "A1B2C3")
    visit = state.Visit(TERMS, told, card_in=False)

    assert 40.0 == patience(visit)
    assert places.Leaving() == step(visit, KeyPressed("E")).visit.place


@pytest.mark.parametrize(
    ("denial", "notice", "leads_to"),
    [
        (Denial.FUNDS, Notice.DECLINED_FUNDS, ScreenId.AMOUNT),
        (Denial.LIMIT, Notice.DECLINED_LIMIT, ScreenId.AMOUNT),
        (Denial.ATM_CASH, Notice.DECLINED_CASH, ScreenId.AMOUNT),
        (Denial.CARD_BUSY, Notice.DECLINED_BUSY, ScreenId.MENU),
        (Denial.CASH_FAULT, Notice.CASH_FAULT, ScreenId.MENU),
        (Denial.REFUSED, Notice.DECLINED_OTHER, None),
        (Denial.CARD_BLOCKED, Notice.CARD_STOPPED, None),
        (Denial.BANK_SILENT, Notice.BANK_SILENT, None),
    ],
)
def test_each_decline_leads_on_as_it_should(denial, notice, leads_to):
    """To another amount, to the menu, or out of the machine with the card (None)."""
    asked = places.Withdrawing(HUNDRED, FIVE, places.CashPhase.CONTACTING)
    ended = events.CashNews(Ended(TxnOutcome.VOID, (), denial), "A1B2C3")
    told = step(state.Visit(TERMS, asked, account=ACCOUNT), ended).visit
    after = screen(step(told, KeyPressed("E")).visit).id

    assert notice is screen(told).notice
    assert (leads_to or ScreenId.TAKE_CARD) is after


@pytest.mark.parametrize("count", [1, 0], ids=["digit", "clear"])
def test_a_digit_or_clear_is_a_yes_to_more_time_over_the_pin(count):
    """The pad sends no key codes while a PIN is typed."""
    warned = state.Visit(TERMS, places.TypingPin(digits=2), warned=True)
    taken = step(warned, events.PinDigits(count))

    assert ScreenId.PIN is screen(taken.visit).id
    assert effects.SetTimer(TERMS.quiet_s) in taken.effects


def test_whoever_is_told_of_a_failure_is_told_of_the_money(walked):
    """Cancelled and time is up are no failures: nothing had been asked of the bank for cash."""
    slight = {Notice.CANCELLED, Notice.TIME_UP}
    silent = {
        screen(taken.visit).notice
        for _, _, taken in walked
        if screen(taken.visit).id in {ScreenId.MESSAGE, ScreenId.TAKE_CARD}
        and screen(taken.visit).notice is not None
        and screen(taken.visit).money is None
    }

    assert silent <= slight


# --- more time


@pytest.mark.parametrize("key", "0123456789CHa")
@pytest.mark.parametrize(
    "place",
    [
        places.ChoosingService(),
        places.ChoosingAmount(),
        places.TypingAmount("4"),
        places.Confirming(HUNDRED, FIVE),
        places.ShowingBalance(HUNDRED, HUNDRED),
        places.PinChanged(),
        places.Another(),
        places.Withdrawing(HUNDRED, FIVE, places.CashPhase.SHORT, TWENTY),
    ],
    ids=lambda place: type(place).__name__,
)
def test_a_key_typed_blind_on_the_question_for_more_time_is_refused(place, key):
    """Not taken for yes: the keys that follow it would work the page behind."""
    warned = state.Visit(TERMS, place, warned=True, account=ACCOUNT)

    assert effects.Step(warned, (effects.Do.BEEP_REFUSED,)) == step(warned, KeyPressed(key))


def test_a_pin_typed_blind_on_the_question_ends_at_the_page_as_it_was():
    """Clear, four digits and Enter: the first five are refused, Enter is yes; 4 is no Finish."""
    visit = state.Visit(TERMS, places.ChoosingService(), warned=True, account=ACCOUNT)
    for key in "C6401E":
        visit = step(visit, KeyPressed(key)).visit

    assert (places.ChoosingService(), False) == (visit.place, visit.warned)


# --- what the account has

THIRTY = Money(3_000, "EUR")
POOR = state.Account("a", "Everyday", Money(3_275, "EUR"), HUNDRED)
EMPTY = state.Account("a", "Everyday", Money(999, "EUR"), HUNDRED)


def test_an_amount_page_offers_what_the_account_has():
    """In whole notes; a machine with less sets the bound itself."""
    visit = state.Visit(TERMS, places.ChoosingAmount(), account=POOR)
    machine = replace(TERMS, amount_max=TWENTY)
    shown = screen(visit)
    typing = screen(replace(visit, place=places.TypingAmount()))

    assert ["amount-2000", "other"] == [choice.id for choice in shown.choices]
    assert [THIRTY, THIRTY] == [shown.amount_max, typing.amount_max]
    assert TWENTY == screen(replace(visit, terms=machine)).amount_max


@pytest.mark.parametrize(
    ("typed", "notice", "instead"),
    [
        ("40", Notice.DECLINED_FUNDS, (THIRTY,)),
        ("600", Notice.DECLINED_FUNDS, (THIRTY,)),
        ("25", Notice.AMOUNT_IMPOSSIBLE, (TWENTY, THIRTY)),
    ],
)
def test_more_than_the_account_has_is_answered_before_the_bank_is_asked(typed, notice, instead):
    visit = state.Visit(TERMS, places.TypingAmount(typed), account=POOR)
    shown = screen(visit)
    refused = step(visit, KeyPressed("E"))

    assert ["change"] == [choice.id for choice in shown.choices]
    assert places.TypingAmount(typed, notice, instead) == refused.visit.place
    assert effects.Do.BEEP_REFUSED in refused.effects


def test_whoever_has_less_than_a_note_is_told_before_an_amount_is_typed():
    shown = screen(state.Visit(TERMS, places.ChoosingAmount(), account=EMPTY))
    typing = screen(state.Visit(TERMS, places.TypingAmount(), account=EMPTY))

    assert (Notice.DECLINED_FUNDS, ["other"]) == (shown.notice, [c.id for c in shown.choices])
    assert None is typing.amount_max


def test_a_balance_that_was_shown_bounds_the_next_amount():
    visit = state.Visit(TERMS, places.AskingBalance(), account=ACCOUNT)
    known = step(visit, events.BalanceKnown(THIRTY, HUNDRED)).visit

    assert THIRTY == screen(replace(known, place=places.TypingAmount())).amount_max


# --- a part


def test_a_part_is_shown_in_its_own_notes_and_told_as_what_was_taken():
    """Note by note while it lies in the shutter; then its amount, and a way to end the page."""
    one = (CanisterNotes(1, TWENTY, 1),)
    asked = places.Withdrawing(HUNDRED, FIVE, places.CashPhase.COUNTING)
    visit = state.Visit(TERMS, asked, card_in=False, account=ACCOUNT)
    for news in (Short(TWENTY, one), News.PRESENTED):
        visit = step(visit, events.CashNews(news, "A1B2C3")).visit
    lying = screen(visit)
    ended = Ended(TxnOutcome.TAKEN, one, None)
    told = step(visit, events.CashNews(ended, "A1B2C3")).visit
    shown = screen(told)

    assert (TWENTY, (NoteLine(TWENTY, 1),)) == (lying.amount, lying.notes)
    assert (Notice.CASH_PARTIAL, TWENTY) == (shown.notice, shown.amount)
    assert ["finish"] == [choice.id for choice in shown.choices]
    gone = step(told, ChoicePressed(ScreenId.MESSAGE, "finish")).visit
    assert places.Leaving() == gone.place


# --- Cancel


@pytest.mark.parametrize(
    "place",
    [
        places.ChoosingService(),
        places.ShowingBalance(HUNDRED, HUNDRED),
        places.PinChanged(),
        places.Another(),
    ],
    ids=lambda place: type(place).__name__,
)
def test_cancel_is_not_drawn_where_a_choice_ends_the_visit_as_well(place):
    """The pad's red key still gives the card back."""
    visit = state.Visit(TERMS, place, account=ACCOUNT)

    assert False is screen(visit).can_cancel
    assert effects.Do.RELEASE_CARD in step(visit, KeyPressed("X")).effects


def test_cancel_after_a_pin_change_undoes_nothing_and_does_not_say_so():
    visit = state.Visit(TERMS, places.PinChanged(), account=ACCOUNT)

    assert places.TakingCard() == step(visit, KeyPressed("X")).visit.place


@pytest.mark.parametrize(("typed_at", "shown"), [(PinPlace.PAD, False), (PinPlace.SCREEN, True)])
def test_keys_on_glass_that_would_be_refused_are_not_drawn(typed_at, shown):
    """A new PIN is repeated where it was typed."""
    terms = replace(TERMS, touch_pin=True)
    again = places.TypingNewPin(PinPrompt.AGAIN, typed_at=typed_at)

    assert shown is screen(state.Visit(terms, again)).touch_pin
