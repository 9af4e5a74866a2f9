"""LMS signatures (RFC 8554) verified while they stream in, chain by chain.

A lock never holds the 2,668 bytes of a signature: it climbs each of the 67 chains as its value
comes, feeds the end into one running hash, then climbs the tree. Between two pieces it keeps

    offset  size   field, big-endian; 207 bytes
    0       1      stage: what the next bytes are (Stage)
    1       1      chains or nodes taken in this stage
    2       4      q, the leaf
    6       1      bytes of the item under way
    7       32     the item under way
    39      32     the message (an order's is 32 bytes), later its digest
    71      104    the running hash of the chains' ends (hardware.locks.running_sha256)
    175     32     the node of the tree under way

Source: RFC 8554, algorithms 4b and 6a.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Final

from hardware.locks.lms_sets import (
    D_LEAF,
    D_MESSAGE,
    D_NODE,
    D_PUBLIC,
    HASH_SIZE,
    PublicKey,
    digits,
    signature_size,
    steps_worst,
)
from hardware.locks.metered import Crypto, hash_ms
from hardware.locks.running_sha256 import STATE_SIZE as RUNNING_SIZE

STATE_BYTES: Final = 207

_HEAD: Final = struct.Struct(">BBIB32s32s")
_WORD_SIZE: Final = 4


class Stage(IntEnum):
    """What the next bytes of the signature are."""

    LEAF = 0
    ONE_TIME_SET = 1
    RANDOMIZER = 2
    CHAIN = 3
    TREE_SET = 4
    NODE = 5
    GOOD = 6
    BAD = 7


_WORDS: Final = frozenset({Stage.LEAF, Stage.ONE_TIME_SET, Stage.TREE_SET})


class StreamingVerifier:
    """One signature over one message, fed in pieces cut anywhere.

    state: what a former verifier of the same key left; the message is then in it.
    Raises ValueError for a state that is none.

    Attributes:
        q: the signature's leaf; 0 until it came.
        taken: bytes of the signature so far.
    """

    def __init__(
        self, crypto: Crypto, public_key: PublicKey, *, message: bytes = b"", state: bytes = b""
    ) -> None:
        self._crypto = crypto
        self._key = public_key
        self._stage = Stage.LEAF
        self._count = 0
        self.q = 0
        self._item = b""
        self._message = message
        self._running = b""
        self._node = bytes(HASH_SIZE)
        self._digits = b""
        if state:
            self._take_up(state)

    @property
    def is_good(self) -> bool:
        """Whether all of it came, and it is the key's over the message."""
        return self._stage is Stage.GOOD

    @property
    def is_bad(self) -> bool:
        """Whether it is none of the key's; nothing further is looked at."""
        return self._stage is Stage.BAD

    @property
    def taken(self) -> int:
        """Also where the next piece begins. Only of a signature that is not bad yet."""
        ots = self._key.one_time
        before = {
            Stage.LEAF: 0,
            Stage.ONE_TIME_SET: 4,
            Stage.RANDOMIZER: 8,
            Stage.CHAIN: 8 + HASH_SIZE * (1 + self._count),
            Stage.TREE_SET: 4 + ots.size,
            Stage.NODE: 4 + ots.size + 4 + HASH_SIZE * self._count,
            Stage.GOOD: signature_size(self._key.tree, ots),
            Stage.BAD: 0,
        }
        return before[self._stage] + len(self._item)

    def feed(self, piece: bytes) -> None:
        """The next bytes. What comes after the end makes it bad."""
        rest = self._item + piece
        while rest and self._stage is not Stage.BAD:
            size = _WORD_SIZE if self._stage in _WORDS else HASH_SIZE
            if self._stage is Stage.GOOD:
                self._stage = Stage.BAD
            elif len(rest) < size:
                break
            else:
                self._take(rest[:size])
                rest = rest[size:]
        self._item = b"" if self._stage is Stage.BAD else rest

    def state(self) -> bytes:
        """Everything that has to be kept to go on later, STATE_BYTES.

        Raises ValueError while a message of another size than 32 bytes waits for the randomizer.
        """
        if len(self._message) != HASH_SIZE:
            raise ValueError("only a message of 32 bytes is kept")
        head = _HEAD.pack(
            self._stage,
            self._count,
            self.q,
            len(self._item),
            self._item,
            self._message,
        )
        return head + self._running.ljust(RUNNING_SIZE, b"\0") + self._node

    def _take_up(self, state: bytes) -> None:
        if len(state) != STATE_BYTES:
            raise ValueError("a verifier's state has another size")
        stage, self._count, self.q, item, held, self._message = _HEAD.unpack_from(state)
        self._stage = Stage(stage)
        self._item = held[:item]
        has_running = self._stage is Stage.CHAIN
        self._running = state[_HEAD.size : _HEAD.size + RUNNING_SIZE] if has_running else b""
        self._node = state[_HEAD.size + RUNNING_SIZE :]

    def _take(self, item: bytes) -> None:
        match self._stage:
            case Stage.LEAF:
                self.q = int.from_bytes(item, "big")
                self._go(Stage.ONE_TIME_SET, self.q < self._key.tree.leaves)
            case Stage.ONE_TIME_SET:
                is_ours = int.from_bytes(item, "big") == self._key.one_time
                self._go(Stage.RANDOMIZER, is_ours)
            case Stage.RANDOMIZER:
                self._take_randomizer(item)
            case Stage.CHAIN:
                self._take_chain(item)
            case Stage.TREE_SET:
                self._go(Stage.NODE, int.from_bytes(item, "big") == self._key.tree)
            case _:
                self._take_node(item)

    def _go(self, stage: Stage, is_ours: bool) -> None:  # noqa: FBT001 - the answer to one question
        self._stage = stage if is_ours else Stage.BAD
        self._count = 0

    def _prefix(self, number: int) -> bytes:
        return self._key.identifier + number.to_bytes(_WORD_SIZE, "big")

    def _take_randomizer(self, c: bytes) -> None:
        prefix = self._prefix(self.q)
        self._message = self._crypto.sha256(prefix + D_MESSAGE + c + self._message)
        running = self._crypto.running()
        running.update(prefix + D_PUBLIC)
        self._running = running.state()
        self._go(Stage.CHAIN, is_ours=True)

    def _take_chain(self, value: bytes) -> None:
        prefix = self._prefix(self.q) + self._count.to_bytes(2, "big")
        self._digits = self._digits or digits(self._key.one_time, self._message)
        for step in range(self._digits[self._count], self._key.one_time.steps):
            value = self._crypto.sha256(prefix + bytes((step,)) + value)
        running = self._crypto.running(self._running)
        running.update(value)
        self._running = running.state()
        self._count += 1
        if self._count == self._key.one_time.chains:
            ends = running.digest()
            self._running = b""
            leaf = self._prefix(self._key.tree.leaves + self.q) + D_LEAF + ends
            self._node = self._crypto.sha256(leaf)
            self._go(Stage.TREE_SET, is_ours=True)

    def _take_node(self, sibling: bytes) -> None:
        number = self._key.tree.leaves + self.q >> self._count
        pair = sibling + self._node if number % 2 else self._node + sibling
        self._node = self._crypto.sha256(self._prefix(number // 2) + D_NODE + pair)
        self._count += 1
        if self._count == self._key.tree.height:
            self._go(Stage.GOOD, self._node == self._key.root)


def verify(crypto: Crypto, public_key: PublicKey, message: bytes, signature: bytes) -> bool:
    """In one go, for those who hold the whole signature."""
    verifier = StreamingVerifier(crypto, public_key, message=message)
    verifier.feed(signature)
    return verifier.is_good


def verify_ms_worst(public_key: PublicKey, message_size: int) -> int:
    """What the dearest signature of this key costs a lock, in ms."""
    prefix = len(public_key.identifier) + _WORD_SIZE
    ots = public_key.one_time
    chains = steps_worst(ots) * hash_ms(prefix + 2 + 1 + HASH_SIZE)
    return (
        hash_ms(prefix + 2 + HASH_SIZE + message_size)
        + chains
        + hash_ms(prefix + 2 + HASH_SIZE * ots.chains)
        + hash_ms(prefix + 2 + HASH_SIZE)
        + public_key.tree.height * hash_ms(prefix + 2 + 2 * HASH_SIZE)
    )
