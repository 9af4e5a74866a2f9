"""Six digits by which a lock proves to a dispatcher that it was closed after this opening.

    SHA-256(7 u8 · hotel u24 · lock u16 · index u24 · openings u32 · K_L 128), modulo 10^6

A technician reads them out; those of an earlier visit are others. They prove presence to a
dispatcher who trusts the lock's case: who has read K_L out of its memory can compute them anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hardware.locks.chains import Domain
from hardware.locks.metered import Crypto

DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class ClosingProof:
    """index: largest that opened. openings: by card or order, and orders; it only grows."""

    index: int
    openings: int
    digits: str


def closing_proof(
    crypto: Crypto, place: tuple[int, int], index: int, openings: int, key: bytes
) -> ClosingProof:
    """place: hotel and lock. key: K_L, 16 bytes."""
    hotel, lock = place
    message = (
        bytes((Domain.CLOSING_PROOF,))
        + hotel.to_bytes(3, "big")
        + lock.to_bytes(2, "big")
        + index.to_bytes(3, "big")
        + openings.to_bytes(4, "big")
        + key
    )
    number = int.from_bytes(crypto.sha256(message), "big") % 10**DIGITS
    return ClosingProof(index, openings, f"{number:0{DIGITS}d}")
