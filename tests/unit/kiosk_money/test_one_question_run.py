"""One PIN change or transfer and its evidence: asked once, and told by the bank's word only."""

from __future__ import annotations

import pytest

from bank_server.contract import ApprovedTransfer, ResolutionReply, ResolutionRequest
from bank_server.contract.message import Balance
from bank_server.contract.money import Money
from bank_server.contract.operations import ResolutionState
from hardware.errors import Outcome
from kiosk.bank.errors import BankUnreachable
from kiosk.devices.results import Done, Unknown
from kiosk.domain.transactions.one_question import Answer, Event, begin, resume
from kiosk.journal.events import (
    DoneEvent,
    Intent,
    PinChanged,
    ResolutionConfirmed,
    ResolutionSent,
    TransferDone,
)
from kiosk.money.one_question import OneQuestion, pin_change, transfer
from tests.unit.kiosk_money.desk import ANCHOR, TXID, VISIT, Desk, entry

NO_ANSWER = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))


def resolved(state):
    return Done(ResolutionReply(state=state))


SOURCE, TARGET = "1" * 32 + "a1b2", "2" * 32 + "c3d4"
AMOUNT = Money(25_00, "EUR")
MOVED = TransferDone(TXID, "a1b2", "c3d4", AMOUNT)
REPLY = ApprovedTransfer(
    txid=TXID.hex(),
    visit=None,
    from_available=Balance(minor=75_00, currency="EUR"),
    to_available=Balance(minor=125_00, currency="EUR"),
)


class Changing(Desk):
    def __init__(self, intent=None):
        super().__init__()
        self.told, self.ended, self.asked = [], [], []
        self.change = OneQuestion(
            self.ports,
            VISIT,
            intent or pin_change(TXID),
            self.told.append,
            lambda: self.ended.append(True),
            lambda *asked: self.asked.append(asked),
        )

    def asking(self):
        self.change.start(begin(TXID))
        self.journal.written()
        return self

    def unanswered(self):
        self.asking()
        self.change.handle(Event.NO_ANSWER)
        return self


def test_nothing_is_asked_before_the_intent_is_on_disk():
    changing = Changing()
    changing.change.start(begin(TXID))
    assert [entry(Intent(TXID, "pin-change"))] == changing.journal.entries
    assert [] == changing.asked
    changing.journal.written()

    assert [(TXID, changing.change.handle)] == changing.asked


def test_a_change_that_was_not_started_takes_no_event():
    with pytest.raises(RuntimeError, match=r"^not started$"):
        Changing().change.handle(Event.APPROVED)


def test_an_approved_change_is_told_and_ends_once_it_is_on_disk():
    changing = Changing().asking()
    changing.change.handle(Event.APPROVED)
    assert [Answer.DONE] == changing.told
    assert [entry(PinChanged(TXID)), entry(DoneEvent(TXID, "done"))] == (
        changing.journal.entries[1:]
    )
    assert [] == changing.ended
    changing.journal.written()
    changing.change.handle(Event.WRITTEN)

    assert [True] == changing.ended


def test_a_refused_change_leaves_no_word_of_a_new_pin():
    changing = Changing().asking()
    changing.change.handle(Event.REFUSED)

    assert [entry(DoneEvent(TXID, "void"))] == changing.journal.entries[1:]
    assert [] == changing.told


def test_a_lost_answer_is_asked_for():
    changing = Changing().unanswered()

    assert [ResolutionRequest(anchor=ANCHOR, txid=TXID.hex())] == changing.bank.asked


@pytest.mark.parametrize(
    ("state", "answer", "evidence"),
    [
        (ResolutionState.DONE, Answer.DONE, [PinChanged(TXID), DoneEvent(TXID, "done")]),
        (ResolutionState.VOID, Answer.VOID, [DoneEvent(TXID, "void")]),
        (ResolutionState.DECLINED, Answer.VOID, [DoneEvent(TXID, "void")]),
    ],
)
def test_what_the_bank_resolves_is_told_and_kept(state, answer, evidence):
    changing = Changing().unanswered()
    changing.bank.deliver(resolved(state))

    assert [answer] == changing.told
    sent, confirmed = ResolutionSent(TXID, 1), ResolutionConfirmed(TXID, state.value, 1)
    assert [entry(event) for event in (sent, confirmed, *evidence)] == changing.journal.entries[1:]


@pytest.mark.parametrize("no_word", [NO_ANSWER, resolved(ResolutionState.IN_PROGRESS)])
def test_no_word_yet_is_asked_for_again_and_the_tries_counted(no_word):
    changing = Changing().unanswered()
    changing.bank.deliver(no_word)
    changing.loop.advance(0.9)
    assert 1 == len(changing.bank.asked)
    changing.loop.advance(0.2)
    assert 2 == len(changing.bank.asked)
    changing.bank.deliver(resolved(ResolutionState.VOID))

    assert [
        entry(ResolutionSent(TXID, 1)),
        entry(ResolutionSent(TXID, 2)),
        entry(ResolutionConfirmed(TXID, "void", 2)),
    ] == changing.journal.entries[1:4]


def test_a_question_that_waits_is_hurried_when_the_link_is_back():
    changing = Changing().unanswered()
    changing.bank.deliver(NO_ANSWER)
    changing.change.hurry()

    assert 2 == len(changing.bank.asked)


def test_the_customer_waits_20_s_for_a_lost_answer_and_no_longer():
    changing = Changing().unanswered()
    changing.loop.advance(19.9)
    assert [] == changing.told
    changing.loop.advance(0.2)
    assert [Answer.NOT_CONFIRMED] == changing.told
    changing.bank.deliver(resolved(ResolutionState.DONE))

    assert [Answer.NOT_CONFIRMED] == changing.told
    assert entry(DoneEvent(TXID, "done")) == changing.journal.entries[-1]


def test_a_change_found_at_the_start_is_resolved_and_told_to_nobody():
    changing = Changing()
    changing.change.start(resume(TXID))
    changing.bank.deliver(resolved(ResolutionState.DONE))
    changing.journal.written()

    assert [] == changing.told
    assert [True] == changing.ended


def test_a_transfer_is_on_disk_with_its_amount_and_both_ends_before_it_is_asked_for():
    moving = Changing(transfer(TXID, SOURCE, TARGET, AMOUNT))
    moving.change.start(begin(TXID))

    intent = Intent(TXID, "transfer", AMOUNT, from_last4="a1b2", to_last4="c3d4")
    assert [entry(intent)] == moving.journal.entries
    assert [] == moving.asked


def test_an_approved_transfer_is_told_with_both_ends():
    moving = Changing(transfer(TXID, SOURCE, TARGET, AMOUNT)).asking()
    moving.change.handle(Event.APPROVED)

    assert [entry(MOVED), entry(DoneEvent(TXID, "done"))] == moving.journal.entries[1:]


def test_a_transfer_whose_answer_was_lost_is_told_by_the_banks_word():
    moving = Changing(transfer(TXID, SOURCE, TARGET, AMOUNT)).unanswered()
    moving.bank.deliver(Done(ResolutionReply(state=ResolutionState.DONE, reply=REPLY)))

    assert [Answer.DONE] == moving.told
    assert entry(MOVED) in moving.journal.entries


def test_a_transfer_that_the_bank_has_not_done_leaves_no_word_of_money():
    moving = Changing(transfer(TXID, SOURCE, TARGET, AMOUNT)).unanswered()
    moving.bank.deliver(resolved(ResolutionState.DECLINED))

    assert [Answer.VOID] == moving.told
    assert entry(MOVED) not in moving.journal.entries
