"""The transactions of this machine, one at a time: each may outlive its visit, none is forgotten.

Until the last one has its DONE, nobody else is served.
"""

from __future__ import annotations

from collections.abc import Callable

from hardware.crypto.record import Record, TxnOutcome
from kiosk.domain.receipt import ReceiptFacts
from kiosk.domain.supervisor import may_pay
from kiosk.domain.transactions import one_question
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.states import Finished, Stuck
from kiosk.domain.transactions.withdrawal.table import begin
from kiosk.domain.visit.events import CashNews, Failure
from kiosk.domain.visit.money_news import ReceiptDrawn, ReceiptNews, Slip
from kiosk.journal.entry import Out
from kiosk.journal.events import ServiceHalted
from kiosk.journal.replay import MoneyState
from kiosk.money.one_question import OneQuestion
from kiosk.money.ports import Ports
from kiosk.money.recovery import ANY_TXID, Recovery
from kiosk.money.withdrawal import Authorise, Withdrawal
from kiosk.visits.customers import (
    CashCustomer,
    DepositCustomer,
    ReceiptCustomer,
    TransferCustomer,
)
from kiosk.visits.questions import reference_of
from kiosk.visits.reviews import Reviews
from kiosk.visits.supervision import Supervision


class Transactions:
    """Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        supervision: Supervision,
        *,
        counted: Callable[[Record], None],
        cash_ended: Callable[[bytes, Record | None], None],
        settled: Callable[[], None],
    ) -> None:
        """counted: hears each FINAL record. cash_ended: a withdrawal has ended. settled: nothing
        is left to do."""
        self._ports = ports
        self._supervision = supervision
        self._counted = counted
        self._cash_ended = cash_ended
        self._settled = settled
        self._withdrawal: Withdrawal | None = None
        self._question: OneQuestion | None = None
        self._recovery: Recovery | None = None
        self._is_adopting = False
        self._is_stuck = False
        self._halted = ""
        self._last_ticket = bytes(16)
        self._reviews = Reviews(ports, supervision)

    # --- start

    def start(self, money: MoneyState) -> None:
        """Take up what the journal, and then the HSM, hold open; a halt holds beyond a restart."""
        if money.halted:
            self._halted = money.halted
            if not money.is_halt_told:
                self._ports.note(ServiceHalted(money.halted), None, Out.FAIL)
            self._supervision.note(halted=money.halted)
        self._reviews.take_up(money)
        self._recover(money)

    def _recover(self, money: MoneyState) -> None:
        self._last_ticket = money.last_ticket
        self._recovery = Recovery(
            self._ports,
            money,
            read=lambda: self._supervision.note(recovered=True),
            adopting=self._adopting,
            done=self._recovered,
            stop=self._halt,
            halt=self._contradicted,
        )
        self._recovery.start()

    def _adopting(self) -> None:
        self._is_adopting = True
        self._reviews.begin(ANY_TXID)
        self._note_unsettled()

    def _recovered(self, last_ticket: bytes) -> None:
        self._last_ticket = last_ticket
        self._recovery, self._is_adopting = None, False
        self._supervision.note(recovered=True, probed=True)
        self._note_unsettled()

    def _note_unsettled(self) -> None:
        """Whether anything has no DONE yet; a contradiction never gets one by itself."""
        under_way = self._withdrawal is not None or self._question is not None
        unsettled = under_way or self._is_adopting or self._is_stuck
        self._supervision.note(unsettled=unsettled)
        if not unsettled:
            self._supervision.open_txids = ()
            self._reviews.end()
            self._settled()

    def _halt(self, why: str) -> None:
        """On disk first. Until then nobody is paid: what it is about has no DONE yet."""
        if self._halted == why:
            return
        self._halted = why
        halted = [(ServiceHalted(why), Out.FAIL)]
        self._ports.write(halted, None, lambda _seq: self._supervision.note(halted=why))

    def _contradicted(self, why: str) -> None:
        """Two witnesses differ about a transaction: it never gets its DONE by itself."""
        self._halt(why)
        self._supervision.note(contradicted=True)

    def link_is_back(self) -> None:
        """Whatever waits to ask the bank again asks now."""
        for waiting in (self._withdrawal, self._question, self._recovery):
            if waiting is not None:
                waiting.hurry()

    # --- withdrawals

    def begin_cash(self, job: Job, customer: CashCustomer) -> None:
        reference = reference_of(job.txid)

        def tell(news: News | Short | Ended | Halt) -> None:
            if isinstance(news, Halt):
                self._halt(news.why)
            customer.hear_cash(CashNews(news, reference))

        now = self._supervision.conditions
        if not may_pay(now):
            # Since the menu was shown something has happened: door, bank, HSM, an open settlement.
            why = Denial.LINK_DOWN if now.unsettled or not now.link_up else Denial.CASH_FAULT
            tell(Ended(TxnOutcome.VOID, (), why))
            self._cash_ended(job.txid, None)
            return
        authorise: Authorise = customer.authorise_cash
        run = Withdrawal(
            self._ports,
            customer.number,
            self._last_ticket,
            tell,
            lambda state: self._ended(run, state),
            authorise,
        )
        self._withdrawal = run
        self._supervision.open_txids = (job.txid,)
        self._reviews.begin(job.txid)
        self._note_unsettled()
        run.start(begin(job))

    def tell_cash(self, event: cash.Event) -> None:
        if self._withdrawal is not None:
            self._withdrawal.handle(event)

    def _ended(self, run: Withdrawal, state: Finished | Stuck) -> None:
        self._withdrawal = None
        if run.final is not None:
            self._last_ticket = run.final.ticket
            self._counted(run.final)
        self._cash_ended(state.txid, run.final)
        if isinstance(state, Stuck):
            self._is_stuck = True
            self._supervision.note(contradicted=True)
        if run.open_refused and not self._is_stuck:
            # Perhaps the HSM holds a transaction that this journal does not know.
            self._adopting()
            self._recover(MoneyState(last_ticket=self._last_ticket, last_record=b"", open=()))
            return
        self._note_unsettled()

    # --- transfers, deposits, receipts

    def begin_transfer(self, order: TransferOrder, customer: TransferCustomer) -> None:  # noqa: ARG002  # comes next
        """While the last transaction has no DONE, this waits for it a little."""
        customer.refused(Failure.SILENT)

    def begin_deposit(self, order: DepositOrder, customer: DepositCustomer) -> None:  # noqa: ARG002  # comes next
        """As a transfer."""
        customer.refused(Failure.SILENT)

    def cancel_deposit(self) -> None:
        """The customer does not want it any more: without an envelope it ends."""

    def print_receipt(self, receipt: ReceiptFacts, customer: ReceiptCustomer) -> None:  # noqa: ARG002  # comes next
        customer.hear_receipt(ReceiptNews(Slip.FAILED))

    def draw_receipt(self, receipt: ReceiptFacts, customer: ReceiptCustomer) -> None:  # noqa: ARG002  # comes next
        customer.hear_receipt(ReceiptDrawn(()))

    # --- PIN changes and transfers

    def begin_question(self, question: OneQuestion) -> None:
        self._question = question
        self._supervision.open_txids = (question.txid,)
        self._reviews.begin(question.txid)
        self._note_unsettled()
        question.start(one_question.begin(question.txid))

    def question_ended(self) -> None:
        """It has its DONE."""
        self._question = None
        self._note_unsettled()
