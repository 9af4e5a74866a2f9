"""Every question that a whole machine asks: it waits a minute, Cancel ends it, a loss is told."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import KeyPressed, MoneyWords, Notice, PinPrompt, ScreenId
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
from kiosk.domain.visit.table import step
from kiosk.domain.visit.waiting import patience
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, RICH, SAVINGS

TEN = Money(10_00, "EUR")
STRIPE = replace(RICH, keeps_card=False)
MOVED = ReceiptFacts(ReceiptKind.TRANSFER, "A1B2C3", "en", amount=TEN)
CASH = cash_places.Confirming(HUNDRED, FIVE, "mixed")
TRANSFER = cashless_places.ConfirmingTransfer("a", "b", TEN)
DEPOSIT = cashless_places.ConfirmingDeposit("a", TEN)
ASKING = (
    places.TypingPin(),
    places.ChoosingService(),
    *(places.ChoosingAccount(purpose) for purpose in places.Purpose),
    cash_places.ChoosingAmount(),
    cash_places.TypingAmount("4"),
    CASH,
    cash_places.ChoosingNotes(CASH),
    *(places.ChoosingReceipt(back) for back in (CASH, TRANSFER, DEPOSIT)),
    places.TypingNewPin(PinPrompt.NEW),
    cashless_places.ChoosingSource(),
    cashless_places.ChoosingTarget("a"),
    cashless_places.TypingTransfer("a", "b", "5"),
    TRANSFER,
    cashless_places.TypingDeposit("a", "5"),
    DEPOSIT,
    places.ShowingBalance(HUNDRED, HUNDRED, "A1B2C3"),
    places.Another(),
)
TELLING = (
    places.PinChanged(),
    cashless_places.Transferred("a", "b", TEN, "A1B2C3"),
    cashless_places.Deposited("a", TEN, "A1B2C3", "7"),
    places.ReadingReceipt(MOVED, places.Another(), ("A1B2C3",)),
    places.LackingReceipt(MOVED, places.Another()),
)
NAMES = [f"{type(each).__name__}-{screen_no}" for screen_no, each in enumerate((*ASKING, *TELLING))]


def at(place, terms=RICH, **more):
    """The card is where the terms have it."""
    accounts = (ACCOUNT, SAVINGS)
    visit = state.Visit(terms, place, accounts=accounts, account_id="a", card_in=terms.keeps_card)
    return replace(visit, **more)


def test_every_prompt_is_here():
    assert set(get_args(places.PROMPTS)) == {type(each) for each in (*ASKING, *TELLING)}


@pytest.mark.parametrize("place", [*ASKING, *TELLING], ids=NAMES)
def test_a_minute_without_an_answer_gives_the_card_back(place):
    """40 quiet seconds, 20 more with the question; the same for every one of them."""
    warned = step(at(place), events.TimeIsUp.TIME_IS_UP)
    ended = step(warned.visit, events.TimeIsUp.TIME_IS_UP)

    assert (40.0, effects.SetTimer(20.0)) == (patience(at(place)), warned.effects[-1])
    assert ScreenId.MORE_TIME is screen(warned.visit).id
    assert places.TakingCard(Notice.TIME_UP) == ended.visit.place
    assert effects.Log("timeout", "60000") in ended.effects


@pytest.mark.parametrize("place", [*ASKING, *TELLING], ids=NAMES)
def test_a_minute_without_an_answer_ends_the_series_where_the_card_is_back(place):
    warned = step(at(place, STRIPE), events.TimeIsUp.TIME_IS_UP)
    ended = step(warned.visit, events.TimeIsUp.TIME_IS_UP)

    assert places.Telling(Notice.TIME_UP, None) == ended.visit.place


@pytest.mark.parametrize("place", ASKING, ids=NAMES[: len(ASKING)])
def test_cancel_instead_of_an_answer_gives_the_card_back(place):
    taken = step(at(place), KeyPressed("X"))

    assert places.TakingCard(Notice.CANCELLED) == taken.visit.place
    assert effects.Log("cancelled", "key") in taken.effects


@pytest.mark.parametrize("place", TELLING, ids=NAMES[len(ASKING) :])
def test_cancel_after_something_was_done_undoes_nothing_and_does_not_say_so(place):
    taken = step(at(place), KeyPressed("X"))

    assert taken.visit.place in {places.TakingCard(), places.Another()}
    assert effects.Log("cancelled", "key") not in taken.effects


@pytest.mark.parametrize("place", ASKING, ids=NAMES[: len(ASKING)])
def test_a_link_that_drops_cancels_what_is_asked(place):
    taken = step(at(place), events.Lost(state.Part.LINK, "1-1"))
    silent = places.TakingCard(Notice.BANK_SILENT, MoneyWords.NOTHING_MOVED)

    assert silent == taken.visit.place
    assert effects.Log("cancelled", "link") in taken.effects


@pytest.mark.parametrize("place", TELLING, ids=NAMES[len(ASKING) :])
def test_a_link_that_drops_takes_back_nothing_that_is_said(place):
    visit = at(place)

    assert place == step(visit, events.Lost(state.Part.LINK, "1-1")).visit.place


@pytest.mark.parametrize("place", [*ASKING, *TELLING], ids=NAMES)
def test_a_reader_that_is_lost_holds_the_card_and_says_what_is_known_of_the_money(place):
    """What was done is said at once where nothing else is asked; the rest ends with the page."""
    lost = step(at(place), events.Lost(state.Part.READER, "1-1")).visit
    held = step(lost, KeyPressed("E")).visit if lost.place == place else lost

    assert isinstance(held.place, places.CardHeld)
    said = {
        cashless_places.Transferred: MoneyWords.TRANSFERRED,
        cashless_places.Deposited: MoneyWords.CREDITED_LATER,
        places.ReadingReceipt: MoneyWords.TRANSFERRED,
        places.LackingReceipt: MoneyWords.TRANSFERRED,
    }
    assert said.get(type(place), MoneyWords.NOTHING_MOVED) is held.place.money


@pytest.mark.parametrize(
    ("place", "is_told"),
    [
        (places.ChoosingService(), False),
        (places.ChoosingAccount(places.Purpose.DEPOSIT), True),
        (cashless_places.TypingDeposit("a", "5"), True),
        (DEPOSIT, True),
        (places.ChoosingReceipt(DEPOSIT), True),
        (places.ChoosingReceipt(CASH), False),
        (cashless_places.TypingTransfer("a", "b", "5"), False),
    ],
)
def test_a_slot_that_is_lost_is_told_to_whoever_was_about_to_use_it(place, is_told):
    gone = step(at(place), money_news.Offers(prints=True, takes_envelopes=False)).visit
    menu = replace(gone, place=places.ChoosingService())
    told = places.Telling(Notice.ENVELOPES_OFF, MoneyWords.NOTHING_RECORDED, again=True)

    assert (told if is_told else place) == gone.place
    assert "deposit" not in {choice.id for choice in screen(menu).choices}


@pytest.mark.parametrize(
    ("place", "is_told"),
    [
        (places.ChoosingAccount(places.Purpose.WITHDRAWAL), True),
        (places.ChoosingAccount(places.Purpose.BALANCE), False),
        (cash_places.ChoosingNotes(CASH), True),
        (places.ChoosingReceipt(CASH), True),
        (places.ChoosingReceipt(TRANSFER), False),
    ],
)
def test_cash_that_is_gone_is_told_to_whoever_was_choosing_it(place, is_told):
    gone = step(at(place), events.CashOffer(may_pay=False)).visit

    assert is_told is (screen(gone).notice is Notice.CASH_FAULT)
