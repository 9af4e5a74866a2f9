"""The desk: all that a clerk can ask of the encoder, for commands and for a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from hardware.crypto.secret import Secret
from hardware.locks.desk import (
    audits,
    backups,
    closings,
    desk_log,
    doors_to_visit,
    log_archive,
    restoring,
    revocations,
    room_chains,
    rooms,
    round_plans,
    round_results,
    set_up,
    shares,
    signing,
)
from hardware.locks.desk.audits import AuditRead
from hardware.locks.desk.backups import Backup
from hardware.locks.desk.closings import DoorClosed
from hardware.locks.desk.desk_log import LogCheck, LogEntry
from hardware.locks.desk.doors_to_visit import DoorToVisit
from hardware.locks.desk.guests import Guests, StayEnded
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.restoring import Restored
from hardware.locks.desk.rooms import Room
from hardware.locks.desk.round_plans import Round
from hardware.locks.desk.round_results import VisitTaken
from hardware.locks.desk.set_up import HotelPlan, Paper
from hardware.locks.desk.staff import Staff, StaffMember
from hardware.locks.desk.store import HotelFacts, Store
from hardware.locks.desk.stripe_writer import StripeWriter
from hardware.locks.desk.visits import RoundKind
from hardware.locks.programmer.jobs import Package


class ProgrammerEnd(Protocol):
    """The desk's end of the programmer's cable: hardware.locks.programmer.desk_end."""

    def set_clock(self, now: int) -> None: ...

    def load(self, package: Package, said: Callable[[int, int], None]) -> None: ...

    def results(self) -> bytes: ...

    def forget_results(self, results: bytes) -> None: ...


class Desk:
    """One hotel's encoder on one folder. Every method may raise DeskRefusal; then nothing was
    done but what its words say. Owned by one thread; a second process is refused."""

    def __init__(
        self,
        folder: Path,
        writer: StripeWriter,
        clock: Callable[[], datetime],
        random_bytes: Callable[[int], bytes],
        *,
        clerk: str,
        step: Callable[[str], None] = lambda _: None,
    ) -> None:
        """clock: aware UTC. clerk: for the log. step: see Store."""
        self._store = Store(folder, clock, clerk=clerk, step=step)
        self._random_bytes = random_bytes
        self._guests = Guests(self._store, writer)
        self._staff = Staff(self._store, writer)

    @staticmethod
    def set_up(
        folder: Path,
        plan: HotelPlan,
        now: datetime,
        random_bytes: Callable[[int], bytes],
        *,
        clerk: str,
        written_down: Callable[[tuple[Paper, ...]], None] = lambda _: None,
    ) -> tuple[Paper, ...]:
        """Make a hotel; the papers are shown this once, and there is none before written_down."""
        return set_up.set_up(folder, plan, now, random_bytes, clerk, written_down)

    def close(self) -> None:
        """May be repeated."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def hotel(self) -> HotelFacts:
        return self._store.facts

    @property
    def clerk(self) -> str:
        return self._store.clerk

    @clerk.setter
    def clerk(self, name: str) -> None:
        self._store.clerk = name

    def now(self) -> datetime:
        """The desk's clock, UTC."""
        return self._store.clock()

    def departure(self, text: str) -> datetime:
        """What a clerk typed for a departure, as UTC."""
        return self._store.facts.hours.departure(text, self._store.clock())

    def prepare(self, said: Callable[[int, int], None]) -> None:
        """Work out all rooms' chains, 0.2 s each; said: done, of how many. May be broken off."""
        room_chains.prepare_all(self._store, said)

    def prepare_signing(self, said: Callable[[int, int], None], *, processes: int) -> None:
        """Make the signing key, unless it is there; said: leaves made, of how many."""
        signing.key_material(self._store, said, processes)

    def rooms(self) -> tuple[Room, ...]:
        with self._store.database.reading() as sql:
            return tuple(rooms.shown(self._store, row) for row in rooms.room_rows(sql))

    def room(self, number: str) -> Room:
        with self._store.database.reading() as sql:
            return rooms.shown(self._store, rooms.room_row(sql, number))

    def check_in(self, number: str, guest: str | None, departure: datetime) -> CardMade:
        return self._guests.check_in(number, guest, departure)

    def duplicate(self, number: str) -> CardMade:
        return self._guests.duplicate(number)

    def extend(self, number: str, departure: datetime) -> CardMade:
        return self._guests.extend(number, departure)

    def lost(self, number: str) -> CardMade:
        return self._guests.lost(number)

    def move(self, number: str, to: str) -> CardMade:
        return self._guests.move(number, to)

    def check_out(self, number: str) -> StayEnded:
        return self._guests.check_out(number)

    def entered(self, number: str) -> None:
        self._guests.entered(number)

    def closed(self, number: str, read_out: str) -> DoorClosed:
        """A cabinet was shut: see closings. read_out: the code that its machine shows."""
        return closings.closed(self._store, number, read_out)

    def escort(self, number: str) -> None:
        self._guests.escort(number)

    def hire(self, name: str) -> CardMade:
        return self._staff.hire(name)

    def staff(self) -> tuple[StaffMember, ...]:
        return self._staff.staff()

    def staff_card(self, serial: int) -> CardMade:
        return self._staff.staff_card(serial)

    def staff_lost(self, serial: int) -> CardMade:
        return self._staff.staff_lost(serial)

    def fire(self, serial: int) -> StaffMember:
        return self._staff.fire(serial)

    def is_staff_checked(self) -> bool:
        with self._store.database.reading():
            return self._staff.is_checked()

    def staff_checked(self) -> None:
        """Somebody has looked through the list of staff after a restore."""
        self._staff.checked()

    def renew(self, serial: int) -> CardMade:
        return self._staff.renew(serial)

    def revocations(self) -> tuple[revocations.Revocation, ...]:
        with self._store.database.reading():
            return revocations.revocations(self._store)

    def plan(
        self,
        kind: RoundKind,
        numbers: Sequence[str],
        said: Callable[[int, int], None] = lambda _done, _of: None,
        *,
        processes: int = 1,
    ) -> Round:
        """Sign a round. numbers: rooms; none means all, where the kind is for all.

        said: of the signing key, if it has to be made; processes: for that.
        """
        return round_plans.plan(self._store, kind, numbers, said, processes)

    def rounds(self) -> tuple[Round, ...]:
        with self._store.database.reading():
            return round_plans.rounds(self._store)

    def round(self, number: int) -> Round:
        with self._store.database.reading():
            return round_plans.shown(self._store, number)

    def package(self, number: int) -> Package:
        """What of a round is still to be done, for the programmer alone: see round_plans."""
        return round_plans.package(self._store, number)

    def take_results(self, content: bytes) -> tuple[VisitTaken, ...]:
        """The programmer's results; may be repeated."""
        return round_results.take(self._store, content)

    def load_programmer(
        self,
        line: ProgrammerEnd,
        number: int,
        said: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> int:
        """Set its clock and put a round in place of its former one; how many doors it holds.

        said: bytes sent, of how many. Raises HardwareError too, and may then be repeated.
        """
        loaded = self.package(number)
        line.set_clock(self._store.now())
        line.load(loaded, said)
        return len(loaded.jobs)

    def take_from_programmer(self, line: ProgrammerEnd) -> tuple[VisitTaken, ...]:
        """Its results; it forgets them once they are on the desk's disk. Raises HardwareError."""
        content = line.results()
        taken = self.take_results(content)
        if content:
            line.forget_results(content)
        return taken

    def doors(self) -> tuple[DoorToVisit, ...]:
        with self._store.database.reading():
            return doors_to_visit.doors(self._store)

    def audit(self, number: str) -> AuditRead:
        """What the lock told when its audit was last read; nothing if it never was."""
        with self._store.database.reading():
            return audits.audit(self._store, number)

    def back_up(self, path: Path) -> Backup:
        """To a new file; encrypted, so two of the papers open it."""
        return backups.back_up(self._store, path, self._random_bytes)

    @staticmethod
    def restore(
        folder: Path,
        path: Path,
        papers: tuple[str, str],
        clock: Callable[[], datetime],
        *,
        clerk: str,
        newest: int | None = None,
    ) -> Restored:
        """Bring a desk back in an empty folder. papers: two shares as typed.

        newest: number of the newest backup that anybody knows of; None: this one is.
        """
        restored = restoring.restore(folder, path, _both(papers), newest)
        store = Store(folder, clock, clerk=clerk)
        try:
            told = {"backup": str(restored.number), "skipped": str(restored.skipped)}
            with store.deed("restored", **told):
                pass
            advice = backups.bring_log_back(store, path.parent)
        finally:
            store.close()
        return replace(restored, advice=restored.advice + advice)

    def print_shares(self) -> tuple[Paper, ...]:
        """Three new papers; the old three still fit each other and have to be destroyed."""
        return set_up.printed_again(self._store, self._random_bytes)

    @staticmethod
    def join_shares(papers: tuple[str, str]) -> int:
        """Whether two papers, as typed, give a key: the hotel's number. Raises DeskRefusal."""
        one, other = _both(papers)
        try:
            shares.join(one, other).wipe()
        except shares.ShareRefused as error:
            raise DeskRefusal(Reason.SHARE, f"They do not fit: {error}") from None
        return one.hotel

    def log_tail(self, count: int) -> tuple[LogEntry, ...]:
        with self._store.database.reading() as sql:
            return desk_log.tail(sql, count)

    def log_verified(self, first_key: Secret | None) -> LogCheck:
        """first_key: from the paper in the safe; None checks the chain alone."""
        with self._store.database.reading():
            return log_archive.verified(self._store, first_key)


def _both(papers: tuple[str, str]) -> tuple[shares.Share, shares.Share]:
    return _paper(1, papers[0]), _paper(2, papers[1])


def _paper(place: int, text: str) -> shares.Share:
    try:
        return shares.read(text)
    except shares.ShareRefused as error:
        words = "The first paper" if place == 1 else "The second paper"
        raise DeskRefusal(Reason.SHARE, f"{words}: {error}") from None
