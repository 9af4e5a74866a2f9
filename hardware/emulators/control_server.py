"""The control socket: one JSON object a line in, one out, and events to whoever subscribed."""

from __future__ import annotations

import contextlib
import json
import socket
from pathlib import Path
from typing import Final

from hardware.emulators.commands import Commands
from hardware.emulators.control import LINE_SIZE_MAX
from hardware.emulators.image import Image, ImageInvalid
from hardware.emulators.socket_path import connect, short_address
from hardware.emulators.world_error import WorldError

CLIENTS_MAX: Final = 64
UNSENT_SIZE_MAX: Final = 1024 * 1024
_READ_SIZE: Final = 4096
_BACKLOG: Final = 16
_PROBE_TIMEOUT_S: Final = 1.0
_MODE: Final = 0o600


class SocketInUse(Exception):
    """Another process answers at this path."""


class Client:
    """One connection. Never blocks; is_over once the other side left or went too far."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._arrived = b""
        self._unsent = bytearray()
        self.is_subscribed = False
        self.is_over = False

    def fileno(self) -> int:
        return self._connection.fileno()

    @property
    def has_unsent(self) -> bool:
        return bool(self._unsent)

    def lines(self) -> list[bytes]:
        """Whole lines that have arrived."""
        try:
            data = self._connection.recv(_READ_SIZE)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self.is_over = True
            return []
        *whole, self._arrived = (self._arrived + data).split(b"\n")
        if len(self._arrived) > LINE_SIZE_MAX:
            self.send({"id": None, "ok": False, "error": "the line is too long"})
            self.is_over = True
        return whole

    def send(self, message: Image) -> None:
        """Send now what fits, the rest with `flush`; a reader that is too slow is let go."""
        self._unsent += json.dumps(message).encode() + b"\n"
        self.flush()
        if len(self._unsent) > UNSENT_SIZE_MAX:
            self.is_over = True

    def flush(self) -> None:
        try:
            sent = self._connection.send(self._unsent)
        except BlockingIOError:
            return
        except OSError:
            self.is_over = True
            return
        del self._unsent[:sent]

    def close(self) -> None:
        self._connection.close()


class ControlServer:
    """Listener and connections. Belongs to the serve loop, which says what is ready."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.clients: list[Client] = []
        self.listener = _listen(path)

    def accept(self) -> None:
        with contextlib.suppress(BlockingIOError):
            connection, _ = self.listener.accept()
            if len(self.clients) >= CLIENTS_MAX:
                connection.close()
                return
            self.clients.append(Client(connection))

    def serve(self, client: Client, commands: Commands) -> None:
        """Answer every whole line that has arrived."""
        for line in client.lines():
            client.send(self._answer(client, line, commands))

    def publish(self, event: Image) -> None:
        for client in self.clients:
            if client.is_subscribed and not client.is_over:
                client.send(event)

    def drop_ended(self) -> list[Client]:
        """Close and forget the connections that are over; those that were dropped."""
        ended = [client for client in self.clients if client.is_over]
        self.clients = [client for client in self.clients if not client.is_over]
        return ended

    def close(self) -> None:
        """End all connections and remove the socket."""
        for client in self.clients:
            client.close()
        self.listener.close()
        self._path.unlink(missing_ok=True)

    def _answer(self, client: Client, line: bytes, commands: Commands) -> Image:
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            return {"id": None, "ok": False, "error": "the line is not JSON"}
        if not isinstance(request, dict):
            return {"id": None, "ok": False, "error": "the line is not an object"}
        request_id = request.pop("id", None)
        try:
            if request == {"do": "subscribe"}:
                client.is_subscribed = True
                return {"id": request_id, "ok": True}
            return {**commands.carry_out(request), "id": request_id, "ok": True}
        except (WorldError, ImageInvalid) as error:
            return {"id": request_id, "ok": False, "error": str(error)}


def _listen(path: Path) -> socket.socket:
    """Listen at path; what a killed process left there is replaced. Raises SocketInUse."""
    if path.exists():
        try:
            connect(path, timeout_s=_PROBE_TIMEOUT_S).close()
        except OSError:
            path.unlink(missing_ok=True)
        else:
            raise SocketInUse(str(path))
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with short_address(path) as address:
        listener.bind(address)
    # The folder is 0700 already; the mode is for whoever looks at the socket alone.
    path.chmod(_MODE)
    listener.listen(_BACKLOG)
    listener.setblocking(False)
    return listener
