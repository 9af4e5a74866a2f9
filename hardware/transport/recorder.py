"""A transport that writes down what passes: which command and which status, never a payload.

Whoever wants to read more of a frame hands in `words`, which says what of it may be shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.link import REPLY_BIT, Transport
from hardware.status import Status


class Direction(Enum):
    """Seen from the kiosk."""

    SENT = ">"
    RECEIVED = "<"


@dataclass(frozen=True, slots=True)
class Trace:
    """One frame that passed, or DAMAGED ones where seq is None.

    Attributes:
        length: of the payload in bytes; of a reply it counts the status.
        status: of a reply that has one; an unknown code is kept as a number.
        damaged: frames that yielded nothing; 0 in the trace of a frame.
        words: what may be said of the payload.
    """

    direction: Direction
    seq: int | None = None
    op: int | None = None
    length: int = 0
    status: Status | int | None = None
    damaged: int = 0
    words: str = ""

    def __str__(self) -> str:
        if self.seq is None or self.op is None:
            return f"{self.direction.value} damaged={self.damaged}"
        line = f"{self.direction.value} seq={self.seq} op={self.op:02x} length={self.length}"
        match self.status:
            case None:
                return line
            case Status():
                return f"{line} status={self.status.name}"
            case _:
                return f"{line} status=0x{self.status:02x}"


class Recorder:
    """A transport around another one. note: takes each trace, in the order on the line."""

    def __init__(
        self,
        transport: Transport,
        note: Callable[[Trace], None],
        words: Callable[[Frame], str] = lambda _frame: "",
    ) -> None:
        self._transport = transport
        self._note = note
        self._words = words
        self._decoders = {direction: FrameDecoder() for direction in Direction}

    def write(self, data: bytes) -> None:
        # Noted first: what a device does with a command must not come before the command.
        self._watch(Direction.SENT, data)
        self._transport.write(data)

    def read(self, timeout_s: float) -> bytes:
        data = self._transport.read(timeout_s)
        self._watch(Direction.RECEIVED, data)
        return data

    def close(self) -> None:
        self._transport.close()

    def _watch(self, direction: Direction, data: bytes) -> None:
        decoder = self._decoders[direction]
        before = decoder.dropped
        for frame in decoder.feed(data):
            self._note(_trace(direction, frame, self._words(frame)))
        if damaged := decoder.dropped - before:
            self._note(Trace(direction, damaged=damaged))


def _trace(direction: Direction, frame: Frame, words: str) -> Trace:
    status: Status | int | None = None
    if frame.op & REPLY_BIT and frame.payload:
        code = frame.payload[0]
        status = Status.from_code(code)
        if status is None:
            status = code
    return Trace(direction, frame.seq, frame.op, len(frame.payload), status, words=words)
