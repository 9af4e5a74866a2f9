"""AES-256 on whole blocks, each for itself; what makes that safe is said where it is used."""

from __future__ import annotations

from typing import Final

from Crypto.Cipher import AES

from hardware.crypto.secret import Secret

BLOCK_SIZE: Final = AES.block_size


def encrypt_blocks(key: Secret, plain: bytes) -> bytes:
    """Raises ValueError unless plain is whole blocks of 16 bytes and the key has 32."""
    return AES.new(_key(key), AES.MODE_ECB).encrypt(plain)


def decrypt_blocks(key: Secret, cipher: bytes) -> bytes:
    """Raises ValueError unless cipher is whole blocks of 16 bytes and the key has 32."""
    return AES.new(_key(key), AES.MODE_ECB).decrypt(cipher)


def _key(key: Secret) -> bytes:
    if len(key) != 32:
        raise ValueError("the key is not 32 bytes")
    return key.reveal()
