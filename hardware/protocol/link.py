"""Question and answer on one serial line, seen from the kiosk; and what a device sends back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from hardware.errors import DeviceError, DeviceTimeout, ProtocolError, TransportError
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.status import Status

REPLY_BIT: Final = 0x80
COMMAND_TIMEOUT_S: Final = 0.5
PROVISION_TIMEOUT_S: Final = 5.0

_SEQ_COUNT: Final = 256
_FLUSH: Final = b"\0"


class Transport(Protocol):
    """How bytes reach a device and come back."""

    def write(self, data: bytes) -> None:
        """Send all of data. Raises TransportError."""

    def read(self, timeout_s: float) -> bytes:
        """Whatever has arrived, as soon as it is at least one byte.

        Empty only when nothing came and nothing will within timeout_s. Raises TransportError.
        """

    def close(self) -> None:
        """Free the line; a read that waits in another thread raises. May be repeated."""


class Link:
    """Commands to one device, one at a time. Belongs to the thread of its serial port.

    first_seq: random, so that an answer to a former kiosk's command does not fit.
    """

    def __init__(
        self, transport: Transport, *, monotonic: Callable[[], float], first_seq: int
    ) -> None:
        self._transport = transport
        self._monotonic = monotonic
        self._next_seq = first_seq % _SEQ_COUNT

    def exchange(
        self, op: int, payload: bytes = b"", *, timeout_s: float = COMMAND_TIMEOUT_S
    ) -> bytes:
        """Send one command and return the data of its answer, without the status.

        Never sends twice: only the caller knows whether the command may be repeated.

        Raises:
            TransportError: the line is gone.
            DeviceTimeout: no answer in time; the command may have run.
            ProtocolError: an answer without a status.
            DeviceError: the device refused; its outcome says whether it had begun.
        """
        seq, self._next_seq = self._next_seq, (self._next_seq + 1) % _SEQ_COUNT
        deadline = self._monotonic() + timeout_s
        # The 0x00 in front ends whatever half of a frame was left on the line before.
        self._transport.write(_FLUSH + Frame(seq, op, payload).encode())
        answer = self._answer(seq, op | REPLY_BIT, deadline)
        if not answer:
            raise ProtocolError("the answer has no status")
        if answer[0] != Status.OK:
            raise DeviceError(answer[0])
        return answer[1:]

    def close(self) -> None:
        """Close the transport; an exchange under way in another thread raises TransportError."""
        self._transport.close()

    def _answer(self, seq: int, op: int, deadline: float) -> bytes:
        # New for each command: half of a late answer must not spoil the next one.
        decoder = FrameDecoder()
        while (left_s := deadline - self._monotonic()) > 0:
            try:
                data = self._transport.read(left_s)
            except TransportError as error:
                # The command has left, so this is UNKNOWN whatever the transport says of the read.
                raise TransportError("the line went before the answer") from error
            if not data:
                break
            for frame in decoder.feed(data):
                # Anything else answers a command that has already timed out.
                if (frame.seq, frame.op) == (seq, op):
                    return frame.payload
        raise DeviceTimeout("no answer before the deadline")


def reply(request: Frame, status: Status, data: bytes = b"") -> Frame:
    """What a device sends back; data only where the tables say so."""
    return Frame(request.seq, request.op | REPLY_BIT, bytes((status,)) + data)
