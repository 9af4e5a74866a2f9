"""The programmers' rounds of a soaked hotel: walked at once, or broken off, late, and never told.

Two programmers may go along with one round. Results lie in a drawer for weeks and are handed in
after those of later rounds, or are lost with the programmer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.cable import CableOp, live
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.carried import Carried
from hardware.locks.hotel.judge_visits import VisitJudge
from hardware.locks.hotel.soak_staff import SoakStaff
from hardware.locks.hotel.soak_world import SoakWorld
from hardware.locks.programmer.jobs import Job, OrderJob
from hardware.locks.programmer.results import VisitOutcome
from hardware.locks.programmer.visit import Interrupted

# What a visit writes, so that a cut falls anywhere in it: buffers, journal and home together.
CUT_BYTES: Final = {RoundKind.INSTALL: 21_000, RoundKind.DST: 11_000}
CUT_BYTES_ELSE: Final = 1_500
GOES_ON_DAYS_MAX: Final = 4  # an order is good for two
LATE_DAYS_MAX: Final = 40
OUT_MAX: Final = 30  # programmers that nobody has brought back yet


class GivenUp(Exception):
    """Whoever walks has no time to visit this door again."""


@dataclass(slots=True)
class Walk:
    """A round on its way. doors: still to be visited. due: the day on which somebody goes on.

    restores: how many there were of the desk when it was planned.
    """

    kind: RoundKind
    programmers: list[Carried]
    doors: list[str]
    due: int
    restores: int


class SoakRounds:
    """Plays rounds and has the judge look at each visit. day: of the soak."""

    def __init__(self, world: SoakWorld, staff: SoakStaff) -> None:
        self._world = world
        self._staff = staff
        self._judge = VisitJudge(world.judge)
        self._walks: list[Walk] = []
        self.day = 0

    def play(self, kind: RoundKind, numbers: Sequence[str]) -> bool:
        """All of it, at once and with its results; whether the desk planned it."""
        walk = self._planned(kind, numbers)
        if walk is None:
            return False
        for number in walk.doors:
            self._visit(walk, number, walk.programmers[0])
        self._hand_in(walk, walk.programmers[0])
        return True

    def send(self, kind: RoundKind, numbers: Sequence[str]) -> None:
        """As people walk: perhaps not to the end, and the results come when they come."""
        walk = self._planned(kind, numbers)
        if walk is not None:
            self._walk(walk)

    def go_on(self) -> None:
        """What was left lying and is taken up today."""
        due = [each for each in self._walks if each.due <= self.day]
        self._walks = [each for each in self._walks if each.due > self.day][-OUT_MAX:]
        for walk in due:
            self._walk(walk)

    def dead_batteries(self, number: str) -> None:
        """Opened by the programmer, whose cable feeds the lock; then batteries, then the clock."""
        self._world.tally.events["doors opened with dead batteries"] += 1
        self.play(RoundKind.OPEN, (number,))
        self.new_batteries(number)
        self.play(RoundKind.AUDIT, (number,))

    def new_batteries(self, number: str) -> None:
        self._world.tally.events["batteries replaced"] += 1
        self._world.hotel.doors[number].lock.new_batteries()

    def _planned(self, kind: RoundKind, numbers: Sequence[str]) -> Walk | None:
        world, hotel = self._world, self._world.hotel
        planned = world.asked(f"plan {kind.value}", lambda: hotel.desk.plan(kind, numbers))
        if planned is None:
            return None
        package = hotel.desk.package(planned.number)
        if kind is not RoundKind.INSTALL:
            world.judge.signed(package.q)
        carried = Carried(hotel.now)
        carried.load(package.encode())
        programmers = [carried]
        if world.draws.chance(world.rates.second_programmer):
            world.tally.events["rounds with two programmers"] += 1
            programmers.append(Carried(hotel.now))
            programmers[1].load(package.encode())
        doors = [each.door.name for each in package.jobs]
        return Walk(kind, programmers, doors, self.day, world.tally.events["desk restored"])

    def _walk(self, walk: Walk) -> None:
        world, draws, rates = self._world, self._world.draws, self._world.rates
        stop = len(walk.doors)
        if walk.doors and draws.chance(rates.walks_broken_off):
            world.tally.events["walks broken off"] += 1
            stop = draws.below(stop + 1)
        doors, walk.doors = walk.doors[:stop], walk.doors[stop:]
        for number in doors:
            for carried in walk.programmers:
                # Two who share a round now and then come to the same door.
                if carried is walk.programmers[0] or draws.chance(0.5):
                    self._visit(walk, number, carried)
        if walk.doors:
            walk.due = self.day + draws.below(GOES_ON_DAYS_MAX + 1)
            if walk.due > self.day:
                self._walks.append(walk)
                return
        for carried in walk.programmers:
            self._bring_back(walk, carried)

    def _bring_back(self, walk: Walk, carried: Carried) -> None:
        world, draws, rates = self._world, self._world.draws, self._world.rates
        if draws.chance(rates.results_lost):
            world.tally.events["results lost"] += 1
        elif draws.chance(rates.results_late):
            world.tally.events["results late"] += 1
            due = self.day + 1 + draws.below(LATE_DAYS_MAX)
            self._walks.append(Walk(walk.kind, [carried], [], due, walk.restores))
        else:
            self._hand_in(walk, carried)
            if draws.chance(rates.results_twice):
                self._hand_in(walk, carried)

    def _hand_in(self, walk: Walk, carried: Carried) -> None:
        world = self._world
        results = carried.visited()
        taken = world.hotel.desk.take_results(carried.results())
        is_foreign = world.tally.events["desk restored"] != walk.restores
        for result, told in zip(results, taken, strict=True):
            is_known = told.number or not is_foreign
            if told.is_altered or (
                is_known and told.is_done != (result.outcome is VisitOutcome.DONE)
            ):
                world.judge.violated(f"{walk.kind.value} at door {told.number}: {told.words}")
        self._staff.want_revoked()

    def _visit(self, walk: Walk, number: str, carried: Carried) -> None:
        world, draws, rates = self._world, self._world.draws, self._world.rates
        door, job = world.hotel.doors[number], carried.job(number)
        assert job is not None
        before = self._judge.before(door, job, world.hotel.now())
        is_given_up = walk.kind is not RoundKind.INSTALL and draws.chance(rates.visits_given_up)
        is_cut = is_given_up or draws.chance(rates.power_cuts_in_visits)
        if is_cut:
            door.cut_power_after(draws.below(CUT_BYTES.get(walk.kind, CUT_BYTES_ELSE)))

        def again() -> None:
            door.lock.power_back()
            if is_given_up:
                raise GivenUp

        result = None
        with contextlib.suppress(GivenUp, Interrupted):
            result = carried.visit(job, door.cable, again)
        # One that would have fallen behind the visit's last byte did not happen.
        if is_cut and door.memory.writes_left is None:
            world.tally.events["power cuts in visits"] += 1
        door.cut_power_after(None)
        if result is None:
            world.tally.orders[f"{walk.kind.value} given up"] += 1
            door.lock.power_back()
            self._judge.given_up(door, job, before, world.hotel.now())
        else:
            world.tally.orders[f"{walk.kind.value} {result.outcome.name.lower()}"] += 1
            self._judge.after(door, job, before, result, world.hotel.now())
        if door.lock.is_doubtful:
            world.service.add(number)
        if isinstance(job, OrderJob) and draws.chance(rates.repeated_orders):
            self._repeat(number, job)

    def _repeat(self, number: str, job: Job) -> None:
        """Somebody who listened sends the same order once more."""
        assert isinstance(job, OrderJob)
        world = self._world
        door = world.hotel.doors[number]
        if world.judge.doors[number].next_leaf <= job.order.q:
            return
        try:
            door.cable().exchange(CableOp.ORDER, live(world.hotel.now()) + job.order.encode())
        except HardwareError:
            world.tally.orders["repeated and refused"] += 1
        else:
            world.judge.violated(f"door {number}: took an order for the second time")
