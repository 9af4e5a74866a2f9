"""The visit's promises, on every path that any sequence of events can take."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from hardware.crypto.record import TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice, PinPlace, ScreenId
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import effects, events, money_news, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, TERMS, TWENTY

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
    events.Proven((ACCOUNT,)),
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
    *(money_news.TransferResult(end, "A1B2C3") for end in money_news.TransferEnd),
    *(money_news.DepositNews(state, "A1B2C3", "7") for state in money_news.Envelope),
    *(money_news.ReceiptNews(slip) for slip in money_news.Slip),
    money_news.ReceiptDrawn(("A1B2C3",)),
    money_news.Offers(prints=False, takes_envelopes=False),
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


def test_every_event_is_in_the_walk():
    assert {type(event) for event in EVENTS} == set(get_args(events.Event))


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
