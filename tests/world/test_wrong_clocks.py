"""A clock that is far from the bank's closes the machine: its journal would tell wrong times."""

from __future__ import annotations

import pytest

from kiosk.domain.screens import ScreenId
from kiosk.domain.supervisor import Reason
from tests.world.support.bank_house import START_MS

BEATS_S = 62


@pytest.fixture
def ahead(scene, machine):
    """A list of one number: by so many seconds the machine's clock is ahead."""
    by_s = [0]
    machine.wall_ms = lambda: START_MS + int((scene.loop.now() + by_s[0]) * 1_000)
    scene.machine.kill()
    machine.start()
    scene.runs(BEATS_S)
    return by_s


@pytest.mark.parametrize("by_s", [-290, 290])
def test_less_than_five_minutes_are_nobodys_worry(scene, machine, ahead, by_s):
    ahead[0] = by_s
    scene.runs(BEATS_S)

    assert () == machine.core.service.reasons


@pytest.mark.parametrize("by_s", [-310, 310, -86_400])
def test_more_than_five_minutes_close_the_machine_until_it_is_right(scene, machine, ahead, by_s):
    ahead[0] = by_s
    scene.runs(BEATS_S)
    assert (Reason.JOURNAL,) == machine.core.service.reasons
    assert ScreenId.OUT_OF_SERVICE == machine.core.screen.id

    ahead[0] = 0
    scene.runs(BEATS_S)

    assert () == machine.core.service.reasons


def test_a_customer_who_is_there_gets_the_cash(scene, machine, ahead, alice):
    """The next one is not taken."""
    scene.at("journal RES after #1", lambda: ahead.__setitem__(0, 3_600))
    alice.withdraws(50)
    scene.runs(BEATS_S)

    assert 5_000 == scene.alice_paid
    assert (Reason.JOURNAL,) == machine.core.service.reasons
