"""Making an LMS key: every leaf's chains to their ends, in processes, then the tree above them.

For H15 and W4 that is 32,768 leaves of 67 chains of 16 hashes, 35 million in all, once in the
life of a hotel. The inner loop is hashlib's alone: 55 bytes fill one block of SHA-256 exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from hardware.locks.lms_key import SEED_SIZE, KeyMaterial
from hardware.locks.lms_sets import (
    D_LEAF,
    D_NODE,
    D_PUBLIC,
    HASH_SIZE,
    ID_SIZE,
    OneTimeSet,
    TreeSet,
)

# So many leaves are worth a message to another process; fewer in all are made in this one.
LEAVES_A_PIECE: Final = 128

_SECRET: Final = b"\xff"

Progress = Callable[[int, int], None]


def make_key(
    tree: TreeSet,
    one_time: OneTimeSet,
    *,
    identifier: bytes,
    seed: bytes,
    processes: int = 1,
    progress: Progress = lambda _done, _all: None,
) -> KeyMaterial:
    """The key of this seed; the same seed and identifier always give the same key.

    processes: 1 makes it in this process. progress: (leaves made, leaves in all), in this process.
    """
    if (len(identifier), len(seed)) != (ID_SIZE, SEED_SIZE):
        raise ValueError("an identifier is 16 bytes and a seed 32")
    firsts = range(0, tree.leaves, LEAVES_A_PIECE)
    pieces = [(one_time, identifier, seed, tree.leaves, first) for first in firsts]
    leaves: list[bytes] = []
    for made in _made(pieces, processes):
        leaves += made
        progress(len(leaves), tree.leaves)
    return KeyMaterial(tree, one_time, identifier, seed, _nodes(identifier, leaves))


_Piece = tuple[OneTimeSet, bytes, bytes, int, int]


def _made(pieces: list[_Piece], processes: int) -> Iterator[list[bytes]]:
    if processes == 1 or len(pieces) == 1:
        yield from map(_leaves, pieces)
        return
    # Spawned, not forked: the caller may have threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_leaves, pieces)


def _leaves(piece: _Piece) -> list[bytes]:
    """LEAVES_A_PIECE leaves from the first, in order."""
    one_time, identifier, seed, leaf_count, first = piece
    last = min(first + LEAVES_A_PIECE, leaf_count)
    return [_leaf(one_time, identifier, seed, leaf_count, q) for q in range(first, last)]


def _leaf(one_time: OneTimeSet, identifier: bytes, seed: bytes, leaf_count: int, q: int) -> bytes:
    sha256 = hashlib.sha256
    prefix = identifier + q.to_bytes(4, "big")
    steps = [bytes((step,)) for step in range(one_time.steps)]
    ends = sha256(prefix + D_PUBLIC)
    for chain in range(one_time.chains):
        at = prefix + chain.to_bytes(2, "big")
        value = sha256(at + _SECRET + seed).digest()
        for step in steps:
            value = sha256(at + step + value).digest()
        ends.update(value)
    number = (leaf_count + q).to_bytes(4, "big")
    return sha256(identifier + number + D_LEAF + ends.digest()).digest()


def _nodes(identifier: bytes, leaves: list[bytes]) -> bytes:
    nodes = [bytes(HASH_SIZE)] * len(leaves) + leaves
    for number in range(len(leaves) - 1, 0, -1):
        pair = nodes[2 * number] + nodes[2 * number + 1]
        prefix = identifier + number.to_bytes(4, "big") + D_NODE
        nodes[number] = hashlib.sha256(prefix + pair).digest()
    return b"".join(nodes)
