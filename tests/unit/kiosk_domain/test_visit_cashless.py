"""Transfers and deposits in a visit: the way to them, what they come to, what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import (
    ChoicePressed,
    KeyPressed,
    MoneyWords,
    Notice,
    ReceiptWish,
    ScreenId,
)
from kiosk.domain.visit import cashless_places, effects, events, places, state
from kiosk.domain.visit.cashless_places import SlotPhase
from kiosk.domain.visit.events import Failure
from kiosk.domain.visit.money_news import DepositNews, Envelope, TransferEnd, TransferResult
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, HUNDRED, RICH, SAVINGS

TEN = Money(10_00, "EUR")
THIRD = state.Account("c", "Holiday", HUNDRED, HUNDRED)
DOLLARS = state.Account("d", "Dollars", Money(1, "USD"), Money(1, "USD"))
STRIPE = replace(RICH, keeps_card=False)
MOVING = cashless_places.Transferring("a", "b", TEN)
OPEN = cashless_places.Depositing("a", TEN, SlotPhase.OPEN, envelope="E7")
KINDS = {"a": ACCOUNT, "b": SAVINGS, "c": THIRD, "d": DOLLARS}


def at(place, terms=RICH, accounts="ab", **more):
    held = tuple(KINDS[each] for each in accounts)
    visit = state.Visit(terms, place, accounts=held, card_in=terms.keeps_card)
    return replace(visit, **more)


def presses(visit, keys):
    for key in keys:
        visit = step(visit, KeyPressed(key)).visit
    return visit


def heard(place, event, terms=RICH, **more):
    return step(at(place, terms, **more), event)


@pytest.mark.parametrize(
    ("accounts", "offers"), [("a", False), ("ab", True), ("ad", False), ("abd", True)]
)
def test_a_transfer_is_offered_where_two_accounts_have_this_machines_money(accounts, offers):
    shown = screen(at(places.ChoosingService(), accounts=accounts))

    assert offers is ("transfer" in {choice.id for choice in shown.choices})


def test_the_numbers_of_the_menu_stay_as_they_were():
    """Deposit and Finish follow what was there."""
    shown = screen(at(places.ChoosingService()))

    assert ["withdraw", "balance", "pin-change", "transfer", "deposit", "finish"] == [
        choice.id for choice in shown.choices
    ]


@pytest.mark.parametrize(
    ("accounts", "way"),
    [
        ("ab", [ScreenId.TRANSFER_FROM, ScreenId.TRANSFER_AMOUNT]),
        ("abc", [ScreenId.TRANSFER_FROM, ScreenId.TRANSFER_TO]),
    ],
)
def test_where_to_is_only_asked_where_there_is_a_choice(accounts, way):
    source = presses(at(places.ChoosingService(), accounts=accounts), "4")
    after = presses(source, "1")

    assert way == [screen(source).id, screen(after).id]
    assert screen(source) == screen(presses(after, "C"))


def test_a_transfer_goes_from_the_menu_to_the_bank_by_the_keypad_alone():
    confirming = presses(at(places.ChoosingService(), accounts="abc"), "4121000E")
    asked = step(confirming, KeyPressed("E"))

    assert cashless_places.ConfirmingTransfer("a", "c", TEN) == confirming.place
    assert effects.BeginTransfer("a", "c", TEN) in asked.effects


@pytest.mark.parametrize(
    ("keys", "minor"),
    [
        ("000", 0),
        ("5", 5),
        ("0050", 50),
        ("1000", 10_00),
        ("12345678901", 123_456_789),
        ("12C3", 3),
    ],
)
@pytest.mark.parametrize(
    "place", [cashless_places.TypingTransfer("a", "b"), cashless_places.TypingDeposit("a")]
)
def test_an_amount_is_typed_in_cents(place, keys, minor):
    typed = presses(at(place), keys)

    assert minor == screen(typed).entry.minor


@pytest.mark.parametrize(
    "place", [cashless_places.TypingTransfer("a", "b"), cashless_places.TypingDeposit("a")]
)
def test_nothing_typed_is_not_confirmed(place):
    visit = at(place)

    assert place == presses(visit, "000E").place
    assert ["change"] == [choice.id for choice in screen(visit).choices]


@pytest.mark.parametrize("is_old", [False, True])
def test_more_than_the_bank_has_told_of_is_refused_here_and_nothing_else(is_old):
    """What the bank has not told since, it is asked."""
    visit = at(cashless_places.TypingTransfer("a", "b"))
    visit = replace(visit, accounts=(replace(ACCOUNT, is_old=is_old), SAVINGS))
    typed = presses(visit, "10001E")

    refused = cashless_places.TypingTransfer("a", "b", "10001", Notice.DECLINED_FUNDS)
    asked = cashless_places.ConfirmingTransfer("a", "b", Money(100_01, "EUR"))
    assert (asked if is_old else refused) == typed.place


def test_a_transfer_that_is_done_is_on_paper_with_both_ends():
    taken = heard(MOVING, TransferResult(TransferEnd.DONE, "A1B2C3"))
    receipt = ReceiptFacts(
        ReceiptKind.TRANSFER,
        "A1B2C3",
        "en",
        source=replace(ACCOUNT.line, available=None),
        target=replace(SAVINGS.line, available=None),
        amount=TEN,
    )

    assert places.TakingReceipt(receipt, places.Another()) == taken.visit.place
    assert effects.PrintReceipt(receipt) in taken.effects


def test_without_a_receipt_a_page_says_that_it_is_done():
    taken = heard(MOVING, TransferResult(TransferEnd.DONE, "A1B2C3"), receipt=ReceiptWish.NONE)
    shown = screen(taken.visit)

    assert (ScreenId.TRANSFER_DONE, "A1B2C3", TEN) == (shown.id, shown.reference, shown.amount)
    assert (ACCOUNT.name, SAVINGS.name) == (shown.source.name, shown.target.name)
    assert ScreenId.ANOTHER is screen(presses(taken.visit, "E")).id


def test_the_figures_after_a_transfer_are_the_banks_or_none():
    told = TransferResult(TransferEnd.DONE, "A1B2C3", source_available=TEN)
    accounts = heard(MOVING, told).visit.accounts

    assert [TEN, None] == [each.known for each in accounts]


@pytest.mark.parametrize("terms", [RICH, STRIPE], ids=["chip", "stripe"])
def test_a_transfer_that_is_not_confirmed_ends_the_visit_with_its_reference(terms):
    told = screen(heard(MOVING, TransferResult(TransferEnd.NOT_CONFIRMED, "A1B2C3"), terms).visit)

    assert (Notice.TRANSFER_UNCONFIRMED, MoneyWords.WILL_BE_CHECKED) == (told.notice, told.money)
    assert "A1B2C3" == told.reference


FAILURES = {
    Failure.FUNDS: (Notice.DECLINED_FUNDS, True),
    Failure.LIMIT: (Notice.DECLINED_LIMIT, True),
    Failure.AMOUNT: (Notice.DECLINED_AMOUNT, True),
    Failure.ACCOUNT: (Notice.DECLINED_ACCOUNT, True),
    Failure.BUSY: (Notice.DECLINED_BUSY, True),
    Failure.REFUSED: (Notice.DECLINED_OTHER, False),
    Failure.STRIPE: (Notice.DECLINED_OTHER, False),
    Failure.BLOCKED: (Notice.CARD_STOPPED, False),
    Failure.SILENT: (Notice.BANK_SILENT, False),
    Failure.CARD: (Notice.CARD_UNREADABLE, False),
}


@pytest.mark.parametrize("place", [MOVING, replace(OPEN, phase=SlotPhase.ASKING)], ids=["t", "d"])
@pytest.mark.parametrize(("failure", "told"), FAILURES.items())
def test_each_refusal_says_why_and_that_nothing_moved(place, failure, told):
    shown = screen(heard(place, events.AskFailed(failure)).visit)

    assert (told[0], MoneyWords.NOTHING_MOVED) == (shown.notice, shown.money)
    assert told[1] is (shown.id is ScreenId.MESSAGE)


@pytest.mark.parametrize("failure", [Failure.FUNDS, Failure.LIMIT, Failure.AMOUNT])
def test_after_a_refused_amount_another_one_can_be_typed(failure):
    refused = heard(MOVING, events.AskFailed(failure)).visit

    assert cashless_places.TypingTransfer("a", "b") == presses(refused, "E").place


@pytest.mark.parametrize(
    ("place", "then"),
    [
        (MOVING, cashless_places.ConfirmingTransfer("a", "b", TEN)),
        (OPEN, cashless_places.ConfirmingDeposit("a", TEN)),
    ],
)
@pytest.mark.parametrize("terms", [RICH, STRIPE], ids=["chip", "stripe"])
def test_an_expired_visit_asks_for_the_pin_and_for_the_same_again(terms, place, then):
    asked = heard(place, events.AskFailed(Failure.EXPIRED), terms).visit
    proven = replace(asked, place=places.Proving(asked.place.then))
    again = step(proven, events.Proven((SAVINGS, ACCOUNT)))

    assert places.TypingPin(then) == asked.place
    assert then == again.visit.place


def test_an_account_that_is_gone_since_leads_to_the_menu():
    then = cashless_places.ConfirmingTransfer("a", "b", TEN)
    again = heard(places.Proving(then), events.Proven((ACCOUNT,)))

    assert places.ChoosingService() == again.visit.place


def test_cancel_comes_too_late_for_a_transfer():
    visit = at(MOVING)
    taken = step(visit, KeyPressed("X"))

    assert (visit, effects.Do.BEEP_REFUSED) == (taken.visit, taken.effects[0])
    assert False is screen(visit).can_cancel


def test_a_deposit_goes_from_the_menu_to_the_bank_by_the_keypad_alone():
    confirming = presses(at(places.ChoosingService()), "52" + "1000E")
    asked = step(confirming, KeyPressed("E"))

    assert cashless_places.ConfirmingDeposit("b", TEN) == confirming.place
    assert effects.BeginDeposit("b", TEN) in asked.effects


ENDS = {
    Envelope.NOT_INSERTED: (Notice.ENVELOPE_NOT_TAKEN, MoneyWords.NOTHING_RECORDED, True),
    Envelope.FULL: (Notice.ENVELOPES_FULL, MoneyWords.NOTHING_RECORDED, True),
    Envelope.FAULT: (Notice.ENVELOPES_OFF, MoneyWords.NOTHING_RECORDED, True),
    Envelope.UNKNOWN: (Notice.ENVELOPE_UNKNOWN, MoneyWords.ENVELOPE_CHECKED, False),
}


@pytest.mark.parametrize(("end", "told"), ENDS.items())
def test_each_end_of_an_envelope_says_what_became_of_it(end, told):
    ended = heard(OPEN, DepositNews(end, "A1B2C3", "E7")).visit
    shown = screen(ended)
    doubtful = end is not Envelope.NOT_INSERTED

    assert told == (shown.notice, shown.money, shown.id is ScreenId.MESSAGE)
    assert "A1B2C3" == shown.reference
    assert doubtful is not ended.terms.takes_envelopes


def test_an_envelope_that_is_in_is_credited_later_and_on_paper():
    taken = heard(OPEN, DepositNews(Envelope.ACCEPTED, "A1B2C3"))
    shown = screen(taken.visit)

    assert (ScreenId.TAKE_RECEIPT, MoneyWords.CREDITED_LATER) == (shown.id, shown.money)
    assert ("E7", ACCOUNT.name) == (shown.envelope, shown.target.name)


def test_the_slot_is_shown_open_and_then_closing():
    asking = replace(OPEN, phase=SlotPhase.ASKING, envelope="")
    opened = heard(asking, DepositNews(Envelope.OPEN, "A1B2C3", "E7")).visit
    closing = step(opened, DepositNews(Envelope.CHECKING, "A1B2C3", "E7")).visit

    assert [(ScreenId.INSERT_ENVELOPE, True), (ScreenId.INSERT_ENVELOPE, False)] == [
        (screen(each).id, screen(each).can_cancel) for each in (opened, closing)
    ]


@pytest.mark.parametrize("phase", [SlotPhase.ASKING, SlotPhase.OPEN])
@pytest.mark.parametrize(
    ("terms", "page"), [(RICH, ScreenId.TAKE_CARD), (STRIPE, ScreenId.ANOTHER)]
)
def test_cancel_shuts_the_slot_and_ends_the_deposit_without_an_envelope(phase, terms, page):
    asked = heard(replace(OPEN, phase=phase), KeyPressed("X"), terms)
    again = step(asked.visit, KeyPressed("X"))
    ended = screen(step(asked.visit, DepositNews(Envelope.NOT_INSERTED, "A1B2C3")).visit)

    assert effects.Do.CANCEL_DEPOSIT in asked.effects
    assert effects.Do.BEEP_REFUSED in again.effects
    assert (page, Notice.CANCELLED) == (ended.id, ended.notice)


def test_an_envelope_that_went_in_before_cancel_counts():
    cancelled = replace(OPEN, phase=SlotPhase.CHECKING, cancelled=True)
    taken = heard(cancelled, DepositNews(Envelope.ACCEPTED, "A1B2C3", "E7"))

    assert isinstance(taken.visit.place, places.TakingReceipt)


def test_a_link_that_drops_at_the_slot_shuts_it():
    shut = heard(OPEN, events.Lost(state.Part.LINK, "1-1"))
    ended = screen(step(shut.visit, DepositNews(Envelope.NOT_INSERTED, "A1B2C3")).visit)

    assert effects.Do.CANCEL_DEPOSIT in shut.effects
    assert (Notice.BANK_SILENT, MoneyWords.NOTHING_RECORDED) == (ended.notice, ended.money)
    assert ScreenId.TAKE_CARD is ended.id


@pytest.mark.parametrize("place", [MOVING, OPEN], ids=["transfer", "deposit"])
def test_a_card_that_is_pulled_stops_nothing_that_has_begun(place):
    pulled = heard(place, events.CardTaken.CARD_TAKEN)

    assert (place, False) == (pulled.visit.place, pulled.visit.card_in)


def test_a_choice_of_account_shows_what_each_has():
    shown = screen(at(places.ChoosingAccount(places.Purpose.BALANCE)))
    asked = step(
        at(places.ChoosingAccount(places.Purpose.BALANCE)),
        ChoicePressed(ScreenId.ACCOUNT, "account-b"),
    )

    assert (ACCOUNT.line, SAVINGS.line) == shown.accounts
    assert effects.AskBalance("b") in asked.effects
