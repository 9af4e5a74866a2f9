"""What makes a factory lock a hotel's lock: everything that INIT brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hardware.locks.attributes import AttributeKey
from hardware.locks.chains import VALUE_SIZE
from hardware.locks.hotel_time import PERIOD_WEEKS
from hardware.locks.local_time import LocalTime
from hardware.locks.staff_table import TABLE_SIZE

PUBLIC_KEY_SIZE: Final = 56


@dataclass(frozen=True, slots=True)
class Installation:
    """Raises ValueError for a part of another size.

    index, image: the largest guest index that is to count as used, and its image at this lock.
    staff_table: 192 slots as they lie in the lock, see staff_table.table.
    next_leaf: the smallest leaf of the orders' key that the lock is to take.
    now: hotel seconds.
    """

    hotel: int
    lock: int
    period_weeks: int
    index: int
    image: bytes = field(repr=False)
    attribute_key: AttributeKey = field(repr=False)
    public_key: bytes
    staff_table: bytes = field(repr=False)
    local_time: LocalTime
    now: int
    generation: int = 0
    key_generation: int = 0
    next_leaf: int = 0

    def __post_init__(self) -> None:
        if self.period_weeks not in PERIOD_WEEKS:
            raise ValueError("a period is 1, 4 or 26 weeks")
        sizes = (len(self.image), len(self.public_key), len(self.staff_table))
        if sizes != (VALUE_SIZE, PUBLIC_KEY_SIZE, TABLE_SIZE):
            raise ValueError("image, public key or staff table has another size")
