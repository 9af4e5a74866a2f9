"""What the bank hands to whoever provisions: uuid and single-use tokens.

Document A's client passes a blob on as XML-RPC's type base64, so it arrives as bytes; text is
base64 that nobody has decoded yet.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from hardware.crypto.secret import Secret

BLOB_SIZE_MAX: Final = 16_383
_TOKEN: Final = re.compile(rb"[0-9A-Za-z]{32}")


class BlobRefused(ValueError):
    """Not a blob of this kind. Never has its content."""


@dataclass(frozen=True, slots=True)
class AtmBlob:
    uuid: UUID
    token: Secret
    pad_token: Secret


@dataclass(frozen=True, slots=True)
class JournalBlob:
    """For a machine whose journal is lost: a token for another one."""

    uuid: UUID
    token: Secret


@dataclass(frozen=True, slots=True)
class CardBlob:
    """uuid: the card's number; a secret, so it stays in here."""

    uuid: Secret
    token: Secret


def read_atm_blob(blob: bytes | str) -> AtmBlob:
    """From `{text36}:{token}:{pad_token}`. Raises BlobRefused."""
    uuid, token, pad_token = _parts(blob, 3)
    return AtmBlob(_uuid(uuid), Secret(token), Secret(pad_token))


def read_journal_blob(blob: bytes | str) -> JournalBlob:
    """From `{text36}:{token}`. Raises BlobRefused."""
    uuid, token = _parts(blob, 2)
    return JournalBlob(_uuid(uuid), Secret(token))


def read_card_blob(blob: bytes | str) -> CardBlob:
    """From `{text36}:{token}`. Raises BlobRefused."""
    uuid, token = _parts(blob, 2)
    _uuid(uuid)
    return CardBlob(Secret(uuid), Secret(token))


def _parts(blob: bytes | str, count: int) -> list[bytes]:
    if len(blob) > BLOB_SIZE_MAX:
        raise BlobRefused("the blob is too long")
    try:
        raw = blob if isinstance(blob, bytes) else base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        raise BlobRefused("the blob is not base64") from None
    parts = raw.split(b":")
    if len(parts) != count or not all(_TOKEN.fullmatch(token) for token in parts[1:]):
        raise BlobRefused("the blob does not have this form")
    return parts


def _uuid(raw: bytes) -> UUID:
    try:
        uuid = UUID(raw.decode("ascii"))
    except ValueError:
        raise BlobRefused("the blob does not name a device") from None
    if str(uuid).encode("ascii") != raw:
        raise BlobRefused("the blob does not name a device")
    return uuid
