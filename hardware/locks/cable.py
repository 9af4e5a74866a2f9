"""What the programmer and a lock say to each other, in frames of hardware.protocol.frame.

    op              request                            data of the answer
    01 HELLO        -                                  LockHello, below
    02 INIT_BEGIN   hardware.locks.installation        -
    03 INIT_CHUNK   number u8, 528 bytes of the table  chunks held, a bit each, u8
    04 INIT_END     live time u32                      digest 32
    10 ORDER        live time u32, order               -
    11 PATH         path (hardware.locks.rounds)       -
    12 SIGNATURE    offset u16, up to 512 bytes        bytes taken u16; all of them: accepted
    13 EXECUTE      step u8, live time u32             steps done u8
    14 CHUNK        number u8, 528 bytes of the table  chunks held u8
    15 AUDIT        offset u16 in the two rings        up to 960 bytes of them
    16 AUDIT_END    -                                  -

Every answer begins with a status (Answer). All are refusals that change nothing, but for a note in
the lock's audit; every request may be sent again: what was done before is answered as it was then,
and not done twice. Big-endian.

    LockHello, 73 bytes
    0   1   state: 0 factory, 1 owned, 2 being wiped
    1   8   hardware id
    9   3   hotel
    12  2   lock
    14  4   next leaf: last q + 1
    18  2   generation of the guests' chain
    20  3   index
    23  2   key generation
    25  4   clock, hotel seconds
    29  1   clock doubtful
    30  2   battery, mV; 0 without one
    32  1   steps done of the order last accepted
    33  1   steps of it in all
    34  1   chunks held of its table, or 1: audit open
    35  4   q of the order that waits for its signature
    39  2   bytes taken of that signature; ffff: none
    41  32  digest of what desk and lock must agree on
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from hardware.locks.staff_table import CHUNK_SIZE

PIECE_SIZE_MAX: Final = 512
AUDIT_PIECE_SIZE: Final = 960
AUDIT_SIZE: Final = 8_192
AUDIT_OPEN: Final = 1
NOTHING_TAKEN: Final = 0xFFFF
LIVE_SIZE: Final = 4

_HELLO: Final = struct.Struct(">B8sBHHIHBHHIBHBBBIH32s")


class CableOp(IntEnum):
    """What the programmer asks."""

    HELLO = 0x01
    INIT_BEGIN = 0x02
    INIT_CHUNK = 0x03
    INIT_END = 0x04
    ORDER = 0x10
    PATH = 0x11
    SIGNATURE = 0x12
    EXECUTE = 0x13
    CHUNK = 0x14
    AUDIT = 0x15
    AUDIT_END = 0x16


class Answer(IntEnum):
    """A lock's status byte: done, or by what name refused."""

    OK = 0x00
    LENGTH = 0x02
    OPCODE = 0x03
    VALUE = 0x04
    NOT_FACTORY = 0x50  # INIT for a lock that is some hotel's
    NOT_OWNED = 0x51  # an order for a lock that is no hotel's
    CHUNKS_MISSING = 0x52
    BAD_ORDER = 0x53
    HOTEL = 0x54
    LOCK = 0x55
    OLD = 0x56  # q is not above the last one that was accepted
    TOO_EARLY = 0x57
    EXPIRED = 0x58
    CLOCK_DOUBTFUL = 0x59  # the order does not set the clock first
    LIVE_TIME = 0x5A  # outside the order's window
    NO_ORDER = 0x5B
    OUT_OF_STEP = 0x5C  # HELLO tells where to go on
    BAD_SIGNATURE = 0x5D
    CHUNK_DIFFERS = 0x5E  # from the digest that was signed
    BACKWARDS = 0x5F  # a resync or a key that is not newer
    NO_AUDIT = 0x60  # no order to read it is being carried out


class State(IntEnum):
    """Whose a lock is, as HELLO tells it and the lock's memory holds it."""

    FACTORY = 0  # takes the first INIT that comes, opens to no card
    OWNED = 1
    LEAVING = 2  # being wiped; a power cut in between is made up for when the power is back


class CableRefusal(Exception):
    """The lock does not obey, and says why. Nothing has changed."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.name)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class LockHello:
    """What a lock says of itself to anybody: no secret, and nothing that opens."""

    state: int
    hardware_id: bytes
    hotel: int
    lock: int
    next_leaf: int
    generation: int
    index: int
    key_generation: int
    clock: int
    is_doubtful: bool
    battery_mv: int
    steps_done: int
    steps: int
    held: int
    waiting_q: int
    taken: int
    digest: bytes

    def encode(self) -> bytes:
        return _HELLO.pack(
            self.state,
            self.hardware_id,
            self.hotel >> 16,
            self.hotel & 0xFFFF,
            self.lock,
            self.next_leaf,
            self.generation,
            self.index >> 16,
            self.index & 0xFFFF,
            self.key_generation,
            self.clock,
            self.is_doubtful,
            self.battery_mv,
            self.steps_done,
            self.steps,
            self.held,
            self.waiting_q,
            self.taken,
            self.digest,
        )

    @classmethod
    def decode(cls, content: bytes) -> LockHello:
        """Raises ValueError for another size."""
        if len(content) != _HELLO.size:
            raise ValueError("a HELLO has another size")
        state, hid, hh, hl, lock, leaf, gen, ih, il, keygen, clock, doubt, mv, *rest = (
            _HELLO.unpack(content)
        )
        hotel, index = hh << 16 | hl, ih << 16 | il
        return cls(state, hid, hotel, lock, leaf, gen, index, keygen, clock, bool(doubt), mv, *rest)


def chunk_request(number: int, chunk: bytes) -> bytes:
    return bytes((number,)) + chunk


def chunk_of(payload: bytes) -> tuple[int, bytes]:
    """Number and bytes. Raises CableRefusal."""
    if len(payload) != 1 + CHUNK_SIZE:
        raise CableRefusal(Answer.LENGTH)
    return payload[0], payload[1:]


def live(seconds: int) -> bytes:
    return seconds.to_bytes(LIVE_SIZE, "big")
