"""What stands on the pages of transfers, envelopes, receipts and notes, and where they lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import KeyPressed, MoneyWords, Notice, ReceiptWish, ScreenId
from kiosk.domain.supervisor import Mode, Service
from kiosk.domain.visit import cashless_places, places, state
from kiosk.domain.visit.events import AskFailed, Failure, TimeIsUp
from kiosk.domain.visit.money_news import (
    DepositNews,
    Envelope,
    ReceiptNews,
    Slip,
    TransferEnd,
    TransferResult,
)
from kiosk.domain.visit.showing import idle, screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, HUNDRED, RICH, SAVINGS

ASKING = cashless_places.Transferring("a", "b", HUNDRED)
SLOT = cashless_places.Depositing("a", HUNDRED, cashless_places.SlotPhase.OPEN, envelope="E7")
SLIP = ReceiptFacts(ReceiptKind.TRANSFER, "A123", "en", amount=HUNDRED)


def visit_at(place: places.Place, **changed: object) -> state.Visit:
    return replace(state.Visit(RICH, place, accounts=(ACCOUNT, SAVINGS)), **changed)


@pytest.mark.parametrize(
    ("failure", "notice", "leads_to"),
    [
        (Failure.FUNDS, Notice.DECLINED_FUNDS, ScreenId.TRANSFER_AMOUNT),
        (Failure.LIMIT, Notice.DECLINED_LIMIT, ScreenId.TRANSFER_AMOUNT),
        (Failure.AMOUNT, Notice.DECLINED_AMOUNT, ScreenId.TRANSFER_AMOUNT),
        (Failure.ACCOUNT, Notice.DECLINED_ACCOUNT, ScreenId.MENU),
        (Failure.BUSY, Notice.DECLINED_BUSY, ScreenId.MENU),
    ],
)
def test_a_transfer_that_is_declined_moves_nothing_and_leads_on(failure, notice, leads_to):
    told = step(visit_at(ASKING), AskFailed(failure)).visit
    shown = screen(told)

    assert (notice, MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    assert leads_to is screen(step(told, KeyPressed("E")).visit).id


def test_a_transfer_that_nobody_confirms_is_told_with_its_reference():
    unsure = TransferResult(TransferEnd.NOT_CONFIRMED, "A123")
    shown = screen(step(visit_at(ASKING), unsure).visit)

    assert (Notice.TRANSFER_UNCONFIRMED, MoneyWords.WILL_BE_CHECKED, "A123") == (
        shown.notice,
        shown.money,
        shown.reference,
    )


def test_a_transfer_without_a_receipt_shows_both_accounts_as_they_are_now():
    there, here = Money(7_700, "EUR"), Money(4_300, "EUR")
    done = TransferResult(TransferEnd.DONE, "A123", there, here)
    shown = screen(step(visit_at(ASKING, receipt=ReceiptWish.NONE), done).visit)

    assert ScreenId.TRANSFER_DONE is shown.id
    assert [there, here] == [shown.source.available, shown.target.available]


@pytest.mark.parametrize(
    ("state_of_it", "notice", "money"),
    [
        (Envelope.NOT_INSERTED, Notice.ENVELOPE_NOT_TAKEN, MoneyWords.NOTHING_RECORDED),
        (Envelope.FULL, Notice.ENVELOPES_FULL, MoneyWords.NOTHING_RECORDED),
        (Envelope.FAULT, Notice.ENVELOPES_OFF, MoneyWords.NOTHING_RECORDED),
        (Envelope.UNKNOWN, Notice.ENVELOPE_UNKNOWN, MoneyWords.ENVELOPE_CHECKED),
    ],
)
def test_an_envelope_that_is_not_there_is_told_with_what_is_so(state_of_it, notice, money):
    shown = screen(step(visit_at(SLOT), DepositNews(state_of_it, "A123")).visit)

    assert (notice, money, "A123") == (shown.notice, shown.money, shown.reference)


def test_an_envelope_without_a_receipt_is_told_with_its_own_name():
    accepted = DepositNews(Envelope.ACCEPTED, "A123")
    shown = screen(step(visit_at(SLOT, receipt=ReceiptWish.NONE), accepted).visit)

    assert (ScreenId.DEPOSIT_DONE, "E7", "A123") == (shown.id, shown.envelope, shown.reference)


def test_a_receipt_that_cannot_be_printed_may_be_had_on_the_screen():
    """What it is about stays done, and is said beside it."""
    printing = visit_at(places.TakingReceipt(SLIP, places.Another()))
    failed = step(printing, ReceiptNews(Slip.FAILED, SLIP.reference, "out")).visit
    shown = screen(failed)

    assert (Notice.RECEIPT_FAILED, MoneyWords.TRANSFERRED) == (shown.notice, shown.money)
    assert ["continue", "receipt-screen"] == [choice.id for choice in shown.choices]
    assert ScreenId.SCREEN_RECEIPT is screen(step(failed, KeyPressed("1")).visit).id
    assert ScreenId.ANOTHER is screen(step(failed, KeyPressed("E")).visit).id


def test_the_page_knows_whether_the_receipt_is_out():
    printing = visit_at(places.TakingReceipt(SLIP, places.Another()))
    out = step(printing, ReceiptNews(Slip.PRINTED, SLIP.reference)).visit

    assert [True, False] == [screen(printing).printing, screen(out).printing]


def test_a_balance_can_be_printed_where_there_is_a_printer():
    shown = visit_at(places.ShowingBalance(HUNDRED, HUNDRED, "A123"))

    assert ["continue", "print"] == [choice.id for choice in screen(shown).choices]
    assert ScreenId.TAKE_RECEIPT is screen(step(shown, KeyPressed("1")).visit).id


@pytest.mark.parametrize("slip", [Slip.TAKEN, None], ids=["taken", "left where it is"])
def test_the_last_page_asks_for_a_receipt_that_was_printed(slip):
    printed = visit_at(places.TakingReceipt(SLIP, places.Leaving(HUNDRED), is_out=True))
    ended = step(printed, TimeIsUp.TIME_IS_UP if slip is None else ReceiptNews(slip, "A123")).visit

    assert (ScreenId.GOODBYE, True) == (screen(ended).id, screen(ended).had_receipt)


def test_the_last_page_asks_for_no_receipt_that_was_not_printed():
    failed = step(
        visit_at(places.TakingReceipt(SLIP, places.Leaving(HUNDRED))),
        ReceiptNews(Slip.FAILED, "A123"),
    ).visit
    ended = screen(step(failed, KeyPressed("E")).visit)

    assert (ScreenId.GOODBYE, False) == (ended.id, ended.had_receipt)


@pytest.mark.parametrize("mode", [Mode.IN_SERVICE, Mode.NO_CASH])
@pytest.mark.parametrize("has", [True, False])
def test_the_page_between_visits_offers_what_there_is(mode, has):
    shown = idle(Service(mode, envelopes=has, prints=has), ())

    assert (has, has) == (shown.takes_envelopes, shown.prints)


@pytest.mark.parametrize("has", [True, False])
def test_whoever_is_told_what_is_missing_is_told_what_there_is(has):
    terms = replace(RICH, may_pay=False, takes_envelopes=has)
    shown = screen(state.Visit(terms, places.ReadingNotice()))

    assert (ScreenId.SERVICE_NOTICE, has) == (shown.id, shown.takes_envelopes)


def test_a_transfer_says_what_its_source_has_as_far_as_that_is_known():
    typing = visit_at(cashless_places.TypingTransfer("a", "b"))
    old = replace(typing, accounts=(replace(ACCOUNT, is_old=True), SAVINGS))

    assert ACCOUNT.available == screen(typing).amount_max
    assert screen(old).amount_max is None


@pytest.mark.parametrize(
    ("then", "is_repeated"),
    [(places.ChoosingService(), False), (places.Confirming(HUNDRED, ()), True)],
)
def test_the_page_says_that_the_pin_is_asked_for_once_more(then, is_repeated):
    assert is_repeated is screen(visit_at(places.TypingPin(then))).pin_repeated
