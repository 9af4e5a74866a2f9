"""`./atm locks soak`: years of a whole hotel, every answer judged by a model. Exit 1: violations.

The hotel is set up once, and its desk copied for each process, which plays its share of the rooms
with all of the staff: a member of staff thus exists once in each process, and so does a round.
Within a process nothing is left out or put together: every commit of the desk is one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Final

from hardware.locks.desk import whereabouts
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.rooms import FLOORS_MAX, ROOMS_MAX, PlannedRoom
from hardware.locks.desk.set_up import HotelPlan, Renewal
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.hotel.rates import Rates
from hardware.locks.hotel.soak_part import DAYS_A_YEAR, SoakPart, play_part
from hardware.locks.hotel.tally import Tally

GOOD, VIOLATED = 0, 1
START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
YEARS_MAX: Final = 29
STAFF_MAX: Final = 100
RENEWALS: Final = {each.name.lower().replace("_", "-"): each for each in Renewal}
JOBS_MAX: Final = 64
PART_ROOMS: Final = 30  # so many rooms are one part: the parts do not hang on the processes
SHOWN_MAX: Final = 20
# Clocks that change by an hour, by half an hour, in the other half of the year, and never.
ZONES: Final = ("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tokyo")
# A tree of 1,024 leaves is made in two seconds, and is enough for rounds of so many years.
LOW_TREE_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class SoakPlan:
    """What is to be soaked. folder: where the desks lie; memory is quicker than a disk."""

    rooms: int
    staff: int
    years: float
    seed: int
    jobs: int
    renewal: Renewal
    folder: Path | None = None
    rates: Rates = field(default_factory=Rates)
    zone: str = ZONES[0]


def options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--rooms", type=_number(1, ROOMS_MAX), default=20, help="1 to 600 (20)")
    add("--staff", type=_number(1, STAFF_MAX), default=100, help="1 to 100 (100)")
    add("--years", type=_years, default=1.0, help="up to 29 (1)")
    add("--seed", type=int, default=1, help="of all chance (1)")
    add("--jobs", type=_number(1, JOBS_MAX), default=1, help="processes (1)")
    add("--renewal", choices=list(RENEWALS), default="month", help="of staff cards (month)")
    add("--harsh", action="store_true", help="rates up to thirty times as high, by the seed")
    add("--folder", type=Path, help="for the desks' files; /dev/shm is quickest")


def run(given: argparse.Namespace) -> int:
    draws = Draws(given.seed, "rates")
    plan = SoakPlan(
        given.rooms,
        given.staff,
        given.years,
        given.seed,
        given.jobs,
        RENEWALS[given.renewal],
        given.folder,
        Rates().harsher(draws) if given.harsh else Rates(),
        draws.one_of(ZONES) if given.harsh else ZONES[0],
    )
    began = monotonic()
    sys.stdout.write(f"chances, of a stay unless said otherwise:\n{plan.rates.shown()}\n")
    sys.stdout.write(f"  {'zone':26} {plan.zone}\n")
    tally = soak(plan, _say)
    took_s = monotonic() - began
    sys.stdout.write(f"{tally.shown()}\n")
    for words in tally.violations[:SHOWN_MAX]:
        sys.stdout.write(f"VIOLATION {words}\n")
    stays = tally.events["stays"]
    sys.stdout.write(
        f"{plan.rooms} rooms, {plan.staff} staff, {plan.years:g} years, seed {plan.seed}: "
        f"{stays:,} stays and {tally.swipes:,} swipes in {took_s:.0f} s "
        f"({stays / took_s:.0f} stays/s), {len(tally.violations)} violations\n"
    )
    return VIOLATED if tally.violations else GOOD


def soak(plan: SoakPlan, say: Callable[[str], None] = lambda _words: None) -> Tally:
    """Play all of it; what was counted."""
    with tempfile.TemporaryDirectory(dir=plan.folder) as folder:
        parts = _parts(plan, Path(folder), say)
        tally = Tally()
        if plan.jobs == 1:
            for part in parts:
                tally.add(play_part(part, _progress(part, say)))
            return tally
        with ProcessPoolExecutor(plan.jobs, mp_context=get_context("spawn")) as pool:
            waiting = {pool.submit(play_part, each): each for each in parts}
            for done in as_completed(waiting):
                found = done.result()
                tally.add(found)
                say(
                    f"{len(waiting[done].numbers)} rooms done: {found.events['stays']:,} stays, "
                    f"{len(found.violations)} violations\n"
                )
        return tally


def hotel_plan(
    rooms: int, renewal: Renewal, signing_height: int, zone: str = ZONES[0]
) -> HotelPlan:
    """Rooms on up to 10 floors."""
    a_floor = -(-rooms // FLOORS_MAX)
    made = tuple(
        PlannedRoom(f"{1 + at // a_floor}{1 + at % a_floor:02}", 1 + at // a_floor)
        for at in range(rooms)
    )
    return HotelPlan(
        hotel=0x00A511,
        name="Soak",
        rooms=made,
        zone=zone,
        renewal=renewal,
        signing_height=signing_height,
    )


class _NoWriter:
    """No card is made while the signing key is."""

    def write(self, stripe: bytes) -> str:
        raise AssertionError(f"a card of {len(stripe)} bytes before the hotel is open")

    def read(self) -> bytes:
        raise AssertionError("a card is read before the hotel is open")


def _parts(plan: SoakPlan, folder: Path, say: Callable[[str], None]) -> list[SoakPart]:
    height = 10 if plan.years <= LOW_TREE_YEARS else 15
    hotel = hotel_plan(plan.rooms, plan.renewal, height, plan.zone)
    draws = Draws(plan.seed, "hotel")
    first = folder / "first"
    papers = Desk.set_up(first, hotel, START, draws.bytes, clerk="soak")

    def made(done: int, of: int) -> None:
        say(f"signing key: {done:,} of {of:,} leaves\n" if done == of else "")

    with Desk(first, _NoWriter(), lambda: START, draws.bytes, clerk="soak") as desk:
        desk.prepare_signing(made, processes=plan.jobs)
    numbers = [room.number for room in hotel.rooms]
    days = round(plan.years * DAYS_A_YEAR)
    parts = []
    for at in range(0, plan.rooms, PART_ROOMS):
        where = folder / f"part-{at}"
        shutil.copytree(first, where / "desk")
        whereabouts.settle(where / "desk")
        mine = tuple(numbers[at : at + PART_ROOMS])
        start = PassingTime(START)
        parts.append(
            SoakPart(where, hotel, papers, start, mine, plan.staff, days, plan.seed, plan.rates)
        )
    return parts


def _progress(part: SoakPart, say: Callable[[str], None]) -> Callable[[int], None]:
    def said(days: int) -> None:
        if days % DAYS_A_YEAR == 0 and days < part.days:
            say(f"rooms from {part.numbers[0]}: year {days // DAYS_A_YEAR}\n")

    return said


def _say(words: str) -> None:
    sys.stderr.write(words)
    sys.stderr.flush()


def _number(low: int, high: int) -> Callable[[str], int]:
    def parsed(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{low} to {high}")
        return value

    return parsed


def _years(text: str) -> float:
    value = float(text)
    if not 0 < value <= YEARS_MAX:
        raise argparse.ArgumentTypeError(f"more than 0, up to {YEARS_MAX}")
    return value
