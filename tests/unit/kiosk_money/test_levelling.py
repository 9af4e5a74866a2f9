"""Telling a restored bank: what is sent, in which order, and what stops it for a while."""

from __future__ import annotations

import pytest

from bank_server.contract import LevellingReply, LevellingRequest, ProblemCode, Restored
from hardware.crypto.record import RecordKind, TxnOutcome
from hardware.errors import DeviceTimeout, Outcome
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.journal.entry import Out
from kiosk.journal.events import BankLevel, BankRestored, Loading
from kiosk.journal.evidence import Ended, Enveloped, Filled
from kiosk.money.levelling import Levelling
from tests.unit.kiosk_money.desk import TXID, Desk, entry, final, record

NAME, OTHER = "5" * 32, "6" * 32
NONCE = bytes.fromhex(NAME)
FINAL = final(TxnOutcome.TAKEN).encode()
PAID = Ended(TXID, FINAL, b"copy")
LOADED = Filled(Loading(b"l" * 16, 1, 2, 150), record(RecordKind.LOAD, ticket=bytes(16)).encode())
STATUS = record(RecordKind.STATUS, txid=NONCE, ticket=bytes(16))
REFUSED = NotDone(BankRefused(ProblemCode.RECEIPT_INVALID))
LATER = NotDone(BankRefused(ProblemCode.LEVELLING, retry_after_s=10))
SILENT = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))
RESTORED = entry(BankRestored(NONCE, 7, 2), visit=None)
LEVEL = entry(BankLevel(NONCE, is_level=True), visit=None)


class Kit:
    """A levelling whose journal, bank and HSM the test plays."""

    def __init__(self):
        self.desk = Desk()
        self.desk.journal.evidence = self._evidence
        self.read, self.found = [], (PAID, LOADED)
        self.is_alone = True
        self.levels = 0
        self.levelling = Levelling(self.desk.ports, lambda: self.is_alone, self._level)

    def _evidence(self, acked, deliver):
        self.read.append(acked)
        deliver(self.found)

    def _level(self):
        self.levels += 1

    def due(self, name=NAME, acked=7):
        self.levelling.due(Restored(name=name, acked=acked))

    def bank_says(self, result):
        self.desk.bank.deliver(result)

    @property
    def asked(self):
        return [type(each).__name__ for each in self.desk.bank.asked]

    @property
    def entries(self):
        return self.desk.journal.entries


@pytest.fixture
def kit():
    return Kit()


SETTLED, BOOKED, LEVELLING = "SettlementRequest", "CashLoadRequest", "LevellingRequest"


def test_all_is_told_in_order_and_the_hsm_counts_last(kit):
    kit.due()
    kit.bank_says(Done(None))
    kit.bank_says(Done(None))
    assert [("status", NONCE)] == kit.desk.hsm.asked
    kit.desk.hsm.deliver(Done(STATUS))
    kit.bank_says(Done(LevellingReply(is_level=True)))

    settlement, load, proof = kit.desk.bank.asked
    assert (TXID.hex(), FINAL.hex(), b"copy".hex()) == (
        settlement.txid,
        settlement.receipt,
        settlement.hold_copy,
    )
    assert ([LOADED.record.hex()], 150) == (list(load.records), load.operator[0].count)
    assert isinstance(proof, LevellingRequest)
    assert (NAME, STATUS.encode().hex()) == (proof.restoration, proof.status)
    assert [RESTORED, LEVEL] == kit.entries
    assert ([7], 1) == (kit.read, kit.levels)


def test_nothing_is_due_unless_the_bank_waits(kit):
    kit.levelling.due(None)

    assert ([], [], []) == (kit.read, kit.asked, kit.entries)


def test_nothing_begins_while_somebody_is_there(kit):
    kit.is_alone = False
    kit.due()
    assert [] == kit.read

    kit.is_alone = True
    kit.due()
    assert [SETTLED] == kit.asked


def test_somebody_who_comes_stops_it_and_the_next_heartbeat_goes_on(kit):
    kit.due()
    kit.is_alone = False
    kit.bank_says(Done(None))
    assert [SETTLED] == kit.asked

    kit.is_alone = True
    kit.due()

    assert [SETTLED, BOOKED] == kit.asked
    assert ([7], [RESTORED]) == (kit.read, kit.entries)


def test_a_heartbeat_in_the_middle_begins_nothing_else(kit):
    kit.due()
    kit.due()

    assert ([SETTLED], [7]) == (kit.asked, kit.read)


@pytest.mark.parametrize("answer", [SILENT, LATER], ids=["silent", "later"])
def test_what_was_not_answered_is_told_again(kit, answer):
    kit.due()
    kit.bank_says(answer)
    assert [SETTLED] == kit.asked

    kit.due()
    kit.bank_says(Done(None))

    assert [SETTLED, SETTLED, BOOKED] == kit.asked
    assert [RESTORED] == kit.entries


def test_a_refusal_is_the_banks_to_look_at_and_the_rest_is_told(kit):
    kit.due()
    kit.bank_says(REFUSED)

    assert [SETTLED, BOOKED] == kit.asked


def test_what_no_message_can_carry_is_left_out(kit):
    kit.found = (Ended(TXID, b"short", b""), LOADED)
    kit.due()
    kit.desk.loop.advance(1)

    assert [BOOKED] == kit.asked


def test_a_withdrawal_without_a_copy_is_told_without(kit):
    kit.found = (Ended(TXID, FINAL, b""),)
    kit.due()

    assert kit.desk.bank.asked[0].hold_copy is None


def test_an_hsm_that_is_silent_is_asked_again(kit):
    kit.found = ()
    kit.due()
    kit.desk.hsm.deliver(Unknown(DeviceTimeout("no answer")))
    assert [] == kit.asked

    kit.due()
    kit.desk.hsm.deliver(Done(STATUS))

    assert [LEVELLING] == kit.asked


@pytest.mark.parametrize("answer", [SILENT, LATER, REFUSED], ids=["silent", "later", "refused"])
def test_a_proof_without_an_answer_is_given_again(kit, answer):
    kit.found = ()
    kit.due()
    kit.desk.hsm.deliver(Done(STATUS))
    kit.bank_says(answer)
    assert ([7], 0) == (kit.read, kit.levels)

    kit.due()
    kit.desk.hsm.deliver(Done(STATUS))
    kit.bank_says(Done(LevellingReply(is_level=True)))

    assert 1 == kit.levels


def test_one_that_is_behind_reads_anew_and_writes_it_down_once(kit):
    kit.found = ()
    for _ in range(2):
        kit.due()
        kit.desk.hsm.deliver(Done(STATUS))
        kit.bank_says(Done(LevellingReply(is_level=False)))

    behind = entry(BankLevel(NONCE, is_level=False), Out.FAIL, visit=None)
    empty = entry(BankRestored(NONCE, 7, 0), visit=None)
    assert ([7, 7], 0) == (kit.read, kit.levels)
    assert [empty, behind] == kit.entries


def test_another_restoration_begins_from_its_own_place(kit):
    kit.due()
    kit.bank_says(SILENT)

    kit.due(OTHER, 3)

    assert [7, 3] == kit.read
    assert [NONCE, bytes.fromhex(OTHER)] == [each.event.restoration for each in kit.entries]


def test_an_envelope_is_told_as_it_was_the_first_time(kit):
    kit.found = (Enveloped(TXID, "accepted", 8),)
    kit.due()

    (told,) = kit.desk.bank.asked
    assert (TXID.hex(), "accepted", 8) == (told.txid, told.envelope.value, told.number)
