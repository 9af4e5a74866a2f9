"""The 192 places for staff in every lock: which are free, and when a revoked one is free again.

Each place holds a serial that nobody has yet, and its images lie in all locks since the last time
that the staff table was brought round: whoever takes it opens all doors at once. A revoked place is
given a new serial only after every installed lock has confirmed the revocation, and can be taken
only after every installed lock has confirmed the table with that serial.

Versions count the changes of this table. A lock confirms the version that it has seen. Places are
taken in the order in which they became free, so that a restored desk knows which may be somebody's
since its backup: the first ones.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.rooms import RoomRow
from hardware.locks.desk.store import Deed

SLOT_COUNT: Final = 192
SERIAL_MAX: Final = 65_535
HIRES_SINCE_BACKUP_MAX: Final = 16
# Between two backups each place that is revoked or taken may get a new serial, and each that was
# taken meanwhile once more.
SERIALS_SINCE_BACKUP_MAX: Final = SLOT_COUNT + HIRES_SINCE_BACKUP_MAX


@dataclass(frozen=True, slots=True)
class SlotRow:
    slot: int
    serial: int
    epoch: int
    state: str


def fill(sql: sqlite3.Connection) -> None:
    """All places of a new hotel, with serials 1 to 192."""
    sql.executemany(
        "INSERT INTO slot (slot, serial, state, since) VALUES (:slot, :serial, 'spare', 1)",
        [{"slot": slot, "serial": slot + 1} for slot in range(SLOT_COUNT)],
    )


def all_slots(sql: sqlite3.Connection) -> tuple[SlotRow, ...]:
    rows = sql.execute("SELECT slot, serial, epoch, state FROM slot ORDER BY slot")
    return tuple(SlotRow(*row) for row in rows)


def take(deed: Deed) -> SlotRow:
    """The next spare place that works at every door. Raises DeskRefusal."""
    _want_backup(deed.sql)
    row = deed.sql.execute(
        """SELECT slot, serial, epoch, state FROM slot WHERE state = 'spare' AND since <=
        (SELECT coalesce(min(table_through), 1000000000) FROM room WHERE state = 'installed')
        ORDER BY since, slot LIMIT 1"""
    ).fetchone()
    if row is None:
        raise _none_left(deed.sql)
    found = SlotRow(*row)
    deed.sql.execute("UPDATE slot SET state = 'taken' WHERE slot = :slot", {"slot": found.slot})
    deed.sql.execute("UPDATE hotel SET hires_since_backup = hires_since_backup + 1")
    return found


def revoke(deed: Deed, serial: int) -> int:
    """The place of this serial, from now on revoked; answers the version that says so."""
    version = next_version(deed)
    deed.sql.execute(
        "UPDATE slot SET state = 'revoked', revoked = :version WHERE serial = :serial",
        {"version": version, "serial": serial},
    )
    return version


def refill(deed: Deed) -> int:
    """New serials for the places that no lock knows any longer; answers how many."""
    freed = deed.sql.execute(
        """SELECT slot FROM slot WHERE state = 'revoked' AND NOT EXISTS
        (SELECT 1 FROM room WHERE state = 'installed'
        AND max(table_through, revoked_through) < slot.revoked)
        ORDER BY slot"""
    ).fetchall()
    if not freed:
        return 0
    (serial,) = deed.sql.execute("SELECT next_serial FROM hotel").fetchone()
    freed = freed[: max(0, SERIAL_MAX + 1 - serial)]
    if not freed:
        return 0
    version = next_version(deed)
    for number, (slot,) in enumerate(freed):
        deed.sql.execute(
            """UPDATE slot SET state = 'spare', serial = :serial, since = :version, revoked = NULL
            WHERE slot = :slot""",
            {"serial": serial + number, "version": version, "slot": slot},
        )
    deed.sql.execute("UPDATE hotel SET next_serial = :next", {"next": serial + len(freed)})
    return len(freed)


def next_version(deed: Deed) -> int:
    row = deed.sql.execute(
        "UPDATE hotel SET staff_version = staff_version + 1 RETURNING staff_version"
    ).fetchone()
    return int(row[0])


def has_seen(room: RoomRow, version: int) -> bool:
    """Whether the lock has confirmed a revocation of this version."""
    return max(room.table_through, room.revoked_through) >= version


def _want_backup(sql: sqlite3.Connection) -> None:
    backups, hires = sql.execute("SELECT backups, hires_since_backup FROM hotel").fetchone()
    if backups and hires >= HIRES_SINCE_BACKUP_MAX:
        raise DeskRefusal(
            Reason.BACKUP_DUE,
            f"No place for staff is given before a backup: {HIRES_SINCE_BACKUP_MAX} were since the "
            "last one, or this desk was restored. `backup` makes one; without it a restored desk "
            "would not know these cards",
        )


def _none_left(sql: sqlite3.Connection) -> DeskRefusal:
    counted = dict(sql.execute("SELECT state, count(*) FROM slot GROUP BY state").fetchall())
    taken, revoked, spare = (counted.get(each, 0) for each in ("taken", "revoked", "spare"))
    (next_serial,) = sql.execute("SELECT next_serial FROM hotel").fetchone()
    if next_serial > SERIAL_MAX and not spare:
        return DeskRefusal(
            Reason.NO_SLOT,
            f"All {SERIAL_MAX} numbers of staff cards are used up, and {taken} of {SLOT_COUNT} "
            "places are taken: a place that is given up gets no new number. Only a hotel set up "
            "anew has some",
        )
    return DeskRefusal(
        Reason.NO_SLOT,
        f"All {SLOT_COUNT} places for staff are in use: {taken} are taken, {revoked} are revoked "
        f"but not yet at every door, and {spare} wait for a visit to every door. `revocations` "
        "lists the doors, `plan dst` makes the round that frees places. A lost card is ended by "
        "`fire` meanwhile",
    )
