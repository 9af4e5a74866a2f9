"""A morning at the machine as one script: staff do their round, and the first customer comes."""

from __future__ import annotations

from typing import Final

from kiosk.domain.screens import ScreenId
from kiosk.workbench import visits_more as visits
from kiosk.workbench.customer import Customer
from kiosk.workbench.morning import closes, fills, looks_around, sees_totals
from kiosk.workbench.morning_tests import (
    loads_paper,
    removes_envelopes,
    sends_alarm,
    tries_devices,
)
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.scripts import Script, deposit, withdraw
from kiosk.workbench.technician import Technician


def morning(alice: Customer, desk: OperatorDesk) -> None:
    """The key is turned off when the last customer has gone, and on before the next one comes."""
    withdraw(alice, desk)
    deposit(alice, desk)
    anna, ben, carl = (Technician(alice, name) for name in ("anna", "ben", "carl"))
    alice.turns_key(on=False)
    alice.sees(ScreenId.CLOSED)
    anna.logs_in()
    looks_around(anna)
    sees_totals(anna, ben)
    fills(anna, ben)
    anna.goes()
    carl.logs_in()
    loads_paper(carl)
    tries_devices(carl, ben)
    sends_alarm(carl)
    carl.goes()
    anna.logs_in()
    removes_envelopes(anna, ben)
    closes(anna, ben)
    anna.goes()
    alice.turns_key(on=True)
    alice.counts_notes()
    alice.sees(ScreenId.ATTRACT)
    withdraw(alice, desk)


MORNING: Final = Script(visits.MORNING, morning)
