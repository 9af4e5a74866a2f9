"""The programmer's port of a lock: frames in, answers out, and nothing kept but its memory.

The port lies on the corridor's side of the door, so anybody may speak here. A stranger gets HELLO
and refusals; whatever changes the lock needs an order that the hotel's key has signed.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.cable import (
    LIVE_SIZE,
    NOTHING_TAKEN,
    Answer,
    CableOp,
    CableRefusal,
    LockHello,
    State,
    chunk_of,
)
from hardware.locks.firmware import executing, installing, memory_map, ownership, taking
from hardware.locks.firmware.parts import Parts
from hardware.locks.firmware.standing_order import standing
from hardware.protocol.frame import FRAME_SIZE_MAX, Frame, FrameDecoder
from hardware.protocol.link import REPLY_BIT

_END: Final = b"\0"
_UV_PER_MV: Final = 1_000
_MV_MAX: Final = 0xFFFF


class Visits:
    """A ProgrammerPort. Holds nothing: one instance may serve any number of locks."""

    __slots__ = ()

    def answer(self, parts: Parts, data: bytes) -> bytes:
        """See ProgrammerPort. A frame that is not whole yet waits in the lock's memory."""
        memory = parts.memory
        length = memory.number(memory_map.FRAME_LENGTH)
        held = memory.part(memory_map.FRAME, 0, length) if length <= FRAME_SIZE_MAX else b""
        *ended, rest = (held + data).split(_END)
        answers = [
            _answered(parts, frame).encode()
            for each in ended
            for frame in FrameDecoder().feed(each + _END)
        ]
        # So many are enough to know, at their end, that they were too many.
        rest = rest[:FRAME_SIZE_MAX]
        if rest or length:
            memory.write([memory_map.FRAME_LENGTH.number(0)])
            memory.write([memory_map.FRAME.part(0, rest)])
            memory.write([memory_map.FRAME_LENGTH.number(len(rest))])
        return b"".join(answers)


def hello(parts: Parts) -> LockHello:
    """What the lock says of itself."""
    number = parts.memory.number
    found = standing(parts.memory)
    is_owned = number(memory_map.STATE) == State.OWNED
    waits = taking.waiting_q_and_taken(parts) if is_owned else None
    q, taken = waits or (0, NOTHING_TAKEN)
    microvolts = parts.batteries.microvolts() if parts.batteries else 0
    return LockHello(
        state=number(memory_map.STATE),
        hardware_id=parts.memory.read(memory_map.HARDWARE_ID),
        hotel=number(memory_map.HOTEL) if is_owned else 0,
        lock=number(memory_map.LOCK) if is_owned else 0,
        next_leaf=number(memory_map.NEXT_LEAF),
        generation=number(memory_map.GENERATION),
        index=number(memory_map.GUEST_INDEX),
        key_generation=number(memory_map.KEY_GENERATION),
        clock=parts.clock.now(),
        is_doubtful=parts.clock.is_doubtful,
        battery_mv=min(microvolts // _UV_PER_MV, _MV_MAX),
        steps_done=found.done if found else 0,
        steps=len(found.order.commands) if found else 0,
        held=parts.memory.read(memory_map.ORDER_STEPS)[1],
        waiting_q=q,
        taken=taken,
        digest=ownership.agreed_digest(parts),
    )


def _answered(parts: Parts, frame: Frame) -> Frame:
    try:
        data = _obeyed(parts, frame.op, frame.payload)
        answer = Answer.OK
    except CableRefusal as refusal:
        data = b""
        answer = refusal.answer
    return Frame(frame.seq, frame.op | REPLY_BIT, bytes((answer,)) + data)


def _obeyed(parts: Parts, op: int, payload: bytes) -> bytes:
    """The data of the answer. Raises CableRefusal."""
    match op:
        case CableOp.HELLO:
            _want(payload, 0)
            return hello(parts).encode()
        case CableOp.INIT_BEGIN:
            installing.begin(parts, payload)
            return b""
        case CableOp.INIT_CHUNK:
            return bytes((installing.take_chunk(parts, *chunk_of(payload)),))
        case CableOp.INIT_END:
            return installing.end(parts, _number(_want(payload, LIVE_SIZE)))
        case CableOp.ORDER if len(payload) > LIVE_SIZE:
            taking.take_order(parts, _number(payload[:LIVE_SIZE]), payload[LIVE_SIZE:])
            return b""
        case CableOp.PATH:
            taking.take_path(parts, payload)
            return b""
        case CableOp.SIGNATURE:
            return taking.take_signature(parts, payload).to_bytes(2, "big")
        case CableOp.EXECUTE:
            _want(payload, 1 + LIVE_SIZE)
            return bytes((executing.execute(parts, payload[0], _number(payload[1:])),))
        case CableOp.CHUNK:
            return bytes((executing.take_chunk(parts, *chunk_of(payload)),))
        case CableOp.AUDIT:
            return executing.audit_piece(parts, _number(_want(payload, 2)))
        case CableOp.AUDIT_END:
            _want(payload, 0)
            executing.end_audit(parts)
            return b""
        case CableOp.ORDER:
            raise CableRefusal(Answer.LENGTH)
        case _:
            raise CableRefusal(Answer.OPCODE)


def _want(payload: bytes, size: int) -> bytes:
    if len(payload) != size:
        raise CableRefusal(Answer.LENGTH)
    return payload


def _number(content: bytes) -> int:
    return int.from_bytes(content, "big")
