"""A visit's dealings with money: what it begins, who hears of that, and how much there was."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

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
from kiosk.domain.visit.events import AskFailed, Event, Failure
from kiosk.domain.visit.money_news import ReceiptDrawn, ReceiptNews
from kiosk.visits.deal import Deal
from kiosk.visits.questions import Questions
from kiosk.visits.transactions import Transactions


class VisitMoney:
    """Lives in the core thread. Fulfils `ReceiptCustomer`.

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
        self._deal: Deal | None = None

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
                self._transactions.begin_cash(Job(txid, amount, notes), self._new_deal(account))
            case BeginTransfer(source, target, amount):
                transfer = TransferOrder(txid, source, target, amount)
                self._transactions.begin_transfer(transfer, self._new_deal())
            case BeginDeposit(target, amount):
                order = DepositOrder(txid, target, amount)
                self._transactions.begin_deposit(order, self._new_deal())

    def _new_deal(self, account: str | None = None) -> Deal:
        """What the one before still says is not of this one."""
        self._end_deal()
        self._deal = Deal(self.number, account, self._questions, self._handle)
        return self._deal

    def _end_deal(self) -> None:
        if self._deal is not None:
            self._deal.end()

    def tell_cash(self, event: cash.Event) -> None:
        self._transactions.tell_cash(event)

    def cancel_deposit(self) -> None:
        self._transactions.cancel_deposit()

    def change_pin(self) -> None:
        self.count += 1
        self._end_deal()
        change = self._questions.new_pin_change(self._transactions.question_ended)
        silent = AskFailed(Failure.SILENT)
        self._transactions.begin_question(change, lambda: self._handle(silent))

    def hear_receipt(self, news: ReceiptNews | ReceiptDrawn) -> None:
        """What has become of the receipt."""
        self._handle(news)
