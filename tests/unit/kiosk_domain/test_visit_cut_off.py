"""What is lost while money moves is remembered: the money has its end, and then the visit has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.crypto.record import TxnOutcome
from kiosk.domain.screens import KeyPressed, MoneyWords, Notice
from kiosk.domain.transactions.withdrawal.effects import Ended
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import cash_places, cashless_places, effects, events, places, state
from kiosk.domain.visit.money_news import DepositNews, Envelope, TransferEnd, TransferResult
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, RICH, SAVINGS

STRIPE = replace(RICH, keeps_card=False, has_printer=False, prints=False)
COUNTING = cash_places.Withdrawing(HUNDRED, FIVE, cash_places.CashPhase.COUNTING)
MOVING = cashless_places.Transferring("a", "b", HUNDRED)
OPEN = cashless_places.Depositing("a", HUNDRED, cashless_places.SlotPhase.OPEN)
TAKEN = events.CashNews(Ended(TxnOutcome.TAKEN, FIVE, None), "A1B2C3")
MOVED = TransferResult(TransferEnd.DONE, "A1B2C3")
ACCEPTED = DepositNews(Envelope.ACCEPTED, "A1B2C3", "7")
ENTER = KeyPressed("E")
SUCCESSES = {
    "cash": (COUNTING, (TAKEN,)),
    "transfer": (MOVING, (MOVED, ENTER)),
    "envelope": (OPEN, (ACCEPTED, ENTER)),
    "PIN": (places.ChangingPin(), (events.PinChangeResult.DONE, ENTER)),
}
GONE = {"link": state.Part.LINK, "fault": state.Part.TRUST}


def at(place, terms=STRIPE):
    return state.Visit(terms, place, accounts=(ACCOUNT, SAVINGS), card_in=terms.keeps_card)


def hears(visit, *heard):
    for event in heard:
        visit = step(visit, event).visit
    return visit


def lost(part):
    return events.Lost(part, "1-1")


@pytest.mark.parametrize("what", SUCCESSES)
def test_with_all_there_is_a_series_goes_on(what):
    """The ground that the others stand on."""
    place, heard = SUCCESSES[what]

    assert places.Another() == hears(at(place), *heard).place


@pytest.mark.parametrize("why", GONE)
@pytest.mark.parametrize("what", SUCCESSES)
def test_without_link_or_trust_a_series_ends_when_the_money_has_its_end(what, why):
    place, heard = SUCCESSES[what]
    after = hears(at(place), lost(GONE[why]), *heard)

    assert isinstance(after.place, places.Leaving)
    assert Notice.NOW_CLOSED is screen(after).notice


def test_the_journal_says_what_ended_the_series():
    whys = [hears(at(MOVING), lost(GONE[why]), MOVED, ENTER).place.why for why in GONE]

    assert [*GONE] == whys


@pytest.mark.parametrize("part", [state.Part.LINK, state.Part.PIN_PAD])
def test_what_is_back_in_time_ends_nothing(part):
    after = hears(at(MOVING), lost(part), events.Back(part), MOVED, ENTER)

    assert places.Another() == after.place


def test_a_pad_that_was_opened_is_never_trusted_again():
    after = hears(at(MOVING), lost(state.Part.TRUST), events.Back(state.Part.TRUST), MOVED, ENTER)

    assert isinstance(after.place, places.Leaving)


def test_a_pad_that_is_not_needed_is_not_missed():
    touch = replace(STRIPE, touch_pin=True)
    after = hears(at(MOVING, touch), lost(state.Part.PIN_PAD), MOVED, ENTER)

    assert places.Another() == after.place


def test_where_the_card_is_kept_it_goes_back_after_a_transfer():
    kept = replace(STRIPE, keeps_card=True)
    taken = step(hears(at(MOVING, kept), lost(state.Part.TRUST), MOVED), ENTER)

    assert places.TakingCard() == taken.visit.place
    assert effects.Do.RELEASE_CARD in taken.effects


@pytest.mark.parametrize("part", [state.Part.LINK, state.Part.TRUST])
def test_what_is_being_told_stays_and_leads_on_to_nothing(part):
    said = places.Telling(Notice.DECLINED_FUNDS, MoneyWords.NOT_CHARGED, HUNDRED, again=True)
    after = hears(at(said), lost(part))

    assert replace(said, again=False) == after.place


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        (COUNTING, events.CashNews(Ended(TxnOutcome.VOID, (), Denial.VISIT_EXPIRED))),
        (MOVING, events.AskFailed(events.Failure.EXPIRED)),
        (MOVING, events.AskFailed(events.Failure.PIN_WRONG, 2)),
        (places.ChangingPin(), events.AskFailed(events.Failure.WEAK)),
    ],
)
def test_no_pin_is_typed_on_a_pad_that_was_opened(place, refusal):
    taken = step(hears(at(place), lost(state.Part.TRUST)), refusal)

    assert Notice.MACHINE_FAULT is taken.visit.place.notice
    assert not [each for each in taken.effects if isinstance(each, effects.StartPin)]
    assert not taken.visit.place.again


def test_an_envelope_that_nobody_knows_of_ends_the_series_too():
    unknown = DepositNews(Envelope.UNKNOWN, "A1B2C3")
    after = hears(at(OPEN), lost(state.Part.TRUST), unknown)

    assert (Notice.ENVELOPE_UNKNOWN, False) == (after.place.notice, after.place.again)
