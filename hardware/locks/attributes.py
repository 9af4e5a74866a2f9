"""AES-CMAC over a guest card's attributes, with the subkeys worked out once and kept.

The key authenticates dates and copy numbers, never the right to open: that is the chain's alone.
With the subkeys kept, a card's 240 bits cost a lock 2 ms.

Source: RFC 4493 (NIST SP 800-38B).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Self

from hardware.locks.metered import AES_BLOCK_SIZE, Crypto

KEY_SIZE: Final = 16
STORED_SIZE: Final = 48
TAG_SIZE: Final = 12
BODY_SIZE: Final = 30

_REDUCTION: Final = 0x87
_BLOCK_BITS: Final = 128


@dataclass(frozen=True, slots=True)
class AttributeKey:
    """A lock's key for attributes, with its subkeys; 48 bytes in a lock's memory."""

    k: bytes = field(repr=False)
    k1: bytes = field(repr=False)
    k2: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not len(self.k) == len(self.k1) == len(self.k2) == KEY_SIZE:
            raise ValueError("the key and its subkeys are 16 bytes each")

    @classmethod
    def of(cls, crypto: Crypto, k: bytes) -> Self:
        """With its subkeys, which cost one block."""
        k1 = _doubled(crypto.aes(k)(bytes(AES_BLOCK_SIZE)))
        return cls(k, k1, _doubled(k1))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Raises ValueError unless there are 48."""
        return cls(stored[:KEY_SIZE], stored[KEY_SIZE : 2 * KEY_SIZE], stored[2 * KEY_SIZE :])

    def to_bytes(self) -> bytes:
        return self.k + self.k1 + self.k2

    def tag96(self, crypto: Crypto, body: bytes) -> bytes:
        """The tag of a card's 30 bytes, cut to 12; 2 blocks."""
        if len(body) != BODY_SIZE:
            raise ValueError("a card's attributes are 30 bytes")
        return self.cmac(crypto, body)[:TAG_SIZE]

    def cmac(self, crypto: Crypto, message: bytes) -> bytes:
        """The whole tag of any message, 16 bytes."""
        whole = max(0, -(-len(message) // AES_BLOCK_SIZE) - 1) * AES_BLOCK_SIZE
        last = message[whole:]
        if len(last) == AES_BLOCK_SIZE:
            last = _xor(last, self.k1)
        else:
            last = _xor((last + b"\x80").ljust(AES_BLOCK_SIZE, b"\0"), self.k2)
        encrypted = crypto.aes(self.k)
        chained = bytes(AES_BLOCK_SIZE)
        for start in range(0, whole, AES_BLOCK_SIZE):
            block = message[start : start + AES_BLOCK_SIZE]
            chained = encrypted(_xor(chained, block))
        return encrypted(_xor(chained, last))


def _doubled(block: bytes) -> bytes:
    """Times x in GF(2^128)."""
    shifted = int.from_bytes(block, "big") << 1
    if shifted >> _BLOCK_BITS:
        shifted = (shifted & (1 << _BLOCK_BITS) - 1) ^ _REDUCTION
    return shifted.to_bytes(AES_BLOCK_SIZE, "big")


def _xor(one: bytes, other: bytes) -> bytes:
    mixed = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return mixed.to_bytes(AES_BLOCK_SIZE, "big")
