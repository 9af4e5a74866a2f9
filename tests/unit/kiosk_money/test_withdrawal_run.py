"""One withdrawal: what it asks of HSM and bank, in which order, and how often."""

from __future__ import annotations

import pytest

from bank_server.contract import ProblemCode, ResolutionReply, ResolutionRequest, SettlementRequest
from bank_server.contract.operations import ResolutionState
from hardware.crypto.record import TxnOutcome
from hardware.errors import DeviceError, Outcome
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone
from kiosk.domain.transactions.withdrawal import effects as do
from kiosk.domain.transactions.withdrawal import events as ev
from kiosk.domain.transactions.withdrawal import states as st
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.transactions.withdrawal.table import begin, resume
from kiosk.journal.events import (
    Cmd,
    DoneEvent,
    Intent,
    ResolutionConfirmed,
    ResolutionSent,
    SettlementConfirmed,
    SettlementSent,
)
from kiosk.money.withdrawal import Withdrawal
from tests.unit.kiosk_money.desk import ANCHOR, JOB, TICKET, TXID, Desk, entry
from tests.unit.kiosk_money.withdrawing import (
    CAPTURED,
    EUROS_50,
    LAST,
    LINES,
    NO_ANSWER,
    NOT_CURRENT,
    OPENED,
    PICKING,
    SILENT,
    TAKEN,
    VOID,
    Running,
)


def test_nothing_is_opened_before_the_intent_is_on_disk():
    running = Running()
    running.run.start(begin(JOB))

    assert [entry(Intent(TXID, "withdrawal", EUROS_50, LINES))] == running.journal.entries
    assert [] == running.hsm.asked


def test_an_open_names_the_ticket_of_the_result_before_it():
    assert [("open", TXID, LAST)] == Running().opening().hsm.asked


def test_the_customer_is_authorised_with_the_open_record():
    running = Running().opening()
    running.hsm.deliver(Done(OPENED))

    assert [(JOB, OPENED, running.run.handle)] == running.authorised


def test_a_transaction_found_after_a_restart_has_nobody_to_be_authorised():
    desk = Desk()
    run = Withdrawal(desk.ports, None, LAST, print, print)
    run.start(begin(JOB))
    desk.journal.written()

    with pytest.raises(RuntimeError, match=r"^nobody is there to be authorised$"):
        desk.hsm.deliver(Done(OPENED))


def test_a_run_that_was_not_started_takes_no_event():
    with pytest.raises(RuntimeError, match=r"^not started$"):
        Running().run.handle(ev.CancelAsked.CANCEL_ASKED)


def test_the_command_is_on_disk_before_the_vouchers_go_out():
    running = Running().commanding()
    assert entry(Cmd(TXID, TICKET, LINES)) == running.last
    assert 1 == len(running.hsm.asked)
    running.journal.written()

    assert ("dispense", TXID, [(1, b"one"), (2, b"two")]) == running.hsm.asked[-1]
    assert [do.News.APPROVED, do.News.COUNTING] == running.told


@pytest.mark.parametrize("pace", [1.0, 3.0])
def test_the_looks_at_a_working_hsm_come_after_growing_pauses_in_their_pace(pace):
    running = Running(pace).picking()
    running.hsm.deliver(Done(PICKING))
    assert ("get", TXID) == running.hsm.asked[-1]
    running.hsm.deliver(Done(PICKING))
    running.loop.advance(0.0015 * pace)
    assert 3 == len(running.hsm.asked)
    running.loop.advance(0.001 * pace)

    assert ("get", TXID) == running.hsm.asked[-1]
    assert 4 == len(running.hsm.asked)


def test_only_a_refused_open_is_remembered_as_one():
    running = Running().opening()
    assert running.run.open_refused is False
    running.hsm.deliver(NotDone(DeviceError(Status.BUSY)))
    assert running.run.open_refused is True

    later = Running().picking()
    later.hsm.deliver(NotDone(DeviceError(Status.DOOR_OPEN)))
    assert later.run.open_refused is False


def test_a_settlement_carries_the_record_as_it_was_made():
    running = Running().presented().recorded(TAKEN)

    request = SettlementRequest(anchor=ANCHOR, txid=TXID.hex(), receipt=TAKEN.encode().hex())
    assert [request] == running.bank.asked
    assert TxnOutcome.TAKEN is running.told[-1].outcome


def test_an_acknowledged_settlement_ends_the_transaction_once():
    running = Running().presented().recorded(TAKEN)
    running.bank.deliver(CAPTURED)
    assert [
        entry(SettlementConfirmed(TXID, "captured", EUROS_50, 1)),
        entry(DoneEvent(TXID, "taken")),
    ] == running.journal.entries[-2:]
    assert [] == running.ended
    running.journal.written()
    running.run.handle(ev.Written.WRITTEN)

    assert [st.Finished(TXID)] == running.ended
    assert st.Finished(TXID) == running.run.state


@pytest.mark.parametrize(
    "silence",
    [
        NO_ANSWER,
        NotDone(BankUnreachable("no connection", Outcome.NOT_DONE)),
        NotDone(BankRefused(ProblemCode.RATE)),
    ],
)
def test_a_settlement_without_an_answer_is_sent_again_and_its_tries_counted(silence):
    running = Running().presented().recorded(TAKEN)
    running.bank.deliver(silence)
    running.loop.advance(0.9)
    assert 1 == len(running.bank.asked)
    running.loop.advance(0.2)
    assert 2 == len(running.bank.asked)
    running.bank.deliver(CAPTURED)

    assert entry(SettlementConfirmed(TXID, "captured", EUROS_50, 2)) == running.journal.entries[-2]


def test_a_settlement_that_waits_is_hurried_when_the_link_is_back():
    running = Running().presented().recorded(TAKEN)
    running.bank.deliver(NO_ANSWER)
    running.run.hurry()

    assert 2 == len(running.bank.asked)


@pytest.mark.parametrize("code", ["receipt-invalid", "settled-differently", "bad-request"])
def test_a_bank_that_contradicts_the_record_stops_the_run(code):
    running = Running().presented().recorded(TAKEN)
    running.bank.deliver(NotDone(BankRefused(ProblemCode(code))))

    assert [st.Stuck(TXID, f"the bank refused the record: {code}")] == running.ended
    assert entry(SettlementSent(TXID, 1)) == running.last


def test_an_hsm_that_does_not_answer_is_asked_again_after_a_pause():
    running = Running().picking()
    running.hsm.deliver(SILENT)
    assert 2 == len(running.hsm.asked)
    running.loop.advance(0.06)

    assert ("get", TXID) == running.hsm.asked[-1]


def test_a_cancel_without_an_answer_is_repeated_after_a_pause():
    running = Running().opening()
    running.hsm.deliver(SILENT)
    assert ("cancel", TXID) == running.hsm.asked[-1]
    running.hsm.deliver(SILENT)
    assert 2 == len(running.hsm.asked)
    running.loop.advance(0.06)

    assert [("cancel", TXID)] * 2 == running.hsm.asked[1:]


def test_a_transaction_that_the_hsm_does_not_know_is_asked_of_the_bank():
    running = Running().opening()
    running.hsm.deliver(SILENT)
    running.hsm.deliver(NOT_CURRENT)
    assert [ResolutionRequest(anchor=ANCHOR, txid=TXID.hex())] == running.bank.asked
    running.bank.deliver(NO_ANSWER)
    running.loop.advance(1)
    running.bank.deliver(Done(ResolutionReply(state=ResolutionState.VOID)))

    assert [
        entry(ResolutionConfirmed(TXID, "void", 2)),
        entry(DoneEvent(TXID, "void")),
    ] == running.journal.entries[-2:]


def test_a_question_that_is_still_in_work_is_no_evidence_yet():
    running = Running().opening()
    running.hsm.deliver(SILENT)
    running.hsm.deliver(NOT_CURRENT)
    before = list(running.journal.entries)
    running.bank.deliver(Done(ResolutionReply(state=ResolutionState.IN_PROGRESS)))
    assert before == running.journal.entries
    running.run.hurry()

    assert 2 == len(running.bank.asked)


def test_a_commanded_transaction_that_people_have_ended_is_done():
    """Found after a restart; the HSM has forgotten it."""
    running = Running()
    running.run.start(resume(TXID, None, commanded=True))
    running.hsm.deliver(NOT_CURRENT)
    running.bank.deliver(Done(ResolutionReply(state=ResolutionState.DONE)))
    running.journal.written()

    assert [
        entry(ResolutionSent(TXID, 1)),
        entry(ResolutionConfirmed(TXID, "done", 1)),
        entry(DoneEvent(TXID, "done")),
    ] == running.journal.entries
    assert [st.Finished(TXID)] == running.ended


def test_a_denied_customer_hears_why_when_the_void_is_on_disk():
    running = Running().opening()
    running.hsm.deliver(Done(OPENED))
    running.run.handle(ev.Denied(Denial.FUNDS))
    running.recorded(VOID)

    assert [do.Ended(TxnOutcome.VOID, (), Denial.FUNDS)] == running.told
