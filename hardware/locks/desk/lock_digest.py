"""What a lock's digest has to be, if nobody but cards, staff and orders has changed its memory.

The digest covers everything that opens the door. Guests and staff change it by using their cards:
the index is told by the lock, and fixes its image. The periods of staff's places are not told: they
are those of the table, until somebody of the staff has opened the door in a later period. The audit
says who did, and when; so a lock is checked for certain when its table was just written, or when
its audit was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice, product
from math import prod
from typing import Final

from hardware.locks.agreed_digest import agreed_digest
from hardware.locks.audit_entry import Deed, WhoKind, Why, entries
from hardware.locks.cable import LockHello
from hardware.locks.chains import guest_image, staff_image
from hardware.locks.desk import room_chains, staff_chains
from hardware.locks.desk.store import Store
from hardware.locks.hotel_time import periods_accepted
from hardware.locks.installation import InitSettings
from hardware.locks.local_time import LocalTime
from hardware.locks.staff_table import SLOT_SIZE, SlotState, StaffSlot

# Around a change of periods a card of either may have been used: so many ways are tried.
WAYS_MAX: Final = 256
_MINUTE_S: Final = 60


class Agreement(Enum):
    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # staff may have used the door since: read its audit


@dataclass(frozen=True, slots=True)
class Expected:
    """What the desk knows of a lock. is_fresh: the table was written in this very visit."""

    lock: int
    local: LocalTime
    public_key: bytes
    staff_table: bytes
    is_fresh: bool
    audit: bytes = b""


def agreement(store: Store, expected: Expected, hello: LockHello) -> Agreement:
    """Compare a lock with what it should hold."""
    settings = _settings(store, expected, hello)
    later = _later_periods(store, expected)
    tables = _tables(store, expected, later or {})
    for table in islice(tables, 1 + WAYS_MAX):
        if agreed_digest(store.crypto, settings, hello.hardware_id, table) == hello.digest:
            return Agreement.AGREES
    if expected.is_fresh:
        return Agreement.DIFFERS
    is_known = later is not None and prod(map(len, later.values())) <= WAYS_MAX
    return Agreement.DIFFERS if is_known and _reaches_back(expected) else Agreement.UNKNOWN


def _settings(store: Store, expected: Expected, hello: LockHello) -> InitSettings:
    x = room_chains.value(store, expected.lock, hello.generation, hello.index).reveal()
    key = store.keys.attribute_key(expected.lock, hello.key_generation)
    return InitSettings(
        hotel=store.facts.hotel,
        lock=expected.lock,
        period_weeks=store.facts.period_weeks,
        generation=hello.generation,
        index=hello.index,
        image=guest_image(store.crypto, store.facts.hotel, expected.lock, hello.index, x),
        key_generation=hello.key_generation,
        key=key.reveal(),
        local=expected.local,
        public_key=expected.public_key,
        next_leaf=hello.next_leaf,
    )


def _tables(store: Store, expected: Expected, later: dict[int, range]) -> Iterator[bytes]:
    """The table as it was written, then with the places that the audit has seen go on."""
    yield expected.staff_table
    contents = {
        slot: [_advanced(store, expected, slot, period) for period in periods]
        for slot, periods in later.items()
    }
    if later:
        for ways in product(*contents.values()):
            table = bytearray(expected.staff_table)
            for slot, content in zip(contents, ways, strict=True):
                table[slot * SLOT_SIZE : (slot + 1) * SLOT_SIZE] = content
            yield bytes(table)


def _later_periods(store: Store, expected: Expected) -> dict[int, range] | None:
    """For each place that opened the door: the periods that it may have now.

    None where a lock with a doubtful clock let somebody in: that card may be of any period; and
    where it is said to have been in a period that has no value.
    """
    found: dict[int, range] = {}
    for entry in entries(expected.audit):
        if entry.what is not Why.OPENED or entry.who.kind is not WhoKind.STAFF:
            continue
        serial, slot = entry.who.number >> 8, entry.who.number & 0xFF
        held = _slot(expected.staff_table, slot)
        if held is None or held.serial != serial or held.state is SlotState.EMPTY:
            continue
        if entry.doubtful:
            return None
        last = entry.at + entry.span_minutes * _MINUTE_S
        weeks = store.facts.period_weeks
        # The span is cut to minutes.
        low = periods_accepted(last, weeks)[0]
        high = periods_accepted(last + _MINUTE_S, weeks)[-1]
        if high > staff_chains.last_period(weeks):
            return None
        before = found.get(slot, range(held.period, held.period + 1))
        found[slot] = range(max(low, before[0]), max(high, before[-1]) + 1)
    return found


def _advanced(store: Store, expected: Expected, slot: int, period: int) -> bytes:
    held = _slot(expected.staff_table, slot)
    assert held is not None
    if period == held.period:
        return held.to_bytes()
    if held.state is SlotState.REVOKED:
        # It was used before it was revoked, and keeps the period that it had then.
        return replace(held, period=period).to_bytes()
    c = staff_chains.value(store, held.serial, held.epoch, period).reveal()
    image = staff_image(store.crypto, store.facts.hotel, expected.lock, held.serial, period, c)
    return replace(held, period=period, image=image).to_bytes()


def _slot(table: bytes, slot: int) -> StaffSlot | None:
    try:
        return StaffSlot.from_bytes(table[slot * SLOT_SIZE : (slot + 1) * SLOT_SIZE])
    except ValueError:
        return None


def _reaches_back(expected: Expected) -> bool:
    """Whether the audit holds every opening since the table was written."""
    lasting = entries(expected.audit[: len(expected.audit) // 2])
    return any(entry.what in (Deed.INSTALLED, Deed.TABLE_WRITTEN) for entry in lasting)
