"""One deadline for a whole call to the bank, down to each read of the socket.

The time-outs of the HTTP library begin anew with each byte, so a bank that sends one byte a second
would never be late. Here each read and write of the TLS socket gets what is left of the call.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing_extensions import Buffer

_RESET: Final = struct.pack("ii", 1, 0)  # linger: on, for no time at all


class CallDeadline:
    """Of the call under way; shared by a client and its sockets.

    Attributes:
        has_sent: whether a byte of the request may have left this machine.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._ends_s = 0.0
        self._lock = threading.Lock()
        self._socket: ssl.SSLSocket | None = None
        self._is_interrupted = False
        self.has_sent = False

    def begin(self, total_s: float) -> None:
        self._ends_s = self._monotonic() + total_s
        self.has_sent = False

    def left_s(self) -> float:
        """Raises TimeoutError once nothing is left, or after `interrupt`."""
        left_s = self._ends_s - self._monotonic()
        if left_s <= 0 or self._is_interrupted:
            raise TimeoutError("the call is over")
        return left_s

    def hold(self, used: ssl.SSLSocket) -> None:
        """The socket that `interrupt` has to wake."""
        with self._lock:
            self._socket = used

    def interrupt(self) -> None:
        """End the call under way and every later one at once; from another thread."""
        with self._lock:
            self._is_interrupted = True
            used = self._socket
        if used is not None:
            # The plain socket's shutdown: the TLS one's would take its state from under the
            # thread that reads. Closed by now: then there is nothing to wake.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(used, socket.SHUT_RDWR)


def socket_class(deadline: CallDeadline) -> type[ssl.SSLSocket]:
    """TLS sockets that keep to `deadline`; for SSLContext.sslsocket_class."""

    class DeadlineSocket(ssl.SSLSocket):
        def recv_into(self, buffer: Buffer, nbytes: int | None = None, flags: int = 0) -> int:
            try:
                self.settimeout(deadline.left_s())
                return super().recv_into(buffer, nbytes, flags)
            except TimeoutError:
                # Closed by a reset, what the network still holds of the request dies with it: a
                # heartbeat that came after a newer one would look like a journal that went back.
                self.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                raise

        def send(self, data: Buffer, flags: int = 0) -> int:
            deadline.hold(self)
            self.settimeout(deadline.left_s())
            # Before the attempt: whether a failed one has sent anything, nobody can tell.
            deadline.has_sent = True
            return super().send(data, flags)

    return DeadlineSocket
