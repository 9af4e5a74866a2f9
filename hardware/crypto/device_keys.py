"""The key that a device makes for itself at provisioning, and the keys derived from it.

    AES_KEY = HKDF(ikm = fused secret, salt = expansion of the die id, info = role 0x00 text36)
    subkey  = HKDF(ikm = AES_KEY, salt empty, info = name)

AES_KEY encrypts nothing itself: one key, one use. Source: docs/protocols.md, section 2.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final
from uuid import UUID

from hardware.crypto.kdf import hkdf
from hardware.crypto.secret import Secret
from hardware.crypto.superfasthash import expand

FUSED_SECRET_SIZE: Final = 32


class Role(StrEnum):
    """What kind of device a key belongs to; the value is part of the derivation."""

    CARD = "card"
    HSM = "hsm"
    PIN_PAD = "pinpad"


class KeyName(StrEnum):
    """What a subkey is for; the value is part of the derivation."""

    CHALLENGE = "challenge"  # card
    VOUCHER_ENC = "voucher-enc"  # HSM, as the next two
    VOUCHER_MAC = "voucher-mac"
    RECEIPT_MAC = "receipt-mac"
    PIN = "pin"  # PIN pad


# How far the three inner indices of the expansion run, as the first source document has it.
_EXPANSION_N: Final = {Role.CARD: 7, Role.HSM: 8, Role.PIN_PAD: 8}


def aes_key(role: Role, die_id: bytes, fused_secret: Secret, uuid: UUID) -> Secret:
    """The device's AES_KEY, 32 bytes. die_id: 8 bytes; fused_secret: 32 bytes."""
    if len(fused_secret) != FUSED_SECRET_SIZE:
        raise ValueError("fused_secret is not 32 bytes")
    info = f"{role.value}\0{uuid}".encode("ascii")
    return hkdf(fused_secret, salt=expand(uuid, die_id, _EXPANSION_N[role]), info=info)


def subkey(aes_key: Secret, name: KeyName) -> Secret:
    """The key for one use, 32 bytes."""
    return hkdf(aes_key, info=name.value.encode("ascii"))
