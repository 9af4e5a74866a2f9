"""The seal's key on a real disk: one small file of two slots, overwritten in place.

    slot, 64 bytes: "ATMJ" | name 8 | number u64 | key 32 | is_local 1 | zeros 7 | CRC-32

Both slots are overwritten each time, one after the other, so no former key stays in the file and a
torn write leaves the other slot. A file system or a drive that writes elsewhere keeps old blocks:
docs/threat-model.md says what that is worth to a thief.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.journal.seals import SealState, SealStateBroken
from kiosk.private_files import create_private

SLOT_SIZE: Final = 64
_SLOT: Final = struct.Struct(">4s8sQ32s?7x")
_CRC: Final = struct.Struct(">I")
_MAGIC: Final = b"ATMJ"


class FolderSeals:
    """Fulfils `SealStore`. The file is made at the first `save`; its folder exists."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    def load(self) -> SealState | None:
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return None
        found = [
            state
            for start in (0, SLOT_SIZE)
            if (state := _state(raw[start : start + SLOT_SIZE])) is not None
        ]
        if not found:
            raise SealStateBroken(f"{self._path} does not hold the key of the journal's seal")
        return max(found, key=lambda state: state.number)

    def save(self, state: SealState) -> None:
        slot = _slot(state)
        if self._fd is None:
            if not self._path.exists():
                create_private(self._path, slot + slot)
            self._fd = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        for start in (0, SLOT_SIZE):
            os.pwrite(self._fd, slot, start)

    def sync(self) -> None:
        if self._fd is not None:
            os.fdatasync(self._fd)

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def _slot(state: SealState) -> bytes:
    name = bytes.fromhex(state.name)
    packed = _SLOT.pack(_MAGIC, name, state.number, state.key.reveal(), state.is_local)
    return packed + _CRC.pack(zlib.crc32(packed))


def _state(slot: bytes) -> SealState | None:
    if len(slot) != SLOT_SIZE or _CRC.pack(zlib.crc32(slot[:-4])) != slot[-4:]:
        return None
    magic, name, number, key, is_local = _SLOT.unpack(slot[:-4])
    return SealState(name.hex(), number, Secret(key), is_local) if magic == _MAGIC else None
