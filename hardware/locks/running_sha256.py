"""SHA-256 whose state can be laid down between two pieces and taken up again.

A lock hashes what comes in packets and keeps nothing between them outside its memory; the hash of
the standard library does not tell its state. Everything that is hashed in one go goes there.

    offset  size   field of a state, big-endian; 104 bytes
    0       32     the eight words
    32      8      bytes taken so far
    40      64     the bytes of the block that is not full yet, then zeros

Source: FIPS 180-4, sections 4.1.2, 5 and 6.2.
"""

from __future__ import annotations

import math
import struct
from typing import Final

BLOCK_SIZE: Final = 64
STATE_SIZE: Final = 104

_WORD: Final = 0xFFFF_FFFF
_LENGTH_OFFSET: Final = 32
_BLOCK_OFFSET: Final = 40
_ROUNDS: Final = 64
_SCHEDULED: Final = 16
_ROOT_BITS: Final = 35  # the cube root of 311 is below 8
_PRIME_MAX: Final = 311  # the 64th


def _primes(count: int) -> list[int]:
    found: list[int] = []
    for number in range(2, _PRIME_MAX + 1):
        if all(number % each for each in found):
            found.append(number)
    return found[:count]


def _cube_root_fraction(number: int) -> int:
    """The first 32 bits of the fraction of the cube root, bit by bit."""
    root = 0
    for bit in range(_ROOT_BITS - 1, -1, -1):
        if (root | 1 << bit) ** 3 <= number << 96:
            root |= 1 << bit
    return root & _WORD


_START: Final = tuple(math.isqrt(each << 64) & _WORD for each in _primes(8))
_K: Final = tuple(_cube_root_fraction(each) for each in _primes(_ROUNDS))


class RunningSha256:
    """A SHA-256 fed in pieces. Raises ValueError for a state that is none.

    Attributes:
        size: bytes taken so far.
    """

    __slots__ = ("_block", "_words", "size")

    def __init__(self, state: bytes = b"") -> None:
        self.size = 0
        self._words: tuple[int, ...] = _START
        self._block = b""
        if state:
            self._take_up(state)

    def _take_up(self, state: bytes) -> None:
        if len(state) != STATE_SIZE:
            raise ValueError("a state of SHA-256 is 104 bytes")
        self._words = struct.unpack(">8I", state[:_LENGTH_OFFSET])
        self.size = int.from_bytes(state[_LENGTH_OFFSET:_BLOCK_OFFSET], "big")
        self._block = state[_BLOCK_OFFSET : _BLOCK_OFFSET + self.size % BLOCK_SIZE]

    def state(self) -> bytes:
        """Everything that has to be kept to go on later, STATE_SIZE bytes."""
        words = struct.pack(">8IQ", *self._words, self.size)
        return words + self._block.ljust(BLOCK_SIZE, b"\0")

    def update(self, piece: bytes) -> None:
        self.size += len(piece)
        waiting = self._block + piece
        whole = len(waiting) - len(waiting) % BLOCK_SIZE
        for start in range(0, whole, BLOCK_SIZE):
            self._words = _compressed(self._words, waiting[start : start + BLOCK_SIZE])
        self._block = waiting[whole:]

    def digest(self) -> bytes:
        """The hash of what was taken so far; more may follow."""
        padding = b"\x80" + bytes(-(self.size + 9) % BLOCK_SIZE)
        rest = self._block + padding + (8 * self.size).to_bytes(8, "big")
        words = self._words
        for start in range(0, len(rest), BLOCK_SIZE):
            words = _compressed(words, rest[start : start + BLOCK_SIZE])
        return struct.pack(">8I", *words)


def _compressed(words: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    # A word beside itself makes each rotation one shift; what is too high is cut off by the mask.
    schedule = list(struct.unpack(">16I", block))
    for t in range(_SCHEDULED, _ROUNDS):
        late, early = schedule[t - 2], schedule[t - 15]
        late2, early2 = late << 32 | late, early << 32 | early
        s1 = (late2 >> 17) ^ (late2 >> 19) ^ (late >> 10)
        s0 = (early2 >> 7) ^ (early2 >> 18) ^ (early >> 3)
        schedule.append((s1 + schedule[t - 7] + s0 + schedule[t - 16]) & _WORD)
    a, b, c, d, e, f, g, h = words
    for constant, word in zip(_K, schedule, strict=True):
        e2, a2 = e << 32 | e, a << 32 | a
        s1 = ((e2 >> 6) ^ (e2 >> 11) ^ (e2 >> 25)) & _WORD
        t1 = h + s1 + (g ^ (e & (f ^ g))) + constant + word
        s0 = ((a2 >> 2) ^ (a2 >> 13) ^ (a2 >> 22)) & _WORD
        t2 = s0 + ((a & b) | (c & (a | b)))
        a, b, c, d, e, f, g, h = (t1 + t2) & _WORD, a, b, c, (d + t1) & _WORD, e, f, g
    return tuple(
        (old + new) & _WORD for old, new in zip(words, (a, b, c, d, e, f, g, h), strict=True)
    )
