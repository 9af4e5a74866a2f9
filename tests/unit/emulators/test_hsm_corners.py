"""Corners of the HSM's rules that no usual transaction comes by: the last note, and lost power."""

import pytest

from hardware.crypto.record import NOT_COUNTED, LineFlag, TxnOutcome
from hardware.errors import DeviceError, DeviceTimeout
from hardware.status import Status

PRESENTED = 3


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


def test_presented_notes_that_no_sensor_can_see_after_a_power_cut_are_suspect(atm):
    """The record is written before they move back, and says of which canister it is not sure."""
    opened = atm.presented(c1=PRESENTED)
    atm.world.works.set_sensors_unsure(are_unsure=True)
    atm.world.hsm.power_off()
    atm.world.hsm.power_on()
    final = atm.genuine(atm.hsm.get(opened.txid))
    used, other = (atm.bank_line(final, canister) for canister in (1, 2))

    assert TxnOutcome.SUSPECT is final.outcome
    assert (PRESENTED, NOT_COUNTED) == (used.presented, used.retracted)
    assert (0, 0) == (other.presented, other.retracted)
    assert LineFlag.NOTES_UNKNOWN in used.flags
    assert LineFlag.NOTES_UNKNOWN not in other.flags
    assert {1: PRESENTED} == atm.world.works.whereabouts()["retract_bin"]


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
