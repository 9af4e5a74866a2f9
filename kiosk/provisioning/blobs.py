"""What the bank hands to whoever provisions: uuid and single-use tokens, as base64."""

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
class CardBlob:
    """uuid: the card's number; a secret, so it stays in here."""

    uuid: Secret
    token: Secret


def read_atm_blob(text: str) -> AtmBlob:
    """From base64 of `{text36}:{token}:{pad_token}`. Raises BlobRefused."""
    uuid, token, pad_token = _parts(text, 3)
    return AtmBlob(_uuid(uuid), Secret(token), Secret(pad_token))


def read_card_blob(text: str) -> CardBlob:
    """From base64 of `{text36}:{token}`. Raises BlobRefused."""
    uuid, token = _parts(text, 2)
    _uuid(uuid)
    return CardBlob(Secret(uuid), Secret(token))


def _parts(text: str, count: int) -> list[bytes]:
    if len(text) > BLOB_SIZE_MAX:
        raise BlobRefused("the blob is too long")
    try:
        parts = base64.b64decode(text, validate=True).split(b":")
    except (binascii.Error, ValueError):
        raise BlobRefused("the blob is not base64") from None
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
