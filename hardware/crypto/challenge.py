"""The bank's challenge and the card's answer to it. Source: docs/protocols.md, section 3."""

from __future__ import annotations

import string
from typing import Final

from hardware.crypto.blocks import encrypt_blocks
from hardware.crypto.secret import Secret

CHALLENGE_SIZE: Final = 32
_HALF: Final = CHALLENGE_SIZE // 2
_CHARACTERS: Final = frozenset((string.digits + string.ascii_letters).encode("ascii"))


def answer(challenge_key: Secret, challenge: bytes) -> Secret:
    """What the card returns, 32 bytes.

    challenge_key: subkey(AES_KEY of the card, KeyName.CHALLENGE).
    Raises ValueError unless `is_challenge`: a card encrypts no blocks of another form.
    """
    if not is_challenge(challenge):
        raise ValueError("challenge is not 32 letters and digits")
    return Secret(encrypt_blocks(challenge_key, challenge))


def is_challenge(challenge: bytes) -> bool:
    """Whether this is 32 characters of [0-9A-Za-z], which is all that a card answers."""
    return len(challenge) == CHALLENGE_SIZE and _CHARACTERS.issuperset(challenge)


def is_issuable(challenge: bytes) -> bool:
    """Whether a bank may issue it: equal halves would have equal answers, so they never are."""
    return is_challenge(challenge) and challenge[:_HALF] != challenge[_HALF:]
