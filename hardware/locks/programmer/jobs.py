"""What the desk loads into the programmer: a round's orders and installations, as one package.

    offset  size   field, big-endian
    0       4      "OLP1"
    4       4      q of the round; 0 in a package of installations alone
    8       2      size of the signature, then the signature
    ..      2      number of jobs, then the jobs

    a job: kind u8 (1 order, 2 installation), lock u16, floor i8, name of the door u8 + UTF-8, then
      order          order u16 + bytes, path u16 + bytes, table u16 + bytes (0 or 4,224)
      installation   InitSettings 119 bytes (hardware.locks.installation), table 4,224 bytes

The only secrets in it are the keys of installations. `Package.key_places` says where they lie, so
that each is overwritten as soon as its lock has shown that it holds it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from hardware.locks.installation import KEY_OFFSET, SETTINGS_SIZE, InitSettings
from hardware.locks.orders import Order
from hardware.locks.rounds import Path
from hardware.locks.staff_table import TABLE_SIZE

JOBS_MAX: Final = 1_024

_MAGIC: Final = b"OLP1"
_HEAD: Final = struct.Struct(">4sIH")
_JOB: Final = struct.Struct(">BHbB")
_SIZE: Final = struct.Struct(">H")
_ORDER: Final = 1
_INSTALLATION: Final = 2


class BadPackage(ValueError):
    """Bytes that are no package."""


@dataclass(frozen=True, slots=True)
class Door:
    """floor: as the hotel counts it; name: as it stands on the door."""

    lock: int
    floor: int
    name: str


@dataclass(frozen=True, slots=True)
class OrderJob:
    """table: the chunks of an order that writes the staff table, or empty."""

    door: Door
    order: Order
    path: Path
    table: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class InstallationJob:
    """A lock in factory state becomes this door's."""

    door: Door
    settings: InitSettings
    table: bytes = field(repr=False)

    @property
    def has_key(self) -> bool:
        """Whether it was not wiped yet."""
        return any(self.settings.key)


Job = OrderJob | InstallationJob


@dataclass(frozen=True, slots=True)
class Package:
    """signature: over the round of all its orders; empty without one."""

    q: int
    signature: bytes = field(repr=False)
    jobs: tuple[Job, ...]

    def encode(self) -> bytes:
        head = _HEAD.pack(_MAGIC, self.q, len(self.signature))
        jobs = b"".join(map(_encoded, self.jobs))
        return head + self.signature + _SIZE.pack(len(self.jobs)) + jobs

    @classmethod
    def decode(cls, content: bytes) -> Package:
        """Raises BadPackage."""
        return _Reader(content).package()[0]

    @staticmethod
    def key_places(content: bytes) -> dict[int, int]:
        """Where in its bytes the key of each installation lies, by lock. Raises BadPackage."""
        return _Reader(content).package()[1]


def _encoded(job: Job) -> bytes:
    door = job.door
    name = door.name.encode()
    if isinstance(job, OrderJob):
        head = _JOB.pack(_ORDER, door.lock, door.floor, len(name)) + name
        parts = (job.order.encode(), job.path.encode(), job.table)
        return head + b"".join(_SIZE.pack(len(each)) + each for each in parts)
    head = _JOB.pack(_INSTALLATION, door.lock, door.floor, len(name)) + name
    return head + job.settings.encode() + job.table


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def package(self) -> tuple[Package, dict[int, int]]:
        try:
            magic, q, size = _HEAD.unpack(self._take(_HEAD.size))
            signature = self._take(size)
            keys: dict[int, int] = {}
            jobs = tuple(self._job(keys) for _ in range(self._number()))
        except BadPackage:
            raise
        except ValueError as error:  # of an order, a path, settings or a name
            raise BadPackage("a field of the package has no meaning") from error
        if magic != _MAGIC or self._at != len(self._content) or len(jobs) > JOBS_MAX:
            raise BadPackage("these bytes are no package")
        return Package(q, signature, jobs), keys

    def _job(self, keys: dict[int, int]) -> Job:
        kind, lock, floor, name_size = _JOB.unpack(self._take(_JOB.size))
        door = Door(lock, floor, self._take(name_size).decode())
        if kind == _ORDER:
            order = Order.decode(self._take(self._number()))
            path = Path.decode(self._take(self._number()))
            return OrderJob(door, order, path, self._take(self._number()))
        if kind != _INSTALLATION:
            raise BadPackage("a job of an unknown kind")
        keys[lock] = self._at + KEY_OFFSET
        settings = InitSettings.decode(self._take(SETTINGS_SIZE))
        return InstallationJob(door, settings, self._take(TABLE_SIZE))

    def _number(self) -> int:
        return int.from_bytes(self._take(_SIZE.size), "big")

    def _take(self, size: int) -> bytes:
        taken = self._content[self._at : self._at + size]
        if len(taken) != size:
            raise BadPackage("the package is cut short")
        self._at += size
        return taken
