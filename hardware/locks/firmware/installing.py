"""INIT over the cable: a factory lock takes its settings and its staff table piece by piece.

All of it is written home at once, because nothing counts while the lock is in factory state; the
last packet makes it the hotel's in one change. A visit that was broken off begins anew.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.attributes import AttributeKey
from hardware.locks.audit_entry import Deed
from hardware.locks.cable import Answer, CableRefusal, InitSettings
from hardware.locks.firmware import memory_map, ownership
from hardware.locks.firmware.parts import Parts, State
from hardware.locks.hotel_time import PERIOD_WEEKS
from hardware.locks.lms_sets import PublicKey
from hardware.locks.staff_table import CHUNK_SIZE, CHUNKS

_BEGUN: Final = 1
_NOT_BEGUN: Final = 0
_CHUNKS_ALL: Final = (1 << CHUNKS) - 1
_KEPT: Final = frozenset(
    {memory_map.LAYOUT, memory_map.HARDWARE_ID, memory_map.STATE, memory_map.STAFF}
)


def begin(parts: Parts, content: bytes) -> None:
    """Take the settings. Raises CableRefusal."""
    _want_factory(parts)
    try:
        given = InitSettings.decode(content)
        PublicKey.from_bytes(given.public_key)
    except ValueError:
        raise CableRefusal(Answer.VALUE) from None
    if given.period_weeks not in PERIOD_WEEKS:
        raise CableRefusal(Answer.VALUE)
    memory = parts.memory
    memory.write([_progress(_NOT_BEGUN, 0)])
    # Whatever a former hotel or a broken-off INIT left, but not the frame that is being answered.
    memory.write([each.put(bytes(each.size)) for each in memory_map.MAP if each not in _KEPT])
    memory.write(
        [
            memory_map.HOTEL.number(given.hotel),
            memory_map.LOCK.number(given.lock),
            memory_map.PERIOD_WEEKS.number(given.period_weeks),
            memory_map.GENERATION.number(given.generation),
            memory_map.GUEST_INDEX.number(given.index),
            memory_map.GUEST_IMAGE.put(given.image),
            memory_map.KEY_GENERATION.number(given.key_generation),
            memory_map.ATTRIBUTE_KEY.put(AttributeKey.of(parts.crypto, given.key).to_bytes()),
            memory_map.LOCAL_TIME.put(given.local.to_bytes()),
            memory_map.PUBLIC_KEY.put(given.public_key),
            memory_map.NEXT_LEAF.number(given.next_leaf),
        ]
    )
    memory.write([_progress(_BEGUN, 0)])


def take_chunk(parts: Parts, number: int, chunk: bytes) -> int:
    """The chunks held so far, a bit each. Raises CableRefusal."""
    _want_factory(parts)
    held = _want_begun(parts)
    if number >= CHUNKS:
        raise CableRefusal(Answer.VALUE)
    parts.memory.write([memory_map.STAFF.part(number * CHUNK_SIZE, chunk)])
    parts.memory.write([_progress(_BEGUN, held | 1 << number)])
    return held | 1 << number


def end(parts: Parts, now: int) -> bytes:
    """Be the hotel's, and answer the digest. Raises CableRefusal."""
    memory = parts.memory
    if memory.number(memory_map.STATE) == State.FACTORY:
        if _want_begun(parts) != _CHUNKS_ALL:
            raise CableRefusal(Answer.CHUNKS_MISSING)
        memory.write(parts.clock.setting(now))
        memory.commit(
            [
                memory_map.STATE.number(State.OWNED),
                _progress(0, 0),
                *parts.audit.noting(Deed.INSTALLED),
            ]
        )
    elif memory.number(memory_map.LASTING_WRITTEN) != 1:
        # With INSTALLED alone in the audit, its own answer was lost on the way: say it again.
        raise CableRefusal(Answer.NOT_FACTORY)
    return ownership.agreed_digest(parts)


def _want_factory(parts: Parts) -> None:
    if parts.memory.number(memory_map.STATE) != State.FACTORY:
        raise CableRefusal(Answer.NOT_FACTORY)


def _want_begun(parts: Parts) -> int:
    begun, held = parts.memory.read(memory_map.ORDER_STEPS)
    if begun != _BEGUN:
        raise CableRefusal(Answer.OUT_OF_STEP)
    return held


def _progress(begun: int, held: int) -> memory_map.Write:
    return memory_map.ORDER_STEPS.put(bytes((begun, held)))
