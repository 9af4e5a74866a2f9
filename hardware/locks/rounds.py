"""One signature for a whole round: a Merkle tree over its orders, and a path from each to the root.

    leaf     SHA-256(06 · order)                                      once for each order
    node     SHA-256(08 · left 32 · right 32)                         3 ms
    message  SHA-256(09 · hotel u24 · q u32 · depth u8 · root 32)     what the LMS leaf q signs

A leaf and a node never hash the same bytes, so no node can be shown as an order. The tree is filled
up to 2^depth leaves with EMPTY, 32 zeros, which no order hashes to; a path has exactly depth nodes,
and the depth is signed. A round has at most 1,024 orders: a path of at most 10 nodes.

A path on the wire: place u16, depth u8, depth nodes of 32 bytes, the lowest first.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Protocol

from hardware.locks.chains import Domain
from hardware.locks.metered import Crypto
from hardware.locks.orders import Order

DEPTH_MAX: Final = 10
ORDERS_MAX: Final = 2**DEPTH_MAX
NODE_SIZE: Final = 32
EMPTY: Final = bytes(NODE_SIZE)

_PATH_HEAD: Final = struct.Struct(">HB")
_MESSAGE: Final = struct.Struct(">IIB")
PATH_SIZE_MAX: Final = _PATH_HEAD.size + DEPTH_MAX * NODE_SIZE


class RoundDomain(IntEnum):
    """A further first byte of what is hashed; the others are hardware.locks.chains.Domain."""

    MESSAGE = 9


class BadPath(ValueError):
    """Bytes that are no path."""


class Signer(Protocol):
    """What a round is signed with: hardware.locks.lms_key.SigningKey."""

    def take_leaf(self) -> int: ...

    def sign(self, q: int, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Path:
    """From one order to its round's root. Raises BadPath where depth and place do not fit."""

    place: int
    nodes: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.nodes) > DEPTH_MAX or not 0 <= self.place < 2 ** len(self.nodes):
            raise BadPath("the place lies outside the tree")
        if any(len(each) != NODE_SIZE for each in self.nodes):
            raise BadPath("a node has another size")

    def encode(self) -> bytes:
        return _PATH_HEAD.pack(self.place, len(self.nodes)) + b"".join(self.nodes)

    @classmethod
    def decode(cls, content: bytes) -> Path:
        if len(content) < _PATH_HEAD.size:
            raise BadPath("it is too short")
        place, depth = _PATH_HEAD.unpack_from(content)
        if depth > DEPTH_MAX or len(content) != _PATH_HEAD.size + depth * NODE_SIZE:
            raise BadPath("it has another size")
        starts = range(_PATH_HEAD.size, len(content), NODE_SIZE)
        return cls(place, tuple(content[at : at + NODE_SIZE] for at in starts))


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """What a programmer brings to one lock: all of it may be known to anybody."""

    order: Order
    path: Path
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedRound:
    """One leaf's round: orders by lock, in the order of their places."""

    q: int
    orders: tuple[SignedOrder, ...]


def leaf_of(crypto: Crypto, order: bytes) -> bytes:
    return crypto.sha256(bytes((Domain.MERKLE_LEAF,)) + order)


def node_of(crypto: Crypto, left: bytes, right: bytes) -> bytes:
    return crypto.sha256(bytes((Domain.MERKLE_NODE,)) + left + right)


def root_by(crypto: Crypto, leaf: bytes, path: Path) -> bytes:
    """The root that this leaf has by this path; the right one only if both are."""
    node = leaf
    for level, sibling in enumerate(path.nodes):
        is_right = path.place >> level & 1
        node = node_of(crypto, sibling, node) if is_right else node_of(crypto, node, sibling)
    return node


def round_message(crypto: Crypto, hotel: int, q: int, depth: int, root: bytes) -> bytes:
    """The 32 bytes that a leaf signs."""
    head = _MESSAGE.pack(RoundDomain.MESSAGE << 24 | hotel, q, depth)
    return crypto.sha256(head + root)


def message_of(crypto: Crypto, order: bytes, hotel: int, q: int, path: Path) -> bytes:
    """What must be signed for this order to be one of its round."""
    root = root_by(crypto, leaf_of(crypto, order), path)
    return round_message(crypto, hotel, q, len(path.nodes), root)


def tree(crypto: Crypto, orders: Sequence[bytes]) -> list[list[bytes]]:
    """Levels of the tree, leaves first. Raises ValueError for none or too many orders."""
    if not 1 <= len(orders) <= ORDERS_MAX:
        raise ValueError("a round has 1 to 1,024 orders")
    depth = (len(orders) - 1).bit_length()
    level = [leaf_of(crypto, each) for each in orders]
    level += [EMPTY] * (2**depth - len(level))
    levels = [level]
    for _ in range(depth):
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [node_of(crypto, left, right) for left, right in pairs]
        levels.append(level)
    return levels


def path_in(levels: Sequence[Sequence[bytes]], place: int) -> Path:
    """The path of the order at this place."""
    return Path(place, tuple(level[place >> at ^ 1] for at, level in enumerate(levels[:-1])))


def signed_round(
    crypto: Crypto, signer: Signer, hotel: int, orders_for: Callable[[int], Sequence[Order]]
) -> SignedRound:
    """Take a leaf, make the orders that name it, sign them all at once.

    orders_for: gets q. Raises ValueError for orders of another q or hotel, or two for one lock; the
    leaf is burnt then, as it is whenever anything fails here.
    """
    q = signer.take_leaf()
    orders = orders_for(q)
    if any((each.hotel, each.q) != (hotel, q) for each in orders):
        raise ValueError("an order names another hotel or leaf")
    if len({each.lock for each in orders}) != len(orders):
        raise ValueError("a lock has two orders in one round")
    levels = tree(crypto, [each.encode() for each in orders])
    message = round_message(crypto, hotel, q, len(levels) - 1, levels[-1][0])
    signature = signer.sign(q, message)
    return SignedRound(
        q,
        tuple(
            SignedOrder(each, path_in(levels, place), signature)
            for place, each in enumerate(orders)
        ),
    )
