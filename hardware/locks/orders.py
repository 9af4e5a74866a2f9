"""An order: what one lock is to do, byte for byte. The desk signs it, a lock alone carries it out.

offset  size   field, big-endian; at most ORDER_SIZE_MAX bytes
0       3      hotel
3       2      lock
5       4      q: leaf of the signature; larger than that of any order the lock took before
9       4      not before, hotel seconds
13      4      not after, hotel seconds
17      1      number of commands, 1 to 8
18      n      commands, one after the other, none twice: op u8, size of the payload u16, payload
               (hardware.locks.order_commands)
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from hardware.locks.order_commands import (
    PAYLOAD_SIZES,
    BadOrder,
    Command,
    Op,
    OrderFault,
    decoded,
    need,
)

COMMANDS_MAX: Final = 8
HOTEL_MAX: Final = 2**24 - 1
LOCK_MAX: Final = 2**16 - 1
U32_MAX: Final = 2**32 - 1

_HEAD: Final = struct.Struct(">IHIIIB")
_COMMAND: Final = struct.Struct(">BH")

HEAD_SIZE: Final = _HEAD.size - 1
ORDER_SIZE_MAX: Final = HEAD_SIZE + sum(_COMMAND.size + size for size in PAYLOAD_SIZES.values())


@dataclass(frozen=True, slots=True)
class Order:
    """Raises BadOrder where the table above says no."""

    hotel: int
    lock: int
    q: int
    not_before: int
    not_after: int
    commands: tuple[Command, ...]

    def __post_init__(self) -> None:
        need(0 <= self.hotel <= HOTEL_MAX and 0 <= self.lock <= LOCK_MAX)
        need(all(0 <= each <= U32_MAX for each in (self.q, self.not_before, self.not_after)))
        need(self.not_before <= self.not_after, OrderFault.WINDOW)
        ops = [each.op for each in self.commands]
        need(1 <= len(ops) <= COMMANDS_MAX, OrderFault.COUNT)
        need(len(set(ops)) == len(ops), OrderFault.TWICE)
        need(Op.SET_CLOCK not in ops[1:] and Op.DECOMMISSION not in ops[:-1], OrderFault.PLACE)

    def encode(self) -> bytes:
        head = _HEAD.pack(
            self.hotel, self.lock, self.q, self.not_before, self.not_after, len(self.commands)
        )
        return head[1:] + b"".join(map(_encoded, self.commands))

    @classmethod
    def decode(cls, content: bytes) -> Order:
        """Raises BadOrder; whoever verifies must have verified these very bytes."""
        if len(content) < HEAD_SIZE:
            raise BadOrder(OrderFault.SHORT)
        head = _HEAD.unpack_from(b"\0" + content[:HEAD_SIZE])
        hotel, lock, q, not_before, not_after, count = head
        need(1 <= count <= COMMANDS_MAX, OrderFault.COUNT)
        commands: list[Command] = []
        at = HEAD_SIZE
        for _ in range(count):
            if at + _COMMAND.size > len(content):
                raise BadOrder(OrderFault.SHORT)
            code, size = _COMMAND.unpack_from(content, at)
            at += _COMMAND.size
            commands.append(decoded(code, size, content[at : at + size]))
            at += size
        need(at == len(content), OrderFault.LONG)
        return cls(hotel, lock, q, not_before, not_after, tuple(commands))


def _encoded(command: Command) -> bytes:
    payload = command.payload()
    return _COMMAND.pack(command.op, len(payload)) + payload
