"""The parameter sets of LMS signatures that are known here, and the formulas both sides share.

    LM-OTS  LMOTS_SHA256_N32_W4  typecode 3    67 chains of 15 steps: what hotels use
            LMOTS_SHA256_N32_W8  typecode 4    34 chains of 255 steps: for RFC 8554's test cases
    LMS     LMS_SHA256_M32_H5    typecode 5    2^5 leaves: tests and small demos
            LMS_SHA256_M32_H10   typecode 6    2^10
            LMS_SHA256_M32_H15   typecode 7    2^15: a hotel's 20 years of 4 rounds a day

Source: RFC 8554, sections 4.1, 4.4, 5.1 and 7.1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

HASH_SIZE: Final = 32
ID_SIZE: Final = 16
PUBLIC_KEY_SIZE: Final = 56

D_PUBLIC: Final = b"\x80\x80"
D_MESSAGE: Final = b"\x81\x81"
D_LEAF: Final = b"\x82\x82"
D_NODE: Final = b"\x83\x83"

_PUBLIC_KEY: Final = struct.Struct(">II16s32s")
_DIGEST_BITS: Final = 8 * HASH_SIZE


class OneTimeSet(IntEnum):
    """How one leaf signs."""

    N32_W4 = 3
    N32_W8 = 4

    @property
    def width(self) -> int:
        """Bits of the digest for each chain."""
        return 4 if self is OneTimeSet.N32_W4 else 8

    @property
    def steps(self) -> int:
        """From a chain's secret to its end."""
        return (1 << self.width) - 1

    @property
    def chains(self) -> int:
        digits = _DIGEST_BITS // self.width
        return digits + -(-(digits * self.steps).bit_length() // self.width)

    @property
    def size(self) -> int:
        """Bytes of a one-time signature: typecode, C and a value for each chain."""
        return 4 + HASH_SIZE * (1 + self.chains)


class TreeSet(IntEnum):
    """How many leaves there are."""

    H5 = 5
    H10 = 6
    H15 = 7

    @property
    def height(self) -> int:
        return 5 * (self - 4)

    @property
    def leaves(self) -> int:
        return 1 << self.height


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What verifies a signature, 56 bytes: both typecodes, the key's identifier, the root.

    Raises ValueError for an identifier or a root of another size.
    """

    tree: TreeSet
    one_time: OneTimeSet
    identifier: bytes
    root: bytes

    def __post_init__(self) -> None:
        if (len(self.identifier), len(self.root)) != (ID_SIZE, HASH_SIZE):
            raise ValueError("an identifier is 16 bytes and a root 32")

    def to_bytes(self) -> bytes:
        return _PUBLIC_KEY.pack(self.tree, self.one_time, self.identifier, self.root)

    @classmethod
    def from_bytes(cls, stored: bytes) -> PublicKey:
        """Raises ValueError for another size or a set that is not known here."""
        if len(stored) != PUBLIC_KEY_SIZE:
            raise ValueError("a public key is 56 bytes")
        tree, one_time, identifier, root = _PUBLIC_KEY.unpack(stored)
        return cls(TreeSet(tree), OneTimeSet(one_time), identifier, root)


def signature_size(tree: TreeSet, one_time: OneTimeSet) -> int:
    """q, the one-time signature, the tree's typecode and its path: 2,668 bytes for H15 and W4."""
    return 4 + one_time.size + 4 + HASH_SIZE * tree.height


def digits(one_time: OneTimeSet, digest: bytes) -> bytes:
    """How far up each chain the signer went: the digest's digits, then those of the checksum.

    A digest with any digit raised has a lower checksum: nobody can climb them all.
    """
    width = one_time.width
    count = _DIGEST_BITS // width
    value = int.from_bytes(digest, "big")
    message = [value >> width * at & one_time.steps for at in range(count - 1, -1, -1)]
    checksum = sum(one_time.steps - each for each in message)
    checksum_count = one_time.chains - count
    tail = [checksum >> width * at & one_time.steps for at in range(checksum_count - 1, -1, -1)]
    return bytes(message + tail)


def steps_worst(one_time: OneTimeSet) -> int:
    """The most steps that verifying any digest takes, over all chains; exact."""
    width, steps = one_time.width, one_time.steps
    count = _DIGEST_BITS // width
    tail = one_time.chains - count

    def of(checksum: int) -> int:
        return checksum + sum(steps - (checksum >> width * at & steps) for at in range(tail))

    return max(map(of, range(count * steps + 1)))
