"""The day after which somebody must look is the entry's own: neither a restart nor a clock that is
set begins it anew."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from kiosk.domain.supervisor import Reason
from kiosk.visits import reviews
from tests.world.support.bank_house import START_MS
from tests.world.support.bank_line import Trouble

# A day of polling takes minutes to play through: this one is 24 short hours long.
HOUR_S = 25
DAY_S = 24 * HOUR_S
WEEK_S = 7 * DAY_S
LOOK_S = HOUR_S


class Clock:
    """The kiosk's time of day. Attributes: ahead_s: how wrong it is."""

    def __init__(self, loop):
        self._loop = loop
        self.ahead_s = 0

    def __call__(self):
        return START_MS + int((self._loop.now() + self.ahead_s) * 1_000)


@pytest.fixture(autouse=True)
def _short_days(monkeypatch):
    monkeypatch.setattr(reviews, "REVIEW_S", DAY_S)
    monkeypatch.setattr(reviews, "LOOK_S", LOOK_S)


@pytest.fixture
def clock(scene, machine):
    machine.wall_ms = Clock(scene.loop)
    restarts(scene, away_s=0)
    return machine.wall_ms


@pytest.fixture
def unsettled(scene, clock, alice, machine):
    """A withdrawal that was paid a moment ago, and that the bank has no answer for."""
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.withdraws(50)
    assert () == reasons(machine)


def restarts(scene, *, away_s):
    """The machine is off for so long."""
    scene.machine.kill()
    scene.runs(away_s)
    scene.machine.start()
    scene.runs(1)


def reasons(machine):
    """But for a wrong clock, which is one of its own."""
    return tuple(each for each in machine.core.service.reasons if each is not Reason.JOURNAL)


def listed(machine):
    return machine.entries.count("MANUAL_REVIEW")


def is_settled(scene, machine):
    machine.bank_line.lasting("settlements", None)
    scene.runs(61)
    assert (5_000, ()) == (scene.alice_paid, reasons(machine))
    scene.rests()
    scene.audit()


def test_a_restart_does_not_begin_the_day_anew(scene, machine, unsettled):
    scene.runs(12 * HOUR_S)
    restarts(scene, away_s=HOUR_S)
    assert (0, ()) == (listed(machine), reasons(machine))
    scene.runs(11 * HOUR_S)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    assert DAY_S <= machine.last_entry("MANUAL_REVIEW")["age_s"] < DAY_S + LOOK_S
    is_settled(scene, machine)


def test_a_day_without_power_counts(scene, machine, unsettled):
    restarts(scene, away_s=DAY_S)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    is_settled(scene, machine)


def test_what_was_listed_stays_listed_after_a_restart_and_is_not_listed_again(
    scene, machine, clock, unsettled
):
    scene.runs(DAY_S + 60)
    assert 1 == listed(machine)
    clock.ahead_s = -WEEK_S
    restarts(scene, away_s=60)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    is_settled(scene, machine)


@pytest.mark.parametrize("ahead_s", [-WEEK_S, -HOUR_S, 0], ids=["week back", "hour back", "right"])
def test_a_clock_that_is_set_back_hides_nothing(scene, machine, clock, unsettled, ahead_s):
    scene.runs(60)
    clock.ahead_s = ahead_s
    scene.runs(DAY_S)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    is_settled(scene, machine)


def test_a_clock_that_was_set_back_before_a_restart_stands_no_earlier_than_the_newest_entry(
    scene, machine, clock, unsettled
):
    """The name of a run is written at each start: so much time has passed at least."""
    scene.runs(12 * HOUR_S)
    restarts(scene, away_s=0)
    clock.ahead_s = -WEEK_S
    restarts(scene, away_s=0)
    scene.runs(12 * HOUR_S + 60)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    is_settled(scene, machine)


def test_a_clock_that_is_set_forward_is_noticed_soon(scene, machine, clock, unsettled):
    """Nobody knows which of the two times was wrong: a person looks too early rather than late."""
    scene.runs(60)
    clock.ahead_s = DAY_S
    scene.runs(LOOK_S)

    assert (1, (Reason.UNSETTLED,)) == (listed(machine), reasons(machine))
    is_settled(scene, machine)


def test_what_is_settled_before_the_restart_is_not_listed_after_it(scene, machine, clock, alice):
    alice.withdraws(50)
    scene.rests()
    restarts(scene, away_s=DAY_S)

    assert (0, ()) == (listed(machine), reasons(machine))
