"""The commands of an order: what each brings, byte for byte, and what makes bytes none.

    op  name          size  payload, big-endian
    01  SET_CLOCK     14    the next two changes of local time (hardware.locks.local_time); the time
                            itself comes live and lies in the order's window. First or not at all
    02  STAFF_TABLE   256   SHA-256 of each of the table's 8 chunks of 528 bytes (24 slots)
    03  REVOKE        24    a bit for each of the 192 slots, slot 0 the highest of byte 0
    04  REKEY         18    key generation u16, the new K_L under the old one (`masked`)
    05  RESYNC        21    generation u16, index u24, image 16: the guests' chain, upwards only
    06  OPEN          0
    07  READ_AUDIT    0
    08  DECOMMISSION  0     last or not at all

K_L travels as K_L xor AES(old K_L, block), block = a5, hotel u24, lock u16, q u32, six zeros: each
q makes another block, and no block of a card's tag begins with a5.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Final

from hardware.locks.attributes import KEY_SIZE
from hardware.locks.chains import VALUE_SIZE
from hardware.locks.local_time import LOCAL_TIME_SIZE, LocalTime
from hardware.locks.metered import Crypto
from hardware.locks.staff_table import CHUNKS, SLOTS, chunks

DIGEST_SIZE: Final = 32

_RESYNC: Final = struct.Struct(">HHB16s")
_REKEY: Final = struct.Struct(">H16s")
_MASK_BLOCK: Final = struct.Struct(">IHI6x")
_MASK_TAG: Final = 0xA5 << 24


class Op(IntEnum):
    """A command's first byte."""

    SET_CLOCK = 1
    STAFF_TABLE = 2
    REVOKE = 3
    REKEY = 4
    RESYNC = 5
    OPEN = 6
    READ_AUDIT = 7
    DECOMMISSION = 8


PAYLOAD_SIZES: Final = {
    Op.SET_CLOCK: LOCAL_TIME_SIZE,
    Op.STAFF_TABLE: CHUNKS * DIGEST_SIZE,
    Op.REVOKE: SLOTS // 8,
    Op.REKEY: _REKEY.size,
    Op.RESYNC: _RESYNC.size,
    Op.OPEN: 0,
    Op.READ_AUDIT: 0,
    Op.DECOMMISSION: 0,
}


class OrderFault(Enum):
    """Why bytes are no order."""

    SHORT = "it ends before its fields do"
    LONG = "bytes follow the last command"
    COUNT = "it has no command, or more than eight"
    UNKNOWN_COMMAND = "a command is none of those known"
    COMMAND_SIZE = "a command's payload has another size"
    TWICE = "a command stands in it twice"
    PLACE = "a clock is set first, and a lock is decommissioned last"
    WINDOW = "it ends before it begins"
    FIELD = "a field has a value without a meaning"


class BadOrder(ValueError):
    """Bytes that are no order, and why."""

    def __init__(self, fault: OrderFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SetClock:
    """local: what the lock prints local time with."""

    local: LocalTime
    op = Op.SET_CLOCK

    def payload(self) -> bytes:
        return self.local.to_bytes()


@dataclass(frozen=True, slots=True)
class StaffTable:
    """digests: of the 8 chunks."""

    digests: tuple[bytes, ...]
    op = Op.STAFF_TABLE

    def __post_init__(self) -> None:
        need(len(self.digests) == CHUNKS)
        need(all(len(each) == DIGEST_SIZE for each in self.digests))

    @classmethod
    def of(cls, crypto: Crypto, table: bytes) -> StaffTable:
        """For a whole table, 4,224 bytes."""
        return cls(tuple(crypto.sha256(each) for each in chunks(table)))

    def payload(self) -> bytes:
        return b"".join(self.digests)


@dataclass(frozen=True, slots=True)
class Revoke:
    """slots: whose images are cleared."""

    slots: frozenset[int]
    op = Op.REVOKE

    def __post_init__(self) -> None:
        need(all(0 <= each < SLOTS for each in self.slots))

    def payload(self) -> bytes:
        bits = sum(1 << SLOTS - 1 - each for each in self.slots)
        return bits.to_bytes(SLOTS // 8, "big")


@dataclass(frozen=True, slots=True)
class Rekey:
    """generation: of the attribute key. masked_key: see `masked`."""

    generation: int
    masked_key: bytes = field(repr=False)
    op = Op.REKEY

    def __post_init__(self) -> None:
        need(0 <= self.generation < 2**16 and len(self.masked_key) == KEY_SIZE)

    def payload(self) -> bytes:
        return _REKEY.pack(self.generation, self.masked_key)


@dataclass(frozen=True, slots=True)
class Resync:
    """index: the lock takes no card below it afterwards; image: of its value, at this lock."""

    generation: int
    index: int
    image: bytes
    op = Op.RESYNC

    def __post_init__(self) -> None:
        need(0 <= self.generation < 2**16 and 0 <= self.index < 2**24)
        need(len(self.image) == VALUE_SIZE)

    def payload(self) -> bytes:
        return _RESYNC.pack(self.generation, self.index >> 8, self.index & 0xFF, self.image)


class _Bare:
    """A command that says all by its name."""

    __slots__ = ()

    def payload(self) -> bytes:
        return b""


@dataclass(frozen=True, slots=True)
class Open(_Bare):
    op = Op.OPEN


@dataclass(frozen=True, slots=True)
class ReadAudit(_Bare):
    op = Op.READ_AUDIT


@dataclass(frozen=True, slots=True)
class Decommission(_Bare):
    op = Op.DECOMMISSION


Command = SetClock | StaffTable | Revoke | Rekey | Resync | Open | ReadAudit | Decommission


def decoded(code: int, size: int, payload: bytes) -> Command:
    """The command of these bytes, which are all there are of it. Raises BadOrder."""
    if code not in PAYLOAD_SIZES:
        raise BadOrder(OrderFault.UNKNOWN_COMMAND)
    op = Op(code)
    need(size == PAYLOAD_SIZES[op], OrderFault.COMMAND_SIZE)
    need(len(payload) == size, OrderFault.SHORT)
    match op:
        case Op.SET_CLOCK:
            try:
                return SetClock(LocalTime.from_bytes(payload))
            except ValueError:
                raise BadOrder(OrderFault.FIELD) from None
        case Op.STAFF_TABLE:
            return StaffTable(_cut(payload, DIGEST_SIZE))
        case Op.REVOKE:
            bits = int.from_bytes(payload, "big")
            return Revoke(frozenset(i for i in range(SLOTS) if bits >> SLOTS - 1 - i & 1))
        case Op.REKEY:
            return Rekey(*_REKEY.unpack(payload))
        case Op.RESYNC:
            generation, high, low, image = _RESYNC.unpack(payload)
            return Resync(generation, high << 8 | low, image)
        case Op.OPEN:
            return Open()
        case Op.READ_AUDIT:
            return ReadAudit()
        case Op.DECOMMISSION:
            return Decommission()


def masked(crypto: Crypto, old_key: bytes, key: bytes, place: tuple[int, int, int]) -> bytes:
    """The new key as it travels, and, from that, the new key. place: hotel, lock, q."""
    hotel, lock, q = place
    stream = crypto.aes(old_key)(_MASK_BLOCK.pack(_MASK_TAG | hotel, lock, q))
    return bytes(a ^ b for a, b in zip(key, stream, strict=True))


def _cut(content: bytes, size: int) -> tuple[bytes, ...]:
    return tuple(content[at : at + size] for at in range(0, len(content), size))


def need(holds: bool, fault: OrderFault = OrderFault.FIELD) -> None:  # noqa: FBT001 - a sentence
    """Raises BadOrder where it does not hold."""
    if not holds:
        raise BadOrder(fault)
