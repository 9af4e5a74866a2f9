"""The hash chains that cards climb, and the images by which a lock knows a value of one.

    step    H1 = SHA-256(domain u8 · hotel u24 · id u16 · k u24 · x 128)              2 ms
    image   HV = SHA-256(domain u8 · hotel u24 · lock u16 · id u16 · k u24 · x 128)   2 ms

each cut to its first 16 bytes; big-endian. A guest's card with index k carries x_k, and x_k-1 =
H1_k(x_k): whoever knows x_k knows all older values and no newer one. A lock keeps images only, and
an image is no value of any chain: what lies in a lock opens nothing.
"""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Final

from hardware.locks.metered import Crypto

VALUE_SIZE: Final = 16

_STEP: Final = struct.Struct(">IHHB16s")
_IMAGE: Final = struct.Struct(">IHHHB16s")
_DOMAIN_SHIFT: Final = 24
_FIELD_24_MAX: Final = 2**24 - 1


class Domain(IntEnum):
    """The first byte of everything that is hashed: no two uses share an input."""

    GUEST_CHAIN = 1  # id = lock
    STAFF_CHAIN = 2  # id = serial
    GUEST_IMAGE = 3  # id = lock
    STAFF_IMAGE = 4  # id = serial
    MERKLE_LEAF = 6
    CLOSING_PROOF = 7
    MERKLE_NODE = 8


def guest_step(crypto: Crypto, hotel: int, lock: int, k: int, x: bytes) -> bytes:
    """x of index k - 1, from x of index k."""
    return guest_value(crypto, hotel, lock, (k, k - 1), x)


def staff_step(crypto: Crypto, hotel: int, serial: int, p: int, c: bytes) -> bytes:
    """c of period p - 1, from c of period p."""
    return staff_value(crypto, hotel, serial, (p, p - 1), c)


def guest_image(crypto: Crypto, hotel: int, lock: int, k: int, x: bytes) -> bytes:
    """By which this lock knows x of index k."""
    return _image(crypto, Domain.GUEST_IMAGE, (hotel, lock, lock, k), x)


def staff_image(crypto: Crypto, hotel: int, lock: int, serial: int, p: int, c: bytes) -> bytes:
    """By which this lock knows c of period p; every lock has another one."""
    return _image(crypto, Domain.STAFF_IMAGE, (hotel, lock, serial, p), c)


def guest_value(crypto: Crypto, hotel: int, lock: int, down: tuple[int, int], x: bytes) -> bytes:
    """x of the lower index, from x of the upper one: down = (upper, lower), 2 ms a step."""
    return _walked(crypto, Domain.GUEST_CHAIN, (hotel, lock), down, x)


def staff_value(crypto: Crypto, hotel: int, serial: int, down: tuple[int, int], c: bytes) -> bytes:
    """c of the earlier period, from c of the later one: down = (later, earlier), 2 ms a step."""
    return _walked(crypto, Domain.STAFF_CHAIN, (hotel, serial), down, c)


def _walked(
    crypto: Crypto, domain: Domain, place: tuple[int, int], down: tuple[int, int], value: bytes
) -> bytes:
    """One step after the other. A desk walks 65,535 of them for each room, so they stand here."""
    hotel, identity = place
    _want(hotel, down[0], value)
    head = domain << _DOMAIN_SHIFT | hotel
    for k in range(down[0], down[1], -1):
        value = crypto.sha256(_STEP.pack(head, identity, k >> 8, k & 0xFF, value))[:VALUE_SIZE]
    return value


def _image(crypto: Crypto, domain: Domain, place: tuple[int, int, int, int], value: bytes) -> bytes:
    hotel, lock, identity, k = place
    _want(hotel, k, value)
    head = domain << _DOMAIN_SHIFT | hotel
    return crypto.sha256(_IMAGE.pack(head, lock, identity, k >> 8, k & 0xFF, value))[:VALUE_SIZE]


def _want(hotel: int, k: int, value: bytes) -> None:
    # A field that ran over would make two places share an input.
    if not (0 <= hotel <= _FIELD_24_MAX and 0 <= k <= _FIELD_24_MAX and len(value) == VALUE_SIZE):
        raise ValueError("hotel and index are 24 bits, and a value is 16 bytes")
