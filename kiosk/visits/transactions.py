"""The transactions of this machine, one at a time: each may outlive its visit, none is forgotten.

Until the last one has its DONE, nobody else is served.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.record import Record, TxnOutcome
from kiosk.domain.maintenance.note_test import Fate, Tested, fate_of
from kiosk.domain.receipt import ReceiptFacts
from kiosk.domain.supervisor import may_pay, takes_envelopes
from kiosk.domain.transactions import one_question
from kiosk.domain.transactions.deposit import parts as envelope
from kiosk.domain.transactions.deposit.parts import Why
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial, Job
from kiosk.domain.transactions.withdrawal.states import Finished, Stuck
from kiosk.domain.transactions.withdrawal.table import begin
from kiosk.domain.visit.events import CashNews, Failure
from kiosk.domain.visit.money_news import (
    DepositNews,
    Envelope,
)
from kiosk.journal.entry import Out
from kiosk.journal.events import ServiceHalted
from kiosk.journal.replay import MoneyState, OpenTransaction
from kiosk.money import note_test
from kiosk.money.one_question import OneQuestion
from kiosk.money.ports import Ports
from kiosk.money.recovery import ANY_TXID, Recovery
from kiosk.money.withdrawal import Authorise, Withdrawal
from kiosk.runtime.loop import Action
from kiosk.visits.bins import Bins
from kiosk.visits.customers import (
    CashCustomer,
    DepositCustomer,
    ReceiptCustomer,
    TransferCustomer,
)
from kiosk.visits.deposits import Deposits
from kiosk.visits.loads import Loads
from kiosk.visits.next_one import NextOne, Refuse
from kiosk.visits.questions import reference_of
from kiosk.visits.receipt_desk import ReceiptDesk
from kiosk.visits.reviews import Reviews
from kiosk.visits.slot_watch import SlotWatch
from kiosk.visits.supervision import Supervision
from kiosk.visits.transfers import new_transfer

TXID_SIZE: Final = 16


class Transactions:
    """Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        supervision: Supervision,
        slot: SlotWatch,
        receipts: ReceiptDesk,
        denominations: Sequence[Money],
        *,
        counted: Callable[[Record], None],
        cash_ended: Callable[[bytes, Record | None], None],
        settled: Callable[[], None],
        loads_changed: Callable[[], None],
    ) -> None:
        """counted: hears each FINAL and LOAD record. cash_ended: a withdrawal has ended. settled:
        nothing is left to do. loads_changed: there is news of a cash load.

        Attributes: loads: people fill canisters through it. bins: what lies in them."""
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
        self._last_record = b""
        self._reviews = Reviews(ports, supervision)
        self._next = NextOne(ports.loop)
        self._slot = slot
        self._receipts = receipts
        self._deposits = Deposits(ports, ended=self._deposit_ended, slot=slot, halt=self._halt)
        self.bins = Bins(ports)
        self.loads = Loads(
            ports,
            supervision,
            denominations,
            opens=self._load_opens,
            adopts=self._load_adopted,
            ended=self._load_ended,
            halt=self._contradicted,
            counted=counted,
            changed=loads_changed,
        )

    # --- start

    def start(self, money: MoneyState) -> None:
        """Take up what the journal, and then the HSM, hold open; a halt holds beyond a restart."""
        if money.halted:
            self._halted = money.halted
            if not money.is_halt_told:
                self._ports.note(ServiceHalted(money.halted), None, Out.FAIL)
            self._supervision.note(halted=money.halted)
        if money.is_slot_doubtful:
            self._slot.doubt()
        self._reviews.take_up(money)
        is_known = [e for e in money.open if isinstance(e, OpenTransaction) and e.res is not None]
        self.bins.start(money.bins, [each.txid for each in is_known])
        self._recover(money)

    def _recover(self, money: MoneyState) -> None:
        self._last_ticket, self._last_record = money.last_ticket, money.last_record
        self._recovery = Recovery(
            self._ports,
            money,
            read=lambda: self._supervision.note(recovered=True),
            adopting=self._adopting,
            done=self._recovered,
            stop=self._halt,
            halt=self._contradicted,
            slot_doubt=self._slot.doubt,
            counted=self.bins.ended,
            load=self.loads.take_over,
        )
        self._recovery.start()

    def _adopting(self) -> None:
        self._is_adopting = True
        self._reviews.begin(ANY_TXID)
        self._note_unsettled()

    def _recovered(self, last_ticket: bytes, last_record: bytes) -> None:
        self._last_ticket, self._last_record = last_ticket, last_record
        self._recovery, self._is_adopting = None, False
        self._supervision.note(recovered=True, probed=True)
        self._note_unsettled()

    def _note_unsettled(self) -> None:
        """Whether anything has no DONE yet; a contradiction never gets one by itself."""
        asks = self._withdrawal is not None or self._question is not None
        under_way = asks or self._deposits.is_open or self.loads.is_open
        unsettled = under_way or self._is_adopting or self._is_stuck
        self._supervision.note(unsettled=unsettled)
        if not unsettled:
            self._supervision.open_txids = ()
            self._reviews.end()
            self._next.may_begin(is_wanted=self._supervision.conditions.customer)
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

    @property
    def halted(self) -> str:
        """Why people must look, on disk or on its way there; empty if they need not."""
        return self._halted

    def end_halt(self, halted: str) -> None:
        """People have looked at this, and at the envelope slot; what was found since then stays."""
        if self._halted == halted:
            self._halted = ""
            self._supervision.note(halted="", slot_doubtful=False)

    def link_is_back(self) -> None:
        """Whatever waits to ask the bank again asks now."""
        waits = (self._withdrawal, self._question, self._deposits, self._recovery, self.loads)
        for waiting in waits:
            if waiting is not None:
                waiting.hurry()

    def _opens(self, txid: bytes) -> None:
        """It has no DONE from now on."""
        self._supervision.open_txids = (txid,)
        self._reviews.begin(txid)
        self._note_unsettled()

    def _must_wait(self, begin: Action, refuse: Refuse) -> bool:
        """Whether another one has no DONE yet; then this one begins after it, or is refused."""
        if not self._supervision.conditions.unsettled:
            return False
        self._next.waits(begin, refuse)
        return True

    # --- withdrawals

    def begin_cash(self, job: Job, customer: CashCustomer) -> None:
        """While the last transaction has no DONE, this waits for it a little."""
        if not self._must_wait(
            lambda: self._begin_cash(job, customer),
            lambda why: self._pay_nothing(job, customer, why),
        ):
            self._begin_cash(job, customer)

    def _pay_nothing(self, job: Job, customer: CashCustomer, why: Denial) -> None:
        none = Ended(TxnOutcome.VOID, (), why)
        customer.hear_cash(CashNews(none, reference_of(job.txid)))
        self._cash_ended(job.txid, None)

    def _begin_cash(self, job: Job, customer: CashCustomer) -> None:
        reference = reference_of(job.txid)

        def tell(news: News | Short | Ended | Halt) -> None:
            if isinstance(news, Halt):
                self._halt(news.why)
            customer.hear_cash(CashNews(news, reference))

        now = self._supervision.conditions
        if not may_pay(now):
            # Since the menu was shown something has happened: door, bank, HSM.
            why = Denial.CASH_FAULT if now.link_up else Denial.LINK_DOWN
            self._pay_nothing(job, customer, why)
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
        self._opens(job.txid)
        run.start(begin(job))

    def tell_cash(self, event: cash.Event) -> None:
        match event:  # of the one that waits: the one before is past all that
            case cash.CancelAsked() if self._next.holds:
                self._next.give_up(Denial.CANCELLED)
            case cash.GiveUp(denial) if self._next.holds:
                self._next.give_up(denial)
            case _ if self._withdrawal is not None:
                self._withdrawal.handle(event)

    def _ended(self, run: Withdrawal, state: Finished | Stuck) -> None:
        self._run_ended(run)
        self._cash_ended(state.txid, run.final)
        if isinstance(state, Stuck):
            self._is_stuck = True
            self._supervision.note(contradicted=True)
        if run.open_refused and not self._is_stuck:
            # Perhaps the HSM holds a transaction that this journal does not know.
            self._adopting()
            self._recover(MoneyState(self._last_ticket, self._last_record))
            return
        self._note_unsettled()

    def _run_ended(self, run: Withdrawal) -> None:
        self._withdrawal = None
        if run.final is not None:
            self._last_ticket, self._last_record = run.final.ticket, run.final.encode()
            self.bins.ended(run.final)
            self._counted(run.final)

    # --- tests of the dispenser

    def begin_note_test(self, canister: int, heard: Callable[[Tested], None], over: Action) -> None:
        """One note to the reject bin; the caller has seen that nothing is open. heard: what came of
        the note, once it is on disk. over: DONE is; not called where that never comes by itself."""
        txid = self._ports.random_bytes(TXID_SIZE)

        def tell(news: News | Short | Ended | Halt) -> None:
            if isinstance(news, Halt):
                self._halt(news.why)
            elif isinstance(news, Ended):
                heard(fate_of(canister, run.final))

        def ended(state: Finished | Stuck) -> None:
            self._run_ended(run)
            if isinstance(state, Stuck):
                self._is_stuck = True
                self._supervision.note(contradicted=True)
            self._note_unsettled()
            if not self._is_stuck:
                over()

        def refused(code: str) -> None:
            self._withdrawal = None
            self._note_unsettled()
            heard(Tested(canister, Fate.NOT_MOVED, code))
            over()

        run = Withdrawal(
            self._ports, None, self._last_ticket, tell, ended, not_paid=note_test.REJECTED
        )
        self._withdrawal = run
        self._opens(txid)
        note_test.NoteTest(self._ports, run, txid, refused).begin(canister)

    # --- PIN changes and transfers

    def begin_question(self, question: OneQuestion, refuse: Action) -> None:
        """As a withdrawal. refuse: tells the visit that nothing was asked."""
        if not self._must_wait(lambda: self._begin_question(question), lambda _why: refuse()):
            self._begin_question(question)

    def _begin_question(self, question: OneQuestion) -> None:
        self._question = question
        self._opens(question.txid)
        question.start(one_question.begin(question.txid))

    def question_ended(self) -> None:
        """It has its DONE."""
        self._question = None
        self._note_unsettled()

    def begin_transfer(self, order: TransferOrder, customer: TransferCustomer) -> None:
        """As a withdrawal."""
        run = new_transfer(self._ports, order, customer, self.question_ended)
        self.begin_question(run, lambda: customer.refused(Failure.SILENT))

    # --- deposits

    def begin_deposit(self, order: DepositOrder, customer: DepositCustomer) -> None:
        """As a withdrawal."""
        if not self._must_wait(
            lambda: self._begin_deposit(order, customer),
            lambda _why: customer.refused(Failure.SILENT),
        ):
            self._begin_deposit(order, customer)

    def _begin_deposit(self, order: DepositOrder, customer: DepositCustomer) -> None:
        now = self._supervision.conditions
        if not takes_envelopes(now):
            # Since the menu was shown something has happened.
            if now.envelope_room:
                customer.refused(Failure.SILENT)
            else:
                customer.hear_deposit(DepositNews(Envelope.FULL, reference_of(order.txid)))
            return
        self._deposits.begin(order, customer, self._opens)

    def cancel_deposit(self) -> None:
        """The customer does not want it any more: without an envelope it ends."""
        if self._next.holds:
            self._next.give_up(Denial.CANCELLED)  # it is of this one, as for cash
            return
        link_up = self._supervision.conditions.link_up
        self._deposits.give_up(Why.CANCEL if link_up else Why.LINK)

    def _deposit_ended(self, state: envelope.Finished | envelope.Stuck) -> None:
        if isinstance(state, envelope.Stuck):
            self._is_stuck = True
            self._supervision.note(contradicted=True)
        self._note_unsettled()

    # --- cash loads

    def _load_opens(self, load_id: bytes) -> None:
        """Others of them may be open."""
        if not self._supervision.open_txids:
            self._reviews.begin(load_id)
        self._load_adopted(load_id)

    def _load_adopted(self, load_id: bytes) -> None:
        """It was open before this run, and is as old as its entry."""
        self._supervision.open_txids = (*self._supervision.open_txids, load_id)
        self._note_unsettled()

    def _load_ended(self, load_id: bytes) -> None:
        left = tuple(each for each in self._supervision.open_txids if each != load_id)
        self._supervision.open_txids = left
        if left:
            self._reviews.begin(left[0])
        self._note_unsettled()

    # --- receipts

    def clear_receipt_slot(self) -> None:
        """Before anything of the next visit."""
        self._receipts.clear_slot()

    def print_receipt(self, facts: ReceiptFacts, txid: bytes, customer: ReceiptCustomer) -> None:
        """Beside the money: nothing waits for it."""
        self._receipts.print(facts, txid, customer)

    def draw_receipt(self, facts: ReceiptFacts, customer: ReceiptCustomer) -> None:
        """For the screen."""
        self._receipts.draw(facts, customer)
