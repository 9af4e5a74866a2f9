"""The soak's technician counts when the machine asks, and again where a kiosk died over it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hardware.emulators.control import ControlError
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.staff import AGAIN_S, Technician

WORLD = {"notes": {"canisters": {"1": 150, "2": 44}}}


class Control:
    def __init__(self):
        self.pressed = []
        self.is_dead = False

    def call(self, do, **fields):
        if self.is_dead:
            raise ControlError("nobody answers")
        if do == "press":
            self.pressed.append(fields["keys"])
        return WORLD


@pytest.fixture
def control():
    return Control()


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def technician(control, clock):
    return Technician(SimpleNamespace(control=control), "an atm", Cashless({}), lambda: clock[0])


def test_every_canister_is_typed_twice_from_the_first_on(technician, control):
    technician.counts()

    assert ["X150E150E44E44EE"] == control.pressed


def test_it_is_typed_again_after_a_while_and_not_before(technician, control, clock):
    technician.counts()
    technician.counts()
    clock[0] += AGAIN_S
    technician.counts()

    assert 2 == len(control.pressed)


def test_dead_devices_hear_nothing(technician, control):
    control.is_dead = True
    technician.counts()

    assert [] == control.pressed
