"""Writes down when a canister becomes scarce, runs out, or is full enough again."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister
from kiosk.journal.entry import Out
from kiosk.journal.events import SupplyThreshold
from kiosk.money.ports import Ports


class Level(StrEnum):
    OK = "ok"
    LOW = "low"
    OUT = "out"


_OUTCOMES: Final = {Level.OK: Out.OK, Level.LOW: Out.OK, Level.OUT: Out.FAIL}


class Supplies:
    """Remembers each canister's level; a start says only what is not well. In the core thread."""

    def __init__(self, ports: Ports, notes_max: int) -> None:
        """notes_max: in one withdrawal; a canister with fewer is low."""
        self._ports = ports
        self._notes_max = notes_max
        self._levels: dict[int, Level] = {}

    def seen(self, canisters: Sequence[Canister]) -> None:
        for canister in canisters:
            level = self._level(canister.left)
            before = self._levels.get(canister.number, Level.OK)
            self._levels[canister.number] = level
            if level is not before:
                told = SupplyThreshold(f"canister-{canister.number}", level.value)
                self._ports.note(told, None, _OUTCOMES[level])

    def _level(self, left: int) -> Level:
        if not left:
            return Level.OUT
        return Level.LOW if left < self._notes_max else Level.OK


def value(canisters: Sequence[Canister]) -> Money | None:
    """What can be paid altogether; None before a canister is known."""
    if not canisters:
        return None
    amounts = [each.denomination.times(each.left) for each in canisters]
    return sum(amounts, start=amounts[0].zero())
