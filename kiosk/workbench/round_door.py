"""The part of the journal's round at the lock of the service door, which is fitted for it."""

from __future__ import annotations

from kiosk.domain.screens import ScreenId
from kiosk.workbench.round_desk import RoundDesk
from kiosk.workbench.scripts_door import comes_with_order, comes_without
from kiosk.workbench.technician import Technician


def service_door(desk: RoundDesk) -> None:
    """Somebody comes without a work order, and then with one; the machine keeps the lock."""
    hands = desk.person("carol")
    desk.machine.fit_door_lock()
    desk.stage.forgets()
    desk.start()
    hands.sees(ScreenId.ATTRACT)
    carl = Technician(hands, "carl")
    hands.turns_key(on=False)
    hands.sees(ScreenId.CLOSED)
    comes_without(carl)
    comes_with_order(carl)
    hands.turns_key(on=True)
    hands.counts_notes()
    hands.sees(ScreenId.ATTRACT)
