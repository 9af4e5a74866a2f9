"""The encoder's LMS key: it signs each leaf once in its life, and commits that before it signs.

A leaf that signs two messages gives both away, so three things hold: a leaf is taken from a counter
that is committed (the caller's callback returns when it would survive a power cut) before the
signature is even made; a leaf taken is signed with once; and the counter only goes up. A restored
encoder, which cannot know how far it had come, jumps forward.

Secrets of a leaf come from the seed (RFC 8554, appendix A), so that the seed alone is the key.
Making the tree is 2^h * 1,072 hashes: hardware.locks.lms_tree does it in processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.locks.lms_sets import D_MESSAGE, HASH_SIZE, OneTimeSet, PublicKey, TreeSet, digits

SEED_SIZE: Final = 32

_RANDOMIZER: Final = (0xFFFD).to_bytes(2, "big") + b"\xff"
_SECRET: Final = b"\xff"


class LeafSpent(Exception):
    """This leaf has signed, or was never taken: it does not sign (again)."""


class KeyExhausted(Exception):
    """All leaves are spent; the locks need another public key."""


@dataclass(frozen=True, slots=True)
class KeyMaterial:
    """A key without its counter: what is made once.

    nodes: of the whole tree, 32 bytes each, the root as number 1 and leaf q as number 2^h + q.
    Raises ValueError where sizes do not fit.
    """

    tree: TreeSet
    one_time: OneTimeSet
    identifier: bytes
    seed: bytes = field(repr=False)
    nodes: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_SIZE or len(self.nodes) != 2 * self.tree.leaves * HASH_SIZE:
            raise ValueError("the seed or the nodes have another size")

    @property
    def public_key(self) -> PublicKey:
        return PublicKey(self.tree, self.one_time, self.identifier, self.node(1))

    def node(self, number: int) -> bytes:
        return self.nodes[number * HASH_SIZE : (number + 1) * HASH_SIZE]


class SigningKey:
    """Belongs to one encoder; there is no second one with the same seed.

    next_leaf: the lowest leaf that was never taken.
    commit: gets the new next_leaf, and returns when it is on disk. If it raises, nothing is signed
    and the leaf is taken nonetheless.
    """

    def __init__(
        self, material: KeyMaterial, *, next_leaf: int, commit: Callable[[int], None]
    ) -> None:
        if not 0 <= next_leaf <= material.tree.leaves:
            raise ValueError("the counter lies outside the tree")
        self._material = material
        self._next_leaf = next_leaf
        self._commit = commit
        self._taken: set[int] = set()

    @property
    def public_key(self) -> PublicKey:
        return self._material.public_key

    @property
    def next_leaf(self) -> int:
        return self._next_leaf

    @property
    def left(self) -> int:
        """Leaves that may still be taken."""
        return self._material.tree.leaves - self._next_leaf

    def take_leaf(self) -> int:
        """A leaf for one message, committed as taken. Raises KeyExhausted."""
        q = self._next_leaf
        if q >= self._material.tree.leaves:
            raise KeyExhausted("all leaves of the key are spent")
        self._next_leaf = q + 1
        self._commit(q + 1)
        self._taken.add(q)
        return q

    def jump(self, to_leaf: int) -> None:
        """Leave out all leaves below: after a restore, or with another's word of a higher one.

        Downwards does nothing: the counter only goes up.
        """
        if to_leaf > self._next_leaf:
            self._next_leaf = min(to_leaf, self._material.tree.leaves)
            self._commit(self._next_leaf)

    def sign(self, q: int, message: bytes) -> bytes:
        """The signature over message with a leaf that was just taken. Raises LeafSpent."""
        if q not in self._taken:
            raise LeafSpent(f"leaf {q} is not free to sign")
        self._taken.remove(q)
        return signed(self._material, q, message, randomizer(self._material, q))


def randomizer(material: KeyMaterial, q: int) -> bytes:
    """C of a leaf: nobody can foresee it who does not hold the seed."""
    prefix = material.identifier + q.to_bytes(4, "big")
    return hashlib.sha256(prefix + _RANDOMIZER + material.seed).digest()


def signed(material: KeyMaterial, q: int, message: bytes, c: bytes) -> bytes:
    """The bytes of a signature: pure, and so no guard of leaves. Source: RFC 8554, 4.5 and 5.4.1.

    Only SigningKey and the test of RFC 8554's vectors, which name their own C, call this.
    """
    ots = material.one_time
    prefix = material.identifier + q.to_bytes(4, "big")
    digest = hashlib.sha256(prefix + D_MESSAGE + c + message).digest()
    values = []
    for chain, steps in enumerate(digits(ots, digest)):
        at = prefix + chain.to_bytes(2, "big")
        value = hashlib.sha256(at + _SECRET + material.seed).digest()
        for step in range(steps):
            value = hashlib.sha256(at + bytes((step,)) + value).digest()
        values.append(value)
    leaf = material.tree.leaves + q
    path = [material.node(leaf >> level ^ 1) for level in range(material.tree.height)]
    return b"".join(
        (
            q.to_bytes(4, "big"),
            ots.to_bytes(4, "big"),
            c,
            *values,
            material.tree.to_bytes(4, "big"),
            *path,
        )
    )
