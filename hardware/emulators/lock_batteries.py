"""The door lock's batteries: the firmware's own, but as full as somebody wants them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from hardware.locks.firmware.batteries import DAY_UV, DEAD_UV, FRESH_UV, WARNING_UV, Batteries

_DAY_S: Final = 86_400


class Charge(StrEnum):
    """How full a set is; the values are in the lock's memory file and on the control socket."""

    GOOD = "good"
    LOW = "low"
    DEAD = "dead"


_LEFT_UV: Final = {Charge.GOOD: FRESH_UV, Charge.LOW: WARNING_UV, Charge.DEAD: DEAD_UV}


class LockBatteries(Batteries):
    """They age when somebody says so, and with each opening.

    Attributes:
        runs: how often the motor ran, for a card or for an order.
    """

    __slots__ = ("_age_s", "charge", "runs")

    def __init__(self, charge: Charge = Charge.GOOD) -> None:
        self._age_s = 0
        super().__init__(lambda: self._age_s)
        self.runs = 0
        self.charge = charge
        self.become(charge)

    def become(self, charge: Charge) -> None:
        """Older, down to this charge; or others, where it is a better one."""
        self.replace()
        self.charge = charge
        self._age_s += (FRESH_UV - _LEFT_UV[charge]) * _DAY_S // DAY_UV

    def run_motor(self) -> None:
        super().run_motor()
        self.runs += 1
