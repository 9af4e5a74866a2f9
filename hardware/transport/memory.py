"""A device in the same process: what is written is answered at once."""

from __future__ import annotations

from typing import Protocol

from hardware.errors import Outcome, TransportError


class Device(Protocol):
    """The device side of the line, as the emulators have it."""

    def receive(self, data: bytes) -> bytes:
        """Take what came over the line and return what goes back, possibly nothing."""


class MemoryTransport:
    """A line without time: an empty read says that no more will come, whatever the time-out."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._arrived = bytearray()
        self._is_plugged = True
        self._is_closed = False

    def write(self, data: bytes) -> None:
        """Raises TransportError; NOT_DONE where this end was closed, for then nothing has left."""
        if self._is_closed:
            raise TransportError("the line is closed", outcome=Outcome.NOT_DONE)
        if not self._is_plugged:
            raise TransportError("the line is unplugged")
        self._arrived += self._device.receive(data)

    def read(self, timeout_s: float) -> bytes:  # noqa: ARG002 - a line without time
        """Raises TransportError once closed or unplugged."""
        if self._is_closed or not self._is_plugged:
            raise TransportError("the line is gone")
        data = bytes(self._arrived)
        self._arrived.clear()
        return data

    def close(self) -> None:
        self._is_closed = True

    def unplug(self) -> None:
        """Pull the plug, as a test does; what was on its way is lost."""
        self._is_plugged = False
        self._arrived.clear()
