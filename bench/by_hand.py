"""Visits by hand: a customer who looks at each screen for a while, as people do, and then acts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.screens import Notice, PinPrompt, ScreenId
from kiosk.workbench.customer import Customer
from kiosk.workbench.demo_notes import DemoNotes
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import balance, withdraw
from kiosk.workbench.stage import Stage


class UnhurriedCustomer(Customer):
    """Gives each page the time to come to rest, and each digit the time to be drawn."""

    def __init__(
        self, stage: Stage, notes: DemoNotes, card: str, *, look_s: float, key_s: float
    ) -> None:
        super().__init__(stage, notes, card, time.monotonic)
        self._look_s = look_s
        self._key_s = key_s

    def sees(
        self, screen: ScreenId, *, notice: Notice | None = None, prompt: PinPrompt | None = None
    ) -> Customer:
        super().sees(screen, notice=notice, prompt=prompt)
        time.sleep(self._look_s)  # a person looks; frames of a page at rest are counted too
        return self

    def _type(self, keys: str) -> None:
        """One finger, key by key: of digits that come at once the screen shows the last alone."""
        for key in keys:
            super()._type(key)
            time.sleep(self._key_s)  # a finger is on its way to the next key


@dataclass(frozen=True, slots=True)
class ShownKiosk:
    """Attributes: out: where its frame watch stores what it saw, once the kiosk has ended."""

    out: Path
    pid: int
    customer: Customer
    desk: OperatorDesk

    def visit(self) -> None:
        """A withdrawal and a balance, from the attract screen back to it. Raises NotSeen."""
        withdraw(self.customer, self.desk)
        balance(self.customer, self.desk)
