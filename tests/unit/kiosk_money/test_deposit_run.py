"""One deposit and its evidence: each result is on disk before the bank hears of it, and once."""

from __future__ import annotations

import pytest

from bank_server.contract import (
    ApprovedDeposit,
    ApprovedPinChange,
    DeclineReason,
    DepositResultReply,
    DepositState,
    ProblemCode,
)
from bank_server.contract.money import Money
from hardware.errors import DeviceError, DeviceTimeout, Outcome
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus, SlotState
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.domain.transactions.deposit.parts import (
    Fate,
    Finished,
    Halt,
    Result,
    Stuck,
    TellClosing,
    TellEnd,
    TellOpen,
    Why,
)
from kiosk.domain.transactions.deposit.table import begin, resume
from kiosk.domain.transactions.orders import DepositOrder
from kiosk.journal.entry import Out
from kiosk.journal.events import (
    DepositApproved,
    DepositConfirmed,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    DepositSent,
    DoneEvent,
    Intent,
)
from kiosk.money.deposit import CUSTOMER_WAITS_S, SLOT_S, Deposit
from kiosk.money.exchange import Approved, Declined, NoAnswer
from tests.unit.kiosk_money.desk import TXID, VISIT, Desk, entry

AMOUNT = Money(50_00, "EUR")
ORDER = DepositOrder(TXID, "2" * 32 + "c3d4", AMOUNT)
REFERENCE = "D7K2"
YES = Approved(ApprovedDeposit(txid=TXID.hex(), visit=None, reference=REFERENCE))
OPEN, LOOK, CLOSE = ("slot_open", TXID, SLOT_S, REFERENCE), ("status",), ("slot_close",)
SILENT = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
ACCEPTED = Result(Fate.ACCEPTED, 8)


def slot(state, txid=TXID, number=8):
    return Done(CabinetStatus(CabinetFlag(0), state, txid, number))


class Depositing(Desk):
    def __init__(self):
        super().__init__()
        self.told, self.ended, self.doubts, self.asked = [], [], [], []
        self.deposit = Deposit(
            self.ports,
            VISIT,
            self.told.append,
            self.ended.append,
            lambda: self.doubts.append(True),
            lambda *asked: self.asked.append(asked),
        )

    @property
    def events(self):
        return [each.event for each in self.journal.entries]

    def asking(self):
        self.deposit.start(begin(ORDER))
        self.journal.written()
        return self

    def answered(self, answer):
        ((order, deliver),) = self.asked
        assert ORDER == order
        deliver(answer)

    def opening(self):
        self.asking()
        self.answered(YES)
        self.journal.written()
        return self

    def opened(self):
        self.opening()
        self.cabinet.deliver(Done(None))
        self.loop.advance(0.3)
        return self

    def acknowledged(self, state=DepositState.PENDING):
        self.bank.deliver(Done(DepositResultReply(state=state)))
        self.journal.written()


@pytest.fixture
def depositing():
    return Depositing()


def test_a_deposit_from_its_first_entry_to_its_last(depositing):
    """INTENT, question, DEPOSIT_APPROVED, slot, result, report, DONE: each after the one before."""
    depositing.deposit.start(begin(ORDER))
    assert [] == depositing.asked
    depositing.journal.written()
    depositing.answered(YES)
    assert [] == depositing.cabinet.asked
    depositing.journal.written()
    assert [OPEN] == depositing.cabinet.asked
    depositing.cabinet.deliver(Done(None))
    depositing.loop.advance(3.0)
    depositing.cabinet.deliver(slot(SlotState.ACCEPTED))
    assert [TellOpen(REFERENCE)] == depositing.told
    assert [] == depositing.bank.asked
    depositing.journal.written()
    assert [TellOpen(REFERENCE), TellEnd(ACCEPTED)] == depositing.told
    depositing.acknowledged()

    assert [
        Intent(TXID, "deposit", AMOUNT, to_last4="c3d4"),
        DepositApproved(TXID, "c3d4", AMOUNT, REFERENCE),
        DepositInserted(TXID, 8, 3_000),
        DepositSent(TXID, "accepted", 1),
        DepositConfirmed(TXID, "pending", 1),
        DoneEvent(TXID, "pending"),
    ] == depositing.events
    assert [Finished(TXID)] == depositing.ended
    assert [] == depositing.doubts


def test_a_declined_deposit_never_opens_the_slot_and_is_told_by_the_visit(depositing):
    depositing.asking().answered(Declined(DeclineReason.CARD_BUSY, None))
    depositing.journal.written()

    assert DoneEvent(TXID, "void") == depositing.events[-1]
    assert ([], [], []) == (depositing.cabinet.asked, depositing.bank.asked, depositing.told)


@pytest.mark.parametrize(
    "answer",
    [
        NoAnswer(),
        Approved(ApprovedPinChange(txid=TXID.hex(), visit=None)),
    ],
)
def test_a_lost_approval_never_opens_the_slot_and_the_bank_is_told_so(depositing, answer):
    depositing.asking().answered(answer)
    depositing.journal.written()

    assert DepositNotInserted(TXID, "no-approval") == depositing.events[1]
    assert [("refused", None)] == [(a.envelope.value, a.number) for a in depositing.bank.asked]
    assert [] == depositing.cabinet.asked


@pytest.mark.parametrize(
    ("result", "why"),
    [
        (NotDone(DeviceError(Status.SLOT_FULL)), "full"),
        (NotDone(DeviceError(Status.BUSY)), "slot-refused"),
    ],
)
def test_a_slot_that_refuses_has_no_envelope(depositing, result, why):
    depositing.opening().cabinet.deliver(result)

    assert DepositNotInserted(TXID, why) == depositing.events[-1]


def test_a_faulty_slot_is_asked_what_it_knows(depositing):
    depositing.opening().cabinet.deliver(Unknown(DeviceError(Status.SLOT_FAULT)))
    assert [OPEN, CLOSE, LOOK] == depositing.cabinet.asked
    depositing.cabinet.deliver(slot(SlotState.ACCEPTED, txid=b"o" * 16))

    assert DepositNotInserted(TXID, "slot-refused") == depositing.events[-1]


def test_an_order_to_open_without_an_answer_is_repeated_and_then_the_slot_is_asked(depositing):
    depositing.opening()
    for _ in range(2):
        depositing.cabinet.deliver(Unknown(DeviceTimeout("no answer")))
        depositing.loop.advance(0.3)
    assert [OPEN] * 3 == depositing.cabinet.asked
    depositing.cabinet.deliver(Unknown(DeviceTimeout("no answer")))
    assert [CLOSE, LOOK] == depositing.cabinet.asked[3:]
    depositing.cabinet.deliver(slot(SlotState.ACCEPTED))

    assert DepositInserted(TXID, 8, 0) == depositing.events[-1]


@pytest.mark.parametrize(
    ("state", "event", "out"),
    [
        (SlotState.REFUSED, DepositNotInserted(TXID, "timeout"), Out.OK),
        (SlotState.UNKNOWN, DepositFail(TXID, "jam"), Out.UNKNOWN),
        (SlotState.CLOSED, DepositFail(TXID, "jam"), Out.UNKNOWN),
    ],
)
def test_what_the_slot_says_is_written(depositing, state, event, out):
    depositing.opened().cabinet.deliver(slot(state))

    assert entry(event, out) == depositing.journal.entries[-1]
    assert [True] * (out is Out.UNKNOWN) == depositing.doubts


def test_a_slot_that_was_exchanged_under_way_leaves_it_unknown(depositing):
    depositing.opened().cabinet.deliver(slot(SlotState.CLOSED, txid=bytes(16)))

    assert DepositFail(TXID, "lost") == depositing.events[-1]


def test_a_customer_who_gives_up_closes_the_slot(depositing):
    depositing.opening().cabinet.deliver(Done(None))
    depositing.deposit.give_up(Why.CANCEL)
    assert [TellOpen(REFERENCE), TellClosing()] == depositing.told
    assert CLOSE == depositing.cabinet.asked[-1]
    depositing.loop.advance(0.3)
    depositing.cabinet.deliver(slot(SlotState.REFUSED))

    assert DepositNotInserted(TXID, "cancel") == depositing.events[-1]


def test_a_slot_without_an_answer_is_asked_on_and_the_customer_is_told_in_time(
    depositing,
):
    depositing.opened()
    for _ in range(int(CUSTOMER_WAITS_S / 2) + 2):
        depositing.cabinet.deliver(Unknown(DeviceTimeout("no answer")))
        depositing.loop.advance(2.0)
    unsure = TellEnd(Result(Fate.UNKNOWN, why=Why.LOST))
    assert [TellOpen(REFERENCE), unsure] == depositing.told
    depositing.cabinet.deliver(slot(SlotState.ACCEPTED))
    depositing.journal.written()

    assert [TellOpen(REFERENCE), unsure] == depositing.told
    assert isinstance(depositing.events[2], DepositInserted)


def test_the_bank_is_told_until_it_has_answered(depositing):
    depositing.opened().cabinet.deliver(slot(SlotState.ACCEPTED))
    depositing.journal.written()
    depositing.bank.deliver(SILENT)
    depositing.loop.advance(1.1)
    depositing.bank.deliver(NotDone(BankRefused(ProblemCode.OVERLOADED)))
    depositing.deposit.hurry()

    assert 3 == len(depositing.bank.asked)
    assert DepositSent(TXID, "accepted", 3) == depositing.events[-1]


@pytest.mark.parametrize("code", ["settled-differently", "deposit-unknown", "bad-request"])
def test_a_bank_that_contradicts_stops_the_machine(depositing, code):
    depositing.opened().cabinet.deliver(slot(SlotState.ACCEPTED))
    depositing.journal.written()
    depositing.bank.deliver(NotDone(BankRefused(ProblemCode(code))))

    assert Halt(f"bank: {code}") == depositing.told[-1]
    assert [Stuck(TXID, f"bank: {code}")] == depositing.ended


def test_after_a_restart_the_slots_memory_tells():
    found = Depositing()
    found.deposit.start(resume(TXID, is_approved=True, result=None))
    assert [CLOSE, LOOK] == found.cabinet.asked
    found.cabinet.deliver(slot(SlotState.ACCEPTED))
    found.journal.written()

    assert DepositInserted(TXID, 8, 0) == found.events[0]
    assert [("accepted", 8)] == [(a.envelope.value, a.number) for a in found.bank.asked]
    assert [] == found.told


def test_after_a_restart_a_result_on_disk_is_told_again():
    found = Depositing()
    found.deposit.start(resume(TXID, is_approved=True, result=ACCEPTED))

    assert [("accepted", 8)] == [(a.envelope.value, a.number) for a in found.bank.asked]
    assert [] == found.cabinet.asked


def test_without_a_customer_nothing_is_asked_of_the_bank():
    with pytest.raises(RuntimeError, match=r"^not started$"):
        Depositing().deposit.give_up(Why.CANCEL)
