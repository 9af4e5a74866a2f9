"""The hotel's master key on three papers: any two give it back, one says nothing of it.

    y(x) = secret + slope * x, byte by byte in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1
    secret = HMK, 32 bytes || the first 8 bytes of SHA-256("open-atm/locks/share" || HMK)
    paper  = version u8 | hotel u24 | printing u8 | x u8 | y, 40 bytes | check, 4 bytes

The slope is random, so that one paper fits every secret equally well; the 8 bytes are shared too,
and tell only whoever has two papers whether they belong together. The check is SHA-256 over what
stands before it, for errors of the pen. Source: A. Shamir, "How to share a secret", CACM 22 (1979).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups

SHARE_COUNT: Final = 3
SHARES_NEEDED: Final = 2
MASTER_KEY_SIZE: Final = 32
PRINTING_MAX: Final = 255

_VERSION: Final = 1
_PROOF_SIZE: Final = 8
_SECRET_SIZE: Final = MASTER_KEY_SIZE + _PROOF_SIZE
_CHECK_SIZE: Final = 4
_HEAD_SIZE: Final = 6
_PAPER_SIZE: Final = _HEAD_SIZE + _SECRET_SIZE + _CHECK_SIZE
_LABEL: Final = b"open-atm/locks/share"
_POLYNOMIAL: Final = 0x11B
_FIELD: Final = 256


class ShareRefused(Exception):
    """These papers do not give the key. The words name the paper and the reason, and no digit."""


@dataclass(frozen=True, slots=True)
class Share:
    """One paper.

    Attributes:
        hotel: whose. printing: papers of one printing fit together. number: 1, 2 or 3.
    """

    hotel: int
    printing: int
    number: int
    y: Secret = field(repr=False, compare=False)

    def rows(self) -> tuple[str, ...]:
        """What is printed."""
        head = bytes((_VERSION,)) + self.hotel.to_bytes(3, "big")
        body = head + bytes((self.printing, self.number)) + self.y.reveal()
        return paper_groups.printed(body + _check(body))


def split(
    master: Secret, hotel: int, printing: int, random_bytes: Callable[[int], bytes]
) -> tuple[Share, Share, Share]:
    """Three new papers; with the same key again they fit only each other."""
    key = master.reveal()
    if len(key) != MASTER_KEY_SIZE:
        raise ValueError("the master key has 32 bytes")
    secret, slope = key + _proof(key), random_bytes(_SECRET_SIZE)
    one, two, three = (
        Share(hotel, printing, x, Secret(_line(secret, slope, x)))
        for x in range(1, SHARE_COUNT + 1)
    )
    return one, two, three


def read(text: str) -> Share:
    """A paper as somebody typed it. Raises ShareRefused."""
    try:
        raw = paper_groups.typed(text, _PAPER_SIZE)
    except paper_groups.Mistyped as error:
        raise ShareRefused(f"{error}. Compare it with the paper") from None
    body = raw[:-_CHECK_SIZE]
    if _check(body) != raw[-_CHECK_SIZE:]:
        raise ShareRefused("the groups are well-formed, but not those of one paper")
    version, hotel, printing, number = body[0], int.from_bytes(body[1:4], "big"), body[4], body[5]
    if version != _VERSION or not 1 <= number <= SHARE_COUNT:
        raise ShareRefused("this is not a paper of this kind")
    return Share(hotel, printing, number, Secret(body[_HEAD_SIZE:]))


def join(one: Share, other: Share) -> Secret:
    """The master key. Raises ShareRefused if the two papers do not belong together."""
    if one.hotel != other.hotel:
        raise ShareRefused(f"one paper is of hotel {one.hotel} and the other of {other.hotel}")
    if one.number == other.number:
        raise ShareRefused(f"both are paper {one.number}. Two different ones are needed")
    if one.printing != other.printing:
        raise ShareRefused(
            f"one paper is of printing {one.printing} and the other of printing {other.printing}. "
            "Papers of one printing fit together"
        )
    key, proof = _met(one, other)
    if _proof(key) != proof:
        raise ShareRefused("the two papers do not belong together")
    return Secret(key)


def _met(one: Share, other: Share) -> tuple[bytes, bytes]:
    """Where the line through both points meets x = 0, by Lagrange."""
    weight = _divide(other.number, one.number ^ other.number)
    secret = bytes(
        _times(mine, weight) ^ _times(yours, weight ^ 1)
        for mine, yours in zip(one.y.reveal(), other.y.reveal(), strict=True)
    )
    return secret[:MASTER_KEY_SIZE], secret[MASTER_KEY_SIZE:]


def _line(secret: bytes, slope: bytes, x: int) -> bytes:
    return bytes(a ^ _times(b, x) for a, b in zip(secret, slope, strict=True))


def _times(a: int, b: int) -> int:
    product = 0
    for bit in range(8):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(14, 7, -1):
        if product >> bit & 1:
            product ^= _POLYNOMIAL << (bit - 8)
    return product


def _divide(a: int, b: int) -> int:
    return next(quotient for quotient in range(_FIELD) if _times(quotient, b) == a)


def _proof(key: bytes) -> bytes:
    return hashlib.sha256(_LABEL + key).digest()[:_PROOF_SIZE]


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:_CHECK_SIZE]
