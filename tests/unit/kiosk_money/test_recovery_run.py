"""The start of service: what the journal and the HSM hold open is ended, and each decision kept."""

from __future__ import annotations

import pytest

from bank_server.contract import (
    DepositResultReply,
    DepositState,
    ProblemCode,
    ResolutionReply,
    SettlementReply,
)
from bank_server.contract.message import Balance
from bank_server.contract.money import Money
from bank_server.contract.operations import ResolutionState, SettlementState
from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.errors import DeviceError, DeviceTimeout, Outcome
from hardware.protocol.cabinet import CabinetFlag, CabinetStatus, SlotState
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.journal.events import (
    Cmd,
    DepositApproved,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    Intent,
    Loading,
    RecoveryDecision,
    Res,
    ResolutionSent,
    SettlementSent,
)
from kiosk.journal.replay import MoneyState, OpenLoad, OpenTransaction
from kiosk.money.recovery import Recovery
from tests.unit.kiosk_money.desk import TICKET, TXID, Desk, entry, final, record

NOTHING = bytes(16)
LAST = b"l" * 16
OTHER = b"o" * 16
VOID = final(TxnOutcome.VOID)
TAKEN = final(TxnOutcome.TAKEN)
GET = ("get", NOTHING)
INTENT = Intent(TXID, "withdrawal")
CMD = Cmd(TXID, TICKET, ())
NO_ANSWER = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
NOT_CURRENT = NotDone(DeviceError(Status.TXN_NOT_CURRENT))
SETTLED = Done(SettlementReply(state=SettlementState.VOID, amount=Balance(minor=0, currency="EUR")))
CHANGED = Done(ResolutionReply(state=ResolutionState.DONE))


class Starting(Desk):
    def __init__(self, *found, last_ticket=LAST):
        super().__init__()
        self.heard, self.counted, self.loads = [], [], []
        self.recovery = Recovery(
            self.ports,
            MoneyState(last_ticket=last_ticket, open=found),
            read=lambda: self.heard.append("read"),
            adopting=lambda: self.heard.append("adopting"),
            done=lambda ticket, _record: self.heard.append(("done", ticket)),
            stop=lambda why: self.heard.append(("stop", why)),
            halt=lambda why: self.heard.append(("halt", why)),
            slot_doubt=lambda: self.heard.append(("slot", "doubt")),
            counted=self.counted.append,
            load=self.loads.append,
        )
        # A link that comes up this early finds nothing to hurry.
        self.recovery.hurry()
        self.recovery.start()

    def settled(self):
        """The bank acknowledges, and DONE is on disk."""
        self.bank.deliver(SETTLED)
        self.journal.written()

    @property
    def decisions(self):
        return [each for each in self.journal.entries if isinstance(each.event, RecoveryDecision)]


def decided(found, action="resume", device="asked", txid=TXID):
    event = RecoveryDecision(txid, found, device, found == "RES", action)
    return entry(event, visit=None)


def test_with_nothing_open_only_the_hsm_is_asked():
    starting = Starting()
    assert ["read"] == starting.heard
    assert [GET] == starting.hsm.asked
    starting.hsm.deliver(NOT_CURRENT)

    assert ["read", ("done", LAST)] == starting.heard
    assert [] == starting.journal.entries


def test_an_hsm_that_was_never_provisioned_holds_nothing_open():
    starting = Starting()
    starting.hsm.deliver(NotDone(DeviceError(Status.NOT_PROVISIONED)))

    assert ["read", ("done", LAST)] == starting.heard


def test_the_result_stored_last_is_not_taken_over_again():
    starting = Starting(last_ticket=TICKET)
    starting.hsm.deliver(Done(TAKEN))

    assert ["read", ("done", TICKET)] == starting.heard
    assert [] == starting.journal.entries


@pytest.mark.parametrize(
    "no_word",
    [Unknown(DeviceTimeout("no answer")), NotDone(DeviceError(Status.BUSY))],
)
def test_an_hsm_that_does_not_tell_is_asked_again_after_a_second(no_word):
    starting = Starting()
    starting.hsm.deliver(no_word)
    starting.loop.advance(0.9)
    assert [GET] == starting.hsm.asked
    starting.loop.advance(0.2)

    assert [GET, GET] == starting.hsm.asked
    assert ["read"] == starting.heard


def test_a_result_that_the_journal_does_not_know_is_taken_over():
    starting = Starting()
    starting.hsm.deliver(Done(VOID))
    assert ["read", "adopting"] == starting.heard
    assert decided("none", "adopt", "final") == starting.journal.entries[0]
    assert entry(Res(TXID, VOID.encode()), visit=None) == starting.journal.entries[1]
    starting.journal.written()
    starting.settled()
    assert [GET, GET] == starting.hsm.asked
    starting.hsm.deliver(Done(VOID))

    assert ["read", "adopting", "read", ("done", TICKET)] == starting.heard


def test_a_result_is_as_unknown_as_its_ticket():
    """The last one's ticket, but not of a transaction that has ended: it is ended."""
    starting = Starting(last_ticket=TICKET)
    starting.hsm.deliver(Done(record(RecordKind.STACKED)))

    assert [decided("none", "adopt", "stacked")] == starting.decisions
    assert [GET, ("cancel", TXID)] == starting.hsm.asked


def test_a_dispenser_test_that_the_journal_lacks_is_taken_over():
    """Every test has the same ticket, zeros, and a new journal has it, too: the record decides. The
    note is told to the bank, and not twice."""
    tested = final(TxnOutcome.VOID, ticket=NOTHING)
    starting = Starting(last_ticket=NOTHING)
    starting.hsm.deliver(Done(tested))
    assert decided("none", "adopt", "final") == starting.journal.entries[0]
    assert entry(Res(TXID, tested.encode()), visit=None) == starting.journal.entries[1]
    starting.journal.written()
    starting.settled()
    starting.hsm.deliver(Done(tested))

    assert ["read", "adopting", "read", ("done", NOTHING)] == starting.heard


def test_an_hsm_whose_transactions_do_not_end_stops_the_start():
    """Eight are taken over in a row, and the ninth is not."""
    starting = Starting()
    for number in range(8):
        starting.hsm.deliver(Done(final(TxnOutcome.VOID, ticket=bytes([number] * 15 + [1]))))
        starting.journal.written()
        starting.settled()
    assert ["read"] + ["adopting", "read"] * 8 == starting.heard
    starting.hsm.deliver(Done(VOID))

    assert ("halt", "the HSM changes its transaction by itself") == starting.heard[-1]
    assert 8 == len(starting.decisions)


@pytest.mark.parametrize(
    ("found", "last"),
    [
        (OpenTransaction(TXID, "1-1", INTENT), "INTENT"),
        (OpenTransaction(TXID, "1-1", INTENT, CMD), "CMD"),
    ],
)
def test_a_transaction_without_a_result_is_cancelled_first(found, last):
    starting = Starting(found)

    assert [decided(last)] == starting.journal.entries
    assert [("cancel", TXID)] == starting.hsm.asked
    assert [] == starting.heard


def test_a_transaction_with_its_result_goes_to_the_bank():
    """And its ticket is the one that the HSM's own result is compared with."""
    found = OpenTransaction(TXID, "1-1", INTENT, CMD, Res(TXID, TAKEN.encode()))
    starting = Starting(found)
    sent = entry(SettlementSent(TXID, 1), visit=None)
    assert [decided("RES"), sent] == starting.journal.entries
    assert [] == starting.hsm.asked
    assert [TAKEN.encode().hex()] == [each.receipt for each in starting.bank.asked]
    starting.settled()

    assert ["read"] == starting.heard
    assert [GET] == starting.hsm.asked


def test_a_cancelled_transactions_ticket_is_the_last_one():
    starting = Starting(OpenTransaction(TXID, "1-1", INTENT))
    starting.hsm.deliver(Done(VOID))
    starting.journal.written()
    starting.settled()
    starting.hsm.deliver(Done(VOID))

    assert ["read", ("done", TICKET)] == starting.heard


def test_a_commanded_transaction_that_the_hsm_has_forgotten_stops_the_start():
    """The bank holds the money, and nobody can say what left the machine."""
    starting = Starting(OpenTransaction(TXID, "1-1", INTENT, CMD))
    starting.hsm.deliver(NOT_CURRENT)
    starting.bank.deliver(Done(ResolutionReply(state=ResolutionState.HELD)))

    why = "the HSM does not know a transaction that it was told to pay"
    assert [("stop", why), ("halt", why)] == starting.heard


def test_an_open_pin_change_is_asked_of_the_bank():
    starting = Starting(OpenTransaction(TXID, "1-1", Intent(TXID, "pin-change")))
    sent = entry(ResolutionSent(TXID, 1), visit=None)
    assert [decided("INTENT"), sent] == starting.journal.entries
    assert [TXID.hex()] == [each.txid for each in starting.bank.asked]
    assert [] == starting.hsm.asked
    starting.bank.deliver(CHANGED)
    starting.journal.written()

    assert ["read"] == starting.heard
    assert {None} == {each.visit for each in starting.journal.entries}


def test_an_open_load_is_handed_on_and_the_start_does_not_wait_for_it():
    """HSM and bank may both be away; nobody is served before it has its DONE."""
    load = OpenLoad(TXID, Loading(TXID, 2, 7, 400))
    starting = Starting(load)

    assert [load] == starting.loads
    assert ["read"] == starting.heard


def test_a_load_is_handed_on_after_what_was_open_before_it():
    load = OpenLoad(OTHER, Loading(OTHER, 2, 7, 400))
    starting = Starting(OpenTransaction(TXID, "1-1", INTENT), load)
    starting.hsm.deliver(Done(VOID))
    starting.journal.written()
    assert [] == starting.loads
    starting.settled()

    assert [load] == starting.loads


def test_each_last_record_that_a_start_brings_to_light_is_heard():
    """The bins are counted from these."""
    starting = Starting(OpenTransaction(TXID, "1-1", INTENT))
    starting.hsm.deliver(Done(VOID))
    starting.journal.written()
    starting.settled()

    assert [VOID] == starting.counted


def test_what_is_open_is_ended_oldest_first():
    change = OpenTransaction(OTHER, "1-2", Intent(OTHER, "pin-change"))
    starting = Starting(OpenTransaction(TXID, "1-1", INTENT), change)
    starting.hsm.deliver(Done(VOID))
    starting.journal.written()
    assert [TXID.hex()] == [each.txid for each in starting.bank.asked]
    starting.settled()

    assert [decided("INTENT"), decided("INTENT", txid=OTHER)] == starting.decisions
    assert OTHER.hex() == starting.bank.asked[-1].txid


@pytest.mark.parametrize(
    "found",
    [
        OpenTransaction(TXID, "1-1", Intent(TXID, "pin-change")),
        OpenTransaction(TXID, "1-1", INTENT, CMD, Res(TXID, TAKEN.encode())),
    ],
)
def test_what_waits_for_the_bank_is_hurried_when_the_link_is_back(found):
    starting = Starting(found)
    starting.bank.deliver(NO_ANSWER)
    assert 1 == len(starting.bank.asked)
    starting.recovery.hurry()

    assert 2 == len(starting.bank.asked)


def test_a_start_that_only_waits_for_the_hsm_cannot_be_hurried():
    starting = Starting(OpenTransaction(TXID, "1-1", Intent(TXID, "pin-change")))
    starting.bank.deliver(CHANGED)
    starting.journal.written()
    starting.recovery.hurry()

    assert 1 == len(starting.bank.asked)
    assert [GET] == starting.hsm.asked


def deposit_found(**known):
    return OpenTransaction(TXID, "1-1", Intent(TXID, "deposit"), **known)


APPROVED = DepositApproved(TXID, "c3d4", Money(50_00, "EUR"), "D7K2")


def test_a_deposit_without_an_approval_is_refused_and_the_slot_not_asked():
    starting = Starting(deposit_found())
    starting.journal.written()

    assert [decided("INTENT")] == starting.decisions
    assert ["refused"] == [each.envelope.value for each in starting.bank.asked]
    assert [] == starting.cabinet.asked


def test_an_approved_deposit_is_what_the_slots_memory_says():
    starting = Starting(deposit_found(approved=APPROVED))
    assert [("slot_close",), ("status",)] == starting.cabinet.asked
    starting.cabinet.deliver(
        Done(CabinetStatus(CabinetFlag(0), SlotState.UNKNOWN, TXID, envelope_no=8))
    )
    starting.journal.written()

    assert [decided("DEPOSIT_APPROVED")] == starting.decisions
    assert [("slot", "doubt")] == starting.heard
    assert ["unknown"] == [each.envelope.value for each in starting.bank.asked]


@pytest.mark.parametrize(
    ("envelope", "fate", "number"),
    [
        (DepositInserted(TXID, 8, 2_000), "accepted", 8),
        (DepositNotInserted(TXID, "cancel"), "refused", None),
        (DepositFail(TXID, "jam"), "unknown", None),
    ],
)
def test_a_result_on_disk_is_told_until_it_is_acknowledged(envelope, fate, number):
    starting = Starting(deposit_found(approved=APPROVED, envelope=envelope))
    starting.bank.deliver(NO_ANSWER)
    starting.recovery.hurry()
    starting.bank.deliver(Done(DepositResultReply(state=DepositState.PENDING)))
    starting.journal.written()

    assert [(fate, number)] * 2 == [(a.envelope.value, a.number) for a in starting.bank.asked]
    assert [GET] == starting.hsm.asked


def test_a_bank_that_knows_another_result_stops_the_start():
    starting = Starting(deposit_found(envelope=DepositNotInserted(TXID, "cancel")))
    starting.bank.deliver(NotDone(BankRefused(ProblemCode.SETTLED_DIFFERENTLY)))

    assert [("halt", "bank: settled-differently")] == starting.heard
