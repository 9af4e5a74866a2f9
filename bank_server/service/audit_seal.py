"""The keys of the audit log's seal: the first one, for people to take away, and the next one.

    bank-audit.key    `bank NAME HEX`: the first key, to be copied elsewhere and deleted here
    bank-audit.seal   the next key, in two slots

The slots are overwritten after each line. They are durable when the log is closed; after a power
cut they may be behind it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from hardware.crypto.seal_slots import STARTS, SlotContent, newest_of, slot_of
from hardware.crypto.sealed_log import KEY_SIZE, key_name
from hardware.crypto.secret import Secret

FIRST_KEY: Final = "bank-audit.key"
SEAL_STATE: Final = "bank-audit.seal"
OWNER: Final = "bank"
_MAGIC: Final = b"ATMB"


class AuditSeals:
    """Owned by the store's thread. Raises KeyFolderError or OSError."""

    def __init__(self, folder: KeyFolder, random_bytes: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._random_bytes = random_bytes
        self._file: int | None = None

    def load(self) -> SlotContent | None:
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

    def begin(self) -> SlotContent:
        """A first key, written down for people before anything is sealed with what comes of it."""
        key = Secret(self._random_bytes(KEY_SIZE))
        state = SlotContent(key_name(key), 1, key)
        text = f"{OWNER} {state.name} {key.reveal().hex()}\n"
        # One that was not used yet is from a start that was stopped half-way.
        self._folder.replace(FIRST_KEY, text.encode("ascii"))
        self._folder.create(SEAL_STATE, slot_of(_MAGIC, state) * 2)
        return state

    def save(self, state: SlotContent) -> None:
        if self._file is None:
            path = self._folder.path / SEAL_STATE
            self._file = os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        slot = slot_of(_MAGIC, state)
        for start in STARTS:
            os.pwrite(self._file, slot, start)

    def close(self) -> None:
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None


def read_state(raw: bytes) -> SlotContent | None:
    """The newer of the two slots that is whole."""
    return newest_of(_MAGIC, raw)


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
