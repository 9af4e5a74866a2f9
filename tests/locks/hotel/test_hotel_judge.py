"""The judge of a soak sees what it could: each test first has the honest thing pass."""

from types import SimpleNamespace

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.firmware.crystal import Crystal
from hardware.locks.firmware.lock import Swipe
from hardware.locks.hotel.door_model import DoorModel, Place
from hardware.locks.hotel.judge import Judge
from hardware.locks.hotel.soak_part import clocks_of
from hardware.locks.keycard import GuestCard, StaffCard
from tests.locks.hotel.soak_kit import soaked

LOCK = 7
CUT = Swipe(opened=False, why=Why.NO_POWER, ms=0)
OPENED = Swipe(opened=True, why=Why.OPENED, ms=4)
OLD = Swipe(opened=False, why=Why.OLD, ms=0)


def judged(*, used=3, period=2):
    judge = Judge(1)
    judge.doors["101"] = DoorModel(used=used, places={4: frozenset({Place(5, period, True)})})
    return judge


def door(index=3, now=0):
    return SimpleNamespace(
        number="101", lock=SimpleNamespace(index=index, now=now, is_doubtful=True)
    )


def guest(index):
    return GuestCard(1, LOCK, index, 0, 99, 0, 0, bytes(16))


def staff(period):
    return StaffCard(1, 5, 4, 0, period, bytes(16))


@pytest.mark.parametrize("index", [2, 36, 100])
def test_a_power_cut_excuses_no_index_that_would_not_have_opened(index):
    honest, wrong = judged(), judged()
    honest.cut(door(35), LOCK, guest(35), CUT)
    wrong.cut(door(index), LOCK, guest(index), CUT)

    assert [] == honest.violations
    assert [f"door 101: index {index} after a power cut"] == wrong.violations


@pytest.mark.parametrize("period", [0, 1, 37])
def test_a_power_cut_excuses_no_staff_card_that_would_not_have_opened(period):
    honest, wrong = judged(), judged()
    honest.cut(door(), LOCK, staff(3), CUT)
    honest.swiped(door(), LOCK, staff(2), OLD)
    wrong.cut(door(), LOCK, staff(period), CUT)
    wrong.swiped(door(), LOCK, staff(period), OPENED)

    assert [] == honest.violations
    assert 1 == len(wrong.violations)


@pytest.mark.parametrize(("ordered", "reached"), [(9, 8), (9, 10), (3, 3), (2, 2)])
def test_an_order_takes_the_lock_on_to_its_own_index_or_is_a_violation(ordered, reached):
    honest, wrong = judged(), judged()
    honest.resynced(door(9), 9)
    wrong.resynced(door(reached), ordered)

    assert [] == honest.violations
    assert 1 == len(wrong.violations)


def test_every_door_s_clock_is_looked_at_in_its_turn():
    rooms = list(range(30))

    assert set(rooms) == {each for day in range(10) for each in clocks_of(day, rooms)}
    assert {3} == {len(clocks_of(day, rooms)) for day in range(30)}


def test_a_cut_in_a_visit_that_is_counted_took_the_power(tmp_path, monkeypatch):
    """Counted were cuts that would have fallen behind the last byte that the visit wrote."""
    stopped = []
    honest = Crystal.stop
    monkeypatch.setattr(Crystal, "stop", lambda self: (stopped.append(self), honest(self)))
    rates = {
        "power_cuts_in_visits": 1.0,
        "power_cuts": 0.0,
        "restores_a_year": 0.0,
        "staff_lost_a_year": 60,
    }
    tally = soaked(tmp_path, days=16, seed=1, staff=2, **rates)

    assert [] == tally.violations
    assert tally.events["power cuts in visits"] >= 6
    assert len(stopped) == tally.events["power cuts in visits"]
