"""The grammar refuses what no kiosk writes, and names the entry."""

from __future__ import annotations

import pytest
from sealing_kit import Machine

from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.lines import parse

TXN, OTHER = "ab" * 16, "cd" * 16
BEGUN = ("VISIT_START", "CARD_IDENTIFIED")
PAID = (
    "INTENT", "AUTH_REQUEST", "CARD_CHALLENGE", "AUTH_APPROVED", "CMD", "CASH_STACKED",
    "CASH_PRESENTED", "RES", "CASH_TAKEN", "SETTLEMENT_QUEUED", "SETTLEMENT_SENT",
    "SETTLEMENT_CONFIRMED", "DONE",
)  # fmt: skip
ASKED = ("INTENT", "AUTH_REQUEST", "CARD_CHALLENGE", "AUTH_APPROVED")
DEPOSITED = (
    *ASKED, "DEPOSIT_APPROVED", "DEPOSIT_INSERTED", "DEPOSIT_SENT", "DEPOSIT_CONFIRMED", "DONE",
)  # fmt: skip
OF_A_TXN = (
    frozenset(PAID)
    | frozenset(DEPOSITED)
    | {"AUTH_DECLINED", "BALANCE_SHOWN", "CASH_RETRACTED", "PIN_CHANGED", "TRANSFER_DONE"}
    | {"DEPOSIT_NOT_INSERTED", "RECEIPT_PRINTED", "RECEIPT_TAKEN", "RECEIPT_FAIL"}
)


def written(*codes):
    """One visit with these entries."""
    machine = Machine()
    machine.open()
    for code in codes:
        machine.write(code, {}, visit="1-1", txn=TXN if code in OF_A_TXN else None)
    return [parse(line) for line in machine.files[machine.file].splitlines(keepends=True)]


def found(*codes):
    return list(faults(written(*codes)))


def test_a_paid_withdrawal_keeps_it():
    assert [] == found(*BEGUN, "TXN_SELECTED", *PAID, "CARD_TAKEN", "VISIT_END")


@pytest.mark.parametrize(
    "codes",
    [
        DEPOSITED,
        (*ASKED, "DEPOSIT_NOT_INSERTED", *DEPOSITED[-3:]),
        (*ASKED[:2], "DEPOSIT_NOT_INSERTED", *DEPOSITED[-3:]),
        (*ASKED, "TRANSFER_DONE", "DONE"),
        (*ASKED, "TRANSFER_DONE", "RECEIPT_PRINTED", "DONE", "RECEIPT_TAKEN"),
        (*PAID[:-2], "RECEIPT_FAIL", *PAID[-2:]),
        (*PAID, "RECEIPT_FAIL", "RECEIPT_TAKEN"),
    ],
)
def test_transfers_envelopes_and_receipts_keep_it(codes):
    assert [] == found(*BEGUN, *codes, "VISIT_END")


def test_a_receipt_may_be_taken_after_the_visit():
    assert [] == found(*BEGUN, *PAID, "RECEIPT_PRINTED", "VISIT_END", "RECEIPT_TAKEN")


def test_a_transaction_may_outlive_its_visit():
    assert [] == found(*BEGUN, *PAID[:5], "VISIT_END", *PAID[5:])


def test_a_visit_may_stop_where_its_kiosk_stopped():
    assert [] == found(*BEGUN, *PAID[:7])


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        (("CARD_IDENTIFIED",), "CARD_IDENTIFIED before VISIT_START"),
        ((*BEGUN, "VISIT_START"), "a visit begins twice"),
        ((*BEGUN, "VISIT_END", "VISIT_END"), "a visit ends twice"),
        ((*BEGUN, "VISIT_END", "TXN_SELECTED"), "TXN_SELECTED after VISIT_END"),
        ((*BEGUN, "VISIT_END", "INTENT"), "INTENT begins a transaction after VISIT_END"),
        (("VISIT_START", "INTENT"), "INTENT before the card was read"),
        ((*BEGUN, "CMD"), "CMD after nothing of its transaction"),
        ((*BEGUN, "INTENT", "CMD"), "CMD after INTENT of its transaction"),
        ((*BEGUN, *PAID[:4], "CASH_PRESENTED"), "CASH_PRESENTED after AUTH_APPROVED"),
        ((*BEGUN, *PAID[:5], "DONE", "RES"), "RES after DONE of its transaction"),
        ((*BEGUN, *PAID[:8], "DONE"), "DONE after RES of its transaction"),
        ((*BEGUN, *PAID[:10], "SETTLEMENT_CONFIRMED"), "after SETTLEMENT_QUEUED"),
        ((*BEGUN, *PAID, "CASH_RETRACTED"), "CASH_RETRACTED after DONE"),
        ((*BEGUN, "AUTH_REQUEST", "BALANCE_SHOWN"), "BALANCE_SHOWN after AUTH_REQUEST"),
        ((*BEGUN, *DEPOSITED[:4], "DEPOSIT_SENT"), "DEPOSIT_SENT after AUTH_APPROVED"),
        ((*BEGUN, *DEPOSITED[:6], "DONE"), "DONE after DEPOSIT_INSERTED"),
        ((*BEGUN, *ASKED, "DEPOSIT_APPROVED", "DONE"), "DONE after DEPOSIT_APPROVED"),
        ((*BEGUN, *ASKED, "RECEIPT_PRINTED"), "RECEIPT_PRINTED of nothing that was done"),
        ((*BEGUN, *PAID, "RECEIPT_TAKEN"), "RECEIPT_TAKEN of nothing that was done"),
        ((*BEGUN, "PIN_OK"), "PIN_OK without AUTH_APPROVED"),
        (("VISIT_START", "CARD_REFUSED"), "CARD_REFUSED without CARD_IDENTIFIED"),
        ((*BEGUN, "CARD_IDENTIFIED"), "CARD_IDENTIFIED twice"),
        ((*BEGUN, "LOADING"), "LOADING is no entry of a visit"),
    ],
)
def test_what_no_kiosk_writes_is_named(codes, why):
    (fault,) = found(*codes)

    assert fault.startswith(f"seq {len(codes) + 1}, visit 1-1: ")
    assert why in fault


def test_a_visit_without_an_end_is_named_when_the_next_one_begins():
    machine = Machine()
    machine.open()
    machine.write("VISIT_START", {}, visit="1-1")
    machine.write("VISIT_START", {}, visit="1-2")
    lines = [parse(line) for line in machine.files[machine.file].splitlines(keepends=True)]

    assert ["seq 3: visit 1-1 had no end before this one"] == list(faults(lines))


def halting(*codes):
    """Entries of a start, which belong to no visit."""
    machine = Machine()
    machine.open()
    for code in codes:
        machine.write(code, {}, txn=TXN if code in ("DISPENSE_SUSPECT", "DONE") else None)
    return [parse(line) for line in machine.files[machine.file].splitlines(keepends=True)]


@pytest.mark.parametrize(
    "codes",
    [
        ("DISPENSE_SUSPECT", "SERVICE_HALTED", "DONE"),
        ("SERVICE_HALTED", "DISPENSE_SUSPECT", "DONE"),
        ("DISPENSE_SUSPECT", "HALT_CLEARED", "DONE"),
        ("DISPENSE_SUSPECT",),
    ],
)
def test_a_machine_that_stopped_in_doubt_keeps_it(codes):
    assert [] == list(faults(halting(*codes)))


@pytest.mark.parametrize(
    "codes",
    [
        ("DISPENSE_SUSPECT", "DONE"),
        ("SERVICE_HALTED", "HALT_CLEARED", "DISPENSE_SUSPECT", "DONE"),
    ],
)
def test_a_doubt_that_stopped_nothing_is_named(codes):
    why = f"seq {len(codes) + 1}: closed in doubt, and SERVICE_HALTED is missing"

    assert [why] == list(faults(halting(*codes)))


def test_a_halt_may_be_in_a_file_that_was_deleted():
    assert [] == list(faults(halting("DISPENSE_SUSPECT", "DONE"), is_cut=True))
