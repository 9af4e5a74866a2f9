"""INIT over the cable: a factory lock takes its settings and its staff table piece by piece.

A visit that was broken off begins anew.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.cable import Answer, CableRefusal, State
from hardware.locks.firmware import memory_map, ownership
from hardware.locks.firmware.parts import Parts
from hardware.locks.firmware.standing_order import progress
from hardware.locks.installation import InitSettings
from hardware.locks.lms_sets import PublicKey
from hardware.locks.staff_table import CHUNK_SIZE, CHUNKS, CHUNKS_ALL

_BEGUN: Final = 1


def begin(parts: Parts, content: bytes) -> None:
    """Take the settings. Raises CableRefusal."""
    ownership.want_factory(parts)
    try:
        given = InitSettings.decode(content)
        PublicKey.from_bytes(given.public_key)
    except ValueError:
        raise CableRefusal(Answer.VALUE) from None
    ownership.take_settings(parts, given)
    parts.memory.write([progress(_BEGUN)])


def take_chunk(parts: Parts, number: int, chunk: bytes) -> int:
    """The chunks held so far, a bit each. Raises CableRefusal."""
    ownership.want_factory(parts)
    held = _want_begun(parts)
    if number >= CHUNKS:
        raise CableRefusal(Answer.VALUE)
    parts.memory.write([memory_map.STAFF.part(number * CHUNK_SIZE, chunk)])
    parts.memory.write([progress(_BEGUN, held | 1 << number)])
    return held | 1 << number


def end(parts: Parts, now: int) -> bytes:
    """Be the hotel's, and answer the digest. Raises CableRefusal."""
    memory = parts.memory
    if memory.number(memory_map.STATE) == State.FACTORY:
        if _want_begun(parts) != CHUNKS_ALL:
            raise CableRefusal(Answer.CHUNKS_MISSING)
        ownership.own(parts, now)
    elif memory.number(memory_map.LASTING_WRITTEN) != 1:
        # With INSTALLED alone in the audit, its own answer was lost on the way: say it again.
        raise CableRefusal(Answer.NOT_FACTORY)
    return ownership.agreed_digest(parts)


def _want_begun(parts: Parts) -> int:
    begun, held = parts.memory.read(memory_map.ORDER_STEPS)
    if begun != _BEGUN:
        raise CableRefusal(Answer.OUT_OF_STEP)
    return held
