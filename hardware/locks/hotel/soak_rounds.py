"""The programmer's rounds of a soaked hotel: installation, summer time, revocations, service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.cable import CableOp, live
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.soak_staff import SoakStaff
from hardware.locks.hotel.soak_world import SoakWorld
from hardware.locks.order_commands import Resync
from hardware.locks.programmer.jobs import Job, OrderJob
from hardware.locks.programmer.results import VisitOutcome

# What a visit writes, so that a cut falls anywhere in it: buffers, journal and home together.
CUT_BYTES: Final = {RoundKind.INSTALL: 21_000, RoundKind.DST: 11_000}
CUT_BYTES_ELSE: Final = 1_500


class SoakRounds:
    """Plays rounds and tells the judge what follows from each."""

    def __init__(self, world: SoakWorld, staff: SoakStaff) -> None:
        self._world = world
        self._staff = staff

    def play(self, kind: RoundKind, numbers: Sequence[str]) -> bool:
        """All of it; whether the desk planned it."""
        world, hotel = self._world, self._world.hotel
        planned = world.asked(f"plan {kind.value}", lambda: hotel.desk.plan(kind, numbers))
        if planned is None:
            return False
        package = hotel.desk.package(planned.number)
        if kind is not RoundKind.INSTALL:
            world.judge.signed(package.q)
        hotel.programmer.load(package.encode())
        period = world.judge.periods(hotel.now())[0]
        for job in hotel.programmer.jobs():
            self._visit(kind, job, period)
        for taken in hotel.hand_in():
            if not taken.is_done or taken.is_altered:
                world.judge.violated(f"{kind.value} at door {taken.number}: {taken.words}")
        return True

    def dead_batteries(self, number: str) -> None:
        """Opened by the programmer, whose cable feeds the lock; then batteries, then the clock."""
        self._world.tally.events["doors opened with dead batteries"] += 1
        self.play(RoundKind.OPEN, (number,))
        self.new_batteries(number)
        self.play(RoundKind.AUDIT, (number,))

    def new_batteries(self, number: str) -> None:
        self._world.tally.events["batteries replaced"] += 1
        self._world.hotel.doors[number].lock.new_batteries()

    def _visit(self, kind: RoundKind, job: Job, period: int) -> None:
        world, number = self._world, job.door.name
        door = world.hotel.doors[number]
        is_cut = world.draws.chance(world.rates.power_cuts_in_visits)
        if is_cut:
            door.cut_power_after(world.draws.below(CUT_BYTES.get(kind, CUT_BYTES_ELSE)))
        result = world.hotel.visit(number, again=door.lock.power_back)
        # One that would have fallen behind the visit's last byte did not happen.
        if is_cut and door.memory.writes_left is None:
            world.tally.events["power cuts in visits"] += 1
        door.cut_power_after(None)
        world.tally.orders[f"{kind.value} {result.outcome.name.lower()}"] += 1
        if result.outcome is not VisitOutcome.DONE:
            world.judge.violated(f"door {number}: {kind.value} answered {result.answer.name}")
            return
        if door.lock.is_doubtful:
            world.service.add(number)
        world.judge.clock_set(number, world.hotel.now())
        ended = set(self._staff.ended)
        match kind:
            case RoundKind.INSTALL:
                world.judge.table_written(number, period, ended)
            case RoundKind.DST:
                world.judge.table_written(number, period, ended)
            case RoundKind.REVOKE:
                world.judge.revoked(number, ended)
            case RoundKind.RESYNC:
                assert isinstance(job, OrderJob)
                world.judge.resynced(door, _resync(job).index)
            case _:
                pass
        if isinstance(job, OrderJob) and world.draws.chance(world.rates.repeated_orders):
            self._repeat(number, job)

    def _repeat(self, number: str, job: OrderJob) -> None:
        """Somebody who listened sends the same order once more."""
        world = self._world
        door = world.hotel.doors[number]
        try:
            door.cable().exchange(CableOp.ORDER, live(world.hotel.now()) + job.order.encode())
        except HardwareError:
            world.tally.orders["repeated and refused"] += 1
        else:
            world.judge.violated(f"door {number}: took an order for the second time")


def _resync(job: OrderJob) -> Resync:
    return next(each for each in job.order.commands if isinstance(each, Resync))
