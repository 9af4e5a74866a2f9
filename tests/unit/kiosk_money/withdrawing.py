"""A withdrawal that a test takes step by step, and what its HSM and bank say."""

from __future__ import annotations

from bank_server.contract import SettlementReply
from bank_server.contract.message import Balance
from bank_server.contract.money import Money
from bank_server.contract.operations import SettlementState
from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.errors import DeviceError, DeviceTimeout, Outcome
from hardware.status import Status
from kiosk.bank.errors import BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.domain.transactions.withdrawal import events as ev
from kiosk.domain.transactions.withdrawal.job import Voucher
from kiosk.domain.transactions.withdrawal.table import begin
from kiosk.journal.event_base import NoteCount
from kiosk.money.withdrawal import Withdrawal
from tests.unit.kiosk_money.desk import JOB, VISIT, Desk, final, line, record

LAST = b"l" * 16
EUROS_50 = Money(50_00, "EUR")
LINES = (NoteCount(1, 1), NoteCount(2, 2))
OPENED = record(RecordKind.OPEN)
PICKING = record(RecordKind.PICKING)
# One more note of canister 1 was picked and thrown out.
ALL_PICKED = (line(1, picked=2, rejected=1), line(2, picked=2))
STACKED = record(RecordKind.STACKED, *ALL_PICKED)
PRESENTED = record(RecordKind.PRESENTED, *ALL_PICKED)
TAKEN = final(TxnOutcome.TAKEN, line(1, 2, 1, 1), line(2, 2, 0, 2))
VOID = final(TxnOutcome.VOID)
VOUCHERS = (Voucher(1, b"one"), Voucher(2, b"two"))
SILENT = Unknown(DeviceTimeout("no answer"))
NO_ANSWER = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
NOT_CURRENT = NotDone(DeviceError(Status.TXN_NOT_CURRENT))
CAPTURED = Done(
    SettlementReply(state=SettlementState.CAPTURED, amount=Balance(minor=50_00, currency="EUR"))
)


class Running(Desk):
    """A withdrawal, taken as far as the test wants it."""

    def __init__(self, pace=1.0):
        super().__init__(pace)
        self.told, self.ended, self.authorised = [], [], []
        self.run = Withdrawal(
            self.ports,
            VISIT,
            LAST,
            self.told.append,
            self.ended.append,
            lambda *asked: self.authorised.append(asked),
        )

    def opening(self):
        self.run.start(begin(JOB))
        self.journal.written()
        return self

    def commanding(self):
        self.opening()
        self.hsm.deliver(Done(OPENED))
        self.run.handle(ev.Approved(VOUCHERS))
        self.run.handle(ev.CardGone(link_up=True))
        return self

    def picking(self):
        self.commanding()
        self.journal.written()
        return self

    def presented(self):
        self.picking()
        self.hsm.deliver(Done(STACKED))
        self.hsm.deliver(Done(PRESENTED))
        return self

    def recorded(self, found):
        """FINAL is on disk."""
        self.hsm.deliver(Done(found))
        self.journal.written()
        return self

    @property
    def last(self):
        return self.journal.entries[-1]
