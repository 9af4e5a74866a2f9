"""How a lock comes to belong to a hotel, and how it ceases to.

Both are written without the journal, because they are too much for it: the state is written last
when a lock is installed, and first when it is wiped, so that a power cut in between leaves a
factory lock, or one that goes on with the wiping.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.audit_entry import Deed
from hardware.locks.firmware import memory_map
from hardware.locks.firmware.memory_map import (
    ATTRIBUTE_KEY,
    GENERATION,
    GUEST_IMAGE,
    GUEST_INDEX,
    HARDWARE_ID,
    HOTEL,
    KEY_GENERATION,
    LAYOUT,
    LAYOUT_NUMBER,
    LOCAL_TIME,
    LOCK,
    MAP,
    NEXT_LEAF,
    PERIOD_WEEKS,
    PUBLIC_KEY,
    STAFF,
    STATE,
)
from hardware.locks.firmware.parts import Parts, State
from hardware.locks.installation import Installation

# Everything that desk and lock must agree on, in this order; no key, nothing that runs by itself.
AGREED: Final = (
    LAYOUT,
    HARDWARE_ID,
    HOTEL,
    LOCK,
    PERIOD_WEEKS,
    GENERATION,
    GUEST_INDEX,
    GUEST_IMAGE,
    KEY_GENERATION,
    LOCAL_TIME,
    PUBLIC_KEY,
    NEXT_LEAF,
    STAFF,
)
_KEPT: Final = frozenset({LAYOUT, HARDWARE_ID, STATE})


class NotFactory(Exception):
    """The lock belongs to a hotel and takes no other installation."""


def install(parts: Parts, given: Installation) -> None:
    """Make a factory lock this hotel's. Raises NotFactory and changes nothing otherwise."""
    memory = parts.memory
    if memory.number(STATE) != State.FACTORY:
        raise NotFactory
    # Of an installation that a power cut broke off.
    _clear(parts)
    memory.write(
        [
            LAYOUT.number(LAYOUT_NUMBER),
            HOTEL.number(given.hotel),
            LOCK.number(given.lock),
            PERIOD_WEEKS.number(given.period_weeks),
            GENERATION.number(given.generation),
            GUEST_INDEX.number(given.index),
            GUEST_IMAGE.put(given.image),
            KEY_GENERATION.number(given.key_generation),
            ATTRIBUTE_KEY.put(given.attribute_key.to_bytes()),
            LOCAL_TIME.put(given.local_time.to_bytes()),
            PUBLIC_KEY.put(given.public_key),
            NEXT_LEAF.number(given.next_leaf),
            STAFF.put(given.staff_table),
            *parts.clock.setting(given.now),
        ]
    )
    memory.commit([STATE.number(State.OWNED), *parts.audit.noting(Deed.INSTALLED)])


def decommission(parts: Parts) -> None:
    """Wipe all that is the hotel's, the audit too, and be a factory lock. May be repeated."""
    parts.memory.commit([STATE.number(State.LEAVING)])
    finish_leaving(parts)


def finish_leaving(parts: Parts) -> None:
    """Go on with a wiping that a power cut broke off; nothing for any other lock."""
    if parts.memory.number(STATE) == State.LEAVING:
        _clear(parts)
        parts.memory.commit([STATE.number(State.FACTORY)])


def agreed_digest(parts: Parts) -> bytes:
    """By which the desk knows that the lock holds what it was given, 32 bytes; about 71 ms.

    It changes with every new card that opens: index, images and periods are in it.
    """
    # The ranges are hashed where they lie; a copy is put together only here.
    return parts.crypto.sha256(b"".join(map(parts.memory.read, AGREED)))


def _clear(parts: Parts) -> None:
    for each in MAP:
        if each not in _KEPT:
            parts.memory.write([each.put(bytes(each.size))])


assert memory_map.USED <= memory_map.MEMORY_SIZE
