"""The results of PINs in the store without a disk."""

from __future__ import annotations

from bank_server.domain.pin_results import PinResult
from bank_server.store.memory_table import MemoryTable, Undo


class MemoryPins:
    """Fulfils `PinRows`."""

    def __init__(self, undo: Undo) -> None:
        self._pin_results = MemoryTable[PinResult, PinResult](undo)

    def put_pin_result(self, result: PinResult) -> None:
        self._pin_results.put(result, result)

    def pin_results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        found = self._pin_results.all()
        later = found if after is None else (each for each in found if each > after)
        return tuple(sorted(later)[:count_max])

    def drop_pin_results(self, before_ms: int, count_max: int) -> int:
        old = sorted(each for each in self._pin_results.all() if each.at_ms < before_ms)
        for each in old[:count_max]:
            self._pin_results.drop(each)
        return min(len(old), count_max)
