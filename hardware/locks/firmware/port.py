"""What stands behind the programmer's port: given the lock's parts and bytes, it answers bytes.

It holds nothing between two packets outside the lock's memory, where these ranges are its own:
frame and frame length, order, order steps, waiting and waiting length, stream, next leaf.
"""

from __future__ import annotations

from typing import Protocol

from hardware.locks.firmware.parts import Parts


class ProgrammerPort(Protocol):
    """Stateless: one instance may serve any number of locks."""

    def answer(self, parts: Parts, data: bytes) -> bytes:
        """What goes back over the cable; b"" where there is nothing to say yet. Raises nothing.

        data: bytes from the cable, cut anywhere. PowerCut passes through.
        """


class NoPort:
    """A lock whose port says nothing."""

    __slots__ = ()

    def answer(self, parts: Parts, data: bytes) -> bytes:  # noqa: ARG002 (as the protocol has it)
        return b""
