"""What is closed for ever, in the store without a disk: an ATM's periods and the bank's days."""

from __future__ import annotations

from bank_server.domain.balancings import Balancing
from bank_server.domain.business_days import BusinessDay
from bank_server.store.memory_table import MemoryTable, Undo


class MemoryClosings:
    """Fulfils `ClosingRows`."""

    def __init__(self, undo: Undo) -> None:
        self._balancings = MemoryTable[tuple[str, str], Balancing](undo)
        self._days = MemoryTable[str, BusinessDay](undo)

    def add_balancing(self, balancing: Balancing) -> None:
        key = (balancing.atm_id, balancing.balancing_id)
        assert self._balancings.get(key) is None, "a balancing never changes again"
        self._balancings.put(key, balancing)

    def balancing(self, atm_id: str, balancing_id: str) -> Balancing | None:
        return self._balancings.get((atm_id, balancing_id))

    def last_balancing(self, atm_id: str) -> Balancing | None:
        return next(reversed(self.balancings(atm_id, 0)), None)

    def balancings(self, atm_id: str, after: int) -> tuple[Balancing, ...]:
        return tuple(
            one for one in self._balancings.all() if one.atm_id == atm_id and one.number > after
        )

    def add_day(self, day: BusinessDay) -> None:
        assert self._days.get(day.date) is None, "a day never changes again"
        self._days.put(day.date, day)

    def day(self, date: str) -> BusinessDay | None:
        return self._days.get(date)

    def days(self) -> tuple[BusinessDay, ...]:
        return tuple(sorted(self._days.all(), key=lambda day: day.date))

    def last_day(self) -> BusinessDay | None:
        return max(self._days.all(), key=lambda day: day.date, default=None)
