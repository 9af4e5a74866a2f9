"""One HTTPS port: opened, served and closed on the event loop.

uvicorn's own `Server` owns signals and one port; the bank has two ports in one process, so only
its protocol and configuration are used.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from email.utils import formatdate
from typing import Final

from uvicorn.config import Config
from uvicorn.server import ServerState

from bank_server.http.tls_protocol import Admission, BankHttpProtocol

HOST: Final = "127.0.0.1"
BACKLOG: Final = 256
HANDSHAKE_S: Final = 5.0
TLS_GOODBYE_S: Final = 1.0
KEEP_ALIVE_S: Final = 75  # an idle kiosk sends a heartbeat every 30 s
CLOSE_S: Final = 1.0  # running requests get this long at the end
DATE_PERIOD_S: Final = 1.0


class PortTaken(Exception):
    """A configured port is in use or not ours to take."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"port {port}: {reason}")
        self.port = port
        self.reason = reason


def bind(port: int, host: str = HOST) -> socket.socket:
    """A bound socket; port 0 takes any free one. Raises PortTaken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise PortTaken(port, error.strerror or "cannot be taken") from error
    bound.setblocking(False)
    return bound


class HttpsListener:
    """Serves one application on one bound socket."""

    def __init__(
        self,
        application: object,
        bound: socket.socket,
        context: ssl.SSLContext,
        admission: Admission,
        wall_s: Callable[[], float],
    ) -> None:
        """wall_s: seconds since 1970, for the Date header only."""
        self._wall_s = wall_s
        self._bound = bound
        self._context = context
        self._admission = admission
        self._state = ServerState()
        self._config = Config(
            application,  # type: ignore[arg-type]  # an ASGI application by construction
            loop="none",
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who asks is told by the certificate alone
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        self._server: asyncio.Server | None = None
        self._dates: asyncio.TimerHandle | None = None

    @property
    def port(self) -> int:
        return int(self._bound.getsockname()[1])

    async def open(self) -> None:
        self._config.load()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: BankHttpProtocol(self._config, self._state, self._admission, loop),
            sock=self._bound,
            ssl=self._context,
            backlog=BACKLOG,
            ssl_handshake_timeout=HANDSHAKE_S,
            ssl_shutdown_timeout=TLS_GOODBYE_S,
        )
        self._refresh_date()

    async def close(self) -> None:
        """Take no new connection, let running requests end for CLOSE_S, then cut the rest."""
        if self._dates is not None:
            self._dates.cancel()
        if self._server is not None:
            self._server.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(list(self._state.tasks), timeout=CLOSE_S)
        for connection in list(self._state.connections):
            connection.transport.abort()

    def _refresh_date(self) -> None:
        now = formatdate(self._wall_s(), usegmt=True)
        self._state.default_headers = [(b"date", now.encode("ascii"))]
        loop = asyncio.get_running_loop()
        self._dates = loop.call_later(DATE_PERIOD_S, self._refresh_date)
