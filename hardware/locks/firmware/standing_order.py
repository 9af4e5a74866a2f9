"""The two orders in a lock's memory: one that waits for its signature, and one that was accepted.

They lie apart, so that nothing unsigned touches what is being carried out. The bytes of the range
`order`:

    0     512   the order that waits; `order length` says how many bytes of it there are, 0 none
    512   512   the order accepted last; `order steps` says how far it was carried out

`stream`: what the signature's verifier keeps, and one byte after it that says whether it is whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import (
    NEXT_LEAF,
    ORDER,
    ORDER_DIGEST,
    ORDER_LENGTH,
    ORDER_STEPS,
    STREAM,
    Write,
)
from hardware.locks.lms import STATE_BYTES
from hardware.locks.orders import ORDER_SIZE_MAX, BadOrder, Order

_STANDING: Final = ORDER.size // 2
_NONE: Final = b"\0"
_WHOLE: Final = b"\1"

assert _STANDING >= 2 + ORDER_SIZE_MAX
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
    content = memory.part(ORDER, _STANDING, _STANDING)
    size = int.from_bytes(content[:2], "big")
    try:
        return Standing(Order.decode(content[2 : 2 + size]), done, held)
    except BadOrder:
        return None


def progress(done: int, held: int = 0) -> Write:
    return ORDER_STEPS.put(bytes((done, held)))


def accepting(content: bytes, order: Order, digest: bytes) -> list[Write]:
    """What is to be written so that this order stands and no other can be taken with its q."""
    return [
        NEXT_LEAF.number(order.q + 1),
        ORDER.part(_STANDING, len(content).to_bytes(2, "big") + content),
        ORDER_DIGEST.put(digest),
        progress(0),
        ORDER_LENGTH.number(0),
        STREAM.part(STATE_BYTES, _NONE),
    ]


def hold_waiting(memory: Memory, content: bytes) -> None:
    """In place of whatever waited before, and without a path yet."""
    drop_waiting(memory)
    memory.write([ORDER.part(0, content)])
    memory.write([ORDER_LENGTH.number(len(content))])


def drop_waiting(memory: Memory) -> None:
    memory.write([STREAM.part(STATE_BYTES, _NONE)])
    memory.write([ORDER_LENGTH.number(0)])


def waiting(memory: Memory) -> bytes:
    """Its bytes; empty where none waits."""
    return memory.part(ORDER, 0, min(memory.number(ORDER_LENGTH), _STANDING))


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
