"""The desk: all that a clerk can ask of the encoder, for commands and for a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.crypto.secret import Secret
from hardware.locks.desk import desk_log, revocations, room_chains, rooms, set_up
from hardware.locks.desk.desk_log import LogCheck, LogEntry
from hardware.locks.desk.guests import Guests, StayEnded
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.rooms import Room
from hardware.locks.desk.set_up import HotelPlan, Paper
from hardware.locks.desk.staff import Staff, StaffMember
from hardware.locks.desk.store import HotelFacts, Store
from hardware.locks.desk.stripe_writer import StripeWriter


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
    ) -> tuple[Paper, ...]:
        """Make a hotel; the papers are shown this once."""
        return set_up.set_up(folder, plan, now, random_bytes, clerk)

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

    def departure(self, text: str) -> datetime:
        """What a clerk typed for a departure, as UTC."""
        return self._store.facts.hours.departure(text, self._store.clock())

    def prepare(self, said: Callable[[int, int], None]) -> None:
        """Work out all rooms' chains, 0.2 s each; said: done, of how many. May be broken off."""
        room_chains.prepare_all(self._store, said)

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

    def renew(self, serial: int) -> CardMade:
        return self._staff.renew(serial)

    def revocations(self) -> tuple[revocations.Revocation, ...]:
        with self._store.database.reading():
            return revocations.revocations(self._store)

    def log_tail(self, count: int) -> tuple[LogEntry, ...]:
        with self._store.database.reading() as sql:
            return desk_log.tail(sql, count)

    def log_verified(self, first_key: Secret | None) -> LogCheck:
        """first_key: from the paper in the safe; None checks the chain alone."""
        with self._store.database.reading() as sql:
            return desk_log.verified(sql, self._store.facts.log_name, first_key)
