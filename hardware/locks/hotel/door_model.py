"""What the judge takes one door to hold; written without the firmware's code.

A place of staff is in one state, or in one of several while a power cut or a visit that was broken
off leaves open which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

STAFF_WINDOW: Final = 34

_SLOT_SIZE: Final = 22
_STATE_AT: Final = 21
_LIVE: Final = 1


@dataclass(frozen=True, slots=True)
class Place:
    """One of the 192. period: of the newest card that opened the door, or of the table."""

    serial: int
    period: int
    is_live: bool


@dataclass(slots=True)
class DoorModel:
    """used: the largest index that opened it. set_at: hotel seconds of the last setting.

    next_leaf: the smallest that it still takes. is_finished: its newest order was carried out.
    """

    used: int = 0
    set_at: int = 0
    next_leaf: int = 0
    is_finished: bool = True
    places: dict[int, frozenset[Place]] = field(default_factory=dict)

    def table_written(self, table: bytes, *, perhaps: bool = False) -> None:
        """perhaps: each place has the old content or the new one."""
        for slot in range(len(table) // _SLOT_SIZE):
            row = table[slot * _SLOT_SIZE : (slot + 1) * _SLOT_SIZE]
            place = Place(
                int.from_bytes(row[:2], "big"),
                int.from_bytes(row[2:4], "big"),
                row[_STATE_AT] == _LIVE,
            )
            self._become(slot, frozenset({place}), perhaps=perhaps)

    def revoked(self, slots: Iterable[int], *, perhaps: bool = False) -> None:
        for slot in slots:
            held = self.places.get(slot, frozenset())
            cleared = frozenset(replace(each, is_live=False) for each in held)
            self._become(slot, cleared, perhaps=perhaps)

    def used_by(self, slot: int, serial: int, period: int) -> None:
        """A card of this place opened the door."""
        self._become(slot, frozenset({Place(serial, period, True)}), perhaps=False)

    def perhaps_used_by(self, slot: int, serial: int, period: int) -> None:
        """Or the power went before, or the card was not good."""
        held = self.places.get(slot, frozenset())
        if any(
            each.is_live and each.serial == serial and 0 < period - each.period <= STAFF_WINDOW
            for each in held
        ):
            self._become(slot, frozenset({Place(serial, period, True)}), perhaps=True)

    def may_open_to(self, serials: set[int]) -> set[int]:
        """Which of these serials a card could still open it with, in its period."""
        return {
            each.serial
            for held in self.places.values()
            for each in held
            if each.is_live and each.serial in serials
        }

    def _become(self, slot: int, places: frozenset[Place], *, perhaps: bool) -> None:
        self.places[slot] = self.places.get(slot, frozenset()) | places if perhaps else places
