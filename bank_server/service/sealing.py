"""Keeps device keys unreadable in the database: AES-256-GCM under the bank's master key.

Layout of a sealed key: version u8 = 1, nonce 12, ciphertext, tag 16. The purpose and the owner's
id are bound in as associated data, so a sealed key copied to another row does not open.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hardware.crypto.secret import Secret

VERSION: Final = b"\x01"
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16


class SealPurpose(StrEnum):
    """What a sealed value is; part of what the seal protects."""

    CARD_KEY = "card-key"
    ATM_KEY = "atm-key"
    PAD_KEY = "pad-key"
    JOURNAL_KEY = "journal-key"
    REPLY = "reply"
    HOLD_COPY = "hold-copy"


class SealBroken(Exception):
    """A sealed value does not open: another master key, another row, or a changed byte."""


class KeySealer:
    """Seals and opens under one master key. Safe to use from several threads."""

    def __init__(self, master_key: Secret, random_bytes: Callable[[int], bytes]) -> None:
        self._master_key = master_key
        self._random_bytes = random_bytes

    def seal(self, value: Secret, purpose: SealPurpose, owner: str) -> bytes:
        nonce = self._random_bytes(NONCE_SIZE)
        return VERSION + nonce + self._gcm().encrypt(nonce, value.reveal(), _bound(purpose, owner))

    def open(self, sealed: bytes, purpose: SealPurpose, owner: str) -> Secret:
        """Raises SealBroken; the text names the purpose only."""
        if sealed[:1] != VERSION or len(sealed) < 1 + NONCE_SIZE + TAG_SIZE:
            raise SealBroken(f"sealed {purpose} has an unknown form")
        nonce, rest = sealed[1 : 1 + NONCE_SIZE], sealed[1 + NONCE_SIZE :]
        try:
            return Secret(self._gcm().decrypt(nonce, rest, _bound(purpose, owner)))
        except InvalidTag as error:
            raise SealBroken(f"sealed {purpose} does not open") from error

    def derive(self, label: str) -> Secret:
        """32 bytes that only this master key gives for this label; the same ones every time."""
        message = f"derived\0{label}".encode()
        return Secret(hmac.digest(self._master_key.reveal(), message, "sha256"))

    def _gcm(self) -> AESGCM:
        return AESGCM(self._master_key.reveal())


def _bound(purpose: SealPurpose, owner: str) -> bytes:
    return f"{purpose}\x00{owner}".encode()
