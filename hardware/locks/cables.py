"""Cables of pseudo-terminals: a lock or a programmer behind each, opened like any serial port.

One thread of its own serves all of them, and owns whatever stands behind a cable while something is
asked there: the caller asks by a serial port and waits, and so never acts at the same time.
"""

from __future__ import annotations

import os
import selectors
import threading
import tty
from types import TracebackType
from typing import Final, Protocol, Self

READ_SIZE_MAX: Final = 4_096
# A thread that does not end by then is stuck in a device; the caller hears of it.
JOIN_TIMEOUT_S: Final = 10.0


class Device(Protocol):
    """What is at the far end of a cable."""

    def receive(self, data: bytes) -> bytes:
        """Bytes in, answers out."""


class CableStuck(Exception):
    """The thread that serves the cables did not end."""


class Cables:
    """Open while the context lasts."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        self._files = [self._wake_read, self._wake_write]
        self._selector.register(self._wake_read, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._serve, name="cables", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.write(self._wake_write, b"\0")
        self._thread.join(JOIN_TIMEOUT_S)
        if self._thread.is_alive():
            raise CableStuck
        self._selector.close()
        for each in self._files:
            os.close(each)

    def lay(self, device: Device) -> str:
        """A new cable to this device; the path of its near end."""
        far, near = os.openpty()
        # Held open here, so that whoever closes the port does not hang up the far end.
        self._files += [far, near]
        tty.setraw(near)
        self._selector.register(far, selectors.EVENT_READ, device)
        return os.ttyname(near)

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.data is None:
                    return
                device: Device = key.data
                answer = memoryview(device.receive(os.read(key.fd, READ_SIZE_MAX)))
                while answer:
                    answer = answer[os.write(key.fd, answer) :]
