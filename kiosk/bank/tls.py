"""TLS to the bank: version 1.3, this ATM's certificate, one pinned authority and no other."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final

from requests.adapters import HTTPAdapter

from kiosk.bank.deadline import CallDeadline, socket_class

_ONE: Final = 1


def client_context(ca: Path, cert: Path, key: Path, deadline: CallDeadline) -> ssl.SSLContext:
    """Raises OSError for files that cannot be read; ssl.SSLError is one for what they hold."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cafile=ca)
    context.load_cert_chain(cert, key)
    context.sslsocket_class = socket_class(deadline)
    return context


class PinnedAdapter(HTTPAdapter):
    """One keep-alive connection with our own context; nothing is ever sent twice."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=_ONE, pool_maxsize=_ONE, max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001  the base class's signature
        **pool: object,
    ) -> None:
        """Called by the base class's constructor."""
        super().init_poolmanager(
            connections, maxsize, block=block, ssl_context=self._context, **pool
        )
