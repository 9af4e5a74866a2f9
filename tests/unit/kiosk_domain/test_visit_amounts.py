"""Amounts: what is offered, what is declined, what came of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.screens import ChoicePressed, KeyPressed, NoteLine, Notice, ScreenId
from kiosk.domain.transactions.withdrawal.effects import Ended, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import cash_places, effects, events, places, state
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, TERMS, TWENTY

THIRTY = Money(3_000, "EUR")
POOR = state.Account("a", "Everyday", Money(3_275, "EUR"), HUNDRED)
EMPTY = state.Account("a", "Everyday", Money(999, "EUR"), HUNDRED)


def test_a_digit_counts_what_the_menu_shows():
    """
    Without cash the first tile is the balance, and so is the key 1.
    """
    visit = state.Visit(
        replace(TERMS, may_pay=False), places.ChoosingService(), accounts=(ACCOUNT,)
    )

    assert "balance" == screen(visit).choices[0].id
    assert isinstance(step(visit, KeyPressed("1")).visit.place, places.AskingBalance)


@pytest.mark.parametrize(
    ("denial", "notice", "leads_to"),
    [
        (Denial.FUNDS, Notice.DECLINED_FUNDS, ScreenId.AMOUNT),
        (Denial.LIMIT, Notice.DECLINED_LIMIT, ScreenId.AMOUNT),
        (Denial.ATM_CASH, Notice.DECLINED_CASH, ScreenId.AMOUNT),
        (Denial.CARD_BUSY, Notice.DECLINED_BUSY, ScreenId.MENU),
        (Denial.CARD_KIND, Notice.DECLINED_CARD, ScreenId.MENU),
        (Denial.CASH_FAULT, Notice.CASH_FAULT, ScreenId.MENU),
        (Denial.REFUSED, Notice.DECLINED_OTHER, None),
        (Denial.CARD_BLOCKED, Notice.CARD_STOPPED, None),
        (Denial.BANK_SILENT, Notice.BANK_SILENT, None),
    ],
)
def test_each_decline_leads_on_as_it_should(denial, notice, leads_to):
    """To another amount, to the menu, or out of the machine with the card (None)."""
    asked = cash_places.Withdrawing(HUNDRED, FIVE, cash_places.CashPhase.CONTACTING)
    ended = events.CashNews(Ended(TxnOutcome.VOID, (), denial), "A1B2C3")
    told = step(state.Visit(TERMS, asked, accounts=(ACCOUNT,)), ended).visit
    after = screen(step(told, KeyPressed("E")).visit).id

    assert notice is screen(told).notice
    assert (leads_to or ScreenId.TAKE_CARD) is after


def test_an_amount_page_offers_what_the_account_has():
    """In whole notes; a machine with less sets the bound itself."""
    visit = state.Visit(TERMS, cash_places.ChoosingAmount(), accounts=(POOR,))
    machine = replace(TERMS, amount_max=TWENTY)
    shown = screen(visit)
    typing = screen(replace(visit, place=cash_places.TypingAmount()))

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
    visit = state.Visit(TERMS, cash_places.TypingAmount(typed), accounts=(POOR,))
    shown = screen(visit)
    refused = step(visit, KeyPressed("E"))

    assert ["change"] == [choice.id for choice in shown.choices]
    assert cash_places.TypingAmount(typed, notice, instead) == refused.visit.place
    assert effects.Do.BEEP_REFUSED in refused.effects


def test_whoever_has_less_than_a_note_is_told_before_an_amount_is_typed():
    shown = screen(state.Visit(TERMS, cash_places.ChoosingAmount(), accounts=(EMPTY,)))
    typing = screen(state.Visit(TERMS, cash_places.TypingAmount(), accounts=(EMPTY,)))

    assert (Notice.DECLINED_FUNDS, ["other"]) == (shown.notice, [c.id for c in shown.choices])
    assert None is typing.amount_max


def test_a_balance_that_was_shown_bounds_the_next_amount():
    visit = state.Visit(TERMS, places.AskingBalance(), accounts=(ACCOUNT,))
    known = step(visit, events.BalanceKnown(THIRTY, HUNDRED)).visit

    assert THIRTY == screen(replace(known, place=cash_places.TypingAmount())).amount_max


def test_a_part_is_shown_in_its_own_notes_and_told_as_what_was_taken():
    """Note by note while it lies in the shutter; then its amount, and a way to end the page."""
    one = (CanisterNotes(1, TWENTY, 1),)
    asked = cash_places.Withdrawing(HUNDRED, FIVE, cash_places.CashPhase.COUNTING)
    visit = state.Visit(TERMS, asked, card_in=False, accounts=(ACCOUNT,))
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
