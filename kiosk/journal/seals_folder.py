"""The seal's key on a real disk: one small file of two slots, overwritten in place.

A file system or a drive that writes elsewhere keeps old blocks: docs/threat-model.md says what that
is worth to a thief.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from hardware.crypto.seal_slots import STARTS, SlotContent, newest_of, slot_of
from kiosk.journal.seals import SealState, SealStateBroken
from kiosk.private_files import create_private

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
        found = newest_of(_MAGIC, raw)
        if found is None:
            raise SealStateBroken(f"{self._path} does not hold the key of the journal's seal")
        return SealState(found.name, found.number, found.key, found.is_local)

    def save(self, state: SealState) -> None:
        content = SlotContent(state.name, state.number, state.key, state.is_local)
        slot = slot_of(_MAGIC, content)
        if self._fd is None:
            if not self._path.exists():
                create_private(self._path, slot + slot)
            self._fd = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        for start in STARTS:
            os.pwrite(self._fd, slot, start)

    def sync(self) -> None:
        if self._fd is not None:
            os.fdatasync(self._fd)

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
