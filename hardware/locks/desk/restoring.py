"""Bringing a desk back from a backup, so far ahead that nothing issued since can be issued again.

For each backup made since, counted from this one: 16 indexes of every room, 16 leaves, 16 places of
staff and 208 serials are skipped. The places skipped may be somebody's since: they are revoked, and
who has them is hired again. Who was fired or lost a card since, the backup does not know: the staff
list has to be looked through before a lock is given any staff table.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.locks.desk.backups import open_backup
from hardware.locks.desk.database import FILE
from hardware.locks.desk.desk_log import SEAL_FILE
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import SINCE_BACKUP_MAX
from hardware.locks.desk.shares import Share
from hardware.locks.desk.signing import LEAVES_SINCE_BACKUP_MAX
from hardware.locks.desk.slots import (
    HIRES_SINCE_BACKUP_MAX,
    SERIAL_MAX,
    SERIALS_SINCE_BACKUP_MAX,
)
from hardware.locks.desk.visits import RoundKind
from hardware.locks.desk.whereabouts import settle
from hardware.locks.keycard import INDEX_MAX

BACKUPS_MISSED_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Restored:
    """
    Attributes:
        number: of the backup. skipped: indexes of every room.
        revoked: places of staff that may have been taken since.
        advice: what is to be done now, in sentences and in this order.
    """

    number: int
    skipped: int
    revoked: int
    advice: tuple[str, ...]


def restore(folder: Path, path: Path, papers: tuple[Share, Share], newest: int | None) -> Restored:
    """Bring a desk back in an empty folder. Raises DeskRefusal.

    newest: the number of the newest backup that anybody knows of; None says that it is this one.
    """
    number, master = open_backup(folder, path, papers)
    master.wipe()
    fresh = folder / f"{FILE}.new"
    try:
        last = number if newest is None else newest
        if not number <= last <= number + BACKUPS_MISSED_MAX:
            raise DeskRefusal(
                Reason.WRONG_INPUT, f"This is backup {number}: the newest cannot be {last}"
            )
        backups = last - number + 1
        revoked, has_locks = _skipped_ahead(fresh, number, last, backups)
    except BaseException:
        fresh.unlink(missing_ok=True)
        (folder / SEAL_FILE).unlink(missing_ok=True)
        raise
    for left_over in ("-wal", "-shm"):
        # Of a file that somebody deleted: SQLite would take it for this one's.
        (folder / f"{FILE}{left_over}").unlink(missing_ok=True)
    settle(folder)
    fresh.replace(folder / FILE)
    advice = _advice(backups, revoked, has_locks=has_locks)
    return Restored(number, SINCE_BACKUP_MAX * backups, revoked, advice)


def _skipped_ahead(path: Path, number: int, last: int, backups: int) -> tuple[int, bool]:
    """How many places were revoked, and whether any lock is known to be installed."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as sql:
            # No second file beside it: it gets its own name in one step.
            sql.execute("PRAGMA journal_mode = DELETE")
            sql.execute("PRAGMA synchronous = FULL")
            sql.execute("BEGIN IMMEDIATE")
            revoked = _skip(sql, last, backups)
            (locks,) = sql.execute("SELECT count(*) FROM room WHERE state = 'installed'").fetchone()
            sql.execute("COMMIT")
    except sqlite3.Error as error:
        raise DeskRefusal(
            Reason.BACKUP, f"Backup {number} cannot be brought back ({type(error).__name__})"
        ) from error
    return revoked, bool(locks)


def _skip(sql: sqlite3.Connection, last: int, backups: int) -> int:
    skip = {"indexes": SINCE_BACKUP_MAX * backups, "max": INDEX_MAX}
    sql.execute(
        """UPDATE room SET jumped = jumped + min(:indexes, :max - issued),
        issued = min(issued + :indexes, :max), escort = 0""",
        skip,
    )
    # A lock may have been visited since: what it holds is known again from its next staff table.
    sql.execute("UPDATE room SET staff_table = NULL, local_time = NULL")
    # Until a new backup is made, the same old one could be restored once more.
    sql.execute("UPDATE room SET at_backup = issued - :since", {"since": SINCE_BACKUP_MAX})
    sql.execute("UPDATE card SET state = 'unknown' WHERE state = 'begun'")
    sql.execute("UPDATE visit SET state = 'failed', told = 'restored' WHERE state = 'open'")
    # Carried out since, they began chains of which nobody knows how far they were issued: such a
    # lock gets another chain.
    sql.execute(
        """DELETE FROM visit WHERE state != 'done'
        AND round IN (SELECT round FROM round WHERE kind = :reseed)""",
        {"reseed": RoundKind.RESEED.value},
    )
    (version,) = sql.execute(
        "UPDATE hotel SET staff_version = staff_version + 1000 RETURNING staff_version"
    ).fetchone()
    taken = sql.execute(
        """SELECT slot, serial, epoch FROM slot WHERE state = 'spare' ORDER BY since, slot
        LIMIT :count""",
        {"count": HIRES_SINCE_BACKUP_MAX * backups},
    ).fetchall()
    for slot, serial, epoch in taken:
        sql.execute(
            """INSERT INTO staff (serial, slot, epoch, person, name, began, state, revoked)
            VALUES (:serial, :slot, :epoch, :serial, 'after the backup', 0, 'unknown', :version)""",
            {"serial": serial, "slot": slot, "epoch": epoch, "version": version},
        )
        sql.execute("UPDATE slot SET state = 'revoked' WHERE slot = :slot", {"slot": slot})
    # Also those whose doors had confirmed: they may have had a new serial since.
    sql.execute("UPDATE slot SET revoked = :version WHERE state = 'revoked'", {"version": version})
    sql.execute(
        """UPDATE hotel SET backups = :last, rounds_since_backup = :rounds,
        hires_since_backup = :hires, staff_unchecked = 1,
        next_leaf = min(next_leaf + :leaves, 1 << signing_height),
        next_serial = min(next_serial + :serials, :serial_max + 1)""",
        {
            "last": last + backups - 1,
            "rounds": LEAVES_SINCE_BACKUP_MAX,
            "hires": HIRES_SINCE_BACKUP_MAX,
            "leaves": LEAVES_SINCE_BACKUP_MAX * backups,
            "serials": SERIALS_SINCE_BACKUP_MAX * backups,
            "serial_max": SERIAL_MAX,
        },
    )
    return len(taken)


def _advice(backups: int, revoked: int, *, has_locks: bool) -> tuple[str, ...]:
    found = [
        "`backup` first: until then no card with a new index, no hire and no round is made",
        "`staff` lists who worked when the backup was made: `fire` who has left since",
        "`staff-lost` for each staff card lost since, then `staff --checked`",
        (
            f"`plan revoke`: {revoked} places may have been taken since; hire those people again"
            if has_locks
            else f"{revoked} places may have been taken since: hire those people again"
        ),
        "Stays are those of the time of the backup: check out who has left",
    ]
    if backups > 1 and has_locks:
        found.append("Most doors will show AHEAD for the next card: `plan resync` for them")
    return tuple(found)
