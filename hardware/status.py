"""The status byte that begins every reply of every device."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """The wire value of each answer. Source: docs/protocols.md, section 1."""

    OK = 0x00
    BUSY = 0x01
    LENGTH = 0x02
    OPCODE = 0x03
    VALUE = 0x04
    NOT_PROVISIONED = 0x05
    ALREADY_PROVISIONED = 0x06
    WRONG_STATE = 0x07
    INTERNAL = 0x08

    NO_CARD = 0x10
    CARD_UNREADABLE = 0x11
    CARD_CHANGED = 0x12
    CARD_SILENT = 0x13
    CHALLENGE_REFUSED = 0x14

    VOUCHER_INVALID = 0x20
    TXN_NOT_CURRENT = 0x21
    FIRST_NOT_NEXT = 0x22
    TOO_MANY = 0x23
    TXN_FINAL = 0x24
    DOOR_OPEN = 0x25
    DOOR_NOT_OPENED = 0x26
    CANISTER = 0x27

    PIN_NONE = 0x30
    PIN_DIFFERENT = 0x31

    SLOT_FULL = 0x40
    SLOT_FAULT = 0x41

    @classmethod
    def from_code(cls, code: int) -> Status | None:
        """The name of a wire code; None for a code newer than this table."""
        try:
            return cls(code)
        except ValueError:
            return None
