"""The visit's promises, on every path that any sequence of events can take."""

from __future__ import annotations

from itertools import chain
from typing import get_args

import pytest

from kiosk.domain.screens import KeyPressed, Notice, ScreenId
from kiosk.domain.visit import (
    cash_places,
    cashless_places,
    effects,
    events,
    money_news,
    places,
    state,
)
from kiosk.domain.visit.showing import screen
from tests.unit.kiosk_domain.visit_walks import MACHINES, PLAIN_EVENTS, STRIPE_EVENTS, visits, walk

# Without the card they say only how it went; what follows is the goodbye.
SAYS_HOW_IT_WENT = {
    places.PinChanged,
    cashless_places.Transferred,
    cashless_places.Deposited,
    places.ReadingReceipt,
    places.LackingReceipt,
}


@pytest.fixture(scope="module")
def walks():
    return {machine: walk(machine) for machine in MACHINES}


@pytest.fixture(params=MACHINES)
def walked(walks, request):
    """Every reachable visit with every event: (before, event, taken)."""
    return walks[request.param]


@pytest.fixture(params=["plain", "rich"])
def kept(walks, request):
    """The same where the machine keeps the card."""
    return walks[request.param]


def test_every_place_is_reached(walks):
    """The account that a transfer goes to is only asked for with three of them."""
    reached = {type(before.place) for before, _, _ in chain(*walks.values())}
    elsewhere = {cashless_places.ChoosingTarget, cash_places.ChoosingNotes}

    assert set(get_args(places.Place)) - elsewhere <= reached


def test_every_place_has_a_screen(walked):
    assert all(screen(visit).id in ScreenId for visit in visits(walked))


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


def test_no_question_is_asked_without_the_card(kept):
    """
    A machine that keeps the card asks its customer nothing once the card is gone; how it went it
    still says.
    """
    without = {
        type(before.place)
        for before, _, _ in kept
        if isinstance(before.place, places.PROMPTS) and not before.card_in
    }

    assert places.PinChanged in without
    assert without <= SAYS_HOW_IT_WENT


def test_a_machine_that_gives_the_card_back_asks_nothing_before_that(walks):
    asked = [
        before
        for before, _, _ in walks["stripe"]
        if isinstance(before.place, places.PROMPTS) and before.card_in
    ]

    assert [] == asked


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

    assert {cash_places.Confirming} == {place for place, _ in begun}
    assert all(
        effect.amount == sum((n.amount for n in effect.notes), effect.amount.zero())
        for _, effect in begun
    )


@pytest.mark.parametrize(
    ("effect", "place"),
    [
        (effects.BeginTransfer, cashless_places.ConfirmingTransfer),
        (effects.BeginDeposit, cashless_places.ConfirmingDeposit),
    ],
)
def test_money_only_moves_by_a_confirmation(walks, effect, place):
    begun = {
        type(before.place)
        for before, _, taken in chain(*walks.values())
        for each in taken.effects
        if isinstance(each, effect)
    }

    assert {place} == begun


def test_a_receipt_is_only_printed_of_what_has_succeeded(walks):
    """Cash that was taken, a transfer that is done, an envelope that is in; or when asked for."""
    printed = {
        (type(before.place), type(event))
        for before, event, taken in chain(*walks.values())
        for each in taken.effects
        if isinstance(each, effects.PrintReceipt)
    }

    assert {
        (cash_places.Withdrawing, events.CashNews),
        (cashless_places.Transferring, money_news.TransferResult),
        (cashless_places.Depositing, money_news.DepositNews),
        (places.ShowingBalance, type(KeyPressed("1"))),
        (places.ShowingBalance, events.ChoicePressed),
    } >= printed
    assert 4 <= len(printed)


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
        | places.ChoosingAccount
        | cash_places.ChoosingAmount
        | cash_places.Confirming
        | cash_places.Withdrawing
        | places.ShowingBalance
        | cashless_places.ChoosingSource
        | cashless_places.ConfirmingTransfer
        | cashless_places.ConfirmingDeposit
    )

    assert not [b for b, _, _ in walked if isinstance(b.place, private) and not b.accounts]


def test_cancel_gives_the_card_back_at_every_prompt(kept):
    """
    The Cancel key at any question to the customer releases the card, but for a receipt that is
    read first.
    """
    cancelled = [
        taken
        for before, event, taken in kept
        if isinstance(before.place, places.PROMPTS)
        and not isinstance(before.place, places.ReadingReceipt | places.LackingReceipt)
        and event == KeyPressed("X")
        and before.card_in
        and before.reader is state.Reader.THERE
    ]

    assert cancelled
    assert all(effects.Do.RELEASE_CARD in taken.effects for taken in cancelled)


def test_cancel_ends_a_transaction_and_not_the_series_where_the_card_is_back(walks):
    """At the menu, at the question for another one and at the PIN it ends the visit."""
    receipts = places.ReadingReceipt | places.LackingReceipt
    cancelled = [
        (before, taken.visit)
        for before, event, taken in walks["stripe"]
        if isinstance(before.place, places.PROMPTS)
        and not isinstance(before.place, receipts)
        and event == KeyPressed("X")
        and not before.warned
        and not before.gone
    ]
    ended = {type(b.place) for b, after in cancelled if not isinstance(after.place, places.Another)}

    assert {places.ChoosingService, places.Another, places.TypingPin} == ended


def test_without_link_or_trust_nothing_more_is_asked_for(walks):
    """What was under way has its end and is told; then the visit has its end, too."""
    asks = places.PROMPTS | places.ChoosingLanguage | places.ReadingNotice
    without = [before for before, _, _ in chain(*walks.values()) if before.gone]
    asked = {type(before.place) for before in without if isinstance(before.place, asks)}

    assert without
    assert asked <= SAYS_HOW_IT_WENT


def test_a_pad_that_was_opened_is_never_typed_on_again(walks):
    typed = [
        before
        for before, _, taken in chain(*walks.values())
        if state.Part.TRUST in taken.visit.gone
        and any(isinstance(each, effects.StartPin) for each in taken.effects)
    ]
    trusted_again = [
        before
        for before, event, taken in chain(*walks.values())
        if state.Part.TRUST in before.gone and state.Part.TRUST not in taken.visit.gone
    ]

    assert ([], []) == (typed, trusted_again)


def test_every_event_is_in_a_walk():
    heard = {type(event) for event in (*PLAIN_EVENTS, *STRIPE_EVENTS)}

    assert heard == set(get_args(events.Event))


def test_whoever_is_told_of_a_failure_is_told_of_the_money(walked):
    """Cancelled and time is up are no failures: nothing had been asked of the bank for cash."""
    slight = {Notice.CANCELLED, Notice.TIME_UP}
    shown = [screen(visit) for visit in visits(walked)]
    silent = {
        each.notice
        for each in shown
        if each.id in {ScreenId.MESSAGE, ScreenId.TAKE_CARD}
        and each.notice is not None
        and each.money is None
    }

    assert silent <= slight
