"""The journal's folder on a real disk: append, fdatasync, and a lock on the folder itself.

Space ahead is reserved without changing the file's size, so a full disk shows before an entry is
half written, and the end of the file is always its last entry. On a full disk the last of the
reserve is written, so a transaction under way comes to its end; then the journal fails.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from pathlib import Path
from typing import Final

from kiosk.journal.errors import JournalBusy

RESERVE_SIZE: Final = 1 << 20
RESERVE_LEFT_MIN: Final = 1 << 16
_FALLOC_FL_KEEP_SIZE: Final = 0x01
_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_NEW: Final = ".new"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_FALLOCATE: Final = _LIBC.fallocate
_FALLOCATE.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
_FALLOCATE.restype = ctypes.c_int


class FolderDisk:
    """Fulfils `Disk`. The folder is made if it is missing; nobody else may read it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        self._folder = folder
        self._lock_fd: int | None = None

    def lock(self) -> None:
        fd = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(fd)
            if error.errno == errno.EWOULDBLOCK:
                raise JournalBusy("another process holds this journal") from error
            raise
        self._lock_fd = fd

    def unlock(self) -> None:
        if self._lock_fd is not None:
            os.close(self._lock_fd)
            self._lock_fd = None

    def names(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir())

    def read(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def read_part(self, name: str, offset: int, size: int) -> bytes:
        with (self._folder / name).open("rb") as file:
            file.seek(offset)
            return file.read(size)

    def size(self, name: str) -> int:
        return (self._folder / name).stat().st_size

    def create(self, name: str, data: bytes) -> None:
        new = self._folder / (name + _NEW)
        new.unlink(missing_ok=True)
        fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _FILE_MODE)
        try:
            _write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        new.replace(self._folder / name)
        self._sync_folder()

    def open_append(self, name: str) -> FolderFile:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        fd = os.open(self._folder / name, flags, _FILE_MODE)
        self._sync_folder()
        return FolderFile(fd)

    def cut(self, name: str, size: int) -> None:
        fd = os.open(self._folder / name, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            os.ftruncate(fd, size)
            os.fsync(fd)
        finally:
            os.close(fd)

    def remove(self, name: str) -> None:
        (self._folder / name).unlink()
        self._sync_folder()

    def settle(self) -> None:
        """Nothing waits here."""

    def free_permille(self) -> int:
        room = os.statvfs(self._folder)
        return room.f_bavail * 1000 // max(1, room.f_blocks)

    def _sync_folder(self) -> None:
        fd = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


class FolderFile:
    """Fulfils `AppendFile`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._size = os.fstat(fd).st_size
        self._reserved_end = self._size
        self._can_reserve = True

    def append(self, data: bytes) -> None:
        self._reserve(len(data))
        _write_all(self._fd, data)
        self._size += len(data)

    def sync(self) -> None:
        os.fdatasync(self._fd)

    def close(self) -> None:
        """Give back what was reserved and not used."""
        try:
            os.ftruncate(self._fd, self._size)
        finally:
            os.close(self._fd)

    def _reserve(self, coming: int) -> None:
        needed = self._size + coming
        if not self._can_reserve or self._reserved_end - needed >= RESERVE_LEFT_MIN:
            return
        length = needed - self._size + RESERVE_SIZE
        if _FALLOCATE(self._fd, _FALLOC_FL_KEEP_SIZE, self._size, length) == 0:
            self._reserved_end = self._size + length
            return
        code = ctypes.get_errno()
        if code in _FULL and _FALLOCATE(self._fd, _FALLOC_FL_KEEP_SIZE, self._size, coming) == 0:
            # What was reserved before is enough for these bytes; also by a process that was killed.
            return
        if code not in {errno.EOPNOTSUPP, errno.ENOSYS}:
            raise OSError(code, os.strerror(code))
        # A file system that cannot reserve: a full disk then shows at the write, and the journal
        # is as dead as with a failed reservation.
        self._can_reserve = False


def _write_all(fd: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]
