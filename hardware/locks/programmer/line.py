"""The programmer's cable when it is plugged into the desk: it answers, the desk asks.

    op               request                   data of the answer
    20 STATUS        -                         jobs u16, done u16, bytes received u32, bytes of
                                               results u32, clock u32, SHA-256 of the package 32
    21 CLOCK         hotel seconds u32         -
    22 LOAD_BEGIN    size u32, SHA-256 32      -
    23 LOAD_PIECE    offset u32, <= 1000       bytes received u32
    24 LOAD_END      -                         -
    25 RESULTS       offset u32                <= 1000 bytes of the results
    26 RESULTS_HELD  SHA-256 of them all 32    -

Statuses are those of hardware.status. A package takes the place of the former one when all of it
came and its hash is right, never before; results are forgotten when the desk has shown that it
holds just these.
"""

from __future__ import annotations

import hashlib
import struct
from enum import IntEnum
from typing import Final

from hardware.locks.programmer.carried import Carried
from hardware.locks.programmer.jobs import BadPackage
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.link import reply
from hardware.status import Status

PIECE_SIZE_MAX: Final = 1_000
PACKAGE_SIZE_MAX: Final = 8 * 1024 * 1024
DIGEST_SIZE: Final = 32

LOAD_BEGIN: Final = struct.Struct(">I32s")
STATUS: Final = struct.Struct(">HHIII32s")
NUMBER: Final = struct.Struct(">I")


class LineOp(IntEnum):
    """What the desk asks."""

    STATUS = 0x20
    CLOCK = 0x21
    LOAD_BEGIN = 0x22
    LOAD_PIECE = 0x23
    LOAD_END = 0x24
    RESULTS = 0x25
    RESULTS_HELD = 0x26


class _Refused(Exception):
    def __init__(self, status: Status) -> None:
        super().__init__(status.name)
        self.status = status


class DeskLine:
    """Answers the desk. What was received of a package is lost with the power; it is sent again."""

    def __init__(self, carried: Carried) -> None:
        self._carried = carried
        self._decoder = FrameDecoder()
        self._size = 0
        self._digest = b""
        self._received = bytearray()
        self._loaded = bytes(DIGEST_SIZE)

    def receive(self, data: bytes) -> bytes:
        """Bytes from the cable in, answers out."""
        return b"".join(self._answered(each).encode() for each in self._decoder.feed(data))

    def _answered(self, frame: Frame) -> Frame:
        try:
            return reply(frame, Status.OK, self._obeyed(frame.op, frame.payload))
        except _Refused as refused:
            return reply(frame, refused.status)

    def _obeyed(self, op: int, payload: bytes) -> bytes:
        match op:
            case LineOp.STATUS:
                return self._status()
            case LineOp.CLOCK:
                self._carried.set_clock(_number(payload))
                return b""
            case LineOp.LOAD_BEGIN:
                self._begin(payload)
                return b""
            case LineOp.LOAD_PIECE:
                return self._take(payload)
            case LineOp.LOAD_END:
                self._end()
                return b""
            case LineOp.RESULTS:
                at = _number(payload)
                return self._carried.results()[at : at + PIECE_SIZE_MAX]
            case LineOp.RESULTS_HELD:
                if payload != hashlib.sha256(self._carried.results()).digest():
                    raise _Refused(Status.WRONG_STATE)
                self._carried.forget_results()
                return b""
            case _:
                raise _Refused(Status.OPCODE)

    def _status(self) -> bytes:
        stops = self._carried.stops()
        return STATUS.pack(
            len(stops),
            sum(each.is_done for each in stops),
            len(self._received),
            len(self._carried.results()),
            self._carried.now(),
            self._loaded,
        )

    def _begin(self, payload: bytes) -> None:
        if len(payload) != LOAD_BEGIN.size:
            raise _Refused(Status.LENGTH)
        size, digest = LOAD_BEGIN.unpack(payload)
        if size > PACKAGE_SIZE_MAX:
            raise _Refused(Status.VALUE)
        # The same package goes on where the cable was pulled.
        if (size, digest) != (self._size, self._digest):
            self._received.clear()
        self._size, self._digest = size, digest

    def _take(self, payload: bytes) -> bytes:
        at, piece = _number(payload[: NUMBER.size]), payload[NUMBER.size :]
        if at == len(self._received) and at + len(piece) <= self._size:
            self._received += piece
        elif at > len(self._received):
            raise _Refused(Status.WRONG_STATE)
        return NUMBER.pack(len(self._received))

    def _end(self) -> None:
        if self._digest and self._digest == self._loaded:
            return  # its answer was lost
        content = bytes(self._received)
        if not self._digest or hashlib.sha256(content).digest() != self._digest:
            raise _Refused(Status.WRONG_STATE)
        try:
            self._carried.load(content)
        except BadPackage:
            raise _Refused(Status.VALUE) from None
        self._loaded = self._digest
        self._received.clear()
        self._size = 0


def _number(payload: bytes) -> int:
    if len(payload) != NUMBER.size:
        raise _Refused(Status.LENGTH)
    return int.from_bytes(payload, "big")
