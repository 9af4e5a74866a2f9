"""A person with the key of the machine: turns it, and counts the notes when the machine asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.domain.screens import Screen, ScreenId
from tests.world.support.customer import Customer
from tests.world.support.machine import Machine

LOOK_S: Final = 0.5  # until the cabinet was asked again


class Operator:
    """Attributes: eyes: sees what customers see, on the same screen and keypad."""

    def __init__(self, machine: Machine, eyes: Customer) -> None:
        self._machine = machine
        self.eyes = eyes

    def turns_off(self) -> None:
        self._machine.key(is_on=False)
        self.eyes.waits(LOOK_S)

    def turns_on(self) -> Screen:
        """Until the machine asks for the count, which it does where it was off."""
        self._machine.key(is_on=True)
        return self.eyes.sees(ScreenId.COUNT)

    def counts(self, found: Mapping[int, int] | None = None) -> None:
        """Types every canister's number twice. found: by canister, where it is not what the HSM
        has; ENTER then goes past what the machine says of it."""
        left = [line[2] for line in self._machine.counters_of_hsm]
        counts = dict(enumerate(left, start=1))
        for number, count in (counts | dict(found or {})).items():
            shown = self.eyes.sees(ScreenId.COUNT)
            assert number == shown.canister, shown
            self.eyes.presses(f"{count}E{count}E")
        self.eyes.waits(LOOK_S)
        if self.eyes.screen.id is ScreenId.COUNT:
            self.eyes.presses("E")
            self.eyes.waits(LOOK_S)

    def puts_in_service(self) -> None:
        """Key on and counted."""
        self.turns_on()
        self.counts()
