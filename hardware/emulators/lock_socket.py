"""The door lock's socket outside, where a programmer is plugged in: the end of its serial line."""

from __future__ import annotations

from collections.abc import Callable


class LockSocket:
    """packet: of the lock."""

    def __init__(self, packet: Callable[[bytes], bytes]) -> None:
        self._packet = packet

    def receive(self, data: bytes) -> bytes:
        """Bytes from the programmer in, answers out."""
        return self._packet(data)

    def unasked(self) -> bytes:
        """It says nothing by itself."""
        return b""
