"""What all emulated devices share: frames in, answers out, HELLO, power, and refusals by status."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Final

from hardware.emulators.power import Power, PowerLost
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


class SerialDevice(ABC):
    """Sans-I/O: `receive` takes bytes and returns bytes; time comes from the clock passed in.

    Owned by one thread. Holds nothing of a message beyond that message: a refused or damaged one
    leaves the next unharmed.
    """

    def __init__(self, power: Power) -> None:
        self.power = power
        self._decoder = FrameDecoder()

    def receive(self, data: bytes) -> bytes:
        """The answers to whatever commands data completes; silence without power."""
        answers = bytearray()
        try:
            self.catch_up()
            if self.power.is_on:
                for frame in self._decoder.feed(data):
                    answers += self._answer(frame).encode()
        except PowerLost:
            self._went_dark()
        return bytes(answers)

    def catch_up(self) -> None:
        """Do whatever is due by the clock."""
        if not self.power.is_on:
            return
        try:
            self._advance()
        except PowerLost:
            self._went_dark()

    def next_due(self) -> float | None:
        """When `catch_up` has something to do; None if only a command can bring it."""
        return None

    def power_off(self) -> None:
        """Power fails now: nothing is stored, moved or answered any more."""
        if self.power.is_on:
            self.power.is_on = False
            self._went_dark()

    def power_on(self) -> None:
        """Start again from what the memory holds and the sensors see. May be repeated."""
        if self.power.is_on:
            return
        self.power.is_on = True
        self._decoder = FrameDecoder()
        try:
            self._start()
        except PowerLost:
            self._went_dark()

    @abstractmethod
    def _start(self) -> None:
        """Read the memory; forget everything else."""

    @abstractmethod
    def _hello(self) -> Hello:
        """Who this is."""

    @abstractmethod
    def _obey(self, op: int, payload: bytes) -> bytes:
        """Carry out a command and return its answer's data.

        Raises Refusal, MalformedMessage, or ValueError for an op that has no name.
        """

    def _advance(self) -> None:
        """Do what is due. Raises PowerLost."""
        return

    def _went_dark(self) -> None:
        """Forget what only power keeps."""
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
