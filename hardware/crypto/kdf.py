"""HKDF with SHA-256, from one secret to another. Source: RFC 5869.

A key of one hash's length needs one block: extract, then expand once. The standard library's HMAC
does it in a tenth of the time that the crypto library's HKDF takes, and devices and bank derive
some key for almost every message.
"""

from __future__ import annotations

import hmac
from typing import Final

from hardware.crypto.secret import Secret

KEY_SIZE: Final = 32
_HASH: Final = "sha256"
_NO_SALT: Final = bytes(KEY_SIZE)
_FIRST_BLOCK: Final = b"\x01"


def hkdf(ikm: Secret, *, salt: bytes = b"", info: bytes) -> Secret:
    """A key of 32 bytes. An empty salt is 32 zero bytes."""
    extracted = hmac.digest(salt or _NO_SALT, ikm.reveal(), _HASH)
    return Secret(hmac.digest(extracted, info + _FIRST_BLOCK, _HASH))
