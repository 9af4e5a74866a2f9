"""A hotel's first hour: its number, rooms, hours and keys, and the papers for the safe."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk import shares, slots
from hardware.locks.desk.database import FILE, Database
from hardware.locks.desk.desk_log import DeskLog
from hardware.locks.desk.local_hours import zone_named
from hardware.locks.desk.paper_groups import printed
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import FLOORS_MAX, ROOMS_MAX, PlannedRoom
from hardware.locks.desk.store import Store, epoch_before, hold, make_folder
from hardware.locks.desk.whereabouts import settle

HOTEL_MAX: Final = 2**24 - 1
NAME_LENGTH_MAX: Final = 60
LOG_KEY_SIZE: Final = 32
SIGNING_HEIGHTS: Final = (5, 10, 15)

# A hotel has this name until its papers are on paper: a key that nobody has there is none.
UNDER_WAY: Final = f"{FILE}.set-up"
_BESIDE: Final = ("", "-wal", "-shm", "-journal")


class Renewal(Enum):
    """How long a staff card lives, in weeks."""

    WEEK = 1
    MONTH = 4
    HALF_YEAR = 26


@dataclass(frozen=True, slots=True)
class HotelPlan:
    """
    Attributes:
        hotel: 1 to 16,777,215, from the licence; no secret, and no two hotels share one.
        zone: as in Europe/Berlin. check_out_minute: local, after midnight.
        signing_height: of the tree that signs rounds: 2 to the power of it, less one, in a life.
    """

    hotel: int
    name: str
    rooms: tuple[PlannedRoom, ...]
    zone: str
    check_out_minute: int = 11 * 60
    renewal: Renewal = Renewal.HALF_YEAR
    signing_height: int = 15


@dataclass(frozen=True, slots=True)
class Paper:
    """For the printer and the safe, shown once: a secret, in groups. Keep it in no file."""

    title: str
    rows: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Paper({self.title!r}, <secret>)"


def set_up(
    folder: Path,
    plan: HotelPlan,
    now: datetime,
    random_bytes: Callable[[int], bytes],
    clerk: str,
    written_down: Callable[[tuple[Paper, ...]], None] = lambda _: None,
) -> tuple[Paper, ...]:
    """Make the state; answers three shares and the log's key. Raises DeskRefusal.

    written_down: shows the papers, and returns when they are on paper. If it raises, or the process
    ends before, there is no hotel, and set-up begins anew.
    """
    _want(plan)
    make_folder(folder)
    lock = hold(folder)
    try:
        if (folder / FILE).exists():
            raise DeskRefusal(
                Reason.SET_UP_ALREADY,
                f"{folder / FILE} is there already: a hotel is set up in this folder. What its "
                "set-up may have left undone is made when it is needed",
            )
        _clear(folder)
        master, log_key = (
            Secret(random_bytes(shares.MASTER_KEY_SIZE)),
            Secret(random_bytes(LOG_KEY_SIZE)),
        )
        three = shares.split(master, plan.hotel, 1, random_bytes)
        log_paper = Paper(f"Hotel {plan.hotel}, key of the log", printed(log_key.reveal()))
        papers = (*(paper_of(share) for share in three), log_paper)
        try:
            database = Database(folder, make=True, name=UNDER_WAY)
            try:
                _fill(database, folder, plan, now, (master, log_key), clerk)
            finally:
                database.close()
            written_down(papers)
            settle(folder)
            (folder / UNDER_WAY).replace(folder / FILE)
            _keep_names(folder)
        except BaseException:
            _clear(folder)
            raise
    finally:
        lock.release()
    return papers


def is_broken_off(folder: Path) -> bool:
    """Whether a set-up ended here before its papers were on paper."""
    return (folder / UNDER_WAY).exists() and not (folder / FILE).exists()


def _clear(folder: Path) -> None:
    """What a set-up that was broken off has left. Only where there is no hotel."""
    if (folder / FILE).exists():
        return
    for name in (UNDER_WAY, FILE):
        for ending in _BESIDE:
            (folder / f"{name}{ending}").unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """A new name in a folder lasts once the folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def printed_again(store: Store, random_bytes: Callable[[int], bytes]) -> tuple[Paper, ...]:
    """Three papers of a new printing, which fit each other alone."""
    with store.deed("shares") as deed:
        row = deed.sql.execute(
            """UPDATE hotel SET printing = printing + 1 WHERE printing < :max
            RETURNING printing""",
            {"max": shares.PRINTING_MAX},
        ).fetchone()
        if row is None:
            raise DeskRefusal(
                Reason.SHARE, f"The papers were printed {shares.PRINTING_MAX} times: no more"
            )
        deed.told["printing"] = str(row[0])
    three = shares.split(store.keys.master(), store.facts.hotel, row[0], random_bytes)
    return tuple(paper_of(share) for share in three)


def paper_of(share: shares.Share) -> Paper:
    title = f"Hotel {share.hotel}, share {share.number} of 3, printing {share.printing}"
    return Paper(title, share.rows())


def _fill(
    database: Database,
    folder: Path,
    plan: HotelPlan,
    now: datetime,
    keys: tuple[Secret, Secret],
    clerk: str,
) -> None:
    master, log_key = keys
    log = DeskLog(folder)
    name = log.begin(log_key)
    with database.transaction() as sql:
        sql.execute(
            """INSERT INTO hotel (only, hotel, name, master, zone, check_out_minute, epoch,
            period_weeks, log_name, next_serial, signing_height) VALUES (1, :hotel, :name, :master,
            :zone, :minute, :epoch, :weeks, :log_name, :next_serial, :height)""",
            {
                "hotel": plan.hotel,
                "name": plan.name,
                "master": master.reveal(),
                "zone": plan.zone,
                "minute": plan.check_out_minute,
                "epoch": int(epoch_before(now).timestamp()),
                "weeks": plan.renewal.value,
                "log_name": name,
                "next_serial": slots.SLOT_COUNT + 1,
                "height": plan.signing_height,
            },
        )
        sql.executemany(
            "INSERT INTO room (lock, number, floor) VALUES (:lock, :number, :floor)",
            [
                {"lock": lock, "number": room.number, "floor": room.floor}
                for lock, room in enumerate(plan.rooms, 1)
            ],
        )
        slots.fill(sql)
        told = {"hotel": f"{plan.hotel}", "rooms": str(len(plan.rooms))}
        log.add(sql, now, clerk, "set-up", told)
    log.committed()


def _want(plan: HotelPlan) -> None:
    zone_named(plan.zone)
    numbers = [room.number for room in plan.rooms]
    wrong = {
        f"A hotel's number is 1 to {HOTEL_MAX}": not 1 <= plan.hotel <= HOTEL_MAX,
        f"A hotel's name has 1 to {NAME_LENGTH_MAX} printable characters": not (
            1 <= len(plan.name) <= NAME_LENGTH_MAX and plan.name.isprintable()
        ),
        f"A hotel has 1 to {ROOMS_MAX} rooms": not 1 <= len(numbers) <= ROOMS_MAX,
        "A room was named twice": len(set(numbers)) != len(numbers),
        f"Rooms lie on at most {FLOORS_MAX} floors": (
            len({room.floor for room in plan.rooms}) > FLOORS_MAX
        ),
        "The check-out hour is a minute of the day": not 0 <= plan.check_out_minute < 24 * 60,
        "The signing tree has a height of 5, 10 or 15": plan.signing_height not in SIGNING_HEIGHTS,
    }
    for words, is_wrong in wrong.items():
        if is_wrong:
            raise DeskRefusal(Reason.WRONG_INPUT, words)
