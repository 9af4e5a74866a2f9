"""SuperFastHash and the key expansion of the first source document; a diversifier, not a lock.

Every step of the hash can be undone and its state is 32 bits, so it protects nothing by itself:
`device_keys` uses the expansion as a salt beside a random fused secret.

Signedness: the C forms read the odd last byte (of a remainder of 1 or 3) as `char`, which is
signed on x86 and unsigned on ARM. This is the unsigned form, as the devices have it. The two
differ only where that byte is 0x80 or more, and never for the 8-byte inputs of the expansion.
"""

from __future__ import annotations

import struct
from typing import Final
from uuid import UUID

DIE_ID_SIZE: Final = 8
KEY_SIZE: Final = 32

_MASK: Final = 0xFFFFFFFF
_STATE: Final = struct.Struct("<I")
_SEED_SIZE: Final = 4


def superfasthash(data: bytes, state: int | None = None) -> int:
    """The 32-bit hash of data.

    state: the value to start from, for hashing in pieces; the length of data where None.
    Without data the hash is 0, whatever the state.
    """
    size = len(data)
    if not size:
        return 0
    h = (size if state is None else state) & _MASK
    whole = size - size % 4
    for low, high in struct.iter_unpack("<HH", data[:whole]):
        h = (h + low) & _MASK
        h = ((h << 16) ^ (high << 11) ^ h) & _MASK
        h = (h + (h >> 11)) & _MASK
    return _avalanche(_remainder(h, data[whole:]))


def expand(uuid: UUID, die_id: bytes, n: int) -> bytes:
    """The 32 bytes that the first source document calls the device's key.

    die_id: lot 0-2, wafer, x, y, sort, minor. n: 7 for a card, 8 for an HSM or a PIN pad.
    The state starts as the first four characters of the uuid and absorbs four bytes of the die id
    at a time; after each value of the outermost index it is the next word of the result.
    """
    if len(die_id) != DIE_ID_SIZE:
        raise ValueError("die_id is not 8 bytes")
    if not 1 <= n <= DIE_ID_SIZE:
        raise ValueError("n is out of range")
    state = int.from_bytes(str(uuid)[:_SEED_SIZE].encode("ascii"), "little")
    inner = [(y, z | w << 8) for y in die_id[:n] for z in die_id[:n] for w in die_id[:n]]
    words = []
    for x in die_id:
        for y, high in inner:
            state = _eight(state, x | y << 8, high)
        words.append(_STATE.pack(state))
    return b"".join(words)


def _eight(first: int, low: int, high: int) -> int:
    """superfasthash of eight bytes: a little-endian word, and two halves of another. Written out,
    since an expansion takes thousands of them."""
    h = (8 + (first & 0xFFFF)) & _MASK
    h = ((h << 16) ^ (first >> 16 << 11) ^ h) & _MASK
    h = h + (h >> 11) + low & _MASK
    h = ((h << 16) ^ (high << 11) ^ h) & _MASK
    return _avalanche((h + (h >> 11)) & _MASK)


def _remainder(h: int, rest: bytes) -> int:
    match len(rest):
        case 3:
            h = (h + int.from_bytes(rest[:2], "little")) & _MASK
            h ^= (h << 16) & _MASK
            h ^= (rest[2] << 18) & _MASK
            return (h + (h >> 11)) & _MASK
        case 2:
            h = (h + int.from_bytes(rest, "little")) & _MASK
            h ^= (h << 11) & _MASK
            return (h + (h >> 17)) & _MASK
        case 1:
            h = (h + rest[0]) & _MASK
            h ^= (h << 10) & _MASK
            return (h + (h >> 1)) & _MASK
        case _:
            return h


def _avalanche(h: int) -> int:
    h ^= (h << 3) & _MASK
    h = (h + (h >> 5)) & _MASK
    h ^= (h << 4) & _MASK
    h = (h + (h >> 17)) & _MASK
    h ^= (h << 25) & _MASK
    return (h + (h >> 6)) & _MASK
