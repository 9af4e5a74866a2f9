"""The two primitives of a lock, AES-128 and SHA-256, each with the time that it costs there.

    AES-128, one block          1 ms
    SHA-256 of n bits           1 + ceil(n / 512) ms

The desk and the programmer are ordinary computers: they use the same primitives unmetered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from Crypto.Cipher import AES

from hardware.locks.running_sha256 import BLOCK_SIZE, RunningSha256

AES_BLOCK_SIZE: Final = 16
AES_MS: Final = 1
HASH_START_MS: Final = 1
HASH_BLOCK_BITS: Final = 512


class Running(Protocol):
    """A hash whose message comes in pieces; `state` is all that has to be kept between them."""

    def update(self, piece: bytes) -> None: ...
    def digest(self) -> bytes: ...
    def state(self) -> bytes: ...


Aes = Callable[[bytes], bytes]  # one block of 16 bytes, encrypted


class Crypto(Protocol):
    """What chains, tags and signatures are computed with, wherever that is."""

    def aes(self, key: bytes) -> Aes:
        """AES-128 under a key of 16 bytes. It holds the key: forget it with what it is for."""

    def sha256(self, message: bytes) -> bytes:
        """32 bytes."""

    def running(self, state: bytes = b"") -> Running:
        """A hash to be fed in pieces: a new one, or the one whose state this is."""


@dataclass(slots=True)
class Meter:
    """Milliseconds that a lock's processor has spent on primitives since somebody set it to 0."""

    ms: int = 0

    def add(self, ms: int) -> None:
        self.ms += ms


class Unmetered:
    """The primitives at no charge: for the desk, the programmer and whoever checks."""

    __slots__ = ()

    def aes(self, key: bytes) -> Aes:
        return _aes(key)

    def sha256(self, message: bytes) -> bytes:
        return hashlib.sha256(message).digest()

    def running(self, state: bytes = b"") -> Running:
        return RunningSha256(state)


class Primitives:
    """The primitives of a lock: what each costs is added to the meter before it is computed."""

    __slots__ = ("_meter",)

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    def aes(self, key: bytes) -> Aes:
        encrypted = _aes(key)

        def metered(block: bytes) -> bytes:
            self._meter.add(AES_MS)
            return encrypted(block)

        return metered

    def sha256(self, message: bytes) -> bytes:
        self._meter.add(hash_ms(len(message)))
        return hashlib.sha256(message).digest()

    def running(self, state: bytes = b"") -> Running:
        """Costs, in all, what one hash of the whole message costs, however it is cut."""
        return _MeteredRunning(self._meter, state)


class _MeteredRunning:
    """Each 512 bits are charged when the first byte of them comes, the start with the digest."""

    __slots__ = ("_hash", "_meter")

    def __init__(self, meter: Meter, state: bytes) -> None:
        self._meter = meter
        self._hash = RunningSha256(state)

    def update(self, piece: bytes) -> None:
        before = _blocks(self._hash.size)
        self._hash.update(piece)
        self._meter.add(_blocks(self._hash.size) - before)

    def digest(self) -> bytes:
        self._meter.add(HASH_START_MS)
        return self._hash.digest()

    def state(self) -> bytes:
        return self._hash.state()


def hash_ms(size: int) -> int:
    """What SHA-256 of so many bytes costs a lock."""
    return HASH_START_MS + _blocks(size)


def _blocks(size: int) -> int:
    return -(-size // BLOCK_SIZE)


def _aes(key: bytes) -> Aes:
    # pycryptodome takes longer keys and several blocks, which would be AES-256 at AES-128's price.
    if len(key) != AES_BLOCK_SIZE:
        raise ValueError("a key of 16 bytes")
    cipher = AES.new(key, AES.MODE_ECB)

    def encrypted(block: bytes) -> bytes:
        if len(block) != AES_BLOCK_SIZE:
            raise ValueError("a block of 16 bytes")
        return cipher.encrypt(block)

    return encrypted
