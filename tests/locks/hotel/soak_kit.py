"""A small hotel's desk, set up once for all soaks of the tests."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hardware.locks.desk import whereabouts
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.set_up import Renewal
from hardware.locks.hotel.card_box import CardBox
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.hotel.rates import Rates
from hardware.locks.hotel.soak import hotel_plan
from hardware.locks.hotel.soak_part import PartSoak, SoakPart

START = datetime(2026, 3, 9, 9, tzinfo=UTC)  # two weeks before the clocks change
PLAN = hotel_plan(2, Renewal.WEEK, 10)


@cache
def _made():
    folder = TemporaryDirectory()
    draws = Draws(5, "hotel")
    papers = Desk.set_up(Path(folder.name), PLAN, START, draws.bytes, clerk="soak")
    with Desk(Path(folder.name), CardBox(), lambda: START, draws.bytes, clerk="soak") as desk:
        desk.prepare(lambda _done, _of: None)
        desk.prepare_signing(lambda _done, _of: None, processes=1)
    return folder, papers


def soaked(tmp_path, *, days=25, seed=3, staff=3, **rates):
    """What a soak of two rooms counted; all days see everything, by these rates."""
    made, papers = _made()
    shutil.copytree(made.name, tmp_path / "desk")
    whereabouts.settle(tmp_path / "desk")
    numbers = tuple(room.number for room in PLAN.rooms)
    time = PassingTime(START)
    part = SoakPart(tmp_path, PLAN, papers, time, numbers, staff, days, seed, Rates(**rates))
    return PartSoak(part).run()
