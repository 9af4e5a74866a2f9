"""What an HSM must do when something goes wrong, and for its technician.

In memory against the emulator; with --device KIND=PATH against hardware, where the tests that
need emulated hands, keys or clock are skipped. Source: docs/protocols.md, sections 1 to 4.
"""

import pytest

from hardware.crypto.record import LineFlag, RecordKind, TxnOutcome
from hardware.emulators.notes import PickFault
from hardware.errors import DeviceError
from hardware.protocol.hsm import HsmOp
from hardware.status import Status
from tests.unit.emulators.emulated_atm import NOTHING

OTHER = b"\xee" * 16


def refused(call, *arguments):
    """The status with which a device refuses."""
    with pytest.raises(DeviceError) as caught:
        call(*arguments)
    return caught.value.status


@pytest.mark.parametrize(
    ("faults", "outcome", "counts", "flags"),
    [
        (["reject"], TxnOutcome.NONE, (3, 1), LineFlag.SHORT),
        (["double"], TxnOutcome.NONE, (3, 1), LineFlag.SHORT),
        (["reject"] * 3, TxnOutcome.VOID, (3, 3), LineFlag.SHORT),
        (["jam"], TxnOutcome.VOID, (0, 0), LineFlag.SHORT | LineFlag.FAULT),
        (["ok", "ok", "jam"], TxnOutcome.NONE, (2, 0), LineFlag.SHORT | LineFlag.FAULT),
    ],
)
def test_what_picking_meets_is_counted(atm, faults, outcome, counts, flags):
    """A rejected note uses its number up, a jam does not; nothing stacked at all is void."""
    atm.world.works.faults[1] = list(map(PickFault, faults))
    opened = atm.stacked(c1=3)
    record = atm.genuine(atm.hsm.get(opened.txid))
    line = atm.bank_line(record, 1)

    assert (outcome, counts) == (record.outcome, (line.picked, line.rejected))
    assert (flags, counts[0]) == (line.flags, line.next)


def test_a_canister_that_runs_empty_makes_it_short(atm):
    """The HSM believed in 100 notes; the canister held 2 of them."""
    atm.world.works.fill(1, 2)
    opened = atm.stacked(c1=3, c2=1)
    one, two = atm.hsm.get(opened.txid).lines

    assert (2, LineFlag.SHORT | LineFlag.EMPTY) == (one.picked, one.flags)
    assert (1, LineFlag(0)) == (two.picked, two.flags)


def test_a_load_closes_the_former_one(atm):
    """Numbers begin at 0; the record has the closing totals; the same load_id: the same record."""
    final = atm.paid(c1=4)
    atm.door(is_open=True)
    loaded = atm.genuine(atm.hsm.load(OTHER, 1, 2, 50))
    line = atm.bank_line(loaded, 1)

    assert (2, 0, 50, 4, 0) == (line.load, line.next, line.left, line.picked, line.rejected)
    assert [LineFlag.LOADED, LineFlag(0)] == [each.flags for each in loaded.lines]
    assert loaded == atm.hsm.load(OTHER, 1, 2, 50)
    atm.door(is_open=False)
    atm.open(final.ticket)
    assert loaded == atm.hsm.load(OTHER, 1, 2, 50)


def test_a_load_is_refused_where_it_may_not_be(atm):
    """Another number, another canister, no door opened since the OPEN, a transaction under way."""
    assert refused(atm.hsm.load, OTHER, 1, 3, 50) == Status.VALUE
    assert refused(atm.hsm.load, OTHER, 1, 1, 50) == Status.VALUE
    assert refused(atm.hsm.load, OTHER, 3, 1, 50) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.load, OTHER, 1, 2, 50) == Status.WRONG_STATE
    atm.hsm.cancel(opened.txid)

    assert refused(atm.hsm.load, OTHER, 1, 2, 50) == Status.DOOR_NOT_OPENED


def test_a_test_pick_goes_to_the_reject_bin(atm):
    """PICKING, then FINAL void with one rejected note and no ticket; the next OPEN names zeros."""
    txid = atm.txid()
    picking = atm.hsm.test(txid, 2)
    final = atm.genuine(atm.hsm.get(txid))
    line = atm.bank_line(final, 2)

    assert (RecordKind.PICKING, TxnOutcome.VOID) == (picking.kind, final.outcome)
    assert (NOTHING, 1, 1, 0) == (final.ticket, line.picked, line.rejected, line.presented)
    assert refused(atm.hsm.test, txid, 2) == Status.TXN_FINAL
    assert atm.open(NOTHING).kind is RecordKind.OPEN


def test_a_test_pick_is_refused_where_it_may_not_be(atm):
    """Door open, no such canister, a transaction under way, door not opened since the OPEN."""
    atm.door(is_open=True)
    assert refused(atm.hsm.test, OTHER, 1) == Status.DOOR_OPEN
    atm.door(is_open=False)
    assert refused(atm.hsm.test, OTHER, 3) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.test, OTHER, 1) == Status.WRONG_STATE
    atm.hsm.cancel(opened.txid)

    assert refused(atm.hsm.test, OTHER, 1) == Status.DOOR_NOT_OPENED


def test_notes_have_the_texts_of_the_bill_file(atm):
    """A rejected note's text is passed over; without a text a note is named by its number."""
    atm.hsm.notes_put(1, 0, ["BILL-0", "BILL-1", "BILL-2"])
    atm.world.works.faults[1] = [PickFault.OK, PickFault.REJECT]
    final = atm.paid(c1=4, c2=1)

    assert ["BILL-0", "BILL-2", "C1L1N3"] == atm.hsm.notes_get(final.txid, 1, 0)
    assert ["BILL-2", "C1L1N3"] == atm.hsm.notes_get(final.txid, 1, 1)
    assert ["C2L1N0"] == atm.hsm.notes_get(final.txid, 2, 0)
    assert atm.hsm.notes_get(final.txid, 1, 9) == []


def test_a_bill_file_is_for_a_load_that_was_not_used(atm):
    """VALUE past the count and with a gap, CANISTER elsewhere, WRONG_STATE after the OPEN."""
    assert refused(atm.hsm.notes_put, 1, 99, ["A", "B"]) == Status.VALUE
    assert refused(atm.hsm.notes_put, 1, 1, ["A"]) == Status.VALUE
    assert refused(atm.hsm.notes_put, 3, 0, ["A"]) == Status.CANISTER
    opened = atm.open()
    assert refused(atm.hsm.notes_put, 1, 0, ["A"]) == Status.WRONG_STATE

    assert refused(atm.hsm.notes_get, OTHER, 1, 0) == Status.TXN_NOT_CURRENT
    assert refused(atm.hsm.notes_get, opened.txid, 1, 0) == Status.WRONG_STATE


def test_the_set_of_canisters_is_frozen_at_open(atm):
    """One that is fitted later is not part of the transaction; STATUS shows it at once."""
    opened = atm.open()
    atm.world.works.fit(3)

    assert [1, 2] == [line.canister for line in atm.hsm.cancel(opened.txid).lines]
    assert [1, 2, 3] == [line.canister for line in atm.hsm.status(NOTHING).lines]


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        ("open", TxnOutcome.VOID),
        ("stacked", TxnOutcome.VOID),
        ("presented", TxnOutcome.RETRACTED),
        ("unlocked", TxnOutcome.RETRACTED),
        ("retracting", TxnOutcome.RETRACTED),
        ("retracted", TxnOutcome.RETRACTED),
        ("final", TxnOutcome.RETRACTED),
    ],
)
def test_power_lost_at_each_stage_ends_as_the_stage_says(atm, moment, outcome):
    """Nobody takes the notes here; every boot makes one FINAL record, and it stays."""
    atm.world.hsm.power.arm(moment)
    txid = atm.txid()
    with pytest.raises(Exception, match="no answer"):
        go_on_until_retracted(atm, txid)
    atm.world.hsm.power_on()
    final = atm.genuine(atm.hsm.get(txid))

    assert outcome is final.outcome
    assert final == atm.hsm.cancel(txid)
    assert atm.world.works.is_path_occupied is False


def go_on_until_retracted(atm, txid):
    opened = atm.hsm.open(txid, NOTHING)
    atm.hsm.dispense(txid, atm.vouchers(opened, c1=3))
    atm.hsm.get(txid)
    atm.hsm.present(txid, 30)
    atm.hsm.get(txid)
    atm.clock.now += 31
    atm.hsm.get(txid)


def test_notes_taken_while_power_was_off_count_as_taken(atm):
    """The shutter was open and is empty when the HSM looks again."""
    opened = atm.presented(c1=3)
    atm.world.hsm.power_off()
    atm.world.works.take()
    atm.world.hsm.power_on()

    assert atm.hsm.get(opened.txid).outcome is TxnOutcome.TAKEN


@pytest.mark.parametrize(
    ("op", "payload", "status"),
    [
        (HsmOp.OPEN, bytes(31), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(17), Status.VALUE),
        (HsmOp.DISPENSE, bytes(16) + b"\1" + bytes(64), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16) + b"\xff" + bytes(65), Status.LENGTH),
        (HsmOp.DISPENSE, bytes(16) + b"\1\0" + bytes(64), Status.VALUE),
        (HsmOp.PRESENT, OTHER + b"\x09", Status.VALUE),
        (HsmOp.PRESENT, OTHER + b"\x79", Status.VALUE),
        (HsmOp.CANCEL, b"", Status.LENGTH),
        (HsmOp.GET, bytes(17), Status.LENGTH),
        (HsmOp.LOAD, OTHER + b"\0" + bytes(6), Status.VALUE),
        (HsmOp.TEST, OTHER + b"\x09", Status.VALUE),
        (HsmOp.NOTES_PUT, b"\1\0\0", Status.VALUE),
        (HsmOp.NOTES_PUT, b"\1\0\0A", Status.LENGTH),
    ],
)
def test_the_hsm_refuses_what_has_no_meaning(atm, op, payload, status):
    """LENGTH or VALUE; the transaction under way does not notice."""
    opened = atm.open()

    assert refused(atm.hsm._link.exchange, op, payload) == status
    assert opened == atm.hsm.get(NOTHING)
