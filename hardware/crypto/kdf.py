"""HKDF with SHA-256, from one secret to another."""

from __future__ import annotations

from typing import Final

from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

from hardware.crypto.secret import Secret

KEY_SIZE: Final = 32


def hkdf(ikm: Secret, *, salt: bytes = b"", info: bytes) -> Secret:
    """A key of 32 bytes. An empty salt is 32 zero bytes, as in RFC 5869."""
    derived = HKDF(ikm.reveal(), KEY_SIZE, salt, SHA256, context=info)
    assert isinstance(derived, bytes)  # one key was asked for
    return Secret(derived)
