"""Where the desk's state rests: one deed, one commit, one sealed entry; one process at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk.database import FILE, Database
from hardware.locks.desk.desk_log import DeskLog
from hardware.locks.desk.keys import HotelKeys
from hardware.locks.desk.local_hours import LocalHours, zone_named
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.whereabouts import want_same
from hardware.locks.hotel_time import HotelTime
from hardware.locks.metered import Unmetered
from hardware.process_lock import ProcessLock, StateInUse

LOCK_FILE: Final = "desk.lock"

_FOLDER_MODE: Final = 0o700


@dataclass(frozen=True, slots=True)
class HotelFacts:
    """What never changes after set-up, but for the renewal."""

    hotel: int
    name: str
    hours: LocalHours
    time: HotelTime
    period_weeks: int
    signing_height: int
    log_name: str


@dataclass(slots=True)
class Deed:
    """What is being done: its transaction, the moment in hotel time, what the log tells."""

    sql: sqlite3.Connection
    now: int
    told: dict[str, str] = field(default_factory=dict)


class Store:
    """The folder of one hotel. Owned by one thread of one process.

    Attributes:
        clerk: who does what follows; every entry of the log names them.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        clerk: str,
        step: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open what set-up made. Raises DeskRefusal.

        step: is told the name of each step that a power cut could fall behind; for tests.
        """
        self.folder = folder
        self.clock = clock
        self.clerk = clerk
        self.step = step
        self.crypto = Unmetered()
        self._is_closed = False
        self._lock = hold(folder)
        try:
            self.database = Database(folder, make=False)
            try:
                want_same(folder)
                self._load()
            except BaseException:
                self.database.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self.keys.wipe()
        self.database.close()
        self._lock.release()

    @contextmanager
    def deed(self, name: str, **told: str) -> Iterator[Deed]:
        """One thing done, all of it or nothing, and logged in the same commit."""
        at = self.clock()
        try:
            with self.database.transaction() as sql:
                deed = Deed(sql, self.seconds(at), dict(told))
                yield deed
                self.log.add(sql, at, self.clerk, name, deed.told)
                self.step(f"{name}: before commit")
        except BaseException:
            self.log.dropped()
            raise
        self.step(f"{name}: committed")
        try:
            self.log.committed()
        except OSError as error:
            # The next entry's commit writes it again, and an older key is stepped on at the start.
            raise DeskRefusal(
                Reason.DISK,
                "That is done and noted, so do not do it again. But the log's key in "
                f"{self.folder} could not be renewed ({error.strerror}): have the disk looked at",
                is_done=True,
            ) from error
        self.step(f"{name}: sealed")

    def reading(self) -> sqlite3.Connection:
        return self.database.connection

    def now(self) -> int:
        return self.seconds(self.clock())

    def seconds(self, at: datetime) -> int:
        """Hotel time. Raises DeskRefusal for a time that no card can carry."""
        try:
            return self.facts.time.seconds(at)
        except ValueError:
            raise DeskRefusal(
                Reason.CLOCK,
                f"{at:%Y-%m-%d %H:%M} UTC lies outside the time of this hotel's system, which "
                f"began {self.facts.time.epoch:%Y-%m-%d}. Is the PC's clock right?",
            ) from None

    def reload(self) -> None:
        """After the hotel's own row has changed."""
        self.facts = _facts(self.database.connection)

    def _load(self) -> None:
        with self.database.reading() as sql:
            self.facts = _facts(sql)
            (master,) = sql.execute("SELECT master FROM hotel").fetchone()
            self.keys = HotelKeys(Secret(master), self.facts.hotel)
            self.log = DeskLog(self.folder)
            self.log.load(sql, self.facts.log_name)
            begun = sql.execute("SELECT count(*) FROM card WHERE state = 'begun'").fetchone()[0]
        if begun:
            # The last process ended between its commit and the card: the card may have been made.
            with self.deed("cut-off", cards=str(begun)) as deed:
                deed.sql.execute("UPDATE card SET state = 'unknown' WHERE state = 'begun'")


def hold(folder: Path) -> ProcessLock:
    """The right to this folder. Raises DeskRefusal."""
    if not folder.is_dir():
        raise DeskRefusal(
            Reason.NOT_SET_UP, f"There is no folder {folder}. `set-up` or `restore` makes it"
        )
    try:
        return ProcessLock(folder / LOCK_FILE)
    except StateInUse as error:
        raise DeskRefusal(Reason.IN_USE, str(error)) from None
    except OSError as error:
        raise DeskRefusal(Reason.DISK, f"{folder} cannot be used: {error.strerror}") from error


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise DeskRefusal(Reason.DISK, f"{folder} cannot be made: {error.strerror}") from error


def epoch_before(now: datetime) -> datetime:
    """The Monday, 00:00 UTC, at or before a moment."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())


def _facts(sql: sqlite3.Connection) -> HotelFacts:
    row = sql.execute(
        """SELECT hotel, name, zone, check_out_minute, epoch, period_weeks, signing_height,
        log_name FROM hotel"""
    ).fetchone()
    if row is None:
        raise DeskRefusal(
            Reason.DAMAGED, f"{FILE} holds no hotel. Delete that file, and `set-up` makes one"
        )
    hotel, name, zone, minute, epoch, weeks, height, log_name = row
    hours = LocalHours(zone_named(zone), minute)
    time = HotelTime(datetime.fromtimestamp(epoch, UTC))
    return HotelFacts(hotel, name, hours, time, weeks, height, log_name)
