"""What one lock is to be told in a round: the commands of its order, or all that INIT brings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

from hardware.locks.chains import guest_image, staff_image
from hardware.locks.desk import room_chains, staff_chains
from hardware.locks.desk.rooms import RoomRow, stay_row
from hardware.locks.desk.slots import SlotRow, all_slots
from hardware.locks.desk.store import Store
from hardware.locks.hotel_time import SECONDS_MAX, periods_accepted
from hardware.locks.installation import InitSettings
from hardware.locks.local_time import LocalTime
from hardware.locks.order_commands import (
    Command,
    Decommission,
    Open,
    ReadAudit,
    Rekey,
    Resync,
    Revoke,
    SetClock,
    StaffTable,
    masked,
)
from hardware.locks.staff_table import SlotState, StaffSlot, table

WINDOW_S: Final = 48 * 3_600
OPEN_WINDOW_S: Final = 2 * 3_600

_NO_IMAGE: Final = bytes(16)


class RoundKind(Enum):
    """Every order sets the clock first: a lock that lost its power takes no other."""

    INSTALL = "install"  # a factory lock becomes this hotel's
    DST = "dst"  # clock, the next two changes of the clocks, staff table
    REVOKE = "revoke"
    REKEY = "rekey"  # a new K_L; for rooms where nobody stays
    RESYNC = "resync"  # the lock goes on to the newest card's index
    RESEED = "reseed"  # a new chain, when the indexes end
    OPEN = "open"  # a dead battery; good for 2 hours
    AUDIT = "audit"
    DECOMMISSION = "decommission"


@dataclass(frozen=True, slots=True)
class StaffValues:
    """Every place's value for one period; each lock makes its own images of it."""

    period: int
    rows: tuple[SlotRow, ...]
    values: tuple[bytes, ...]

    def __repr__(self) -> str:
        return "StaffValues(<secret>)"


@dataclass(frozen=True, slots=True)
class Told:
    """Commands for one lock, and the staff table that one of them names, if one does."""

    commands: tuple[Command, ...]
    staff_table: bytes | None = None


def staff_values(store: Store, now: int) -> StaffValues:
    """For the earliest period that locks still accept, so that nobody's card stays behind."""
    period = periods_accepted(now, store.facts.period_weeks)[0]
    rows = all_slots(store.reading())
    staff_chains.prepare(store, ((row.serial, row.epoch) for row in rows))
    values = tuple(
        staff_chains.value(store, row.serial, row.epoch, period).reveal()
        if row.state != "revoked"
        else _NO_IMAGE
        for row in rows
    )
    return StaffValues(period, rows, values)


def staff_table(store: Store, lock: int, staff: StaffValues) -> bytes:
    """The 4,224 bytes of this lock."""
    made = {
        row.slot: StaffSlot(row.serial, staff.period, _NO_IMAGE, row.epoch, SlotState.REVOKED)
        if row.state == "revoked"
        else StaffSlot(
            row.serial,
            staff.period,
            staff_image(store.crypto, store.facts.hotel, lock, row.serial, staff.period, value),
            row.epoch,
        )
        for row, value in zip(staff.rows, staff.values, strict=True)
    }
    return table(made)


def revoked_slots(sql: sqlite3.Connection) -> frozenset[int]:
    return frozenset(row.slot for row in all_slots(sql) if row.state == "revoked")


def local_time(store: Store, now: int) -> LocalTime:
    hours, instant = store.facts.hours, store.facts.time.instant
    changes = [
        (store.seconds(at), hours.offset_minutes(at)) for at in hours.next_changes(instant(now))
    ]
    offset = hours.offset_minutes(instant(now))
    last = changes[-1][1] if changes else offset
    # A zone without changes has them in 136 years.
    changes += [(SECONDS_MAX, last)] * (2 - len(changes))
    return LocalTime(offset, (changes[0], changes[1]))


def told(
    store: Store, kind: RoundKind, row: RoomRow, q: int, local: LocalTime, staff: StaffValues | None
) -> Told:
    """The commands for one lock. staff: for DST."""
    clock = SetClock(local)
    match kind:
        case RoundKind.DST:
            assert staff is not None
            content = staff_table(store, row.lock, staff)
            return Told((clock, StaffTable.of(store.crypto, content)), content)
        case RoundKind.REVOKE:
            return Told((clock, Revoke(revoked_slots(store.reading()))))
        case RoundKind.REKEY:
            return Told((clock, _rekey(store, row, q)))
        case RoundKind.RESYNC:
            return Told((clock, _resync(store, row.lock, row.generation, _in_use(store, row))))
        case RoundKind.RESEED:
            # No leaf comes twice, so no generation does: also after a restore, which leaves out the
            # leaves of everything that was signed since the backup.
            return Told((clock, _resync(store, row.lock, max(row.generation, q) + 1, 0)))
        case RoundKind.OPEN:
            return Told((clock, Open()))
        case RoundKind.AUDIT:
            return Told((clock, ReadAudit()))
        case RoundKind.DECOMMISSION:
            return Told((clock, Decommission()))
        case RoundKind.INSTALL:
            raise ValueError("INIT is no order")
        case _:
            assert_never(kind)


def init_settings(
    store: Store, row: RoomRow, local: LocalTime, public_key: bytes, next_leaf: int
) -> InitSettings:
    """INIT's settings; holds K_L. A lock begins at the newest index: no older card opens it."""
    x = room_chains.value(store, row.lock, row.generation, row.issued).reveal()
    key = store.keys.attribute_key(row.lock, row.attribute_generation)
    return InitSettings(
        hotel=store.facts.hotel,
        lock=row.lock,
        period_weeks=store.facts.period_weeks,
        generation=row.generation,
        index=row.issued,
        image=guest_image(store.crypto, store.facts.hotel, row.lock, row.issued, x),
        key_generation=row.attribute_generation,
        key=key.reveal(),
        local=local,
        public_key=public_key,
        next_leaf=next_leaf,
    )


def _in_use(store: Store, row: RoomRow) -> int:
    """The index that the lock may go on to and shut nobody out: of who stays, or the last issued.

    They differ where a card was not written, and in a restored desk, which has left indexes out.
    """
    stay = stay_row(store.reading(), row.lock)
    if stay is None or stay.generation != row.generation:
        return row.issued
    return stay.k


def _rekey(store: Store, row: RoomRow, q: int) -> Rekey:
    old = store.keys.attribute_key(row.lock, row.attribute_generation).reveal()
    new = store.keys.attribute_key(row.lock, row.attribute_generation + 1).reveal()
    place = (store.facts.hotel, row.lock, q)
    return Rekey(row.attribute_generation + 1, masked(store.crypto, old, new, place))


def _resync(store: Store, lock: int, generation: int, index: int) -> Resync:
    x = room_chains.value(store, lock, generation, index).reveal()
    image = guest_image(store.crypto, store.facts.hotel, lock, index, x)
    return Resync(generation, index, image)
