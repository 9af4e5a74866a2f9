"""A morning at the machine as one script: staff do their round, and the first customer comes."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.morning import closes, fills, looks_around, sees_totals
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import Script, withdraw
from kiosk.workbench.technician import Technician


def morning(alice: Customer, desk: OperatorDesk) -> None:
    """The key is turned off when the last customer has gone, and on before the next one comes."""
    withdraw(alice, desk)
    anna, ben = (Technician(alice, name) for name in ("anna", "ben"))
    alice.turns_key(on=False)
    alice.sees(ScreenId.CLOSED)
    anna.logs_in()
    looks_around(anna)
    sees_totals(anna, ben)
    fills(anna, ben)
    closes(anna, ben)
    anna.goes()
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)
    withdraw(alice, desk)


MORNING: Final = Script(visits.MORNING, morning)
