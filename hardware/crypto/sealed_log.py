"""A log whose past nobody changes unseen: a hash chain, and a seal whose key dies with each entry.

    h(n)   = SHA-256(h(n-1) || body(n))                  h of the entry before the first: 32 zeros
    m(n)   = HMAC-SHA-256(K(n), h(n)), the first 16 bytes
    K(n+1) = SHA-256("atmj/next" || K(n))

Entries are numbered from 1 over a log's whole life, and entry n is sealed with K(n). Whoever
breaks in learns the key of the next entry and none of the former ones. That the newest entries
were cut off cannot be seen in the log itself: another place must know an anchor, (n, h, m).

Knows no format: a body is what the caller calls an entry without its seal. Sources: Schneier and
Kelsey, "Cryptographic Support for Secure Logs on Untrusted Machines" (1998); Bellare and Yee,
"Forward-Security in Private-Key Cryptography" (2003).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from hardware.crypto.secret import Secret

KEY_SIZE: Final = 32
HASH_SIZE: Final = 32
MAC_SIZE: Final = 16
ZERO_HASH: Final = bytes(HASH_SIZE)

_NEXT: Final = b"atmj/next"
_NAME: Final = b"atmj/name"


class SealBroken(Exception):
    """An entry is not what was sealed at its place. The message names no content."""


@dataclass(frozen=True, slots=True)
class Seal:
    """
    Attributes:
        h: 32 bytes, of this entry and all before it.
        m: 16 bytes, that only the key of this entry makes.
    """

    h: bytes
    m: bytes


def key_name(first: Secret) -> str:
    """Which first key this is, for whoever keeps several: 16 hex digits that say nothing of it."""
    return hashlib.sha256(_NAME + first.reveal()).hexdigest()[:16]


def chained(before: bytes, body: bytes) -> bytes:
    """The hash of an entry after the one with the hash `before`."""
    return hashlib.sha256(before + body).digest()


def mac_of(key: bytes, h: bytes) -> bytes:
    """What the key of an entry makes of its hash."""
    return hmac.digest(key, h, "sha256")[:MAC_SIZE]


def next_key(key: bytes) -> bytes:
    """The key of the entry after this key's."""
    return hashlib.sha256(_NEXT + key).digest()


def key_at(first: Secret, number: int) -> Secret:
    """The key of entry `number`, from that of entry 1; takes number - 1 hashes."""
    if number < 1:
        raise ValueError("entries are numbered from 1")
    return stepped(first, number - 1)


def stepped(key: Secret, count: int) -> Secret:
    """The key `count` entries further on. There is no way back."""
    if count < 0:
        raise ValueError("a key cannot go back")
    raw = key.reveal()
    for _ in range(count):
        raw = next_key(raw)
    return Secret(raw)


class Chain:
    """The one walk along a log, to seal it or to check it; each entry uses its key up.

    Attributes:
        number: of the next entry.
        h: of the entry before it.
    """

    def __init__(self, key: Secret, *, number: int = 1, h: bytes = ZERO_HASH) -> None:
        """key: of entry `number`; it is copied, and the copy is gone after that entry."""
        if len(key) != KEY_SIZE or len(h) != HASH_SIZE:
            raise ValueError("key and hash have 32 bytes each")
        if number < 1:
            raise ValueError("entries are numbered from 1")
        self._key = Secret(key.reveal())
        self.number = number
        self.h = h

    @property
    def key(self) -> Secret:
        """Of the next entry, to be kept over a restart."""
        return Secret(self._key.reveal())

    def seal(self, body: bytes) -> Seal:
        """Seal the next entry."""
        h = chained(self.h, body)
        m = mac_of(self._key.reveal(), h)
        self._go_on(h)
        return Seal(h, m)

    def check(self, body: bytes, found: Seal) -> None:
        """Go past the next entry. Raises SealBroken, and stays where it is."""
        h = chained(self.h, body)
        if not hmac.compare_digest(h, found.h):
            raise SealBroken("it is not chained to the entry before it")
        if not hmac.compare_digest(mac_of(self._key.reveal(), h), found.m):
            raise SealBroken("its seal is not of this key")
        self._go_on(h)

    def _go_on(self, h: bytes) -> None:
        following = next_key(self._key.reveal())
        self._key.wipe()
        self._key = Secret(following)
        self.number += 1
        self.h = h
