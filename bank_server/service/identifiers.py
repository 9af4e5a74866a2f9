"""Random texts that the bank gives out, and the hashes by which it knows them again."""

from __future__ import annotations

import hashlib
import hmac
import string
from collections.abc import Callable
from typing import Final
from uuid import UUID

from hardware.crypto.challenge import CHALLENGE_SIZE, is_issuable
from hardware.crypto.secret import Secret

RandomBytes = Callable[[int], bytes]

TOKEN_SIZE: Final = 32
VISIT_SIZE: Final = 16
STRIPE_DIGITS: Final = 8
TOKEN_DIGITS: Final = 32
DRAW_COUNT_MAX: Final = 16

_LETTERS: Final = string.digits + string.ascii_letters
# Bytes from here on are dropped, so that every letter stays equally likely.
_FAIR: Final = 256 - 256 % len(_LETTERS)
_FAIR_DECIMAL: Final = 250


def card_hash(card_id: str) -> str:
    """How the bank stores a card's id: SHA-256 of its 36 characters, in hex."""
    return hashlib.sha256(card_id.encode("ascii")).hexdigest()


def card_token(pepper: Secret, card_id: str) -> str:
    """What stands for a card where its PINs' results are kept: who has a copy of them learns no
    card, nor that two banks know the same one. card_id: as `card_hash` made it."""
    message = f"pin-results\0{card_id}".encode("ascii")
    return hmac.new(pepper.reveal(), message, hashlib.sha256).hexdigest()[:TOKEN_DIGITS]


def text_hash(text: str) -> str:
    """How tokens are stored: SHA-256 in hex. They are random, so no salt is needed."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def new_uuid(random_bytes: RandomBytes) -> str:
    return str(UUID(bytes=random_bytes(16), version=4))


def new_hex(random_bytes: RandomBytes, size: int = VISIT_SIZE) -> str:
    return random_bytes(size).hex()


def new_token(random_bytes: RandomBytes, size: int = TOKEN_SIZE) -> str:
    """`size` characters of [0-9A-Za-z], each equally likely."""
    letters: list[str] = []
    for _ in range(DRAW_COUNT_MAX):
        letters += [
            _LETTERS[byte % len(_LETTERS)] for byte in random_bytes(2 * size) if byte < _FAIR
        ]
        if len(letters) >= size:
            return "".join(letters[:size])
    raise RuntimeError("random_bytes is not random")


def new_challenge(random_bytes: RandomBytes) -> str:
    """A challenge with unequal halves."""
    for _ in range(DRAW_COUNT_MAX):
        challenge = new_token(random_bytes, CHALLENGE_SIZE)
        if is_issuable(challenge.encode("ascii")):
            return challenge
    raise RuntimeError("random_bytes is not random")


def new_stripe_code(random_bytes: RandomBytes) -> str:
    digits: list[str] = []
    for _ in range(DRAW_COUNT_MAX):
        drawn = random_bytes(2 * STRIPE_DIGITS)
        digits += [str(byte % 10) for byte in drawn if byte < _FAIR_DECIMAL]
        if len(digits) >= STRIPE_DIGITS:
            return "".join(digits[:STRIPE_DIGITS])
    raise RuntimeError("random_bytes is not random")


def stripe_tag(pepper: Secret, card_id: str, code: str) -> str:
    """What is stored of a stripe code: eight digits need the pepper, or a copy of the database
    would give them away."""
    message = f"stripe-code\0{card_id}\0{code}".encode("ascii")
    return hmac.new(pepper.reveal(), message, hashlib.sha256).hexdigest()
