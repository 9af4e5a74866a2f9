"""What the journal says of the cash of one withdrawal, and in which words."""

from __future__ import annotations

import logging

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.errors import DeviceError
from hardware.status import Status
from kiosk.devices.results import Done, NotDone
from kiosk.domain.transactions.withdrawal import effects as do
from kiosk.domain.transactions.withdrawal import events as ev
from kiosk.journal.entry import Out
from kiosk.journal.event_base import NoteCount, NoteMove
from kiosk.journal.events import (
    CashPresented,
    CashRejected,
    CashRetracted,
    CashStacked,
    CashTaken,
    DispenseFail,
    DispensePartial,
    DispenseSuspect,
    LateAnswer,
    Res,
    SettlementQueued,
)
from tests.unit.kiosk_money.desk import TXID, entry, final, line, record
from tests.unit.kiosk_money.withdrawing import (
    EUROS_50,
    LINES,
    OPENED,
    PRESENTED,
    STACKED,
    TAKEN,
    VOID,
    Running,
)

WENT_OUT = (NoteCount(1, 1), NoteCount(2, 2))


def test_what_lies_stacked_is_evidence_before_it_is_presented():
    running = Running().picking()
    running.hsm.deliver(Done(STACKED))

    stacked = CashStacked(TXID, (NoteMove(1, 2, 1), NoteMove(2, 2, 0)))
    assert entry(stacked) == running.last
    assert ("present", TXID, 45) == running.hsm.asked[-1]


def test_a_canister_that_gave_nothing_is_not_among_the_stacked():
    running = Running().picking()
    running.hsm.deliver(Done(record(RecordKind.STACKED, line(1), line(2, picked=1))))

    assert entry(CashStacked(TXID, (NoteMove(2, 1, 0),))) == running.last


def test_notes_that_still_move_are_no_evidence_yet():
    running = Running().picking()
    before = list(running.journal.entries)
    running.hsm.deliver(Done(record(RecordKind.PICKING, line(1, picked=1), line(2))))

    assert before == running.journal.entries


def test_a_stack_is_evidence_once():
    """PRESENT was lost: the HSM still says that it lies stacked."""
    running = Running().picking()
    running.hsm.deliver(Done(STACKED))
    before = list(running.journal.entries)
    running.hsm.deliver(Done(STACKED))

    assert before == running.journal.entries


def test_what_is_presented_is_what_was_not_thrown_out():
    running = Running().presented()

    assert entry(CashPresented(TXID, EUROS_50, LINES)) == running.last
    assert do.News.PRESENTED == running.told[-1]
    assert ("get", TXID) == running.hsm.asked[-1]


def test_presented_notes_are_evidence_once():
    running = Running().presented()
    before = len(running.journal.entries)
    running.hsm.deliver(Done(PRESENTED))

    assert before == len(running.journal.entries)


def test_a_taken_result_goes_to_disk_with_how_long_the_cash_lay_there():
    running = Running().presented()
    running.loop.advance(2.345)
    running.hsm.deliver(Done(TAKEN))

    assert [
        entry(Res(TXID, TAKEN.encode())),
        entry(CashTaken(TXID, 2345, WENT_OUT)),
        entry(CashRejected(TXID, (NoteCount(1, 1),), "notes"), Out.FAIL),
        entry(SettlementQueued(TXID, "taken")),
    ] == running.journal.entries[-4:]
    assert [] == running.bank.asked
    assert TAKEN == running.run.final


def test_a_retracted_result_says_that_the_notes_were_not_counted():
    running = Running().presented()
    running.loop.advance(45)
    retracted = final(TxnOutcome.RETRACTED, line(1, 2, 1, 1), line(2, 2, 0, 2))
    running.hsm.deliver(Done(retracted))

    assert [
        entry(Res(TXID, retracted.encode())),
        entry(CashRetracted(TXID, is_counted=False, wait_ms=45_000, lines=WENT_OUT), Out.FAIL),
        entry(CashRejected(TXID, (NoteCount(1, 1),), "notes"), Out.FAIL),
        entry(SettlementQueued(TXID, "retracted")),
    ] == running.journal.entries[-4:]


def test_a_suspect_result_is_unknown_and_names_the_record():
    running = Running().presented()
    suspect = final(TxnOutcome.SUSPECT)
    running.hsm.deliver(Done(suspect))

    assert [
        entry(Res(TXID, suspect.encode())),
        entry(DispenseSuspect(TXID, "record", "OOS-06"), Out.UNKNOWN),
        entry(SettlementQueued(TXID, "suspect")),
    ] == running.journal.entries[-3:]


def test_cash_that_nobody_saw_come_out_was_waited_for_no_time():
    running = Running().picking()
    running.loop.advance(5)
    running.hsm.deliver(Done(TAKEN))

    assert entry(CashTaken(TXID, 0, WENT_OUT)) in running.journal.entries


def test_a_machine_without_notes_is_a_failed_dispense():
    running = Running().picking()
    running.hsm.deliver(Done(VOID))

    assert [
        entry(Res(TXID, VOID.encode())),
        entry(DispenseFail(TXID, "no-notes"), Out.FAIL),
        entry(SettlementQueued(TXID, "void")),
    ] == running.journal.entries[-3:]


def test_a_void_that_the_customer_asked_for_is_no_failed_dispense():
    running = Running().opening()
    running.run.handle(ev.CancelAsked.CANCEL_ASKED)
    running.hsm.deliver(Done(OPENED))
    assert ("cancel", TXID) == running.hsm.asked[-1]
    running.hsm.deliver(Done(VOID))

    assert [entry(Res(TXID, VOID.encode())), entry(SettlementQueued(TXID, "void"))] == (
        running.journal.entries[-2:]
    )


@pytest.mark.parametrize(
    ("result", "code", "alarms"),
    [
        (
            NotDone(DeviceError(Status.VOUCHER_INVALID)),
            "voucher-invalid",
            ["alarm what=dispense reason=voucher-invalid"],
        ),
        (NotDone(DeviceError(Status.DOOR_OPEN)), "door-open", []),
        (NotDone(DeviceError(0xEE)), "refused", []),
    ],
)
def test_a_refused_dispense_is_told_by_its_reason(result, code, alarms, caplog, expect_log):
    """And is an alarm if no honest bank can have sealed that voucher."""
    for alarm in alarms:
        expect_log(alarm)
    running = Running().picking()
    with caplog.at_level(logging.INFO, "kiosk.money"):
        running.hsm.deliver(result)
    running.hsm.deliver(Done(VOID))

    assert entry(DispenseFail(TXID, code), Out.FAIL) == running.journal.entries[-2]
    assert alarms == caplog.messages


def test_a_refusal_after_the_stack_leaves_the_reason_as_it_was():
    running = Running().picking()
    running.hsm.deliver(Done(STACKED))
    running.hsm.deliver(NotDone(DeviceError(Status.DOOR_OPEN)))
    running.hsm.deliver(Done(VOID))

    assert entry(DispenseFail(TXID, "no-notes"), Out.FAIL) == running.journal.entries[-2]


@pytest.mark.parametrize(("take", "choice"), [(True, "take"), (False, "refuse")])
def test_the_answer_to_a_short_stack_is_evidence(take, choice):
    running = Running().picking()
    running.hsm.deliver(Done(record(RecordKind.STACKED, line(1, picked=1), line(2, picked=1))))
    running.run.handle(ev.Chosen(take=take))

    partial = DispensePartial(TXID, EUROS_50, Money(30_00, "EUR"), choice)
    assert entry(partial) == running.last


def test_a_stack_that_was_not_paid_is_rejected_whole():
    running = Running().picking()
    running.hsm.deliver(Done(STACKED))
    void = final(TxnOutcome.VOID, line(1, 2, 2), line(2, 2, 2))
    running.hsm.deliver(Done(void))

    rejected = CashRejected(TXID, (NoteCount(1, 2), NoteCount(2, 2)), "not-paid")
    assert entry(rejected, Out.FAIL) == running.journal.entries[-2]


def test_an_approval_after_the_customer_gave_up_is_late():
    """Nothing is dispensed, and the entry says what becomes of the bank's hold."""
    running = Running().opening()
    running.hsm.deliver(Done(OPENED))
    running.run.handle(ev.CancelAsked.CANCEL_ASKED)
    running.run.handle(ev.Approved(()))

    assert entry(LateAnswer(TXID, "void"), Out.FAIL) == running.last
    assert ("cancel", TXID) == running.hsm.asked[-1]
