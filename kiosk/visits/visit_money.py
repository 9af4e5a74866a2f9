"""A visit's dealings with money: what it begins, what of that it hears, and how much there was."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from hardware.crypto.record import Record
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.domain.visit.effects import (
    AnswerShort,
    AskBalance,
    BeginCash,
    BeginDeposit,
    BeginTransfer,
    DrawReceipt,
    GiveUpCash,
    MoneyEffect,
    PrintReceipt,
)
from kiosk.domain.visit.events import AskFailed, CashNews, Event, Failure
from kiosk.domain.visit.money_news import DepositNews, ReceiptDrawn, ReceiptNews, TransferResult
from kiosk.money.exchange import Answer
from kiosk.visits.questions import Questions
from kiosk.visits.transactions import Transactions


class VisitMoney:
    """Lives in the core thread. Fulfils each customer of `kiosk.visits.customers`.

    Attributes: count: of what was asked for in this visit.
    """

    def __init__(
        self,
        number: str,
        questions: Questions,
        transactions: Transactions,
        handle: Callable[[Event], None],
    ) -> None:
        """handle: the visit hears what it has come to."""
        self.number = number
        self.count = 0
        self._questions = questions
        self._transactions = transactions
        self._handle = handle
        self._cash_account: str | None = None

    # --- what the visit asks for

    def run(self, effect: MoneyEffect) -> None:
        match effect:
            case AskBalance(account):
                self.count += 1
                self._questions.ask_balance(account)
            case BeginCash() | BeginTransfer() | BeginDeposit():
                self.count += 1
                self._begin(effect)
            case PrintReceipt(receipt):
                txid = self._questions.txids[receipt.reference]
                self._transactions.print_receipt(receipt, txid, self)
            case DrawReceipt(receipt):
                self._transactions.draw_receipt(receipt, self)
            case GiveUpCash(denial):
                self.tell_cash(cash.GiveUp(denial))
            case AnswerShort(take):
                self.tell_cash(cash.Chosen(take))
            case _:
                assert_never(effect)

    def _begin(self, effect: BeginCash | BeginTransfer | BeginDeposit) -> None:
        txid = self._questions.new_txid()
        match effect:
            case BeginCash(account, amount, notes):
                self._cash_account = account
                self._transactions.begin_cash(Job(txid, amount, notes), self)
            case BeginTransfer(source, target, amount):
                transfer = TransferOrder(txid, source, target, amount)
                self._transactions.begin_transfer(transfer, self)
            case BeginDeposit(target, amount):
                self._transactions.begin_deposit(DepositOrder(txid, target, amount), self)

    def tell_cash(self, event: cash.Event) -> None:
        self._transactions.tell_cash(event)

    def cancel_deposit(self) -> None:
        self._transactions.cancel_deposit()

    def change_pin(self) -> None:
        self.count += 1
        change = self._questions.new_pin_change(self._transactions.question_ended)
        self._transactions.begin_question(change, lambda: self.refused(Failure.SILENT))

    # --- what the transactions ask and tell

    def hear_cash(self, news: CashNews) -> None:
        """The withdrawal tells what it has come to."""
        self._handle(news)

    def authorise_cash(
        self, job: Job, opened: Record, deliver: Callable[[cash.Approved | cash.Denied], None]
    ) -> None:
        """The withdrawal asks the bank, with this visit's card."""
        self._questions.authorise_cash(self._cash_account, job, opened, deliver)

    def hear_transfer(self, result: TransferResult) -> None:
        """The transfer tells what it has come to; a refusal comes as `refused`."""
        self._handle(result)

    def authorise_transfer(self, order: TransferOrder, deliver: Callable[[Answer], None]) -> None:
        self._questions.authorise_transfer(order, deliver)

    def hear_deposit(self, news: DepositNews) -> None:
        """The deposit tells how far it has come."""
        self._handle(news)

    def authorise_deposit(self, order: DepositOrder, deliver: Callable[[Answer], None]) -> None:
        self._questions.authorise_deposit(order, deliver)

    def refused(self, failure: Failure) -> None:
        """It has led to nothing, and not by the bank's answer."""
        self._handle(AskFailed(failure))

    def hear_receipt(self, news: ReceiptNews | ReceiptDrawn) -> None:
        """What has become of the receipt."""
        self._handle(news)
