"""The simulated hotel: a real desk on a folder, locks in doors, a programmer, cards, one time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups
from hardware.locks.desk.database import FILE
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.desk_log import LogCheck
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.set_up import LOG_KEY_SIZE, HotelPlan, Paper
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.lock import Swipe
from hardware.locks.hotel.card_box import CardBox
from hardware.locks.hotel.carried import Carried
from hardware.locks.hotel.doors import Door
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.programmer.results import VisitResult

CLERK: Final = "simulation"


@dataclass(frozen=True, slots=True)
class RoundDone:
    """results: of the programmer, by door. taken: what the desk said to them."""

    results: dict[str, VisitResult]
    taken: tuple[VisitTaken, ...]


class Hotel:
    """Every part is used as its users use it: swipes, bytes on a cable, methods of the desk.

    Attributes:
        papers: of the safe, from set-up.
    """

    def __init__(
        self,
        folder: Path,
        plan: HotelPlan,
        time: PassingTime,
        random_bytes: Callable[[int], bytes],
        drift_ppm: Callable[[int], int] = lambda _lock: 0,
        papers: tuple[Paper, ...] = (),
        numbers: Sequence[str] = (),
    ) -> None:
        """Set the desk up in folder / "desk", or open it there; all locks in factory state.

        drift_ppm: of the crystal in this lock. papers: of a desk that is there already.
        numbers: rooms that have a door in this simulation; none means all.
        """
        self._folder = folder
        self._random_bytes = random_bytes
        self.time = time
        self.cards = CardBox()
        self.papers = papers
        self._restored = 0
        if not papers:
            where = folder / "desk"
            self.papers = Desk.set_up(where, plan, time.utc(), random_bytes, clerk=CLERK)
        self.desk = self._opened(folder / "desk")
        self.doors = {
            room.number: Door(room.number, lock, time, drift_ppm(lock))
            for lock, room in enumerate(plan.rooms, 1)
            if not numbers or room.number in numbers
        }
        self.programmer = Carried(self.now)

    def close(self) -> None:
        """May be repeated."""
        self.desk.close()

    def now(self) -> int:
        """Hotel seconds that are true."""
        return self.desk.hotel.time.seconds(self.time.utc())

    def swipe(self, number: str, card: str) -> Swipe:
        """card: its name. Raises KeyError."""
        return self.doors[number].swipe(self.cards.stripes[card])

    def load(self, kind: RoundKind, numbers: Sequence[str] = ()) -> None:
        """Plan a round and take it into the programmer. Raises DeskRefusal."""
        planned = self.desk.plan(kind, numbers)
        self.programmer.load(self.desk.package(planned.number).encode())

    def visit(self, number: str, again: Callable[[], None] = lambda: None) -> VisitResult:
        """This door, with what is in the programmer. Raises KeyError where nothing is."""
        job = self.programmer.job(number)
        if job is None:
            raise KeyError(number)
        return self.programmer.visit(job, self.doors[number].cable, again)

    def hand_in(self) -> tuple[VisitTaken, ...]:
        """Bring the programmer back to the desk."""
        return self.desk.take_results(self.programmer.results())

    def round(self, kind: RoundKind, numbers: Sequence[str] = ()) -> RoundDone:
        """All of it: plan, load, every door, back to the desk. Raises DeskRefusal, Interrupted."""
        self.load(kind, numbers)
        results = {each.door.name: self.visit(each.door.name) for each in self.programmer.jobs()}
        return RoundDone(results, self.hand_in())

    def back_up(self, name: str) -> int:
        """To a file of this name; the number of the backup. Raises DeskRefusal."""
        return self.desk.back_up(self._folder / name).number

    def verify_log(self) -> LogCheck:
        """With the key of the paper in the safe."""
        *_, paper = self.papers
        return self.desk.log_verified(
            Secret(paper_groups.typed("\n".join(paper.rows), LOG_KEY_SIZE))
        )

    @property
    def desk_bytes(self) -> int:
        """The size of the desk's file; the older part of its log lies beside it."""
        return (self._desk_folder() / FILE).stat().st_size

    def restore(self, name: str, newest: int | None = None) -> tuple[str, ...]:
        """The PC is gone; a new one gets this backup. What the clerk is told to do now."""
        self.desk.close()
        before = self._desk_folder()
        self._restored += 1
        shares = "\n".join(self.papers[0].rows), "\n".join(self.papers[1].rows)
        restored = Desk.restore(
            self._desk_folder(),
            self._folder / name,
            shares,
            self.time.utc,
            clerk=CLERK,
            newest=newest,
        )
        # Made anew it would be the same: it follows from the master key.
        nodes = before / "signing.nodes"
        if nodes.exists():
            shutil.copy(nodes, self._desk_folder())
        shutil.rmtree(before)
        self.desk = self._opened(self._desk_folder())
        return restored.advice

    def reopen(self) -> None:
        """The desk's program is started again."""
        self.desk.close()
        self.desk = self._opened(self._desk_folder())

    def _desk_folder(self) -> Path:
        return self._folder / ("desk" if not self._restored else f"desk-{self._restored}")

    def _opened(self, folder: Path) -> Desk:
        return Desk(folder, self.cards, self.time.utc, self._random_bytes, clerk=CLERK)
