"""What desk and lock must agree on, hashed: how a lock shows that it holds what it was given.

    SHA-256(layout u8 · hardware id 8 · hotel u24 · lock u16 · period weeks u8 · generation u16 ·
            index u24 · image 16 · key generation u16 · K_L and its subkeys 48 · local time 14 ·
            public key 56 · next leaf u32 · staff table 4,224)

It tells nothing of K_L, whose 128 bits nobody can try out. The lock's own way to it:
hardware.locks.firmware.ownership.
"""

from __future__ import annotations

import struct
from typing import Final

from hardware.locks.attributes import AttributeKey
from hardware.locks.installation import InitSettings
from hardware.locks.metered import Crypto

LAYOUT: Final = 2

_FIELDS: Final = struct.Struct(">B8sBHHBHBH16sH48s14s56sI")


def agreed_digest(crypto: Crypto, given: InitSettings, hardware_id: bytes, table: bytes) -> bytes:
    """Of a lock that holds these settings and this table; 32 bytes."""
    fields = _FIELDS.pack(
        LAYOUT,
        hardware_id,
        given.hotel >> 16,
        given.hotel & 0xFFFF,
        given.lock,
        given.period_weeks,
        given.generation,
        given.index >> 16,
        given.index & 0xFFFF,
        given.image,
        given.key_generation,
        AttributeKey.of(crypto, given.key).to_bytes(),
        given.local.to_bytes(),
        given.public_key,
        given.next_leaf,
    )
    return crypto.sha256(fields + table)
