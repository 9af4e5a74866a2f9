"""The card writer at the end of a serial line: its two commands, and an emulated one.

    op         request      data of the answer
    01 WRITE   52 bytes     name of the card, UTF-8: the emulated one's; a real one has none
    02 READ    -            52 bytes, or what there is

Frames are those of hardware.protocol.frame; statuses those of hardware.status.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from hardware.errors import DeviceError, HardwareError, Outcome
from hardware.locks.desk.stripe_writer import STRIPE_SIZE, StripeWriter, WriterFault
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.link import Link, reply
from hardware.status import Status

# A hand pulls the card through within that time, or does it again.
TIMEOUT_S: Final = 5.0
NAMELESS: Final = "card"

_WORDS: Final = {
    Status.NO_CARD: "there is no card in the writer",
    Status.CARD_UNREADABLE: "the card cannot be written or read",
}


_BEFORE_ANY_CARD: Final = frozenset({Status.NO_CARD, Status.BUSY, Status.LENGTH, Status.OPCODE})


class WriterOp(IntEnum):
    """What the desk asks."""

    WRITE = 0x01
    READ = 0x02


class SerialStripeWriter:
    """The desk's end. Never asks twice: only the clerk knows which card lies in the writer."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def write(self, stripe: bytes) -> str:
        if len(stripe) != STRIPE_SIZE:
            raise ValueError("a stripe is 52 bytes")
        name = self._ask(WriterOp.WRITE, stripe)
        return name.decode("utf-8", "replace") or NAMELESS

    def read(self) -> bytes:
        return self._ask(WriterOp.READ)

    def _ask(self, op: WriterOp, payload: bytes = b"") -> bytes:
        try:
            return self._link.exchange(op, payload, timeout_s=TIMEOUT_S)
        except DeviceError as error:
            words = "the writer refused" if error.status is None else _WORDS.get(error.status)
            words = words or f"the writer refused ({error})"
            # A card that could not be written may have been all the same: a head has passed it.
            is_untouched = error.status in _BEFORE_ANY_CARD
            raise WriterFault(
                words, Outcome.NOT_DONE if is_untouched else Outcome.UNKNOWN
            ) from error
        except HardwareError as error:
            raise WriterFault("the writer does not answer", error.outcome) from error


class WriterEnd:
    """The far end: plays a writer, on any other, behind a cable."""

    def __init__(self, writer: StripeWriter) -> None:
        self._writer = writer
        self._decoder = FrameDecoder()

    def receive(self, data: bytes) -> bytes:
        """Bytes from the cable in, answers out."""
        return b"".join(self._answered(each).encode() for each in self._decoder.feed(data))

    def _answered(self, frame: Frame) -> Frame:
        try:
            if frame.op == WriterOp.WRITE and len(frame.payload) == STRIPE_SIZE:
                return reply(frame, Status.OK, self._writer.write(frame.payload).encode())
            if frame.op == WriterOp.READ and not frame.payload:
                return reply(frame, Status.OK, self._writer.read())
        except WriterFault as fault:
            is_untouched = fault.outcome is Outcome.NOT_DONE
            return reply(frame, Status.NO_CARD if is_untouched else Status.CARD_UNREADABLE)
        known = frame.op in set(WriterOp)
        return reply(frame, Status.LENGTH if known else Status.OPCODE)
