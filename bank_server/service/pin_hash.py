"""How the bank keeps a PIN: Argon2id over a peppered PIN, salted with the card's plain id.

Only the tag and its parameters are stored, never Argon2's encoded string: that string contains
the salt, and the salt is the card id, which the bank stores only as a hash.
Source: docs/protocols.md, section 10.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final, Protocol

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from hardware.crypto.secret import Secret

MEMORY_KIB: Final = 19 * 1024
TIME_COST: Final = 2
LANES: Final = 1
TAG_SIZE: Final = 32


@dataclass(frozen=True, slots=True)
class PinParameters:
    """What Argon2 ran with; stored beside each tag, so that they may grow later."""

    version: int = ARGON2_VERSION
    memory_kib: int = MEMORY_KIB
    time_cost: int = TIME_COST
    lanes: int = LANES


class PinHasher(Protocol):
    """One slow, memory-hard hash. A stand-in takes its place in the simulator."""

    def tag(self, pin: Secret, card_id: Secret, parameters: PinParameters) -> bytes:
        """The tag of a PIN on a card; blocks the calling thread for tens of milliseconds."""
        ...


class Argon2PinHasher:
    """The real one. Safe to use from several threads; argon2 releases the interpreter's lock."""

    def __init__(self, pepper: Secret) -> None:
        self._pepper = pepper

    def tag(self, pin: Secret, card_id: Secret, parameters: PinParameters) -> bytes:
        peppered = hmac.new(self._pepper.reveal(), pin.reveal(), hashlib.sha256).digest()
        return hash_secret_raw(
            secret=peppered,
            salt=card_id.reveal(),
            time_cost=parameters.time_cost,
            memory_cost=parameters.memory_kib,
            parallelism=parameters.lanes,
            hash_len=TAG_SIZE,
            type=Type.ID,
            version=parameters.version,
        )


def tags_match(expected: bytes, found: bytes) -> bool:
    """Constant time for tags of equal length."""
    return hmac.compare_digest(expected, found)
