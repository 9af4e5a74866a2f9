"""What every emulated device is, whatever language it speaks: bytes in, bytes out, and power."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from hardware.emulators.power import Power, PowerLost


class PoweredDevice(ABC):
    """Sans-I/O: `receive` takes bytes and returns bytes; time comes from the clock passed in.

    Owned by one thread.
    """

    def __init__(self, power: Power) -> None:
        self.power = power

    def receive(self, data: bytes) -> bytes:
        """The answers to whatever commands data completes; silence without power."""
        answers = bytearray()
        try:
            self.catch_up()
            if self.power.is_on:
                for answer in self._hear(data):
                    answers += answer
        except PowerLost:
            self._went_dark()
        return bytes(answers)

    def unasked(self) -> bytes:
        """What it has to say by itself, once; most devices never have."""
        return b""

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
        self._forget_line()
        try:
            self._start()
        except PowerLost:
            self._went_dark()

    @abstractmethod
    def _start(self) -> None:
        """Read the memory; forget everything else."""

    @abstractmethod
    def _hear(self, data: bytes) -> Iterator[bytes]:
        """Take what came and say what there is to say at once. Raises PowerLost."""

    @abstractmethod
    def _forget_line(self) -> None:
        """Nothing that came before counts."""

    def _advance(self) -> None:
        """Do what is due. Raises PowerLost."""
        return

    def _went_dark(self) -> None:
        """Forget what only power keeps."""
        self._forget_line()
