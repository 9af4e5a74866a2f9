"""Which board is in a door: its lock may be exchanged, and results of the former one come late.

A board is known by its hardware id since its installation. What another board says is no news of
the door: not its key, nor its table. Only a result of INIT says that a board was exchanged.
"""

from __future__ import annotations

from hardware.locks.cable import LockHello
from hardware.locks.desk.known_memory import PlannedVisit
from hardware.locks.desk.rooms import GAP_MAX, RoomRow
from hardware.locks.desk.store import Deed
from hardware.locks.desk.visits import RoundKind
from hardware.locks.programmer.results import VisitOutcome, VisitResult


def is_other_board(row: RoomRow, visit: PlannedVisit, hello: LockHello) -> bool:
    """Whether an order's result is of a board that was here before, or is not known yet."""
    is_known = row.state == "installed" and row.hardware_id is not None
    return is_known and visit.kind is not RoundKind.INSTALL and hello.hardware_id != row.hardware_id


def is_installed_anew(row: RoomRow, visit: PlannedVisit, result: VisitResult) -> bool:
    """Whether the lock begins with this result, whatever later leaves the one before had taken."""
    is_news = (
        row.state != "installed"
        or result.hello.hardware_id != row.hardware_id
        or visit.state != "done"
    )
    is_done = result.outcome is VisitOutcome.DONE
    return visit.kind is RoundKind.INSTALL and is_done and is_news


def begins_behind(row: RoomRow, hello: LockHello) -> str:
    """Of a package older than the newest card: which cards open too; empty where none does."""
    if hello.index >= row.issued:
        return ""
    if row.issued - hello.index > 2 * GAP_MAX:
        return (
            f"; it was planned at card {hello.index}, so far back that the newest, {row.issued}, "
            "is AHEAD there: `plan resync`"
        )
    return (
        f"; it was planned at card {hello.index} and the newest is {row.issued}: until the newest, "
        "or one made after it, has opened this door, the cards before it open it too"
    )


def note_unknown(deed: Deed, row: RoomRow, hello: LockHello) -> None:
    """It is this hotel's lock, and what it holds is not known: it may have any older table.

    The installations that are still open for this door are over: one of them was this board's.
    """
    deed.sql.execute(
        """UPDATE visit SET state = 'failed', told = 'the board was installed before'
        WHERE lock = :lock AND state = 'open'
        AND round IN (SELECT round FROM round WHERE kind = :install)""",
        {"lock": row.lock, "install": RoundKind.INSTALL.value},
    )
    deed.sql.execute(
        """UPDATE room SET state = 'installed', table_through = 0, revoked_through = 0,
        attribute_generation = :key_generation, hardware_id = :hardware_id, last_leaf = :next_leaf,
        staff_table = NULL, local_time = NULL, openings = 0 WHERE lock = :lock""",
        {
            "lock": row.lock,
            "key_generation": hello.key_generation,
            "hardware_id": hello.hardware_id,
            "next_leaf": hello.next_leaf,
        },
    )


def note_installed(deed: Deed, row: RoomRow, hello: LockHello) -> None:
    """A board has the key of its INIT, also where the one before it had got a newer one."""
    deed.sql.execute(
        """UPDATE room SET state = 'installed', attribute_generation = :key_generation,
        last_leaf = :next_leaf, openings = 0 WHERE lock = :lock""",
        {
            "lock": row.lock,
            "key_generation": hello.key_generation,
            "next_leaf": hello.next_leaf,
        },
    )
