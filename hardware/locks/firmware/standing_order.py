"""The two orders in a lock's memory: one that waits for its signature, and one that was accepted.

They lie apart, so that nothing unsigned touches what is being carried out. `stream` holds what the
signature's verifier keeps, and one byte after it that says whether it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import (
    NEXT_LEAF,
    ORDER,
    ORDER_STEPS,
    STREAM,
    WAITING,
    WAITING_LENGTH,
    Write,
)
from hardware.locks.lms import STATE_BYTES
from hardware.locks.order_commands import BadOrder
from hardware.locks.orders import ORDER_SIZE_MAX, Order

_SIZE: Final = 2
_NONE: Final = b"\0"
_WHOLE: Final = b"\1"

assert min(ORDER.size - _SIZE, WAITING.size) >= ORDER_SIZE_MAX
assert STREAM.size > STATE_BYTES


@dataclass(frozen=True, slots=True)
class Standing:
    """The order being carried out. held: chunks of its table, a bit each, or 1: audit open."""

    order: Order
    done: int
    held: int

    @property
    def is_done(self) -> bool:
        return self.done >= len(self.order.commands)


def standing(memory: Memory) -> Standing | None:
    """None before the first order, and after the last of a former owner."""
    done, held = memory.read(ORDER_STEPS)
    content = memory.read(ORDER)
    size = int.from_bytes(content[:_SIZE], "big")
    try:
        return Standing(Order.decode(content[_SIZE : _SIZE + size]), done, held)
    except BadOrder:
        return None


def progress(done: int, held: int = 0) -> Write:
    return ORDER_STEPS.put(bytes((done, held)))


def accepting(content: bytes, order: Order) -> list[Write]:
    """What is to be written so that this order stands and no other can be taken with its q."""
    return [
        NEXT_LEAF.number(order.q + 1),
        ORDER.part(0, len(content).to_bytes(_SIZE, "big") + content),
        progress(0),
        WAITING_LENGTH.number(0),
        STREAM.part(STATE_BYTES, _NONE),
    ]


def hold_waiting(memory: Memory, content: bytes) -> None:
    """In place of whatever waited before, and without a path yet."""
    drop_waiting(memory)
    memory.write([WAITING.part(0, content)])
    memory.write([WAITING_LENGTH.number(len(content))])


def drop_waiting(memory: Memory) -> None:
    memory.write([STREAM.part(STATE_BYTES, _NONE)])
    memory.write([WAITING_LENGTH.number(0)])


def waiting(memory: Memory) -> bytes:
    """Its bytes; empty where none waits."""
    return memory.part(WAITING, 0, min(memory.number(WAITING_LENGTH), WAITING.size))


def hold_stream(memory: Memory, state: bytes) -> None:
    """A power cut in between leaves none, and the programmer begins with the path again."""
    memory.write([STREAM.part(STATE_BYTES, _NONE)])
    memory.write([STREAM.part(0, state)])
    memory.write([STREAM.part(STATE_BYTES, _WHOLE)])


def stream(memory: Memory) -> bytes:
    """The verifier's state; empty where there is none, or half of one."""
    if memory.part(STREAM, STATE_BYTES, 1) != _WHOLE:
        return b""
    return memory.part(STREAM, 0, STATE_BYTES)
