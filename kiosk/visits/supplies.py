"""Writes down when notes or paper become scarce, run out, or are there again."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money
from hardware.protocol.escpos_replies import PaperLevel
from kiosk.domain.mix import Canister
from kiosk.journal.entry import Out
from kiosk.journal.events import SupplyThreshold
from kiosk.money.ports import Ports

PAPER: Final = "paper"


class Level(StrEnum):
    OK = "ok"
    LOW = "low"
    OUT = "out"


_OUTCOMES: Final = {Level.OK: Out.OK, Level.LOW: Out.OK, Level.OUT: Out.FAIL}


class Supplies:
    """Remembers each level; a start says only what is not well. In the core thread."""

    def __init__(self, ports: Ports, notes_max: int) -> None:
        """notes_max: in one withdrawal; a canister with fewer is low."""
        self._ports = ports
        self._notes_max = notes_max
        self._levels: dict[str, Level] = {}

    def seen(self, canisters: Sequence[Canister]) -> None:
        for canister in canisters:
            self._is(f"canister-{canister.number}", self._level(canister.left))

    def paper_is(self, paper: PaperLevel) -> None:
        """As the printer's sensors tell."""
        self._is(PAPER, Level(paper.value))

    def _is(self, which: str, level: Level) -> None:
        before = self._levels.get(which, Level.OK)
        self._levels[which] = level
        if level is not before:
            self._ports.note(SupplyThreshold(which, level.value), None, _OUTCOMES[level])

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
