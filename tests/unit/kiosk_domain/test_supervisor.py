"""The service follows from the conditions alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.supervisor import (
    Conditions,
    Device,
    Mode,
    Reason,
    Service,
    may_begin_visit,
    may_pay,
    service,
)

WELL = Conditions(
    recovered=True,
    bank_asked=True,
    devices_tried=True,
    probed=True,
    key_on=True,
    link_up=True,
    present=frozenset(Device),
    provisioned=True,
    cash=True,
    envelope_room=True,
)
PRINTER = {"printer": True, "printer_asked": True}


def test_all_is_well():
    assert Service(Mode.IN_SERVICE, envelopes=True) == service(WELL)
    assert may_begin_visit(WELL)
    assert may_pay(WELL)


@pytest.mark.parametrize(("receipts", "reasons"), [(False, (Reason.PAPER,)), (True, ())])
def test_a_machine_without_receipts_pays_as_ever(receipts, reasons):
    """Staff and bank are told; a machine that has no printer lacks none."""
    now = replace(WELL, **PRINTER, receipts=receipts)

    assert Service(Mode.IN_SERVICE, reasons, envelopes=True, prints=receipts) == service(now)
    assert may_begin_visit(now)
    assert may_pay(now)


@pytest.mark.parametrize(
    ("mode", "reasons", "changes"),
    [
        (Mode.OFF, (Reason.KEY_OFF,), {"key_on": False}),
        (Mode.OFF, (Reason.KEY_OFF, Reason.UNSETTLED), {"key_on": False, "overdue": True}),
        (Mode.STARTING, (), {"key_on": False, "recovered": False, "bank_asked": False}),
        (Mode.STARTING, (), {"recovered": False}),
        (Mode.STARTING, (), {"bank_asked": False}),
        (Mode.STARTING, (), {"devices_tried": False}),
        (Mode.OUT_OF_SERVICE, (Reason.LINK,), {"link_up": False}),
        (Mode.OUT_OF_SERVICE, (Reason.JOURNAL,), {"halted": "journal: full"}),
        (Mode.OUT_OF_SERVICE, (Reason.JOURNAL,), {"disk_low": True}),
        (Mode.OUT_OF_SERVICE, (Reason.JOURNAL,), {"clock_wrong": True}),
        (Mode.OUT_OF_SERVICE, (Reason.BATTERY,), {"on_battery": True}),
        (Mode.NO_CASH, (Reason.SUSPECT,), {"halted": "what left the machine is not certain"}),
        (Mode.OUT_OF_SERVICE, (Reason.SUSPECT,), {"contradicted": True}),
        (Mode.OUT_OF_SERVICE, (Reason.PIN_PAD,), {"tampered": True}),
        (Mode.OUT_OF_SERVICE, (Reason.NOT_PROVISIONED,), {"provisioned": False}),
        (Mode.OUT_OF_SERVICE, (Reason.BY_BANK,), {"by_bank": True}),
        (
            Mode.OUT_OF_SERVICE,
            (Reason.CARD_READER,),
            {"present": frozenset(Device) - {Device.CARD_READER}},
        ),
        (
            Mode.OUT_OF_SERVICE,
            (Reason.PIN_PAD,),
            {"present": frozenset(Device) - {Device.PIN_PAD}},
        ),
        (Mode.NO_CASH, (Reason.DISPENSER,), {"present": frozenset(Device) - {Device.HSM}}),
        (Mode.OUT_OF_SERVICE, (Reason.CARD_READER,), {"reader_jammed": True}),
        (Mode.NO_CASH, (Reason.DISPENSER,), {"probed": False}),
        (Mode.NO_CASH, (Reason.DISPENSER,), {"uncompared": True}),
        (Mode.NO_CASH, (Reason.DOOR,), {"door_open": True}),
        (Mode.NO_CASH, (Reason.CASH_OUT,), {"cash": False}),
        (Mode.NO_CASH, (Reason.DISPENSER,), {"cash": False, "jammed": True}),
        (Mode.NO_CASH, (Reason.BY_BANK,), {"cash_stopped": True}),
        (Mode.NO_CASH, (Reason.CASH_OUT, Reason.PAPER), {**PRINTER, "cash": False}),
        (Mode.IN_SERVICE, (Reason.UNSETTLED,), {"overdue": True, "unsettled": True}),
        (Mode.STARTING, (Reason.UNSETTLED,), {"overdue": True, "recovered": False}),
        (Mode.OUT_OF_SERVICE, (Reason.LINK, Reason.UNSETTLED), {"overdue": True, "link_up": False}),
    ],
)
def test_one_thing_amiss(mode, reasons, changes):
    """
    Each single defect has its mode and its code, and stops at least the cash.
    """
    now = replace(WELL, **changes)

    assert (mode, reasons) == (service(now).mode, service(now).reasons)
    assert not may_pay(now)


def test_nobody_is_invited_before_the_printer_was_asked():
    """Whoever came first would be told of a lack that is none; who is there is served on."""
    unasked = replace(WELL, printer=True)

    assert Service(Mode.STARTING) == service(unasked)
    assert not may_begin_visit(unasked)
    assert service(replace(unasked, customer=True)).serves
    assert Mode.OFF is service(replace(unasked, key_on=False)).mode
    assert Mode.OUT_OF_SERVICE is service(replace(unasked, link_up=False)).mode


@pytest.mark.parametrize("changes", [{"envelope_room": False}, {"slot_doubtful": True}])
def test_a_machine_without_deposits_pays_as_ever(changes):
    """Its staff and the bank are told why."""
    now = replace(WELL, **changes)

    assert Service(Mode.IN_SERVICE, (Reason.ENVELOPES,)) == service(now)
    assert may_pay(now)


def test_off_waits_for_the_customer():
    """
    The key turned during a visit closes the machine only after this customer.
    """
    serving = replace(WELL, customer=True, key_on=False)

    assert Service(Mode.IN_SERVICE, closing=True, envelopes=True) == service(serving)
    assert Mode.OFF is service(replace(serving, customer=False)).mode
    assert not may_begin_visit(replace(serving, customer=False))


def test_nobody_is_served_before_the_last_transaction_is_done():
    assert not may_begin_visit(replace(WELL, unsettled=True))
    assert not may_pay(replace(WELL, unsettled=True))


def test_between_two_visits_an_open_transaction_is_waited_for():
    """Whoever is being served already is not sent away by it."""
    assert service(replace(WELL, unsettled=True)).waiting
    assert not service(replace(WELL, unsettled=True, customer=True)).waiting
    assert not service(WELL).waiting


def test_a_result_in_doubt_stops_the_cash_and_a_contradiction_the_service():
    doubt = replace(WELL, halted="what left the machine is not certain")

    assert may_begin_visit(doubt)
    assert not may_pay(doubt)
    assert not may_begin_visit(replace(doubt, contradicted=True))


def test_glass_stands_in_for_a_missing_pad():
    now = replace(WELL, touch_pin=True, present=frozenset(Device) - {Device.PIN_PAD})

    assert Mode.IN_SERVICE is service(now).mode


def test_whoever_is_there_when_the_mains_fail_is_served_to_the_end():
    """As with the key: nobody comes after this customer."""
    serving = replace(WELL, customer=True, on_battery=True)

    assert Service(Mode.IN_SERVICE, closing=True, envelopes=True) == service(serving)
    assert not may_begin_visit(replace(serving, customer=False))
    assert not service(replace(serving, customer=False)).closing


@pytest.mark.parametrize(("recovered", "recovering"), [(False, True), (True, False)])
def test_off_with_a_withdrawal_open_since_before_the_start_lets_staff_look(recovered, recovering):
    off = Service(Mode.OFF, (Reason.KEY_OFF,), recovering=recovering)

    assert off == service(replace(WELL, key_on=False, recovered=recovered))
