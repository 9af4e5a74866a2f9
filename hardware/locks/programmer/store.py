"""The programmer's flash: the package it was loaded with, what came of it, and its clock's offset.

    package   whole or not at all; keys of installed locks are overwritten where they lie
    results   appended one by one, each flushed to the flash before the next door
    clock     hotel seconds less the ticks of its crystal, as text

Everything that a thief finds lies in these three.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Protocol

_PACKAGE: Final = "package"
_RESULTS: Final = "results"
_CLOCK: Final = "clock"
_DRAFT: Final = ".new"
_MODE: Final = 0o600


class Store(Protocol):
    """What the programmer needs of its flash. Each method returns when a power cut is no matter."""

    def package(self) -> bytes:
        """Empty before the first."""

    def put_package(self, content: bytes) -> None: ...

    def wipe(self, at: int, size: int) -> None:
        """Zeros over so many bytes of the package. May be repeated."""

    def results(self) -> bytes: ...

    def add_result(self, record: bytes) -> None:
        """Behind the others. Raises OSError, and none of it is there then."""

    def put_results(self, content: bytes) -> None:
        """In place of all that there are."""

    def clock_offset(self) -> int | None:
        """None before the desk has set the clock."""

    def put_clock_offset(self, seconds: int) -> None: ...


class FolderStore:
    """A folder as the flash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A power cut left it where a package was put in place: there may be keys in it.
        draft = folder / f"{_PACKAGE}{_DRAFT}"
        if draft.exists():
            _overwrite(draft, 0, draft.stat().st_size)
            draft.unlink()

    def package(self) -> bytes:
        return self._content(_PACKAGE)

    def put_package(self, content: bytes) -> None:
        self._replace(_PACKAGE, content)

    def wipe(self, at: int, size: int) -> None:
        _overwrite(self._folder / _PACKAGE, at, size)

    def results(self) -> bytes:
        return self._content(_RESULTS)

    def add_result(self, record: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        descriptor = os.open(self._folder / _RESULTS, flags, _MODE)
        before = os.fstat(descriptor).st_size
        try:
            _write_all(descriptor, record)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
        finally:
            os.close(descriptor)
        if not before:
            self._keep_names()

    def put_results(self, content: bytes) -> None:
        self._replace(_RESULTS, content)

    def clock_offset(self) -> int | None:
        content = self._content(_CLOCK)
        return int(content) if content else None

    def put_clock_offset(self, seconds: int) -> None:
        self._replace(_CLOCK, str(seconds).encode())

    def _content(self, name: str) -> bytes:
        path = self._folder / name
        return path.read_bytes() if path.exists() else b""

    def _replace(self, name: str, content: bytes) -> None:
        draft = self._folder / f"{name}{_DRAFT}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.rename(self._folder / name)
        self._keep_names()

    def _keep_names(self) -> None:
        """A file that is new is there after a power cut only when its folder was flushed, too."""
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _overwrite(path: Path, at: int, size: int) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(descriptor, bytes(size), at)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
