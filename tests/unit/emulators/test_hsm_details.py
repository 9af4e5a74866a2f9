"""What the HSM says of itself and of notes on their way, and refusals that a technician meets."""

import pytest

from hardware.crypto.record import LineFlag, RecordKind, TxnOutcome
from hardware.emulators.dispenser import Delays
from hardware.emulators.notes import PickFault
from hardware.errors import DeviceError
from hardware.protocol.hello import DeviceKind, Provision
from hardware.status import Status
from tests.unit.emulators.emulated_atm import ATM, NOTHING, EmulatedAtm

NO_FLAG = LineFlag(0)


def slow(**delays):
    """An ATM in service whose mechanics take time."""
    atm = EmulatedAtm(delays=Delays(**({"note_s": 0, "present_s": 0, "retract_s": 0} | delays)))
    atm.provision()
    atm.fill()
    return atm


def test_the_hsm_says_what_it_is_and_whose(bare_atm):
    new = bare_atm.hsm.hello()
    bare_atm.provision()
    known = bare_atm.hsm.hello()

    assert (DeviceKind.HSM, Provision.NO, None) == (new.kind, new.provision, new.uuid)
    assert (DeviceKind.HSM, Provision.YES, ATM) == (known.kind, known.provision, known.uuid)
    assert (new.firmware, new.serial) == (known.firmware, known.serial)
    assert all((new.firmware, new.serial))


def test_the_hsm_has_something_to_do_only_while_it_has_power(atm):
    assert atm.world.hsm.next_due() is None
    atm.open()
    due = atm.world.hsm.next_due()
    assert 120 == round(due - atm.clock.now)
    atm.world.hsm.power_off()

    assert atm.world.hsm.next_due() is None


def test_a_stack_that_lapses_takes_its_time_to_the_bin():
    """Meanwhile it can neither be presented nor cancelled."""
    atm = slow(reject_s=5)
    opened = atm.stacked(c1=2)
    atm.clock.now += 181

    assert RecordKind.STACKED is atm.hsm.get(opened.txid).kind
    with pytest.raises(DeviceError) as caught:
        atm.hsm.present(opened.txid, 30)
    assert Status.BUSY is caught.value.status
    atm.clock.now += 5
    assert TxnOutcome.VOID is atm.hsm.get(opened.txid).outcome


def test_presented_notes_are_back_before_anybody_asks(atm):
    atm.presented(c1=3)
    atm.world.hsm.power_off()
    atm.world.hsm.power_on()

    assert {1: 3} == atm.world.works.whereabouts()["retract_bin"]


def test_notes_that_are_still_picked_are_not_short():
    atm = slow(note_s=1)
    opened = atm.open()
    picking = atm.hsm.dispense(opened.txid, atm.vouchers(opened, c1=2))

    assert RecordKind.PICKING is picking.kind
    assert [NO_FLAG, NO_FLAG] == [line.flags for line in picking.lines]


def test_a_stack_that_lacks_notes_is_short(atm):
    atm.world.works.faults[1] = [PickFault.JAM]
    opened = atm.stacked(c1=1, c2=1)

    flags = [line.flags for line in atm.hsm.get(opened.txid).lines]
    assert [LineFlag.SHORT | LineFlag.FAULT, NO_FLAG] == flags


def test_what_is_uncertain_may_be_the_last_of_its_canister(atm):
    """One flag does not hide another."""
    opened = atm.stacked(atm.paid(c1=60).ticket, c1=40)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    final = atm.hsm.cancel(opened.txid)

    assert LineFlag.EMPTY | LineFlag.NOTES_UNKNOWN == atm.bank_line(final, 1).flags


def test_a_canister_may_be_empty_and_jammed_at_once(atm):
    atm.paid(atm.paid(c1=60).ticket, c1=40)
    atm.world.works.set_jam(1, is_jammed=True)

    line = atm.bank_line(atm.hsm.status(NOTHING), 1)
    assert LineFlag.EMPTY | LineFlag.FAULT == line.flags


def test_a_test_pick_goes_to_the_bin_at_once_and_is_not_short(atm):
    """Also soon after a customer, while a stack would wait."""
    atm.paid(c1=1)
    txid = atm.txid()
    atm.door(is_open=True)
    atm.door(is_open=False)
    atm.hsm.test(txid, 1)
    final = atm.genuine(atm.hsm.get(txid))
    line = atm.bank_line(final, 1)

    assert (TxnOutcome.VOID, 1, 1, 0) == (final.outcome, line.picked, line.rejected, line.presented)
    assert NO_FLAG == line.flags
    assert {1: 1} == atm.world.works.whereabouts()["reject_bin"]


def test_a_test_pick_needs_a_txid(atm):
    atm.door(is_open=True)
    atm.door(is_open=False)
    with pytest.raises(DeviceError) as caught:
        atm.hsm.test(NOTHING, 1)

    assert Status.VALUE is caught.value.status


def test_the_notes_of_a_canister_that_was_not_fitted_have_no_texts(atm):
    final = atm.paid(c1=1)
    assert 1 == len(atm.hsm.notes_get(final.txid, 1, 0))
    with pytest.raises(DeviceError) as caught:
        atm.hsm.notes_get(final.txid, 3, 0)

    assert Status.CANISTER is caught.value.status


def test_a_command_that_no_hsm_has_is_refused_as_one(atm):
    with pytest.raises(DeviceError) as caught:
        atm.link(atm.world.hsm).exchange(0x6F)

    assert Status.OPCODE is caught.value.status
