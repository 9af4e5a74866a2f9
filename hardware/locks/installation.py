"""What makes a factory lock a hotel's: everything that INIT brings.

InitSettings, 119 bytes, big-endian
0    3   hotel
3    2   lock
5    1   period weeks
6    2   generation of the guests' chain
8    3   index
11   16  image of that index
27   2   key generation
29   16  K_L, in clear: there is no older key to hide it under
45   14  local time
59   56  public key of the orders
115  4   next leaf
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from hardware.locks.attributes import KEY_SIZE
from hardware.locks.chains import VALUE_SIZE
from hardware.locks.hotel_time import PERIOD_WEEKS
from hardware.locks.lms_sets import PUBLIC_KEY_SIZE
from hardware.locks.local_time import LocalTime
from hardware.locks.staff_table import TABLE_SIZE

_BEFORE_KEY: Final = ">BHHBHBH16sH"
_SETTINGS: Final = struct.Struct(_BEFORE_KEY + "16s14s56sI")

SETTINGS_SIZE: Final = _SETTINGS.size
KEY_OFFSET: Final = struct.calcsize(_BEFORE_KEY)


@dataclass(frozen=True, slots=True)
class InitSettings:
    """Raises ValueError for a part of another size, or a period that is none.

    index, image: the largest guest index that is to count as used, and its image at this lock.
    next_leaf: the smallest leaf of the orders' key that the lock is to take.
    """

    hotel: int
    lock: int
    period_weeks: int
    generation: int
    index: int
    image: bytes = field(repr=False)
    key_generation: int
    key: bytes = field(repr=False)
    local: LocalTime
    public_key: bytes
    next_leaf: int

    def __post_init__(self) -> None:
        if self.period_weeks not in PERIOD_WEEKS:
            raise ValueError("a period is 1, 4 or 26 weeks")
        sizes = (len(self.image), len(self.key), len(self.public_key))
        if sizes != (VALUE_SIZE, KEY_SIZE, PUBLIC_KEY_SIZE):
            raise ValueError("image, key or public key has another size")

    def encode(self) -> bytes:
        return _SETTINGS.pack(
            self.hotel >> 16,
            self.hotel & 0xFFFF,
            self.lock,
            self.period_weeks,
            self.generation,
            self.index >> 16,
            self.index & 0xFFFF,
            self.image,
            self.key_generation,
            self.key,
            self.local.to_bytes(),
            self.public_key,
            self.next_leaf,
        )

    @classmethod
    def decode(cls, content: bytes) -> InitSettings:
        """Raises ValueError for another size or a field without a meaning."""
        if len(content) != SETTINGS_SIZE:
            raise ValueError("the settings have another size")
        hh, hl, lock, weeks, gen, ih, il, image, keygen, key, local, public_key, leaf = (
            _SETTINGS.unpack(content)
        )
        hotel, index = hh << 16 | hl, ih << 16 | il
        local_time = LocalTime.from_bytes(local)
        return cls(hotel, lock, weeks, gen, index, image, keygen, key, local_time, public_key, leaf)


@dataclass(frozen=True, slots=True)
class Installation:
    """All of INIT at once. Raises ValueError for a table of another size.

    staff_table: 192 slots as they lie in the lock, see staff_table.table. now: hotel seconds.
    """

    settings: InitSettings
    staff_table: bytes = field(repr=False)
    now: int

    def __post_init__(self) -> None:
        if len(self.staff_table) != TABLE_SIZE:
            raise ValueError("the staff table has another size")
