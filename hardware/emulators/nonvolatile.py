"""Memory that outlives power: the newest whole image survives a kill at any byte of a write.

A file has two slots of equal size; images are written to them in turn:

    offset  size   field
    0       4      "NVM1"
    4       8      sequence number, +1 for each image
    12      4      length of the body
    16      4      CRC-32 of sequence, length and body
    20      n      body: the image as JSON

The slot with the highest sequence and a right CRC is the memory. While one slot is written the
other is untouched, so a torn write costs the image under way and nothing else.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from hardware.emulators.image import Image

SLOT_SIZE_DEFAULT: Final = 64 * 1024
SLOT_COUNT: Final = 2
SLOT_COUNT_MAX: Final = 3  # of matter.py; whoever reads looks at all of them
_MAGIC: Final = b"NVM1"
_HEAD: Final = struct.Struct(">4sQII")
_CHECKED: Final = struct.Struct(">QI")
_MODE: Final = 0o600


class MemoryFault(Exception):
    """The memory holds no whole image although it was written before, or an image does not fit."""


class NonVolatile(Protocol):
    """What a device needs of its memory."""

    def load(self) -> Image | None:
        """The newest whole image; None if nothing was ever stored."""

    def store(self, image: Image) -> None:
        """Returns only when the image would survive power loss."""


class MemoryNonVolatile:
    """For tests and the simulator: survives the device object, not the process.

    Attributes:
        stored_count: images stored so far.
    """

    def __init__(self) -> None:
        self._body: str | None = None
        self.stored_count = 0

    def load(self) -> Image | None:
        return None if self._body is None else _image_of(self._body)

    def store(self, image: Image) -> None:
        self._body = json.dumps(image)
        self.stored_count += 1

    def snapshot(self) -> str | None:
        """The whole memory, as somebody with a soldering iron would copy it."""
        return self._body

    def put_back(self, snapshot: str | None) -> None:
        """Write an older copy over the memory."""
        self._body = snapshot


class FileNonVolatile:
    """Two slots in one file. One owner at a time; the process holds a lock for all of them.

    hook: told "before", "torn", "unsynced" and "after" around each write, so that a test can
    end the process exactly there. A hook splits the write in two; without one it is one call.
    """

    def __init__(
        self,
        path: Path,
        *,
        slot_size: int = SLOT_SIZE_DEFAULT,
        hook: Callable[[str], None] | None = None,
    ) -> None:
        self._path = path
        self._slot_size = slot_size
        self._hook = hook
        self._descriptor: int | None = None
        self._sequence = 0
        self._newest_slot = 0

    def load(self) -> Image | None:
        if not self._path.exists():
            return None
        slots = {slot: self._read_slot(slot) for slot in range(SLOT_COUNT_MAX)}
        whole = [(*found, slot) for slot, found in slots.items() if found is not None]
        if not whole:
            # Not None: a device that forgets must not behave like a new one.
            raise MemoryFault(f"{self._path.name} holds no whole image")
        self._sequence, body, self._newest_slot = max(whole)
        return _image_of(body.decode())

    def store(self, image: Image) -> None:
        if self._sequence == 0 and self._path.exists():
            self.load()
        sequence = self._sequence + 1
        record = _record(sequence, json.dumps(image, separators=(",", ":")).encode())
        if len(record) > self._slot_size:
            raise MemoryFault(f"{self._path.name}: image of {len(record)} bytes does not fit")
        self._tell("before")
        if self._sequence == 0:
            self._create(record)
        else:
            slot = self._next_slot()
            self._write(record, slot * self._slot_size)
            self._newest_slot = slot
        self._sequence = sequence
        self._tell("after")

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _write(self, record: bytes, offset: int) -> None:
        descriptor = self._open()
        if self._hook is None:
            _write_all(descriptor, record, offset)
        else:
            half = len(record) // 2
            _write_all(descriptor, record[:half], offset)
            self._tell("torn")
            _write_all(descriptor, record[half:], offset + half)
            self._tell("unsynced")
        self._sync()

    def _next_slot(self) -> int:
        """Never the one with the newest image."""
        return (self._newest_slot + 1) % SLOT_COUNT

    def _sync(self) -> None:
        """Make what was written survive the loss of power."""
        os.fdatasync(self._open())

    def _create(self, record: bytes) -> None:
        """The first image comes with its file, whole or not at all."""
        draft = self._path.with_name(self._path.name + ".new")
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, _MODE)
        try:
            _write_all(descriptor, record, 0)
            os.ftruncate(descriptor, SLOT_COUNT * self._slot_size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._tell("torn")
        draft.rename(self._path)
        self._tell("unsynced")
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _read_slot(self, slot: int) -> tuple[int, bytes] | None:
        """Sequence and body; None if the slot is empty, torn or damaged."""
        found = os.pread(self._open(), self._slot_size, slot * self._slot_size)
        if len(found) < _HEAD.size:
            return None
        magic, sequence, size, crc = _HEAD.unpack_from(found)
        body = found[_HEAD.size : _HEAD.size + size]
        is_whole = magic == _MAGIC and len(body) == size and crc == _crc(sequence, body)
        return (sequence, body) if is_whole else None

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR)
        return self._descriptor

    def _tell(self, moment: str) -> None:
        if self._hook is not None:
            self._hook(moment)


def _record(sequence: int, body: bytes) -> bytes:
    return _HEAD.pack(_MAGIC, sequence, len(body), _crc(sequence, body)) + body


def _crc(sequence: int, body: bytes) -> int:
    return zlib.crc32(_CHECKED.pack(sequence, len(body)) + body)


def _write_all(descriptor: int, content: bytes, offset: int) -> None:
    """A short write to a file means a full disk: better a fault now than half an image later."""
    if os.pwrite(descriptor, content, offset) != len(content):
        raise MemoryFault("the disk took only a part of the image")


def _image_of(body: str) -> Image:
    image = json.loads(body)
    if not isinstance(image, dict):
        raise MemoryFault("the image is not a table")
    return image
