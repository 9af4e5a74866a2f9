"""What all devices that speak frames share: HELLO, answers, and refusals by status."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Final

from hardware.emulators.power import Power
from hardware.emulators.powered import PoweredDevice
from hardware.errors import MalformedMessage
from hardware.protocol.fields import want_empty
from hardware.protocol.frame import Frame, FrameDecoder
from hardware.protocol.hello import CommonOp, Hello
from hardware.protocol.link import REPLY_BIT, reply
from hardware.status import Status

FIRMWARE: Final = 1


class Refusal(Exception):
    """The device does not obey, and says why with a status. Nothing has moved or been stored."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.name)
        self.status = status


class SerialDevice(PoweredDevice):
    """A device that speaks frames.

    Holds nothing of a message beyond that message: a refused or damaged one leaves the next
    unharmed.
    """

    def __init__(self, power: Power) -> None:
        super().__init__(power)
        self._decoder = FrameDecoder()

    @abstractmethod
    def _hello(self) -> Hello:
        """Who this is."""

    @abstractmethod
    def _obey(self, op: int, payload: bytes) -> bytes:
        """Carry out a command and return its answer's data.

        Raises Refusal, MalformedMessage, or ValueError for an op that has no name.
        """

    def _hear(self, data: bytes) -> Iterator[bytes]:
        for frame in self._decoder.feed(data):
            yield self._answer(frame).encode()

    def _forget_line(self) -> None:
        self._decoder = FrameDecoder()

    def _answer(self, frame: Frame) -> Frame:
        try:
            if frame.op & REPLY_BIT:
                raise Refusal(Status.OPCODE)
            if frame.op == CommonOp.HELLO:
                want_empty(frame.payload)
                return reply(frame, Status.OK, self._hello().encode())
            return reply(frame, Status.OK, self._obey(frame.op, frame.payload))
        except Refusal as refusal:
            return reply(frame, refusal.status)
        except MalformedMessage as error:
            return reply(frame, error.status)
