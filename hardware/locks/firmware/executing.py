"""Carrying out an accepted order, one command at a time, each in one change with its step.

What a command changes and the count of steps go into the memory together: after a power cut it was
done and counts as done, or neither. A step that is done already is answered and not repeated. The
motor runs after its step is counted: a cut in between leaves the door closed, and nobody can make
the lock repeat an opening.
"""

from __future__ import annotations

from hardware.locks.attributes import AttributeKey
from hardware.locks.audit_entry import Deed
from hardware.locks.cable import AUDIT_OPEN, AUDIT_PIECE_SIZE, AUDIT_SIZE, Answer, CableRefusal
from hardware.locks.firmware import memory_map, ownership
from hardware.locks.firmware.memory_map import Write
from hardware.locks.firmware.parts import Parts
from hardware.locks.firmware.standing_order import Standing, progress, standing
from hardware.locks.firmware.taking import by, want_in_time, want_live, want_owned
from hardware.locks.order_commands import (
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
from hardware.locks.orders import Order
from hardware.locks.staff_table import (
    CHUNK_SIZE,
    CHUNKS,
    CHUNKS_ALL,
    SLOT_SIZE,
    SlotState,
    StaffSlot,
)


def execute(parts: Parts, step: int, live: int) -> int:
    """Carry out this step, if it is the next; the steps done then. Raises CableRefusal."""
    want_owned(parts)
    found = _standing(parts)
    if step > found.done or step >= len(found.order.commands):
        raise CableRefusal(Answer.OUT_OF_STEP)
    if step < found.done:
        _set_lost_clock_again(parts, found, step, live)
        return found.done
    want_in_time(parts, found.order)
    want_live(parts, found.order, live)
    command = found.order.commands[step]
    if not isinstance(command, SetClock):
        _want_sure_clock(parts)
    note = _carry_out(parts, found, live)
    if isinstance(command, Decommission):
        ownership.decommission(parts)
        return step + 1
    held = AUDIT_OPEN if isinstance(command, ReadAudit) else 0
    parts.memory.commit([*note, progress(step + 1, held)])
    if isinstance(command, Open) and parts.batteries is not None:
        parts.batteries.run_motor()
    return step + 1


def take_chunk(parts: Parts, number: int, chunk: bytes) -> int:
    """A piece of the table whose turn it is; the chunks held then. Raises CableRefusal."""
    want_owned(parts)
    found = _standing(parts)
    command = None if found.is_done else found.order.commands[found.done]
    if not isinstance(command, StaffTable):
        raise CableRefusal(Answer.OUT_OF_STEP)
    if number >= CHUNKS:
        raise CableRefusal(Answer.VALUE)
    if found.held >> number & 1:
        return found.held
    want_in_time(parts, found.order)
    _want_sure_clock(parts)
    if parts.crypto.sha256(chunk) != command.digests[number]:
        raise CableRefusal(Answer.CHUNK_DIFFERS)
    held = found.held | 1 << number
    parts.memory.commit(
        [memory_map.STAFF.part(number * CHUNK_SIZE, chunk), progress(found.done, held)]
    )
    return held


def audit_piece(parts: Parts, offset: int) -> bytes:
    """Of both rings, as they lie. Raises CableRefusal unless an order to read it stands open."""
    want_owned(parts)
    found = standing(parts.memory)
    if found is None or not _is_audit_open(found):
        raise CableRefusal(Answer.NO_AUDIT)
    want_in_time(parts, found.order)
    if offset >= AUDIT_SIZE:
        raise CableRefusal(Answer.VALUE)
    return parts.audit.rings()[offset : offset + AUDIT_PIECE_SIZE]


def end_audit(parts: Parts) -> None:
    """Nobody reads on. May be repeated."""
    want_owned(parts)
    found = _standing(parts)
    if _is_audit_open(found):
        parts.memory.commit([progress(found.done)])


def _carry_out(parts: Parts, found: Standing, live: int) -> list[Write]:
    """What is to be written for the next command, its note included. Raises CableRefusal."""
    order = found.order
    who = by(order.q)
    match order.commands[found.done]:
        case SetClock(local):
            setting = parts.clock.setting(live)
            note = parts.audit.noting(Deed.CLOCK_SET, who)
            return [*note, *setting, memory_map.LOCAL_TIME.put(local.to_bytes())]
        case StaffTable():
            if found.held != CHUNKS_ALL:
                raise CableRefusal(Answer.CHUNKS_MISSING)
            return parts.audit.noting(Deed.TABLE_WRITTEN, who)
        case Revoke(slots):
            for each in sorted(slots):
                _revoke(parts, each)
            return parts.audit.noting(Deed.STAFF_REVOKED, who)
        case Rekey() as rekey:
            return [*parts.audit.noting(Deed.REKEYED, who), *_rekeying(parts, order, rekey)]
        case Resync() as resync:
            return [*parts.audit.noting(Deed.RESYNCED, who), *_resyncing(parts, resync)]
        case Open():
            return parts.audit.noting(Deed.OPENED_BY_ORDER, who)
        case ReadAudit():
            return parts.audit.noting(Deed.AUDIT_READ, who)
        case Decommission():
            return []


def _revoke(parts: Parts, number: int) -> None:
    """Clear one slot's image. A cut before the last leaves the step undone: it is done again."""
    at = number * SLOT_SIZE
    held = parts.memory.part(memory_map.STAFF, at, SLOT_SIZE)
    try:
        slot = StaffSlot.from_bytes(held)
    except ValueError:
        cleared = bytes(SLOT_SIZE)
    else:
        cleared = slot.revoked().to_bytes() if slot.state is SlotState.LIVE else held
    if cleared != held:
        parts.memory.commit([memory_map.STAFF.part(at, cleared)])


def _rekeying(parts: Parts, order: Order, rekey: Rekey) -> list[Write]:
    if rekey.generation <= parts.memory.number(memory_map.KEY_GENERATION):
        raise CableRefusal(Answer.BACKWARDS)
    old = AttributeKey.from_bytes(parts.memory.read(memory_map.ATTRIBUTE_KEY))
    place = (order.hotel, order.lock, order.q)
    new = AttributeKey.of(parts.crypto, masked(parts.crypto, old.k, rekey.masked_key, place))
    return [
        memory_map.ATTRIBUTE_KEY.put(new.to_bytes()),
        memory_map.KEY_GENERATION.number(rekey.generation),
    ]


def _resyncing(parts: Parts, resync: Resync) -> list[Write]:
    now = (
        parts.memory.number(memory_map.GENERATION),
        parts.memory.number(memory_map.GUEST_INDEX),
    )
    if (resync.generation, resync.index) <= now:
        raise CableRefusal(Answer.BACKWARDS)
    return [
        memory_map.GENERATION.number(resync.generation),
        memory_map.GUEST_INDEX.number(resync.index),
        memory_map.GUEST_IMAGE.put(resync.image),
    ]


def _set_lost_clock_again(parts: Parts, found: Standing, step: int, live: int) -> None:
    """The power went in the middle of an order that had set the clock: it sets it once more.

    Not once all of it is done: who pulls the batteries then would set the clock as it pleases him.
    """
    sets_clock = isinstance(found.order.commands[step], SetClock)
    if parts.clock.is_doubtful and sets_clock and not found.is_done:
        want_in_time(parts, found.order)
        want_live(parts, found.order, live)
        note = parts.audit.noting(Deed.CLOCK_SET, by(found.order.q))
        parts.memory.commit([*note, *parts.clock.setting(live)])


def _want_sure_clock(parts: Parts) -> None:
    if parts.clock.is_doubtful:
        raise CableRefusal(Answer.CLOCK_DOUBTFUL)


def _standing(parts: Parts) -> Standing:
    found = standing(parts.memory)
    if found is None:
        raise CableRefusal(Answer.NO_ORDER)
    return found


def _is_audit_open(found: Standing) -> bool:
    last = found.order.commands[found.done - 1] if found.done else None
    return isinstance(last, ReadAudit) and found.held == AUDIT_OPEN
