"""The small file beside a journal file that will not grow: what it holds, and its last seal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from hardware.crypto.sealed_log import Seal
from kiosk.journal.disk import Disk

SUFFIX: Final = ".seal"


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """
    Attributes:
        key: name of the first key.
        count: entries, the first and the last one included.
        first, last: their seq.
        seal: of the last entry.
    """

    file: str
    key: str
    count: int
    first: int
    last: int
    seal: Seal

    def encode(self) -> bytes:
        """Canonical JSON, one line."""
        fields = {
            "file": self.file,
            "key": self.key,
            "count": self.count,
            "first": self.first,
            "last": self.last,
            "h": self.seal.h.hex(),
            "m": self.seal.m.hex(),
        }
        return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def close_durably(disk: Disk, done: ClosedFile) -> None:
    """Write the file's seal, or leave it if it is there as it should be. Raises OSError."""
    name, content = done.file + SUFFIX, done.encode()
    if name not in disk.names() or disk.read(name) != content:
        disk.create(name, content)
