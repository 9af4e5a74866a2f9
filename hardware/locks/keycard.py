"""What is on a key card: 416 bits, which anybody can read and write.

    guest (type 1)                        staff (type 2)
    bits      width  field                bits      width  field
    0-3       4      version = 1          0-3       4      version = 1
    4-7       4      type = 1             4-7       4      type = 2
    8-31      24     hotel                8-31      24     hotel
    32-41     10     lock                 32-47     16     serial
    42-59     18     index                48-55     8      slot
    60-79     20     not before           56-63     8      epoch
    80-99     20     not after            64-79     16     period
    100-103   4      copy                 80-111    32     zero
    104-111   8      flags: 1 late        112-239   128    c of the period
    112-239   128    x of the index       240-399   160    zero
    240-335   96     CMAC of bits 0-239
    336-399   64     zero
    400-415   16     CRC                  400-415   16     CRC

Bit 0 is the first on the stripe and the highest of byte 0. The CRC is CRC-16/CCITT-FALSE of bits
0-399, against misreading alone. Not before and not after are quarter hours of the hotel's time. The
flag says that the desk granted a late check-out; the later hour itself stands in not after. A staff
card needs no tag: serial and period are bound by the chain.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Self

from hardware.locks.attributes import AttributeKey
from hardware.locks.metered import Crypto

STRIPE_BITS: Final = 416
STRIPE_SIZE: Final = STRIPE_BITS // 8
VERSION: Final = 1
GUEST: Final = 1
STAFF: Final = 2
LATE_CHECK_OUT: Final = 0x01

LOCK_MAX: Final = 2**10 - 1
INDEX_MAX: Final = 65_535  # of the chain; the field is two bits wider
COPY_MAX: Final = 2**4 - 1

_HEAD: Final = (("version", 4), ("type", 4), ("hotel", 24))
_GUEST: Final = (
    *_HEAD,
    ("lock", 10),
    ("index", 18),
    ("not_before", 20),
    ("not_after", 20),
    ("copy", 4),
    ("flags", 8),
    ("x", 128),
    ("tag", 96),
    ("zero", 64),
)
_STAFF: Final = (
    *_HEAD,
    ("serial", 16),
    ("slot", 8),
    ("epoch", 8),
    ("period", 16),
    ("zero_between", 32),
    ("c", 128),
    ("zero", 160),
)
_BODY_SIZE: Final = 30
_CRC_SIZE: Final = 2
_CHECKED_SIZE: Final = STRIPE_SIZE - _CRC_SIZE
_CRC_START: Final = 0xFFFF


class BadStripe(Exception):
    """These bytes are no key card; the message says why and quotes nothing."""


@dataclass(frozen=True, slots=True)
class GuestCard:
    """A guest's card. not_before and not_after are quarter hours; x 16 bytes and tag 12."""

    hotel: int
    lock: int
    index: int
    not_before: int
    not_after: int
    copy: int
    flags: int
    x: bytes = field(repr=False)
    tag: bytes = field(default=bytes(12), repr=False)

    def encode(self) -> bytes:
        """The stripe, 52 bytes. Raises ValueError for a field that does not fit."""
        numbers = (self.hotel, self.lock, self.index, self.not_before, self.not_after)
        values = (VERSION, GUEST, *numbers, self.copy, self.flags, _number(self.x, 16))
        return _stripe(_GUEST, (*values, _number(self.tag, 12), 0))

    def body(self) -> bytes:
        """Bits 0 to 239, which the tag is of."""
        return self.encode()[:_BODY_SIZE]

    def sealed(self, crypto: Crypto, key: AttributeKey) -> Self:
        """The same card with the tag of its attributes."""
        return replace(self, tag=key.tag96(crypto, self.body()))


@dataclass(frozen=True, slots=True)
class StaffCard:
    """A master card: opens every lock that holds its slot, for its period. c 16 bytes."""

    hotel: int
    serial: int
    slot: int
    epoch: int
    period: int
    c: bytes = field(repr=False)

    def encode(self) -> bytes:
        """The stripe, 52 bytes. Raises ValueError for a field that does not fit."""
        numbers = (self.hotel, self.serial, self.slot, self.epoch, self.period)
        return _stripe(_STAFF, (VERSION, STAFF, *numbers, 0, _number(self.c, 16), 0))


def decode(stripe: bytes) -> GuestCard | StaffCard:
    """The card on a stripe. Raises BadStripe. No part of it costs a lock time."""
    if len(stripe) != STRIPE_SIZE:
        raise BadStripe("a stripe is 416 bits")
    if crc16(stripe[:_CHECKED_SIZE]) != int.from_bytes(stripe[_CHECKED_SIZE:], "big"):
        raise BadStripe("the check does not fit")
    if stripe[0] == VERSION << 4 | GUEST:
        return _guest(_fields(_GUEST, stripe))
    if stripe[0] == VERSION << 4 | STAFF:
        return _staff(_fields(_STAFF, stripe))
    raise BadStripe("version or type is unknown")


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF, not reflected."""
    return binascii.crc_hqx(data, _CRC_START)


def _guest(found: dict[str, int]) -> GuestCard:
    if found["zero"] or found["flags"] & ~LATE_CHECK_OUT:
        raise BadStripe("reserved bits are set")
    return GuestCard(
        hotel=found["hotel"],
        lock=found["lock"],
        index=found["index"],
        not_before=found["not_before"],
        not_after=found["not_after"],
        copy=found["copy"],
        flags=found["flags"],
        x=found["x"].to_bytes(16, "big"),
        tag=found["tag"].to_bytes(12, "big"),
    )


def _staff(found: dict[str, int]) -> StaffCard:
    if found["zero"] or found["zero_between"]:
        raise BadStripe("reserved bits are set")
    return StaffCard(
        hotel=found["hotel"],
        serial=found["serial"],
        slot=found["slot"],
        epoch=found["epoch"],
        period=found["period"],
        c=found["c"].to_bytes(16, "big"),
    )


def _stripe(layout: Iterable[tuple[str, int]], values: Iterable[int]) -> bytes:
    packed = 0
    for (name, width), value in zip(layout, values, strict=True):
        if not 0 <= value < 1 << width:
            raise ValueError(f"{name} does not fit into {width} bits")
        packed = packed << width | value
    checked = packed.to_bytes(_CHECKED_SIZE, "big")
    return checked + crc16(checked).to_bytes(_CRC_SIZE, "big")


def _fields(layout: tuple[tuple[str, int], ...], stripe: bytes) -> dict[str, int]:
    packed = int.from_bytes(stripe[:_CHECKED_SIZE], "big")
    found = {}
    for name, width in reversed(layout):
        found[name] = packed & (1 << width) - 1
        packed >>= width
    return found


def _number(value: bytes, size: int) -> int:
    if len(value) != size:
        raise ValueError(f"a value is not {size} bytes")
    return int.from_bytes(value, "big")
