"""How a lock comes to belong to a hotel, and how it ceases to.

Both are written without the journal, because they are too much for it: the state is written last
when a lock is installed, and first when it is wiped, so that a power cut in between leaves a
factory lock, or one that goes on with the wiping.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.attributes import AttributeKey
from hardware.locks.audit_entry import Deed
from hardware.locks.cable import Answer, CableRefusal, State
from hardware.locks.firmware.memory_map import (
    ATTRIBUTE_KEY,
    GENERATION,
    GUEST_IMAGE,
    GUEST_INDEX,
    HARDWARE_ID,
    HOTEL,
    KEY_GENERATION,
    LAYOUT,
    LOCAL_TIME,
    LOCK,
    MAP,
    NEXT_LEAF,
    PERIOD_WEEKS,
    PUBLIC_KEY,
    STAFF,
    STATE,
)
from hardware.locks.firmware.parts import Parts
from hardware.locks.firmware.standing_order import progress
from hardware.locks.installation import InitSettings, Installation

# Everything that desk and lock must agree on, in this order; nothing that runs by itself.
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
    ATTRIBUTE_KEY,
    LOCAL_TIME,
    PUBLIC_KEY,
    NEXT_LEAF,
    STAFF,
)
_KEPT: Final = frozenset({LAYOUT, HARDWARE_ID, STATE})


def install(parts: Parts, given: Installation) -> None:
    """INIT at once, for a lock without a programmer's port. Raises CableRefusal."""
    want_factory(parts)
    take_settings(parts, given.settings)
    parts.memory.write([STAFF.put(given.staff_table)])
    own(parts, given.now)


def want_factory(parts: Parts) -> None:
    """Raises CableRefusal for a lock that is a hotel's, or is being wiped."""
    if parts.memory.number(STATE) != State.FACTORY:
        raise CableRefusal(Answer.NOT_FACTORY)


def take_settings(parts: Parts, given: InitSettings) -> None:
    """In place of whatever a former hotel or a broken-off installation left.

    The lock stays a factory lock.
    """
    # First: whoever ends an installation must not find the former one's chunks beside half of this.
    parts.memory.write([progress(0)])
    _clear(parts)
    parts.memory.write(
        [
            HOTEL.number(given.hotel),
            LOCK.number(given.lock),
            PERIOD_WEEKS.number(given.period_weeks),
            GENERATION.number(given.generation),
            GUEST_INDEX.number(given.index),
            GUEST_IMAGE.put(given.image),
            KEY_GENERATION.number(given.key_generation),
            ATTRIBUTE_KEY.put(AttributeKey.of(parts.crypto, given.key).to_bytes()),
            LOCAL_TIME.put(given.local.to_bytes()),
            PUBLIC_KEY.put(given.public_key),
            NEXT_LEAF.number(given.next_leaf),
        ]
    )


def own(parts: Parts, now: int) -> None:
    """Settings and table are there: be the hotel's, in one change. now: hotel seconds."""
    parts.memory.write(parts.clock.setting(now))
    parts.memory.commit(
        [STATE.number(State.OWNED), progress(0), *parts.audit.noting(Deed.INSTALLED)]
    )


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
    """By which the desk knows that the lock holds what it was given, 32 bytes; about 70 ms.

    It changes with every new card that opens: index, images and periods are in it.
    """
    # The ranges are hashed where they lie; a copy is put together only here.
    return parts.crypto.sha256(b"".join(map(parts.memory.read, AGREED)))


def _clear(parts: Parts) -> None:
    for each in MAP:
        if each not in _KEPT:
            parts.memory.write([each.put(bytes(each.size))])
