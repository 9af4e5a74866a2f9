"""A serial port, of hardware or of a pseudo-terminal; the only module that knows pyserial."""

from __future__ import annotations

import stat
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import serial

from hardware.errors import Outcome, TransportError

BAUD: Final = 115_200
# Longer than the longest frame takes; a line that takes no bytes for so long is gone.
WRITE_TIMEOUT_S: Final = 0.5
PSEUDO_TERMINALS: Final = Path("/dev/pts")


class SerialPort:
    """Opens the port for this process alone. Raises TransportError (NOT_DONE) where it cannot.

    One thread reads and writes; any thread may close. After any TransportError the port is of no
    more use: close it and open another.
    """

    def __init__(self, path: str, *, baud: int = BAUD) -> None:
        if _is_left_over(path):
            raise TransportError("the port's device has ended", outcome=Outcome.NOT_DONE)
        try:
            self._serial = serial.Serial(
                path, baud, timeout=0, write_timeout=WRITE_TIMEOUT_S, exclusive=True
            )
        except (OSError, ValueError, termios.error) as error:  # SerialException is an OSError
            raise TransportError("the port does not open", outcome=Outcome.NOT_DONE) from error
        # The lock guards the two below, never a read or a write. The last one out closes the port,
        # so that its number is not reused for another file while somebody still waits on it.
        self._lock = threading.Lock()
        self._user_count = 0
        self._closing = threading.Event()

    def write(self, data: bytes) -> None:
        """Send all of data, within WRITE_TIMEOUT_S.

        Raises TransportError: NOT_DONE only where the port was closed before the first byte;
        otherwise UNKNOWN, because what the system took may still go out.
        """
        with self._in_use(Outcome.NOT_DONE):
            try:
                count = self._serial.write(data)
            except OSError as error:
                raise TransportError("the write failed") from error
            if count != len(data):  # cancelled half-way by close()
                raise TransportError("the write was cut short")

    def read(self, timeout_s: float) -> bytes:
        """Whatever has arrived, as soon as it is at least one byte; empty after timeout_s.

        Raises TransportError: unplugged, or closed while waiting.
        """
        # A command may have left by this port before, so a read never says NOT_DONE.
        with self._in_use(Outcome.UNKNOWN):
            try:
                self._serial.timeout = max(timeout_s, 0.0)
                data: bytes = self._serial.read(1)
                if data:
                    self._serial.timeout = 0
                    data += self._serial.read(self._serial.in_waiting)
            except OSError as error:
                raise TransportError("the read failed") from error
            if not data and self._closing.is_set():
                raise TransportError("the port was closed")
            return data

    def close(self) -> None:
        """Free the port, now or as soon as a read or write under way has been woken."""
        with self._lock:
            if self._closing.is_set():
                return
            self._closing.set()
            if self._user_count:
                self._serial.cancel_read()
                self._serial.cancel_write()
            else:
                self._serial.close()

    @contextmanager
    def _in_use(self, outcome_if_closed: Outcome) -> Iterator[None]:
        with self._lock:
            if self._closing.is_set():
                raise TransportError("the port is closed", outcome=outcome_if_closed)
            self._user_count += 1
        try:
            yield
        finally:
            with self._lock:
                self._user_count -= 1
                if self._closing.is_set() and not self._user_count:
                    self._serial.close()


def _is_left_over(path: str) -> bool:
    """Whether path is the link of a pseudo-terminal that is gone, and whose number is another's.

    An emulator that was killed leaves its link. The system gives the number out again, to another
    machine's emulator or to somebody's shell: that terminal is younger than the link.
    """
    try:
        link, device = Path(path).lstat(), Path(path).resolve()
        if not (stat.S_ISLNK(link.st_mode) and device.is_relative_to(PSEUDO_TERMINALS)):
            return False
        return device.stat().st_ctime_ns > link.st_mtime_ns
    except OSError:
        return False  # the opening says what is wrong
