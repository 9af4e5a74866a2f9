"""What a customer hears of an envelope is what is known of it, in the visit's words."""

from __future__ import annotations

import pytest

from kiosk.domain.transactions.deposit import parts as at
from kiosk.domain.transactions.deposit.parts import Fate, Result, Why
from kiosk.domain.transactions.orders import DepositOrder
from kiosk.domain.visit.events import Failure
from kiosk.domain.visit.money_news import DepositNews, Envelope
from kiosk.visits.deposits import _Teller

TXID = bytes.fromhex("a1b2c3") + bytes(13)
REFERENCE = "A1B2C3"


class Customer:
    def __init__(self):
        self.heard = []

    def hear_deposit(self, news):
        self.heard.append(news)

    def refused(self, failure):
        self.heard.append(failure)


class Slot:
    def __init__(self):
        self.faults = 0

    def faulty(self):
        self.faults += 1


class Telling:
    def __init__(self):
        self.customer, self.slot, self.halts = Customer(), Slot(), []
        self.tell = _Teller(
            DepositOrder(TXID, "", None), self.customer, self.slot, self.halts.append
        )


@pytest.fixture
def telling():
    return Telling()


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (Result(Fate.ACCEPTED, 8), Envelope.ACCEPTED),
        (Result(Fate.UNKNOWN, why=Why.JAM), Envelope.UNKNOWN),
        (Result(Fate.REFUSED, why=Why.TIMEOUT), Envelope.NOT_INSERTED),
        (Result(Fate.REFUSED, why=Why.CANCEL), Envelope.NOT_INSERTED),
        (Result(Fate.REFUSED, why=Why.LINK), Envelope.NOT_INSERTED),
        (Result(Fate.REFUSED, why=Why.FULL), Envelope.FULL),
        (Result(Fate.REFUSED, why=Why.NO_SLOT), Envelope.FAULT),
    ],
)
def test_how_it_ended(telling, result, word):
    telling.tell(at.TellEnd(result))

    assert [DepositNews(word, REFERENCE)] == telling.customer.heard
    assert 0 == telling.slot.faults


def test_both_references_are_told_from_the_open_slot_on(telling):
    telling.tell(at.TellOpen("D7K2"))
    telling.tell(at.TellClosing())

    assert [
        DepositNews(Envelope.OPEN, REFERENCE, "D7K2"),
        DepositNews(Envelope.CHECKING, REFERENCE, "D7K2"),
    ] == telling.customer.heard


def test_without_the_banks_answer_nothing_was_done(telling):
    telling.tell(at.TellEnd(Result(Fate.REFUSED, why=Why.NO_APPROVAL)))

    assert [Failure.SILENT] == telling.customer.heard


def test_a_slot_that_does_not_open_is_for_people_to_look_at(telling):
    telling.tell(at.TellEnd(Result(Fate.REFUSED, why=Why.SLOT_REFUSED)))

    assert [DepositNews(Envelope.FAULT, REFERENCE)] == telling.customer.heard
    assert 1 == telling.slot.faults


def test_a_contradiction_stops_the_machine_and_tells_the_customer_nothing_more(telling):
    telling.tell(at.Halt("bank: settled-differently"))

    assert (["bank: settled-differently"], []) == (telling.halts, telling.customer.heard)
