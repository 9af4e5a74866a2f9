"""A disk in memory that forgets what was not synced; for the simulator and for tests."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import Final

from kiosk.journal.errors import JournalBusy

FREE_PERMILLE: Final = 900


@dataclass(slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: bytes = b""


class MemoryDisk:
    """Fulfils `Disk`.

    Attributes:
        append_left, sync_left: how many more succeed before one fails with EIO; None for all.
        free: what `free_permille` says.
    """

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self._boot = 0
        self._is_locked = False
        self.append_left: int | None = None
        self.sync_left: int | None = None
        self.sync_count = 0
        self.free = FREE_PERMILLE

    def kill(self) -> None:
        """The process dies, the system lives: all that was written stays, open files are gone."""
        self._boot += 1
        self._is_locked = False

    def lose_power(self, *, survives: int = 0) -> None:
        """Everything unsynced is lost but the first `survives` bytes of each file's."""
        self.kill()
        for file in self._files.values():
            file.durable += file.pending[:survives]
            file.pending = b""

    def unsynced(self, name: str) -> int:
        return len(self._files[name].pending)

    def unsynced_bytes(self, name: str) -> bytes:
        """What a loss of power would take, without reading the whole file."""
        return self._files[name].pending

    def put(self, name: str, data: bytes) -> None:
        """Replace a file's content as an intruder or a bad sector would."""
        self._files[name] = _File(bytearray(data))

    def lock(self) -> None:
        if self._is_locked:
            raise JournalBusy("another process holds this journal")
        self._is_locked = True

    def unlock(self) -> None:
        self._is_locked = False

    def names(self) -> list[str]:
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        file = self._file(name)
        return bytes(file.durable) + file.pending

    def read_part(self, name: str, offset: int, size: int) -> bytes:
        return self.read(name)[offset : offset + size]

    def size(self, name: str) -> int:
        file = self._file(name)
        return len(file.durable) + len(file.pending)

    def create(self, name: str, data: bytes) -> None:
        self._files[name] = _File(bytearray(data))

    def open_append(self, name: str) -> MemoryFile:
        self._files.setdefault(name, _File())
        return MemoryFile(self, name, self._boot)

    def cut(self, name: str, size: int) -> None:
        file = self._file(name)
        file.durable, file.pending = (file.durable + file.pending)[:size], b""

    def remove(self, name: str) -> None:
        self._file(name)
        del self._files[name]

    def settle(self) -> None:
        """Nothing waits here."""

    def free_permille(self) -> int:
        return self.free

    def append_to(self, name: str, boot: int, data: bytes) -> None:
        self._check(boot)
        self.append_left = _spend(self.append_left)
        self._file(name).pending += data

    def sync_file(self, name: str, boot: int) -> None:
        self._check(boot)
        self.sync_left = _spend(self.sync_left)
        self.sync_count += 1
        file = self._file(name)
        file.durable += file.pending
        file.pending = b""

    def _check(self, boot: int) -> None:
        if boot != self._boot:
            raise OSError(errno.EBADF, "opened before the machine went down")

    def _file(self, name: str) -> _File:
        if name not in self._files:
            raise FileNotFoundError(errno.ENOENT, "no such file", name)
        return self._files[name]


class MemoryFile:
    """Fulfils `AppendFile`; of no use after `kill` or `lose_power`."""

    def __init__(self, disk: MemoryDisk, name: str, boot: int) -> None:
        self._disk = disk
        self._name = name
        self._boot = boot

    def append(self, data: bytes) -> None:
        self._disk.append_to(self._name, self._boot, data)

    def sync(self) -> None:
        self._disk.sync_file(self._name, self._boot)

    def close(self) -> None:
        """Nothing to give back."""


def _spend(left: int | None) -> int | None:
    if left is None:
        return None
    if left == 0:
        raise OSError(errno.EIO, "input/output error")
    return left - 1
