"""What a lock holds after a visit, as far as the desk gave it; so which revocations it knows."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.locks.audit_entry import Deed as Noted
from hardware.locks.audit_entry import entries
from hardware.locks.desk.rooms import RoomRow
from hardware.locks.desk.store import Deed
from hardware.locks.desk.visits import RoundKind
from hardware.locks.installation import InitSettings
from hardware.locks.order_commands import Revoke, SetClock
from hardware.locks.orders import Order
from hardware.locks.programmer.results import VisitResult
from hardware.locks.staff_table import SLOT_SIZE, SlotState, StaffSlot


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """The planned visit that a result is of."""

    number: int
    kind: RoundKind
    orders: bytes
    staff_table: bytes | None
    staff_version: int
    state: str


@dataclass(frozen=True, slots=True)
class KnownMemory:
    """What the lock holds after the visit, as far as it was given by the desk."""

    local: bytes | None
    staff_table: bytes | None
    is_fresh: bool
    table_through: int
    revoked_through: int


@dataclass(frozen=True, slots=True)
class Given:
    """What the desk knows that a lock was given before a visit; None where that is not certain."""

    local: bytes | None
    staff_table: bytes | None


def known_before(deed: Deed, row: RoomRow, result: VisitResult) -> Given:
    """Nothing is certain while an earlier order may have been carried out and its result was lost.

    An audit that was read tells which leaves the lock has taken.
    """
    unheard = {
        leaf
        for (leaf,) in deed.sql.execute(
            """SELECT leaf FROM visit JOIN round USING (round) WHERE lock = :lock
            AND visit.state != 'done' AND leaf >= :seen AND leaf < :leaf""",
            {"lock": row.lock, "seen": row.last_leaf, "leaf": result.q},
        )
    }
    if unheard & _leaves_taken(row, result.audit, unheard):
        return Given(None, None)
    local, table = deed.sql.execute(
        "SELECT local_time, staff_table FROM room WHERE lock = :lock", {"lock": row.lock}
    ).fetchone()
    return Given(local, table)


def known_after(
    deed: Deed, visit: PlannedVisit, row: RoomRow, given: Given, steps: int, *, is_done: bool
) -> KnownMemory:
    """steps: commands of this very order that were carried out; all of them where is_done."""
    local, table = given.local, given.staff_table
    if visit.kind is RoundKind.INSTALL:
        settings = InitSettings.decode(visit.orders)
        version = visit.staff_version
        return KnownMemory(settings.local.to_bytes(), visit.staff_table, True, version, version)
    commands = Order.decode(visit.orders).commands
    through, revoked, is_fresh = row.table_through, row.revoked_through, False
    for command in commands if is_done else commands[:steps]:
        if isinstance(command, SetClock):
            local = command.local.to_bytes()
        elif isinstance(command, Revoke):
            table = _without(table, command.slots)
            if not _holds_a_serial_given_up(deed, row):
                revoked = max(revoked, visit.staff_version)
        elif visit.staff_table is not None:
            table, is_fresh = visit.staff_table, True
            through = max(through, visit.staff_version)
    return KnownMemory(local, table, is_fresh, through, revoked)


def _leaves_taken(row: RoomRow, audit: bytes, perhaps: set[int]) -> set[int]:
    """Of the orders that the lock has noted; perhaps: the answer if it does not reach back."""
    noted = entries(audit[: len(audit) // 2])
    taken = {entry.who.number for entry in noted if entry.what is Noted.ORDER_TAKEN}
    reaches_back = any(leaf < row.last_leaf for leaf in taken) or any(
        entry.what is Noted.INSTALLED for entry in noted
    )
    return taken if reaches_back else perhaps


def _holds_a_serial_given_up(deed: Deed, row: RoomRow) -> bool:
    """Whether a place may still have somebody here whose serial the desk has given up since.

    So it is at a door that was installed with a table of before: the place is another's now, and no
    revocation names it. Only a new table ends that card.
    """
    found = deed.sql.execute(
        """SELECT 1 FROM staff JOIN slot USING (slot) WHERE staff.serial != slot.serial
        AND staff.revoked > :seen LIMIT 1""",
        {"seen": max(row.table_through, row.revoked_through)},
    ).fetchone()
    return found is not None


def _without(table: bytes | None, revoked: frozenset[int]) -> bytes | None:
    """As the lock clears it: places that were live keep serial and period."""
    if table is None:
        return None
    made = bytearray(table)
    for slot in revoked:
        at = slot * SLOT_SIZE
        held = StaffSlot.from_bytes(bytes(made[at : at + SLOT_SIZE]))
        if held.state is SlotState.LIVE:
            made[at : at + SLOT_SIZE] = held.revoked().to_bytes()
    return bytes(made)
