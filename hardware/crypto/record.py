"""The record: what an HSM says about its transaction and its canisters, under its own MAC.

Header, 52 bytes, then m lines of 22 bytes, then 16 bytes of mac; big-endian:

    kind      u8   1 OPEN, 2 FINAL, 3 LOAD, 4 STATUS, 17 PICKING, 18 STACKED, 19 PRESENTED
    version   u8   1
    hsm       16   uuid
    txid      16   load_id for LOAD, nonce for STATUS
    ticket    16   zero for LOAD and STATUS
    outcome   u8   0 none, 1 void, 2 taken, 3 retracted, 4 suspect
    m         u8   0..8

    canister  u8   1..8, ascending
    flags     u8   see LineFlag
    load      u32  0 = never loaded
    next      u32  after this record
    left      u32  after this record
    picked    u16  left the canister in this transaction
    rejected  u16  in the bin
    presented u16  crossed the shutter
    retracted u16  0xFFFF = not counted

    mac = the first 16 bytes of HMAC-SHA-256(receipt-mac, "receipt-v1" 0x00 header lines)

For LOAD the loaded canister's picked and rejected are the closing totals of its former load.
Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass, replace
from enum import IntEnum, IntFlag
from typing import Final
from uuid import UUID

from hardware.crypto.cash_limits import CANISTER_MAX, NOTES_PER_LOAD_MAX, TICKET_SIZE, TXID_SIZE
from hardware.crypto.secret import Secret

VERSION: Final = 1
MAC_SIZE: Final = 16
NOT_COUNTED: Final = 0xFFFF

_DOMAIN: Final = b"receipt-v1\0"
_HEADER: Final = struct.Struct(">BB16s16s16sBB")
_LINE: Final = struct.Struct(">BBIIIHHHH")
_U16_MAX: Final = 2**16 - 1
_U32_MAX: Final = 2**32 - 1
_NO_TICKET: Final = bytes(TICKET_SIZE)


class RecordInvalid(ValueError):
    """The bytes are not a record of this version, or its MAC is not the HSM's."""


class RecordKind(IntEnum):
    """Why the HSM made the record."""

    OPEN = 1
    FINAL = 2
    LOAD = 3
    STATUS = 4
    PICKING = 17
    STACKED = 18
    PRESENTED = 19


class TxnOutcome(IntEnum):
    """How a transaction ended; NONE in every record that is not FINAL."""

    NONE = 0
    VOID = 1
    TAKEN = 2
    RETRACTED = 3
    SUSPECT = 4


class LineFlag(IntFlag):
    """What is special about a canister."""

    SHORT = 1
    EMPTY = 2
    FAULT = 4
    NOTES_UNKNOWN = 8
    LOADED = 16


_FLAGS_ALL: Final = sum(LineFlag)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One fitted canister; see the table above. Raises RecordInvalid for values out of range."""

    canister: int
    flags: LineFlag
    load: int
    next: int
    left: int
    picked: int
    rejected: int
    presented: int
    retracted: int

    def __post_init__(self) -> None:
        if not 1 <= self.canister <= CANISTER_MAX:
            raise RecordInvalid("canister is out of range")
        if not 0 <= self.flags <= _FLAGS_ALL:
            raise RecordInvalid("flags has an unknown bit")
        if not 0 <= self.load <= _U32_MAX:
            raise RecordInvalid("load is out of range")
        if min(self.next, self.left) < 0 or self.next + self.left > NOTES_PER_LOAD_MAX:
            raise RecordInvalid("next and left are more than a load")
        counts = (self.picked, self.rejected, self.presented, self.retracted)
        if min(counts) < 0 or max(counts) > _U16_MAX:
            raise RecordInvalid("a count is out of range")


@dataclass(frozen=True, slots=True)
class Record:
    """A record. One that exists has the shape of the table; only `verify` says that it is genuine.

    Attributes:
        mac: 16 bytes, or empty before `seal`.
    """

    kind: RecordKind
    hsm: UUID
    txid: bytes
    ticket: bytes
    outcome: TxnOutcome
    lines: tuple[RecordLine, ...]
    mac: bytes = b""

    def __post_init__(self) -> None:
        if len(self.txid) != TXID_SIZE or len(self.ticket) != TICKET_SIZE:
            raise RecordInvalid("txid or ticket is not 16 bytes")
        if len(self.mac) not in {0, MAC_SIZE}:
            raise RecordInvalid("mac is not 16 bytes")
        if (self.kind is RecordKind.FINAL) == (self.outcome is TxnOutcome.NONE):
            raise RecordInvalid("outcome does not fit the kind")
        if self.kind in {RecordKind.LOAD, RecordKind.STATUS} and self.ticket != _NO_TICKET:
            raise RecordInvalid("a record of this kind has no ticket")
        canisters = [line.canister for line in self.lines]
        if canisters != sorted(set(canisters)):
            raise RecordInvalid("canisters do not ascend")

    @classmethod
    def parse(cls, raw: bytes) -> Record:
        """The record that these bytes are the encoding of, whoever made them.

        Raises RecordInvalid unless every byte has its meaning. The kiosk, which has no key, uses
        this; whoever has the key uses `verify`.
        """
        if len(raw) < _HEADER.size + MAC_SIZE:
            raise RecordInvalid("shorter than a header and a mac")
        kind, version, hsm, txid, ticket, outcome, count = _HEADER.unpack_from(raw)
        if version != VERSION:
            raise RecordInvalid("version is unknown")
        if count > CANISTER_MAX or len(raw) != _HEADER.size + count * _LINE.size + MAC_SIZE:
            raise RecordInvalid("size does not fit the number of lines")
        try:
            known_kind, known_outcome = RecordKind(kind), TxnOutcome(outcome)
        except ValueError as error:
            raise RecordInvalid("kind or outcome is unknown") from error
        lines = tuple(map(_line, _LINE.iter_unpack(raw[_HEADER.size : -MAC_SIZE])))
        return cls(known_kind, UUID(bytes=hsm), txid, ticket, known_outcome, lines, raw[-MAC_SIZE:])

    def encode(self) -> bytes:
        """The bytes on the line, on disk and at the bank. Raises ValueError before `seal`."""
        if not self.mac:
            raise ValueError("the record is not sealed")
        return self.signed_part() + self.mac

    def signed_part(self) -> bytes:
        """Header and lines, which is what the MAC is about."""
        header = _HEADER.pack(
            self.kind,
            VERSION,
            self.hsm.bytes,
            self.txid,
            self.ticket,
            self.outcome,
            len(self.lines),
        )
        return header + b"".join(
            _LINE.pack(
                line.canister,
                line.flags,
                line.load,
                line.next,
                line.left,
                line.picked,
                line.rejected,
                line.presented,
                line.retracted,
            )
            for line in self.lines
        )


def seal(record: Record, receipt_mac: Secret) -> Record:
    """The record with its MAC. receipt_mac: the HSM's subkey RECEIPT_MAC."""
    return replace(record, mac=_mac(record.signed_part(), receipt_mac))


def sealed_bytes(record: Record, receipt_mac: Secret) -> bytes:
    """What `seal` and `encode` make of it, at once."""
    signed = record.signed_part()
    return signed + _mac(signed, receipt_mac)


def verify(raw: bytes, receipt_mac: Secret) -> Record:
    """The genuine record in raw. Raises RecordInvalid for any other bytes."""
    record = Record.parse(raw)
    if not hmac.compare_digest(_mac(raw[:-MAC_SIZE], receipt_mac), record.mac):
        raise RecordInvalid("mac")
    return record


def _mac(signed: bytes, receipt_mac: Secret) -> bytes:
    return hmac.digest(receipt_mac.reveal(), _DOMAIN + signed, "sha256")[:MAC_SIZE]


def _line(fields: tuple[int, ...]) -> RecordLine:
    canister, flags, *rest = fields
    return RecordLine(canister, LineFlag(flags), *rest)
