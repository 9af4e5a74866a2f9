"""TLS as the bank speaks it: version 1.3 only, and no client without a certificate of ours."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Final

from bank_server.certificates.state_keys import Listener

_WAITING: Final = (ssl.SSLWantReadError, ssl.SSLWantWriteError)


class TlsSettingsError(Exception):
    """The listener's key, certificate or authority cannot be used. The bank does not start."""


def server_context(files: Listener, on_refused: Callable[[str], None]) -> ssl.SSLContext:
    """The context of one listener.

    on_refused: told OpenSSL's reason for each failed handshake (no certificate, another
        authority, expired, TLS 1.2, plain HTTP); asyncio would swallow it.
    Raises TlsSettingsError. In particular an authority file without any certificate is an
    error here, because OpenSSL would only fail, much later, every client.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.options |= ssl.OP_NO_COMPRESSION
    try:
        context.load_cert_chain(files.certificate, files.key)
        context.load_verify_locations(cafile=files.ca)
    except (OSError, ssl.SSLError) as error:
        raise TlsSettingsError(
            f"cannot use {files.certificate}, {files.key.name} and {files.ca.name}: "
            f"{error.strerror or error}"
        ) from error
    if not context.get_ca_certs():
        raise TlsSettingsError(f"{files.ca} holds no authority: no client could be checked")
    context.sslobject_class = _reporting(on_refused)
    return context


def _reporting(on_refused: Callable[[str], None]) -> type[ssl.SSLObject]:
    class ReportingSslObject(ssl.SSLObject):
        """Says why a handshake failed, then fails as usual."""

        def do_handshake(self) -> None:
            try:
                super().do_handshake()
            except _WAITING:
                raise
            except ssl.SSLError as error:
                on_refused(error.reason or "handshake failed")
                raise

    return ReportingSslObject
