"""Corners of the HSM's rules that no usual transaction comes by: the last note, and lost power."""

import pytest

from hardware.crypto.record import NOT_COUNTED, LineFlag, TxnOutcome
from hardware.emulators.hsm_state import Canister, HsmState, Line, Stage, Transaction
from hardware.emulators.notes import PickFault
from hardware.errors import DeviceError, DeviceTimeout
from hardware.status import Status
from tests.unit.emulators.emulated_atm import NOTHING

PRESENTED = 3


def test_every_field_of_the_memory_comes_back_as_it_was():
    """No field has its default, and no two of a table the same value."""
    line = Line(1, 2, 3, 4, 5, 6, 7, [8, 9], is_uncertain=True)
    cur = Transaction(
        b"t" * 16, b"k" * 16, [line], 10, Stage.PRESENTED, TxnOutcome.TAKEN, 1, b"f", is_test=True
    )
    state = HsmState({1: Canister(11, 12, 13, 14, 15, b"id", b"record", is_fresh=True)}, cur)

    assert state == HsmState.restore(state.image())


def test_a_voucher_may_name_the_very_last_note_and_no_more(atm):
    honest = atm.paid(c1=60)
    opened = atm.open(honest.ticket)
    with pytest.raises(DeviceError) as caught:
        atm.hsm.dispense(opened.txid, [(1, atm.voucher(opened, 1, 41))])
    assert Status.TOO_MANY is caught.value.status

    atm.hsm.dispense(opened.txid, [(1, atm.voucher(opened, 1, 40))])
    atm.hsm.present(opened.txid, 30)
    atm.world.take_cash()
    final = atm.genuine(atm.hsm.get(opened.txid))

    assert (TxnOutcome.TAKEN, 40, 0) == (
        final.outcome,
        atm.bank_line(final, 1).presented,
        atm.bank_line(final, 1).left,
    )


@pytest.mark.parametrize("presented", [1, PRESENTED])
def test_presented_notes_that_no_sensor_can_see_after_a_power_cut_are_suspect(atm, presented):
    """The record is written before they move back, and says of which canister it is not sure."""
    opened = atm.presented(c1=presented)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    atm.world.hsm.power_off()
    atm.world.hsm.power_on()
    final = atm.genuine(atm.hsm.get(opened.txid))
    used, other = (atm.bank_line(final, canister) for canister in (1, 2))

    assert TxnOutcome.SUSPECT is final.outcome
    assert (presented, NOT_COUNTED) == (used.presented, used.retracted)
    assert (0, 0) == (other.presented, other.retracted)
    assert LineFlag.NOTES_UNKNOWN in used.flags
    assert LineFlag.NOTES_UNKNOWN not in other.flags
    assert {1: presented} == atm.world.works.whereabouts()["retract_bin"]


@pytest.mark.parametrize(("moment", "counted"), [("", PRESENTED), ("retracting", NOT_COUNTED)])
def test_notes_that_go_back_over_a_power_cut_are_not_counted(atm, moment, counted):
    """Some may have gone back before, and nobody counted those."""
    opened = atm.presented(c1=PRESENTED)
    if moment:
        atm.world.hsm.power.arm(moment)
    atm.clock.now += 31
    if moment:
        with pytest.raises(DeviceTimeout):
            atm.hsm.get(opened.txid)
        atm.world.hsm.power_on()
    final = atm.genuine(atm.hsm.get(opened.txid))

    assert TxnOutcome.RETRACTED is final.outcome
    assert counted == atm.bank_line(final, 1).retracted


def test_presented_notes_go_back_as_soon_as_power_is_back(atm):
    """Nobody waits for the customer's time, which the HSM has lost."""
    opened = atm.presented(c1=PRESENTED)
    atm.world.hsm.power_off()
    atm.world.hsm.power_on()
    final = atm.hsm.get(opened.txid)

    assert TxnOutcome.RETRACTED is final.outcome
    assert PRESENTED == atm.bank_line(final, 1).retracted


@pytest.mark.parametrize("picked", [1, PRESENTED])
def test_a_stack_that_no_sensor_can_see_is_suspect_where_notes_were_picked(atm, picked):
    opened = atm.stacked(c1=picked)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    final = atm.hsm.cancel(opened.txid)
    used, other = (atm.bank_line(final, canister) for canister in (1, 2))

    assert TxnOutcome.SUSPECT is final.outcome
    assert LineFlag.NOTES_UNKNOWN in used.flags
    assert LineFlag.NOTES_UNKNOWN not in other.flags


def test_a_stack_is_void_whatever_lay_in_the_reject_bin_before(atm):
    first = atm.hsm.cancel(atm.stacked(c1=2).txid)
    second = atm.hsm.cancel(atm.stacked(first.ticket, c1=PRESENTED).txid)

    assert [TxnOutcome.VOID, TxnOutcome.VOID] == [first.outcome, second.outcome]
    assert PRESENTED == atm.bank_line(second, 1).rejected


def test_the_closing_totals_of_a_load_are_those_of_all_its_transactions(atm):
    atm.world.works.faults[1] = [PickFault.REJECT, PickFault.OK, PickFault.REJECT]
    first = atm.paid(c1=4)
    second = atm.hsm.cancel(atm.stacked(first.ticket, c1=2).txid)
    atm.door(is_open=True)
    line = atm.bank_line(atm.hsm.load(b"l" * 16, 1, 2, 50), 1)
    picked = [atm.bank_line(final, 1).picked for final in (first, second)]
    rejected = [atm.bank_line(final, 1).rejected for final in (first, second)]

    assert 0 not in (*picked, *rejected)
    assert (sum(picked), sum(rejected)) == (line.picked, line.rejected)


def test_the_last_note_of_a_canister_can_be_tried_and_none_after_it(atm):
    atm.door(is_open=True)
    atm.hsm.load(b"l" * 16, 1, 2, 1)
    atm.door(is_open=False)
    one, two = atm.txid(), atm.txid()
    atm.hsm.test(one, 1)
    atm.hsm.get(one)

    assert 0 == atm.bank_line(atm.hsm.status(NOTHING), 1).left
    with pytest.raises(DeviceError) as caught:
        atm.hsm.test(two, 1)
    assert Status.TOO_MANY is caught.value.status


def test_a_bill_file_may_name_every_note_of_its_load(atm):
    atm.door(is_open=True)
    atm.hsm.load(b"l" * 16, 1, 2, 3)
    atm.door(is_open=False)

    atm.hsm.notes_put(1, 0, ["A", "B", "C"])
    with pytest.raises(DeviceError) as caught:
        atm.hsm.notes_put(1, 3, ["D"])
    assert Status.VALUE is caught.value.status


def test_a_bin_that_could_not_be_counted_before_proves_nothing_afterwards(atm):
    first = atm.hsm.cancel(atm.stacked(c1=1).txid)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    opened = atm.stacked(first.ticket, c1=PRESENTED)
    atm.world.works.set_sensors_unsure(are_unsure=False)

    assert TxnOutcome.SUSPECT is atm.hsm.cancel(opened.txid).outcome


def test_a_status_record_counts_what_is_left_and_no_transaction(atm):
    """A canister is empty after its last note, and not before."""
    final = atm.paid(c1=60)
    status = atm.bank_line(atm.paid(final.ticket, c1=39, c2=1), 1)
    before = atm.hsm.status(NOTHING)
    last = atm.paid(atm.hsm.get(NOTHING).ticket, c1=1)
    after = atm.hsm.status(NOTHING)

    assert (39, 39) == (status.picked, status.presented)
    assert [(1, LineFlag(0)), (99, LineFlag(0))] == [(x.left, x.flags) for x in before.lines]
    assert [(0, LineFlag.EMPTY), (99, LineFlag(0))] == [(x.left, x.flags) for x in after.lines]
    counts = [(x.picked, x.rejected, x.presented, x.retracted) for x in after.lines]
    assert [(0, 0, 0, 0)] * 2 == counts
    assert TxnOutcome.TAKEN is last.outcome


@pytest.mark.parametrize("second", [PickFault.OK, PickFault.REJECT, PickFault.JAM])
def test_a_note_that_is_lost_on_its_way_to_the_bin_is_no_pick_that_never_was(
    atm, monkeypatch, second
):
    """Only an announced pick that was not looked at yet may be taken back; here all were."""
    works = atm.world.works
    works.faults[1] = [PickFault.OK, second]
    opened = atm.stacked(c1=2)
    counted = works.reject_sheet_count
    monkeypatch.setattr(works, "reject_sheet_count", lambda: counted() - 1)

    assert TxnOutcome.SUSPECT is atm.hsm.cancel(opened.txid).outcome
