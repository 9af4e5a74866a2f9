"""The keys of the audit log's seal: the first one, for people to take away, and the next one.

    bank-audit.key    `bank NAME HEX`: the first key, to be copied elsewhere and deleted here
    bank-audit.seal   two slots of 64 bytes:
                      "ATMB" | name 8 | number u64 | key 32 | zeros 8 | CRC-32

Both slots are overwritten after each line, so no former key stays in the file and a torn write
leaves the other slot. They are durable when the log is closed; after a power cut they may be
behind it.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from hardware.crypto.sealed_log import KEY_SIZE, key_name
from hardware.crypto.secret import Secret

FIRST_KEY: Final = "bank-audit.key"
SEAL_STATE: Final = "bank-audit.seal"
OWNER: Final = "bank"
SLOT_SIZE: Final = 64

_SLOT: Final = struct.Struct(">4s8sQ32s8x")
_CRC: Final = struct.Struct(">I")
_MAGIC: Final = b"ATMB"


@dataclass(frozen=True, slots=True)
class SealState:
    """
    Attributes:
        name: of the first key, 16 hex digits.
        number: of the next line.
        key: of that line.
    """

    name: str
    number: int
    key: Secret


class AuditSeals:
    """Owned by the store's thread. Raises KeyFolderError or OSError."""

    def __init__(self, folder: KeyFolder, random_bytes: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._random_bytes = random_bytes
        self._file: int | None = None

    def load(self) -> SealState | None:
        """None if nothing was sealed here before."""
        if not self._folder.has(SEAL_STATE):
            return None
        state = read_state(self._folder.read(SEAL_STATE))
        if state is None:
            raise KeyFolderError(
                f"{self._folder.path / SEAL_STATE} does not hold the key of the audit log's seal. "
                "Move it and the audit log away, and a new log begins"
            )
        return state

    def begin(self) -> SealState:
        """A first key, written down for people before anything is sealed with what comes of it."""
        key = Secret(self._random_bytes(KEY_SIZE))
        state = SealState(key_name(key), 1, key)
        text = f"{OWNER} {state.name} {key.reveal().hex()}\n"
        # One that was not used yet is from a start that was stopped half-way.
        self._folder.replace(FIRST_KEY, text.encode("ascii"))
        self._folder.create(SEAL_STATE, _slot(state) * 2)
        return state

    def save(self, state: SealState) -> None:
        if self._file is None:
            path = self._folder.path / SEAL_STATE
            self._file = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        slot = _slot(state)
        for start in (0, SLOT_SIZE):
            os.pwrite(self._file, slot, start)

    def close(self) -> None:
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None


def read_state(raw: bytes) -> SealState | None:
    """The newer of the two slots that is whole."""
    slots = (raw[start : start + SLOT_SIZE] for start in (0, SLOT_SIZE))
    found = [state for slot in slots if (state := _state(slot)) is not None]
    return max(found, key=lambda state: state.number, default=None)


def read_key(text: str) -> Secret:
    """The first key from the text of its file. Raises ValueError, which quotes nothing."""
    words = text.split()
    try:
        owner, name, digits = words
        key = Secret(bytes.fromhex(digits))
    except ValueError:
        raise ValueError("not one line of the form `bank NAME HEX`") from None
    if owner != OWNER or len(key) != KEY_SIZE or key_name(key) != name:
        raise ValueError("not the first key of an audit log")
    return key


def _slot(state: SealState) -> bytes:
    packed = _SLOT.pack(_MAGIC, bytes.fromhex(state.name), state.number, state.key.reveal())
    return packed + _CRC.pack(zlib.crc32(packed))


def _state(slot: bytes) -> SealState | None:
    if len(slot) != SLOT_SIZE or _CRC.pack(zlib.crc32(slot[:-4])) != slot[-4:]:
        return None
    magic, name, number, key = _SLOT.unpack(slot[:-4])
    return SealState(name.hex(), number, Secret(key)) if magic == _MAGIC else None
