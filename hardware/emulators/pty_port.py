"""A device object behind a pseudo-terminal, so that the kiosk opens it like any serial port."""

from __future__ import annotations

import contextlib
import os
import tty
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

READ_SIZE_MAX: Final = 4096
# A wire does not wait for a reader; what is more than this is lost, as it would be there.
UNSENT_SIZE_MAX: Final = 64 * 1024
BITS_PER_BYTE: Final = 10  # 8N1


class Device(Protocol):
    """What is on the other end of the wire."""

    def receive(self, data: bytes) -> bytes:
        """Bytes from the kiosk in, answers out."""

    def unasked(self) -> bytes:
        """What it has to say by itself."""


class PtyPort:
    """One wire. Belongs to the serve loop; never blocks.

    link: the path under which the kiosk finds the port while it is plugged in.
    baud: wire time is added to every answer as if the line had this rate; 0 adds none.
    """

    def __init__(
        self, device: Device, link: Path, *, baud: int, monotonic: Callable[[], float]
    ) -> None:
        self._device = device
        self._link = link
        self._baud = baud
        self._monotonic = monotonic
        self._master: int | None = None
        self._slave: int | None = None
        self._unsent: deque[tuple[float, bytes]] = deque()
        self._unsent_size = 0
        self._wire_free_at = 0.0

    @property
    def is_plugged(self) -> bool:
        return self._master is not None

    def fileno(self) -> int:
        assert self._master is not None, "an unplugged port has no file"
        return self._master

    def plug(self) -> None:
        """A new pseudo-terminal under the link; a link of a former process is replaced."""
        if self._master is not None:
            return
        master, slave = os.openpty()
        # Held open here, so that a kiosk that closes the port does not hang up the master.
        self._master, self._slave = master, slave
        tty.setraw(slave)
        os.set_blocking(master, False)
        draft = self._link.with_name(self._link.name + ".new")
        draft.unlink(missing_ok=True)
        draft.symlink_to(os.ttyname(slave))
        draft.rename(self._link)

    def unplug(self) -> None:
        """Pull the cable: the kiosk's side hangs up and the link is gone. May be repeated."""
        if self._master is None or self._slave is None:
            return
        self._link.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = None
        self._unsent.clear()
        self._unsent_size = 0

    def pump(self) -> None:
        """Take what has arrived, answer it, send what the wire has had time for."""
        try:
            data = os.read(self.fileno(), READ_SIZE_MAX)
        except BlockingIOError:
            data = b""
        if data:
            self._send(self._device.receive(data), len(data))
        self.flush()

    def flush(self) -> None:
        """Send whatever is due, and what the device says by itself."""
        self._send(self._device.unasked(), 0)
        while self._master is not None and self._unsent:
            due, answer = self._unsent[0]
            if due > self._monotonic():
                return
            sent = 0
            with contextlib.suppress(BlockingIOError):
                sent = os.write(self._master, answer)
            if sent == 0:
                return
            self._unsent_size -= sent
            if sent == len(answer):
                self._unsent.popleft()
            else:
                self._unsent[0] = (due, answer[sent:])

    def next_due(self) -> float | None:
        """When `flush` has something to do; None if nothing is unsent."""
        return self._unsent[0][0] if self._unsent else None

    def _send(self, answer: bytes, asked_size: int) -> None:
        # A command may have pulled this very cable; what is said into none is lost.
        is_heard = self._master is not None and self._unsent_size + len(answer) <= UNSENT_SIZE_MAX
        if answer and is_heard:
            self._unsent.append((self._arrives_at(asked_size + len(answer)), answer))
            self._unsent_size += len(answer)

    def _arrives_at(self, size: int) -> float:
        """Wire time of question and answer, after whatever is on the wire already."""
        start = max(self._monotonic(), self._wire_free_at)
        wire_s = size * BITS_PER_BYTE / self._baud if self._baud else 0.0
        self._wire_free_at = start + wire_s
        return self._wire_free_at
