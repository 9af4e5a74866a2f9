"""What an HSM must do for a customer, command by command and refusal by refusal.

In memory against the emulator; with --device KIND=PATH against hardware, where the tests that
need emulated hands, keys or clock are skipped. Source: docs/protocols.md, sections 1 to 4.
"""

import pytest

from hardware.crypto.record import NOT_COUNTED, RecordKind, TxnOutcome
from hardware.emulators.dispenser import Delays
from hardware.errors import DeviceError
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ATM, NOTHING, EmulatedAtm

OTHER = b"\xee" * 16


def refused(call, *arguments):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


def test_an_hsm_without_key_does_no_work(bare_atm):
    """NOT_PROVISIONED to everything but HELLO and provisioning, pending or not."""
    hsm = bare_atm.hsm
    works = [
        (hsm.status, NOTHING),
        (hsm.open, OTHER, NOTHING),
        (hsm.dispense, OTHER, [(1, bytes(64))]),
        (hsm.present, OTHER, 30),
        (hsm.cancel, OTHER),
        (hsm.get, NOTHING),
        (hsm.load, OTHER, 1, 1, 10),
        (hsm.test, OTHER, 1),
        (hsm.notes_put, 1, 0, ["A"]),
        (hsm.notes_get, OTHER, 1, 0),
    ]
    new = {refused(*work) for work in works}
    hsm.provision(ATM)
    pending = {refused(*work) for work in works}

    assert {Status.NOT_PROVISIONED} == new
    assert {Status.NOT_PROVISIONED} == pending


def test_a_withdrawal_from_open_to_taken(atm):
    """Every record is genuine, names the ticket, and counts what has happened by then."""
    opened = atm.genuine(atm.open())
    picking = atm.genuine(atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=3, c2=2)))
    stacked = atm.genuine(atm.hsm.get(opened.txid))
    presented = atm.genuine(atm.hsm.present(opened.txid, 30))
    atm.hsm.get(opened.txid)
    atm.world.take_cash()
    final = atm.genuine(atm.hsm.get(opened.txid))

    records = [opened, picking, stacked, presented, final]
    kinds = [
        RecordKind.OPEN,
        RecordKind.PICKING,
        RecordKind.STACKED,
        RecordKind.PRESENTED,
        RecordKind.FINAL,
    ]
    assert kinds == [record.kind for record in records]
    assert {opened.ticket} == {record.ticket for record in records}
    assert [0, 0, 3, 3, 3] == [atm.bank_line(record, 1).picked for record in records]
    assert [0, 0, 0, 3, 3] == [atm.bank_line(record, 1).presented for record in records]
    assert final.outcome is TxnOutcome.TAKEN
    two = atm.bank_line(final, 2)
    assert (2, 98, 2, 0, 0) == (two.next, two.left, two.picked, two.rejected, two.retracted)


def test_a_final_record_is_frozen(atm):
    """The same bytes after a new load and a power loss."""
    final = atm.paid(c1=2)
    atm.fill()
    atm.restart()

    assert final == atm.hsm.get(final.txid)
    assert final == atm.hsm.get(NOTHING)
    assert final == atm.hsm.cancel(final.txid)


def test_an_open_may_be_repeated_while_it_is_open(atm):
    """The same record with the same ticket; a txid of zeros means no transaction."""
    txid = atm.txid()

    assert atm.hsm.open(txid, NOTHING) == atm.hsm.open(txid, NOTHING)
    assert refused(atm.hsm.open, NOTHING, NOTHING) == Status.VALUE


def test_an_hsm_without_canisters_opens_nothing(atm):
    """CANISTER: a record without a line could never be settled. What was final stays."""
    last = atm.paid(c1=1)
    for canister in atm.world.works.fitted:
        atm.world.works.unfit(canister)
    assert refused(atm.hsm.open, OTHER, last.ticket) == Status.CANISTER
    assert last == atm.hsm.get(NOTHING)
    atm.world.works.fit(1)

    assert atm.hsm.open(OTHER, last.ticket).kind is RecordKind.OPEN


def test_an_hsm_with_its_door_open_pays_nothing(atm):
    """DOOR_OPEN to OPEN and DISPENSE; the transaction stays."""
    atm.door(is_open=True)
    assert refused(atm.hsm.open, OTHER, NOTHING) == Status.DOOR_OPEN
    atm.door(is_open=False)
    opened = atm.open()
    vouchers = atm.vouchers(opened, c1=1)
    atm.door(is_open=True)
    assert refused(atm.hsm.dispense, opened.txid, vouchers) == Status.DOOR_OPEN
    atm.door(is_open=False)

    assert atm.hsm.dispense(opened.txid, vouchers).kind is RecordKind.PICKING


def test_a_dispense_of_another_transaction_is_refused(atm):
    """TXN_NOT_CURRENT, before and after an OPEN."""
    part = [(1, bytes(64))]

    assert refused(atm.hsm.dispense, OTHER, part) == Status.TXN_NOT_CURRENT
    atm.open()
    assert refused(atm.hsm.dispense, OTHER, part) == Status.TXN_NOT_CURRENT
    assert refused(atm.hsm.present, OTHER, 30) == Status.TXN_NOT_CURRENT


def test_more_notes_than_a_transaction_may_have_are_refused(atm):
    """65 and 64 are 129: TOO_MANY; 65 and 63 are picked."""
    opened = atm.open()

    too_many = atm.vouchers(opened, c1=65, c2=64)
    assert refused(atm.hsm.dispense, opened.txid, too_many) == Status.TOO_MANY
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=65, c2=63))
    stacked = atm.hsm.get(opened.txid)
    assert [65, 63] == [line.picked for line in stacked.lines]


def test_cancel_before_any_note_is_void(atm):
    """FINAL void with nothing picked; again: the same record."""
    opened = atm.open()
    final = atm.genuine(atm.hsm.cancel(opened.txid))

    assert (TxnOutcome.VOID, opened.ticket) == (final.outcome, final.ticket)
    assert {0} == {line.picked for line in final.lines}
    assert final == atm.hsm.cancel(opened.txid)


def test_cancel_of_a_stack_sends_it_to_the_reject_bin(atm):
    """Every note is used up, none was presented."""
    opened = atm.stacked(c1=3)
    line = atm.bank_line(atm.genuine(atm.hsm.cancel(opened.txid)), 1)

    assert (3, 3, 0, 3) == (line.picked, line.rejected, line.presented, line.next)
    assert {1: 3} == atm.world.works.whereabouts()["reject_bin"]


@pytest.fixture
def slow_atm(hardware_paths):
    """Mechanics that take a second for everything."""
    if hardware_paths:
        pytest.skip("needs an emulated clock")
    atm = EmulatedAtm(delays=Delays(1.0, 1.0, 1.0, 1.0))
    atm.provision()
    atm.fill()
    return atm


def test_cancel_is_busy_while_notes_move(slow_atm):
    """BUSY while picking, on the way to the bin, presented and on the way back."""
    atm = slow_atm
    opened = atm.open()
    atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=2))
    assert refused(atm.hsm.cancel, opened.txid) == Status.BUSY
    atm.clock.now += 3
    assert atm.hsm.get(opened.txid).kind is RecordKind.STACKED
    assert refused(atm.hsm.cancel, opened.txid) == Status.BUSY
    assert refused(atm.hsm.present, opened.txid, 30) == Status.BUSY
    atm.clock.now += 1
    first = atm.hsm.cancel(opened.txid)
    assert first.outcome is TxnOutcome.VOID

    second = atm.open(first.ticket)
    atm.hsm.dispense(second.txid, atm.vouchers(second, c1=1))
    atm.clock.now += 2
    atm.hsm.present(second.txid, 10)
    assert refused(atm.hsm.cancel, second.txid) == Status.BUSY
    atm.clock.now += 11.5
    assert refused(atm.hsm.cancel, second.txid) == Status.BUSY
    atm.clock.now += 1
    assert atm.hsm.cancel(second.txid).outcome is TxnOutcome.RETRACTED


def test_progress_is_read_note_by_note(slow_atm):
    """GET shows how many notes have left by now."""
    opened = slow_atm.open()
    slow_atm.hsm.dispense(opened.txid, slow_atm.vouchers(opened, c1=3))
    seen = []
    for _ in range(4):
        slow_atm.clock.now += 1
        seen.append(slow_atm.bank_line(slow_atm.hsm.get(opened.txid), 1).picked)

    assert [1, 2, 3, 3] == seen


def test_notes_that_nobody_takes_go_back_and_are_counted(atm):
    """After the time that PRESENT named: FINAL retracted, and presented counts them too."""
    opened = atm.presented(c1=3, c2=1)
    atm.clock.now += 31
    final = atm.genuine(atm.hsm.get(opened.txid))

    assert final.outcome is TxnOutcome.RETRACTED
    assert [(3, 3), (1, 1)] == [(line.presented, line.retracted) for line in final.lines]
    assert {1: 3, 2: 1} == atm.world.works.whereabouts()["retract_bin"]


def test_a_part_of_the_notes_taken_is_not_counted(atm):
    """The sensor cannot tell which ones came back."""
    opened = atm.presented(c1=3, c2=1)
    atm.world.take_cash(2)
    atm.clock.now += 31
    final = atm.hsm.get(opened.txid)

    assert [NOT_COUNTED, NOT_COUNTED] == [line.retracted for line in final.lines]


def test_a_stack_lapses_180_seconds_after_the_open(atm):
    """To the reject bin; PRESENT afterwards: TXN_FINAL."""
    opened = atm.stacked(c1=3)
    atm.clock.now += 181

    assert refused(atm.hsm.present, opened.txid, 30) == Status.TXN_FINAL
    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.VOID
    assert {1: 3} == atm.world.works.whereabouts()["reject_bin"]


def test_present_needs_a_stack(atm):
    """WRONG_STATE while open and when presented already, TXN_FINAL at the end."""
    opened = atm.open()
    assert refused(atm.hsm.present, opened.txid, 30) == Status.WRONG_STATE
    final = atm.hsm.cancel(opened.txid)
    assert refused(atm.hsm.present, opened.txid, 30) == Status.TXN_FINAL
    presented = atm.presented(final.ticket, c1=1)

    assert refused(atm.hsm.present, presented.txid, 30) == Status.WRONG_STATE


def test_get_knows_the_current_transaction_only(atm):
    """TXN_NOT_CURRENT before any OPEN and for another txid."""
    assert refused(atm.hsm.get, NOTHING) == Status.TXN_NOT_CURRENT
    opened = atm.open()

    assert refused(atm.hsm.get, OTHER) == Status.TXN_NOT_CURRENT
    assert opened == atm.hsm.get(NOTHING)
