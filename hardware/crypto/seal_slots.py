"""The next key of a sealed log as it lies in a small file: two slots, overwritten in place.

    slot, 64 bytes: magic 4 | name 8 | number u64 | key 32 | is_local 1 | zeros 7 | CRC-32

Both slots are overwritten each time, one after the other: no former key stays in the file, and a
torn write leaves the other slot. The magic tells whose log it is.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Final

from hardware.crypto.secret import Secret

SLOT_SIZE: Final = 64
STARTS: Final = (0, SLOT_SIZE)

_SLOT: Final = struct.Struct(">4s8sQ32s?7x")
_CRC: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class SlotContent:
    """
    Attributes:
        name: of the log's first key, 16 hex digits.
        number: of the next entry. key: of that entry.
        is_local: whether only this machine knows the first key.
    """

    name: str
    number: int
    key: Secret
    is_local: bool = False


def slot_of(magic: bytes, content: SlotContent) -> bytes:
    """The 64 bytes; magic: four of them."""
    name = bytes.fromhex(content.name)
    packed = _SLOT.pack(magic, name, content.number, content.key.reveal(), content.is_local)
    return packed + _CRC.pack(zlib.crc32(packed))


def newest_of(magic: bytes, raw: bytes) -> SlotContent | None:
    """The newer of the slots that are whole; None if neither is."""
    slots = (_content(magic, raw[start : start + SLOT_SIZE]) for start in STARTS)
    found = [content for content in slots if content is not None]
    return max(found, key=lambda content: content.number, default=None)


def _content(magic: bytes, slot: bytes) -> SlotContent | None:
    if len(slot) != SLOT_SIZE or _CRC.pack(zlib.crc32(slot[:-4])) != slot[-4:]:
        return None
    found, name, number, key, is_local = _SLOT.unpack(slot[:-4])
    return SlotContent(name.hex(), number, Secret(key), is_local) if found == magic else None
