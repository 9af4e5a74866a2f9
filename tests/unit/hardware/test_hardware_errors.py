"""Each error says whether the device may have acted."""

from __future__ import annotations

import pytest

from hardware.errors import (
    DeviceError,
    DeviceTimeout,
    HardwareError,
    MalformedMessage,
    Outcome,
    ProtocolError,
    TransportError,
)
from hardware.status import Status

MAY_HAVE_ACTED = {Status.INTERNAL, Status.CARD_SILENT, Status.CANISTER, Status.SLOT_FAULT}
WIRE_CODES = {
    0x00: "OK",
    0x01: "BUSY",
    0x02: "LENGTH",
    0x03: "OPCODE",
    0x04: "VALUE",
    0x05: "NOT_PROVISIONED",
    0x06: "ALREADY_PROVISIONED",
    0x07: "WRONG_STATE",
    0x08: "INTERNAL",
    0x10: "NO_CARD",
    0x11: "CARD_UNREADABLE",
    0x12: "CARD_CHANGED",
    0x13: "CARD_SILENT",
    0x14: "CHALLENGE_REFUSED",
    0x20: "VOUCHER_INVALID",
    0x21: "TXN_NOT_CURRENT",
    0x22: "FIRST_NOT_NEXT",
    0x23: "TOO_MANY",
    0x24: "TXN_FINAL",
    0x25: "DOOR_OPEN",
    0x26: "DOOR_NOT_OPENED",
    0x27: "CANISTER",
    0x30: "PIN_NONE",
    0x31: "PIN_DIFFERENT",
    0x40: "SLOT_FULL",
    0x41: "SLOT_FAULT",
}


def test_the_status_codes_are_those_of_the_protocol():
    assert {status.value: status.name for status in Status} == WIRE_CODES


@pytest.mark.parametrize("status", sorted(set(Status) - MAY_HAVE_ACTED - {Status.OK}))
def test_a_refusal_before_any_movement_is_not_done(status):
    assert Outcome.NOT_DONE is DeviceError(status).outcome


@pytest.mark.parametrize("status", sorted(MAY_HAVE_ACTED))
def test_a_fault_during_the_work_is_unknown(status):
    assert Outcome.UNKNOWN is DeviceError(status).outcome


@pytest.mark.parametrize("code", sorted(set(range(256)) - set(Status)))
def test_a_code_without_a_name_is_kept_and_unknown(code):
    error = DeviceError(code)

    assert (code, None, Outcome.UNKNOWN) == (error.code, error.status, error.outcome)
    assert f"status 0x{code:02x}" == str(error)


def test_a_known_refusal_goes_by_its_name():
    error = DeviceError(0x12)

    assert (0x12, Status.CARD_CHANGED, "CARD_CHANGED") == (error.code, error.status, str(error))


@pytest.mark.parametrize(
    "error",
    [
        HardwareError("x"),
        TransportError("x"),
        DeviceTimeout("x"),
        ProtocolError("x"),
        MalformedMessage("x", Status.LENGTH),
    ],
)
def test_whatever_is_not_proven_is_unknown(error):
    assert Outcome.UNKNOWN is error.outcome


def test_only_a_transport_may_prove_that_nothing_left():
    assert Outcome.NOT_DONE is TransportError("x", outcome=Outcome.NOT_DONE).outcome


def test_one_except_catches_them_all():
    assert issubclass(DeviceTimeout, TransportError)
    assert issubclass(MalformedMessage, ProtocolError)
    assert all(
        issubclass(kind, HardwareError) for kind in (TransportError, ProtocolError, DeviceError)
    )
