"""A receipt in a visit: printed, shown or not wanted; whatever becomes of it, the visit goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import (
    ChoicePressed,
    KeyPressed,
    Missing,
    MoneyWords,
    Notice,
    PinPrompt,
    ReceiptWish,
    ScreenId,
)
from kiosk.domain.transactions.withdrawal.effects import Ended
from kiosk.domain.visit import cash_places, effects, events, places, state
from kiosk.domain.visit.money_news import Offers, ReceiptDrawn, ReceiptNews, Slip
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from kiosk.domain.visit.waiting import patience
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, RICH, SAVINGS, TERMS, TWENTY

STRIPE = replace(RICH, keeps_card=False)
GIVING = cash_places.Withdrawing(HUNDRED, FIVE, cash_places.CashPhase.PRESENTED)
PAID = ReceiptFacts(
    ReceiptKind.WITHDRAWAL,
    "A1B2C3",
    "en",
    source=replace(ACCOUNT.line, available=None),
    amount=HUNDRED,
)
TAKEN = events.CashNews(Ended(TxnOutcome.TAKEN, FIVE, None), "A1B2C3")
CONFIRM = cash_places.Confirming(HUNDRED, FIVE, "mixed")


def given(terms=RICH, event=TAKEN, **more):
    """The cash has been taken; the card went before it."""
    visit = state.Visit(terms, GIVING, card_in=False, accounts=(ACCOUNT, SAVINGS), account_id="a")
    return step(replace(visit, **more), event)


def test_cash_that_was_taken_is_on_paper_before_the_goodbye():
    taken = given()
    printed = step(taken.visit, ReceiptNews(Slip.PRINTED, "A1B2C3"))
    gone = step(printed.visit, ReceiptNews(Slip.TAKEN, "A1B2C3"))

    assert effects.PrintReceipt(PAID) in taken.effects
    assert [True, False] == [screen(each.visit).printing for each in (taken, printed)]
    assert effects.Do.BEEP_TAKE in printed.effects
    assert places.Leaving(HUNDRED) == gone.visit.place


def test_where_the_card_is_back_the_receipt_is_followed_by_the_question_for_more():
    gone = step(given(STRIPE).visit, ReceiptNews(Slip.TAKEN, "A1B2C3"))

    assert places.Another() == gone.visit.place


@pytest.mark.parametrize(("terms", "page"), [(TERMS, ScreenId.GOODBYE), (STRIPE, ScreenId.ANOTHER)])
def test_without_a_receipt_it_goes_on_as_ever(terms, page):
    """No printer, or none wanted."""
    assert page is screen(given(terms, receipt=ReceiptWish.NONE).visit).id


def test_a_receipt_that_is_not_taken_is_left_where_it_is():
    out = state.Visit(RICH, places.TakingReceipt(PAID, places.Leaving(HUNDRED), is_out=True))
    left = step(out, events.TimeIsUp.TIME_IS_UP)

    assert (20.0, places.Leaving(HUNDRED)) == (patience(out), left.visit.place)


UNSURE = ReceiptNews(Slip.UNSURE, "A1B2C3", "jam")


@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (ReceiptNews(Slip.FAILED, "A1B2C3", "jam"), Notice.RECEIPT_FAILED),
        (UNSURE, Notice.RECEIPT_UNSURE),
        (events.TimeIsUp.TIME_IS_UP, Notice.RECEIPT_UNSURE),
    ],
)
def test_a_receipt_that_does_not_come_is_told_and_offered_on_the_screen(event, notice):
    """Not printed, or nobody knows: that is not the same, and what may lie there is said."""
    lacking = step(given().visit, event).visit
    shown = screen(lacking)
    reading = step(lacking, ChoicePressed(ScreenId.MESSAGE, "receipt-screen"))
    drawn = step(reading.visit, ReceiptDrawn("A1B2C3", ("Reference A1B2C3",)))

    assert (notice, MoneyWords.CHARGED) == (shown.notice, shown.money)
    assert ("A1B2C3", HUNDRED) == (shown.reference, shown.amount)
    assert effects.DrawReceipt(PAID) in reading.effects
    assert ("Reference A1B2C3",) == screen(drawn.visit).receipt_lines
    assert places.Leaving(HUNDRED) == step(drawn.visit, KeyPressed("E")).visit.place


def test_what_was_given_up_and_comes_all_the_same_is_to_be_taken():
    given_up = step(given().visit, events.TimeIsUp.TIME_IS_UP).visit
    late = step(given_up, ReceiptNews(Slip.PRINTED, "A1B2C3")).visit
    surely_not = step(given_up, ReceiptNews(Slip.FAILED, "A1B2C3", "lost")).visit

    assert places.TakingReceipt(PAID, places.Leaving(HUNDRED), is_out=True) == late.place
    assert Notice.RECEIPT_FAILED is screen(surely_not).notice


@pytest.mark.parametrize("state", Slip)
def test_news_of_an_earlier_receipt_moves_nothing(state_of, state):
    """Whatever the page of the later one is."""
    earlier = ReceiptNews(state, "F00D00", "jam")

    assert state_of == step(state_of, earlier).visit


@pytest.fixture(params=["printing", "out", "unsure", "reading"])
def state_of(request):
    """The visit at a page of its receipt."""
    printing = given().visit
    unsure = step(printing, UNSURE).visit
    return {
        "printing": printing,
        "out": step(printing, ReceiptNews(Slip.PRINTED, "A1B2C3")).visit,
        "unsure": unsure,
        "reading": step(unsure, ChoicePressed(ScreenId.MESSAGE, "receipt-screen")).visit,
    }[request.param]


def test_an_earlier_receipt_is_not_drawn_on_the_page_of_a_later_one():
    unsure = step(given().visit, UNSURE).visit
    reading = step(unsure, ChoicePressed(ScreenId.MESSAGE, "receipt-screen")).visit

    assert reading == step(reading, ReceiptDrawn("F00D00", ("Reference F00D00",))).visit


@pytest.mark.parametrize("wish", [ReceiptWish.NONE, ReceiptWish.SCREEN])
def test_whoever_wants_no_paper_is_on_record(wish):
    assert effects.Log("receipt-declined", "A1B2C3") in given(receipt=wish).effects


def test_a_part_is_on_paper_with_what_was_asked_for_and_told_after_it():
    one = (CanisterNotes(1, TWENTY, 1),)
    taken = given(event=events.CashNews(Ended(TxnOutcome.TAKEN, one, None), "A1B2C3"))
    told = step(taken.visit, ReceiptNews(Slip.TAKEN, "A1B2C3")).visit

    assert effects.PrintReceipt(replace(PAID, amount=TWENTY, asked=HUNDRED)) in taken.effects
    assert (Notice.CASH_PARTIAL, TWENTY) == (screen(told).notice, screen(told).amount)


@pytest.mark.parametrize("outcome", [TxnOutcome.RETRACTED, TxnOutcome.SUSPECT, TxnOutcome.VOID])
def test_what_did_not_succeed_has_no_receipt(outcome):
    taken = given(event=events.CashNews(Ended(outcome, FIVE, None), "A1B2C3"))

    assert not [each for each in taken.effects if isinstance(each, effects.PrintReceipt)]


@pytest.mark.parametrize(
    ("terms", "ids", "usual"),
    [
        (RICH, ["receipt-printed", "receipt-none", "receipt-screen"], ReceiptWish.PRINTED),
        (TERMS, ["receipt-none", "receipt-screen"], ReceiptWish.NONE),
    ],
    ids=["printer", "none"],
)
def test_only_what_the_machine_can_do_is_offered_and_the_usual_needs_no_key(terms, ids, usual):
    visit = state.Visit(terms, CONFIRM, accounts=(ACCOUNT,))
    asked = screen(step(visit, ChoicePressed(ScreenId.CONFIRM, "receipt")).visit)

    assert usual is screen(visit).receipt
    assert (ids, usual) == ([choice.id for choice in asked.choices], asked.receipt)


def test_paper_that_runs_out_changes_what_will_become_of_the_receipt():
    visit = state.Visit(RICH, CONFIRM, accounts=(ACCOUNT,), receipt=ReceiptWish.PRINTED)
    without = replace(visit, terms=replace(RICH, prints=False))

    assert ReceiptWish.NONE is screen(without).receipt


def test_the_wish_holds_for_the_next_transaction_of_the_series():
    choosing = state.Visit(STRIPE, places.ChoosingReceipt(CONFIRM), accounts=(ACCOUNT,))
    chosen = step(choosing, KeyPressed("2")).visit

    assert (CONFIRM, ReceiptWish.NONE) == (chosen.place, chosen.receipt)
    assert [] == [
        each
        for each in given(STRIPE, receipt=chosen.receipt).effects
        if isinstance(each, effects.PrintReceipt)
    ]


def test_a_balance_is_printed_where_that_is_asked_for():
    visit = state.Visit(RICH, places.ShowingBalance(TWENTY, HUNDRED, "A1B2C3"), accounts=(ACCOUNT,))
    taken = step(visit, ChoicePressed(ScreenId.BALANCE, "print"))
    receipt = ReceiptFacts(
        ReceiptKind.BALANCE, "A1B2C3", "en", ACCOUNT.line, available=TWENTY, balance=HUNDRED
    )

    assert ["continue", "print"] == [choice.id for choice in screen(visit).choices]
    assert effects.PrintReceipt(receipt) in taken.effects
    after = step(taken.visit, ReceiptNews(Slip.TAKEN, "A1B2C3")).visit
    assert ScreenId.ANOTHER is screen(after).id


@pytest.mark.parametrize(
    ("terms", "lacks"),
    [
        (replace(TERMS, may_pay=False), (Missing.CASH,)),
        (replace(RICH, prints=False), (Missing.RECEIPTS,)),
        (replace(RICH, prints=False, may_pay=False), (Missing.CASH, Missing.RECEIPTS)),
    ],
)
def test_what_is_missing_is_said_before_the_pin(terms, lacks):
    visit = step(state.Visit(replace(terms, languages=())), events.CardRead()).visit

    assert (ScreenId.SERVICE_NOTICE, lacks) == (screen(visit).id, screen(visit).missing)


def test_a_machine_without_a_printer_lacks_none():
    visit = step(state.Visit(replace(TERMS, languages=())), events.CardRead()).visit

    assert ScreenId.PIN is screen(visit).id


def test_notes_of_another_mix_are_chosen_on_the_way():
    visit = state.Visit(RICH, cash_places.TypingAmount("60"), accounts=(ACCOUNT,))
    usual = step(visit, KeyPressed("E")).visit
    choosing = step(usual, KeyPressed("1")).visit
    large = step(choosing, ChoicePressed(ScreenId.NOTES, "notes-large")).visit

    assert ["confirm", "notes", "receipt", "change", "cancel"] == [
        choice.id for choice in screen(usual).choices
    ]
    assert ["mixed", "small", "large"] == [each.id for each in screen(choosing).mixes]
    assert (Money(60_00, "EUR"), "large") == (large.place.amount, screen(large).mix_id)
    assert [(TWENTY, 3)] == [(each.denomination, each.count) for each in screen(large).notes]


def test_a_printer_that_is_there_again_ends_the_remark_that_it_is_not():
    """Else the page would say of something else that it is missing."""
    terms = replace(TERMS, has_printer=True, prints=False)
    reading = state.Visit(terms, places.ReadingNotice())
    taken = step(reading, Offers(prints=True, takes_envelopes=terms.takes_envelopes))

    assert ScreenId.SERVICE_NOTICE == screen(reading).id
    assert isinstance(taken.visit.place, places.TypingPin)
    assert effects.StartPin(PinPrompt.CURRENT) in taken.effects
