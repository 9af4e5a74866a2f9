"""The HTTP side of XML-RPC: who may ask, for how long, and how many at once.

A browser must not be able to reach it: Host and Content-Type are checked, Origin is refused, and
nothing is answered but POST. A client that is slow or says nothing holds its own thread and nobody
else's. Source: docs/protocols.md, section 7.
"""

from __future__ import annotations

import contextlib
import io
import logging
import socket
import sys
import threading
import time
from http import HTTPStatus
from typing import Final
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

from hardware.process_start import told

ADDRESS: Final = "127.0.0.1"
BODY_SIZE_MAX: Final = 4 * 1024 * 1024  # a bill file of two full canisters
CONNECTION_COUNT_MAX: Final = 16
REQUEST_S: Final = 10.0  # for the whole of a request, however its bytes come
ANSWER_S: Final = 10.0
THREAD_END_S: Final = 0.2

_TOO_MANY: Final = b"HTTP/1.0 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
_LOG: Final = logging.getLogger("kiosk.automation")


class Listener(SimpleXMLRPCServer):
    """One thread a connection, and one request a connection."""

    request_queue_size = CONNECTION_COUNT_MAX

    def __init__(self, port: int) -> None:
        """Raises OSError for a port that cannot be had."""
        super().__init__(
            (ADDRESS, port), requestHandler=_Handler, logRequests=False, allow_none=False
        )
        self._changed = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def process_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket), "it listens on a stream"
        thread = threading.Thread(
            target=self._serve, args=(request, client_address), name="automation-call", daemon=True
        )
        with self._changed:
            has_room = len(self._open) < CONNECTION_COUNT_MAX
            if has_room:
                self._open[thread] = request
        if has_room:
            thread.start()
            return
        _LOG.warning("too many connections")
        with contextlib.suppress(OSError):
            request.settimeout(0)
            request.send(_TOO_MANY)
        self.shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002  the base's form
        """Such as a caller that went away before its answer. The base would print a traceback."""
        error = sys.exception()
        _LOG.info("broken off %s", told(error) if error is not None else "")

    def drop_connections(self) -> None:
        """No more is read from anybody; an answer under way is still written."""
        with self._changed:
            threads = list(self._open)
            for each in self._open.values():
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RD)
        for thread in threads:
            thread.join(THREAD_END_S)
            if thread.is_alive():
                return

    def _serve(self, request: socket.socket, client_address: object) -> None:
        try:
            self.finish_request(request, client_address)
        except Exception:  # noqa: BLE001  the edge: one caller's failure is not another's
            self.handle_error(request, client_address)
        finally:
            with self._changed:
                del self._open[threading.current_thread()]
            self.shutdown_request(request)


class _Handler(SimpleXMLRPCRequestHandler):
    rpc_paths = ("/", "/RPC2")
    encode_threshold = BODY_SIZE_MAX  # answers are never compressed

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_Deadline(self.connection, REQUEST_S))

    def do_POST(self) -> None:  # noqa: N802  the base's name
        if refusal := self._refusal():
            self.send_error(refusal)
            return
        super().do_POST()

    def _refusal(self) -> HTTPStatus | None:
        address = self.server.server_address
        port = address[1] if isinstance(address, tuple) else 0
        if self.headers.get("Origin") is not None:
            return HTTPStatus.FORBIDDEN
        if self.headers.get("Host") not in {f"{ADDRESS}:{port}", f"localhost:{port}"}:
            return HTTPStatus.FORBIDDEN
        if self.headers.get_content_type() != "text/xml":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if self.headers.get("Content-Encoding") is not None:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and len(length) <= len(str(BODY_SIZE_MAX))):
            return HTTPStatus.LENGTH_REQUIRED
        if int(length) > BODY_SIZE_MAX:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    def decode_request_content(self, data: bytes) -> bytes | None:
        """Whole requests of plain elements only: no document types, no entities, no wide text."""
        self.connection.settimeout(ANSWER_S)
        if len(data) < int(self.headers["Content-Length"]) or b"<!" in data or b"\0" in data:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        return data

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """The call itself is logged by name; a request line adds nothing."""


class _Deadline(io.RawIOBase):
    """A socket's bytes until a moment; TimeoutError after it, however slowly they drip in."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection = connection
        self._until_s = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # BufferedReader gives these
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        self._connection.settimeout(left_s)
        return self._connection.recv_into(buffer)
