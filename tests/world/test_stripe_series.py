"""What ends late, or is lost while money moves, in a series of transactions of one customer."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from kiosk.domain.screens import ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.stripes import StripeScene
from tests.world.test_stripe_visits import asks_for_fifty

CANCELS_MAX = 20


@pytest.fixture
def scene():
    return StripeScene()


@pytest.fixture
def alice(scene):
    return scene.alice


class LateCancels:
    """The safe acts on each CANCEL, and its answer comes when the kiosk has given up."""

    def __init__(self, scene):
        self._late = scene.machine.lines["hsm"].answers_late
        self.is_on = True
        for n in range(1, CANCELS_MAX):
            scene.at(f"hsm CANCEL before #{n}", self._again)

    def _again(self):
        if self.is_on:
            self._late.add("CANCEL")


def test_the_late_end_of_the_cash_before_is_not_the_end_of_this_one(scene, alice):
    """The bank wants the PIN anew; told so, she goes on while the safe is still silent. She hears
    of it once: what the first withdrawal has still to say is not of the second."""
    alice.enters()
    cancels = LateCancels(scene)
    expired = Trouble(problem=ProblemCode.VISIT_EXPIRED)
    scene.machine.bank_line.trouble("authorisations", expired)
    asks_for_fifty(alice)
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    assert ScreenId.CONTACTING_BANK is alice.screen.id
    cancels.is_on = False
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    scene.rests()

    assert 50_00 == scene.alice_paid == scene.machine.paid_minor
