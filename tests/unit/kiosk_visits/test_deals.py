"""A visit hears of the transaction that it deals in, and of none that it has gone on from."""

from __future__ import annotations

import pytest

from hardware.crypto.record import TxnOutcome
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt
from kiosk.domain.visit.effects import BeginCash, BeginDeposit, BeginTransfer
from kiosk.domain.visit.events import AskFailed, CashNews, Failure
from kiosk.domain.visit.money_news import DepositNews, Envelope, TransferEnd, TransferResult
from kiosk.visits.visit_money import VisitMoney
from tests.unit.kiosk_domain.visit_kit import FIVE, HUNDRED

BEGUN = (
    BeginCash(None, HUNDRED, FIVE),
    BeginTransfer("a", "b", HUNDRED),
    BeginDeposit("a", HUNDRED),
)


class Questions:
    def new_txid(self):
        return bytes(16)

    def new_pin_change(self, ended):
        return None


class Transactions:
    """Keeps each customer, in order."""

    question_ended = None

    def __init__(self):
        self.customers = []

    def begin_cash(self, job, customer):
        self.customers.append(customer)

    begin_transfer = begin_deposit = begin_cash

    def begin_question(self, question, refuse):
        pass


@pytest.fixture
def heard():
    return []


@pytest.fixture
def money(heard):
    transactions = Transactions()
    money = VisitMoney("1-1", Questions(), transactions, heard.append)
    money.customers = transactions.customers
    return money


def says_all(customer):
    """Everything that a transaction can say; what of that is heard."""
    customer.hear_cash(CashNews(Ended(TxnOutcome.TAKEN, FIVE, None), "A1B2C3"))
    customer.hear_cash(CashNews(Halt("x"), "A1B2C3"))
    customer.hear_transfer(TransferResult(TransferEnd.DONE, "A1B2C3"))
    customer.hear_deposit(DepositNews(Envelope.ACCEPTED, "A1B2C3", "7"))
    customer.refused(Failure.SILENT)


@pytest.mark.parametrize("effect", BEGUN, ids=lambda effect: type(effect).__name__)
def test_what_a_transaction_says_is_heard(money, heard, effect):
    money.run(effect)
    says_all(money.customers[0])

    assert [CashNews, CashNews, TransferResult, DepositNews, AskFailed] == [*map(type, heard)]


@pytest.mark.parametrize("after", BEGUN, ids=lambda effect: type(effect).__name__)
@pytest.mark.parametrize("before", BEGUN, ids=lambda effect: type(effect).__name__)
def test_once_another_has_begun_it_is_not_heard_any_more(money, heard, before, after):
    money.run(before)
    money.run(after)
    says_all(money.customers[0])
    assert [] == heard
    money.customers[1].refused(Failure.SILENT)

    assert [AskFailed(Failure.SILENT)] == heard


def test_a_pin_change_is_another_one_too(money, heard):
    money.run(BEGUN[0])
    money.change_pin()
    says_all(money.customers[0])

    assert [] == heard
