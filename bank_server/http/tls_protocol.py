"""HTTP over one TLS connection: who is speaking, how long they may take, how many they may be.

uvicorn does not show the client's certificate to the application, so this class, which overrides
an internal one, puts the peer into the request's scope. uvicorn is pinned, and a test asks for it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from bank_server.certificates.identity import IdentityRefused, Peer, peer_of

PEER: Final = "bank_server.peer"  # key of the request's scope
HEAD_SIZE_MAX: Final = 16 * 1024
CONNECTIONS_PER_CERTIFICATE: Final = 8
FIRST_BYTE_S: Final = 10.0
REQUEST_S: Final = 10.0  # from a request's first byte to the last of its body


@dataclass(slots=True)
class Admission:
    """Whom one listener lets in; shared by its connections, on the event loop's thread.

    Attributes:
        is_allowed: asked for each new connection and again for each request, because a
            certificate may be revoked while its connection lives.
        on_refused: told the reason and the serial of a connection that was closed.
        request_s: bound on reading one request, head and body.
    """

    is_allowed: Callable[[Peer], bool]
    on_refused: Callable[[str, str], None]
    connections_max: int = CONNECTIONS_PER_CERTIFICATE
    first_byte_s: float = FIRST_BYTE_S
    request_s: float = REQUEST_S
    open_by_serial: Counter[str] = field(default_factory=Counter)


class BankHttpProtocol(HttpToolsProtocol):
    """One connection of one certificate."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        admission: Admission,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(config, server_state, {}, loop)
        self._admission = admission
        self._peer: Peer | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._head_size = 0
        self._reads_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._peer = self._admit(transport)
        if self._peer is None:
            transport.abort()
            return
        self._arm(self._admission.first_byte_s)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        if self._peer is not None:
            self._release(self._peer.serial)
            self._peer = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._peer is None:
            return
        if self._reads_head:
            self._head_size += len(data)
            if self._deadline is None:  # stray bytes between requests have no deadline yet
                self._arm(self._admission.request_s)
        super().data_received(data)
        if self._reads_head and self._head_size > HEAD_SIZE_MAX:
            self._admission.on_refused("head-too-large", self._serial)
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._disarm()
        self._arm(self._admission.request_s)
        scope: dict[str, object] = self.scope  # type: ignore[assignment]  # a TypedDict upstream
        scope[PEER] = self._peer

    def on_headers_complete(self) -> None:
        self._reads_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._disarm()
        self._reads_head = True
        self._head_size = 0
        super().on_message_complete()

    @property
    def _serial(self) -> str:
        return self._peer.serial if self._peer else "-"

    def _admit(self, transport: asyncio.Transport) -> Peer | None:
        admission = self._admission
        tls = transport.get_extra_info("ssl_object")
        if not isinstance(tls, ssl.SSLObject) or tls.version() != "TLSv1.3":
            admission.on_refused("not-tls-1.3", "-")
            return None
        try:
            peer = peer_of(tls.getpeercert())
        except IdentityRefused:
            admission.on_refused("certificate-without-identity", "-")
            return None
        if not admission.is_allowed(peer):
            admission.on_refused("certificate-not-allowed", peer.serial)
            return None
        if admission.open_by_serial[peer.serial] >= admission.connections_max:
            admission.on_refused("too-many-connections", peer.serial)
            return None
        admission.open_by_serial[peer.serial] += 1
        return peer

    def _release(self, serial: str) -> None:
        left = self._admission.open_by_serial[serial] - 1
        if left > 0:
            self._admission.open_by_serial[serial] = left
        else:
            del self._admission.open_by_serial[serial]

    def _arm(self, seconds: float) -> None:
        self._deadline = self.loop.call_later(seconds, self._give_up)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        self._admission.on_refused("request-too-slow", self._serial)
        self.transport.abort()
