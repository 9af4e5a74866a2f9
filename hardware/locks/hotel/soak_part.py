"""One process's part of a soak: some of the hotel's rooms, all of its staff, year after year."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.set_up import HotelPlan, Paper
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.door_model import DoorModel
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.hotel.judge import DRIFT_PPM_MAX, Judge
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.hotel.rates import ROOM_TYPES, Rates
from hardware.locks.hotel.soak_guests import SoakRoom
from hardware.locks.hotel.soak_rounds import SoakRounds
from hardware.locks.hotel.soak_staff import SoakStaff
from hardware.locks.hotel.soak_world import SoakWorld
from hardware.locks.hotel.tally import Tally

DAYS_A_YEAR: Final = 365
BACKUP_DAYS: Final = 28  # or as soon as the desk asks for one
BACKUPS_KEPT: Final = 3
SERVICE_WEEKDAY, REVOKE_WEEKDAY = 1, 3
REVOKE_WEEKS_MAX: Final = 3
DST_MONTHS: Final = (3, 10)
DST_DAY: Final = 20  # before the last Sunday of both
HOUR_S: Final = 3_600
CLEANING_S, ARRIVAL_S, HOME_S = 9 * HOUR_S, 7 * HOUR_S, 5 * HOUR_S  # after 06:00, each spread out
VIOLATIONS_MAX: Final = 50
DOORS_SEARCHED: Final = 3
BEGINS_S: Final = 6 * HOUR_S


@dataclass(frozen=True, slots=True)
class SoakPart:
    """folder: with a copy of the hotel's desk in it. numbers: of this part's rooms."""

    folder: Path
    plan: HotelPlan
    papers: tuple[Paper, ...]
    start: PassingTime
    numbers: tuple[str, ...]
    staff: int
    days: int
    seed: int
    rates: Rates


class PartSoak:
    """Plays one part. Ends early when the violations are too many."""

    def __init__(self, part: SoakPart) -> None:
        draws = Draws(part.seed, part.numbers[0])
        self._part = part
        self._folder = part.folder
        hotel = Hotel(
            part.folder,
            part.plan,
            part.start,
            draws.bytes,
            lambda _lock: draws.below(2 * DRIFT_PPM_MAX + 1) - DRIFT_PPM_MAX,
            part.papers,
            part.numbers,
        )
        self._judge = Judge(part.plan.renewal.value)
        self._tally = Tally()
        places = {room.number: lock for lock, room in enumerate(part.plan.rooms, 1)}
        self._world = SoakWorld(hotel, draws, self._judge, part.rates, self._tally, places)
        self._world.remedies = {
            Reason.BACKUP_DUE: self._back_up,
            Reason.NO_SLOT: self._free_places,
        }
        self._staff = SoakStaff(self._world)
        self._rounds = SoakRounds(self._world, self._staff)
        self._rooms = [
            SoakRoom(number, ROOM_TYPES[place % len(ROOM_TYPES)], self._world, self._rounds,
                     self._staff)
            for place, number in enumerate(part.numbers)
        ]  # fmt: skip
        self._missed: list[str] = []
        self._backups: dict[int, str] = {}
        self._last_backup = 0
        self._weeks_waiting = 0

    def run(self, said: Callable[[int], None] = lambda _days: None) -> Tally:
        """said: gets the days done."""
        hotel = self._world.hotel
        try:
            self._open_hotel()
            for day in range(self._part.days):
                self._day(day)
                said(day + 1)
                if len(self._judge.violations) >= VIOLATIONS_MAX:
                    break
            self._check_log()
            self._tally.desk_bytes = hotel.desk_bytes
        finally:
            hotel.close()
        self._tally.worst_ms = self._judge.worst_ms
        self._tally.violations = self._judge.violations
        return self._tally

    def _open_hotel(self) -> None:
        world, hotel = self._world, self._world.hotel
        hotel.cards.spoils = lambda: world.draws.chance(world.rates.spoilt_cards)
        for number in self._part.numbers:
            self._judge.doors[number] = DoorModel()
            self._judge.clock_set(number, hotel.now())
        self._rounds.play(RoundKind.INSTALL, self._part.numbers)
        for _ in range(self._part.staff):
            self._staff.hire()
        self._back_up()

    def _check_log(self) -> None:
        """Every entry of all the years, over all restores, with the seals."""
        check = self._world.hotel.verify_log()
        self._tally.events["entries of the desk's log"] += check.entries
        if not check.is_good:
            self._judge.violated(f"the desk's log: {check.words}")

    def _day(self, day: int) -> None:
        world, time = self._world, self._world.hotel.time
        midnight = time.utc().replace(hour=0, minute=0, second=0, microsecond=0)
        time.pass_until(midnight + timedelta(days=1, seconds=BEGINS_S))
        self._desk_work(day)
        for room in self._rooms:
            room.morning(day)
        self._spread(CLEANING_S, lambda room: room.cleaned())
        self._spread(ARRIVAL_S, lambda room: room.afternoon(day, self._any_door, self._any_vacant))
        self._spread(HOME_S, lambda room: room.evening())
        for room in clocks_of(day, self._rooms):
            self._judge.clock(world.hotel.doors[room.number], world.hotel.now())
        if world.draws.chance(world.rates.memory_searched):
            self._search_memory()

    def _desk_work(self, day: int) -> None:
        world, now = self._world, self._world.hotel.time.utc()
        rates = world.rates
        self._staff.day()
        self._rounds.day = day
        self._rounds.go_on()
        if self._missed:
            missed, self._missed = self._missed, []
            self._rounds.send(RoundKind.DST, missed)
        if now.month in DST_MONTHS and now.day == DST_DAY:
            doors = list(self._part.numbers)
            self._missed = [each for each in doors if world.draws.chance(rates.missed_doors)]
            self._rounds.send(RoundKind.DST, [each for each in doors if each not in self._missed])
        elif now.weekday() == SERVICE_WEEKDAY and world.service:
            self._service()
        elif now.weekday() == REVOKE_WEEKDAY:
            self._revoke()
        if self._staff.bad_cards and world.draws.chance(rates.lost_staff_card_tried / 7):
            self._world.swipe(self._any_door(), world.draws.one_of(self._staff.bad_cards))
        if world.draws.chance(rates.restores_a_year / DAYS_A_YEAR):
            self._restore(day)
        elif day - self._last_backup >= BACKUP_DAYS:
            self._back_up()
            self._last_backup = day

    def _revoke(self) -> None:
        """Each week, until every door has told; in the end by a new table, which ends all cards."""
        doors = self._staff.waiting()
        self._weeks_waiting = self._weeks_waiting + 1 if doors else 0
        if self._weeks_waiting > REVOKE_WEEKS_MAX:
            self._rounds.play(RoundKind.DST, doors)
            if self._staff.waiting():
                self._judge.violated("a revocation is outstanding after a table at every door")
            self._weeks_waiting = 0
        elif doors:
            self._rounds.send(RoundKind.REVOKE, doors)

    def _service(self) -> None:
        world = self._world
        doors = [each for each in self._part.numbers if each in world.service]
        world.service.clear()
        for number in doors:
            door = world.hotel.doors[number]
            is_low = door.batteries.are_low and not door.batteries.are_dead
            if is_low and not world.draws.chance(world.rates.neglected_batteries):
                self._rounds.new_batteries(number)
        doubtful = [each for each in doors if world.hotel.doors[each].lock.is_doubtful]
        if doubtful:
            self._rounds.send(RoundKind.AUDIT, doubtful)

    def _back_up(self) -> None:
        name = f"backup-{self._tally.events['backups']}"
        self._world.newest_backup = self._world.hotel.back_up(name)
        self._tally.events["backups"] += 1
        self._backups[self._world.newest_backup] = name
        for old in list(self._backups)[:-BACKUPS_KEPT]:
            (self._folder / self._backups.pop(old)).unlink()

    def _free_places(self) -> None:
        """All 192 places are used: the round that brings the staff table frees the revoked."""
        self._rounds.play(RoundKind.REVOKE, self._part.numbers)
        self._rounds.play(RoundKind.DST, self._part.numbers)

    def _restore(self, day: int) -> None:
        """A new PC, perhaps with an older backup; then what its paper tells to do.

        What was made after that backup stays in the drawer, and may be restored the next time.
        """
        world, hotel = self._world, self._world.hotel
        numbers = list(self._backups)
        is_older = len(numbers) > 1 and world.draws.chance(world.rates.older_backup)
        number = world.draws.one_of(numbers[:-1]) if is_older else numbers[-1]
        hotel.restore(self._backups[number], newest=world.newest_backup)
        self._tally.events["desk restored"] += 1
        self._back_up()
        self._staff.after_restore(number)
        self._rounds.play(RoundKind.REVOKE, self._part.numbers)
        for room in self._rooms:
            room.after_restore(day)

    def _spread(self, over_s: int, deed: Callable[[SoakRoom], None]) -> None:
        """One room after the other, in an order of chance, over so many seconds."""
        world = self._world
        rooms = list(self._rooms)
        for at in range(len(rooms) - 1, 0, -1):
            other = world.draws.below(at + 1)
            rooms[at], rooms[other] = rooms[other], rooms[at]
        step_s = over_s // len(rooms)
        for room in rooms:
            world.hotel.time.pass_s(1 + world.draws.below(max(1, step_s)))
            deed(room)

    def _any_door(self) -> str:
        return self._world.draws.one_of(self._part.numbers)

    def _any_vacant(self) -> SoakRoom | None:
        return next((each for each in self._rooms if each.stay is None), None)

    def _search_memory(self) -> None:
        """No value of any card lies in any lock."""
        world = self._world
        for _ in range(DOORS_SEARCHED):
            number = self._any_door()
            ram = world.hotel.doors[number].lock.ram()
            self._tally.events["memories searched for card values"] += 1
            if any(secret in ram for secret in world.secrets):
                self._judge.violated(f"door {number}: a card's value lies in its memory")


def clocks_of(day: int, rooms: Sequence[SoakRoom]) -> Sequence[SoakRoom]:
    """Those whose clock is looked at on this day: a few, and each in its turn."""
    step = max(1, len(rooms) // DOORS_SEARCHED)
    return rooms[day % step :: step]


def play_part(part: SoakPart, said: Callable[[int], None] = lambda _days: None) -> Tally:
    """In a process of its own or in this one; the folder is emptied afterwards."""
    try:
        return PartSoak(part).run(said)
    finally:
        shutil.rmtree(part.folder, ignore_errors=True)
