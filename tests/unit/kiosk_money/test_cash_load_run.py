"""One cash load and its evidence: on disk before the HSM counts, told to the bank until heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract import CashLoadReply, CashLoadRequest, ProblemCode
from bank_server.contract.cash_loads import OperatorCount
from bank_server.contract.money import Money
from hardware.crypto.record import RecordKind
from hardware.errors import DeviceError, DeviceTimeout, Outcome
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.journal.events import CashAdded, DoneEvent, Loaded, Loading
from kiosk.journal.replay import OpenLoad
from kiosk.money.cash_loads import CashLoad, LoadStep
from tests.unit.kiosk_money.desk import ANCHOR, TXID, Desk, entry, record

NOTE = Money(2_000, "EUR")
LOADING = Loading(TXID, 2, 7, 400, NOTE)
RECORD = record(RecordKind.LOAD, ticket=bytes(16))
CALL = ("load", TXID, 2, 7, 400)
REQUEST = CashLoadRequest(
    anchor=ANCHOR,
    operator=(OperatorCount(canister=2, count=400),),
    staff=(),
    records=(RECORD.encode().hex(),),
)
NO_ANSWER = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
HEARD = Done(CashLoadReply(differences=()))


class LoadedDesk(Desk):
    def __init__(self):
        super().__init__()
        self.done, self.failed = [], []
        self.steps = []
        self.load = CashLoad(
            self.ports,
            lambda: self.done.append(True),
            self.failed.append,
            heard=self.steps.append,
        )

    def begun(self):
        self.load.begin(LOADING)
        self.journal.written()
        return self

    def reported(self):
        self.begun()
        self.hsm.deliver(Done(RECORD))
        self.journal.written()
        return self

    @property
    def last(self):
        return self.journal.entries[-1]


def without_visit(event):
    return entry(event, visit=None)


def test_a_load_is_on_disk_before_the_hsm_counts_it():
    desk = LoadedDesk()
    desk.load.begin(LOADING)
    assert [without_visit(LOADING)] == desk.journal.entries
    assert [] == desk.hsm.asked
    desk.journal.written()

    assert [CALL] == desk.hsm.asked


def test_the_record_is_on_disk_before_the_bank_hears_of_it():
    desk = LoadedDesk().begun()
    desk.hsm.deliver(Done(RECORD))
    assert without_visit(Loaded(TXID, RECORD.encode())) == desk.last
    assert [] == desk.bank.asked
    desk.journal.written()

    assert [REQUEST] == desk.bank.asked


def test_an_acknowledged_load_is_done_once_that_is_on_disk():
    desk = LoadedDesk().reported()
    desk.bank.deliver(HEARD)
    assert [
        without_visit(CashAdded(2, 400, TXID, NOTE)),
        without_visit(DoneEvent(TXID, "loaded")),
    ] == desk.journal.entries[-2:]
    assert [] == desk.done
    desk.journal.written()

    assert [True] == desk.done
    assert [] == desk.failed


def test_a_load_that_the_hsm_refuses_did_not_happen():
    desk = LoadedDesk().begun()
    desk.hsm.deliver(NotDone(DeviceError(Status.DOOR_OPEN)))
    assert without_visit(DoneEvent(TXID, "refused")) == desk.last
    assert [] == desk.failed
    desk.journal.written()

    assert ["the HSM refused the load: DOOR_OPEN"] == desk.failed
    assert [] == desk.bank.asked


def test_an_hsm_that_does_not_answer_is_given_the_same_load_again():
    desk = LoadedDesk().begun()
    desk.hsm.deliver(Unknown(DeviceTimeout("no answer")))
    desk.loop.advance(0.4)
    assert [CALL] == desk.hsm.asked
    desk.loop.advance(0.2)

    assert [CALL, CALL] == desk.hsm.asked


@pytest.mark.parametrize(
    "silence",
    [
        NO_ANSWER,
        NotDone(BankUnreachable("no connection", Outcome.NOT_DONE)),
        NotDone(BankRefused(ProblemCode.RATE, retry_after_s=1)),
        NotDone(BankRefused(ProblemCode.ATM_BUSY)),
    ],
)
def test_a_bank_that_does_not_answer_is_told_again(silence):
    desk = LoadedDesk().reported()
    desk.bank.deliver(silence)
    assert [REQUEST] == desk.bank.asked
    desk.loop.advance(1)

    assert [REQUEST, REQUEST] == desk.bank.asked


def test_the_pauses_before_the_bank_is_told_again_grow_to_a_minute():
    desk, at = LoadedDesk().reported(), []
    for _ in range(8):
        start = desk.loop.now()
        before = len(desk.bank.asked)
        desk.bank.deliver(NO_ANSWER)
        while len(desk.bank.asked) == before:
            desk.loop.step()
        at.append(desk.loop.now() - start)

    assert [1, 2, 4, 8, 16, 32, 60, 60] == at


def test_each_step_and_what_it_waits_for_can_be_heard():
    desk = LoadedDesk().begun()
    desk.hsm.deliver(Unknown(DeviceTimeout("no answer")))
    desk.loop.advance(1)
    desk.hsm.deliver(Done(RECORD))
    desk.journal.written()
    for answer in (NO_ANSWER, NotDone(BankRefused(ProblemCode.ATM_BUSY)), HEARD):
        desk.bank.deliver(answer)
        desk.loop.advance(5)
    desk.journal.written()

    assert [
        LoadStep.NOT_CERTAIN,
        LoadStep.BANK,
        LoadStep.BANK_AWAY,
        LoadStep.BANK_BUSY,
        LoadStep.LOADED,
    ] == desk.steps


def test_who_loads_is_told_to_the_bank_and_stands_in_the_journal():
    desk = LoadedDesk()
    desk.load.begin(replace(LOADING, who="anna+ben"))
    desk.journal.written()
    desk.hsm.deliver(Done(RECORD))
    desk.journal.written()
    desk.bank.deliver(HEARD)

    assert [("anna", "ben")] == [each.staff for each in desk.bank.asked]
    assert without_visit(CashAdded(2, 400, TXID, NOTE, "anna+ben")) == desk.journal.entries[-2]


def test_a_load_that_waits_is_hurried_when_the_link_is_back():
    desk = LoadedDesk().reported()
    desk.bank.deliver(NO_ANSWER)
    desk.load.hurry()

    assert [REQUEST, REQUEST] == desk.bank.asked


def test_a_load_that_the_bank_refuses_for_good_stays_open_for_people():
    desk = LoadedDesk().reported()
    desk.bank.deliver(NotDone(BankRefused(ProblemCode.BAD_REQUEST)))

    assert ["the bank refused the load: bad-request"] == desk.failed
    assert without_visit(Loaded(TXID, RECORD.encode())) == desk.last


def test_a_load_found_before_its_record_is_given_to_the_hsm_again():
    desk = LoadedDesk()
    desk.load.resume(OpenLoad(TXID, LOADING))

    assert [CALL] == desk.hsm.asked


def test_a_load_found_with_its_record_is_told_to_the_bank():
    desk = LoadedDesk()
    desk.load.resume(OpenLoad(TXID, LOADING, Loaded(TXID, RECORD.encode())))

    assert [REQUEST] == desk.bank.asked
    assert [] == desk.hsm.asked
