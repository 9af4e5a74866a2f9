"""The PIN on its way from the pad to the bank: ISO 9564 format 4 under a key used once.

PIN field, 16 bytes, in nibbles:

    0        control, 4
    1        number of digits, 4..12
    2 ..     the digits, then A up to nibble 15
    16 ..    8 random bytes

PAN field, 16 bytes, in nibbles: 0 (the PAN has 12 digits), 12 digits, 19 zeros.
block = AES(K, AES(K, PIN field) xor PAN field). K is derived from slot and challenge, so a block
fits one question of the bank only; the digits come from the card id, so it fits one card only.
Source: docs/protocols.md, section 3.
"""

from __future__ import annotations

import hashlib
from typing import Final

from hardware.crypto.blocks import BLOCK_SIZE, decrypt_blocks, encrypt_blocks
from hardware.crypto.challenge import is_challenge
from hardware.crypto.kdf import hkdf
from hardware.crypto.secret import Secret

DIGITS_MIN: Final = 4
DIGITS_MAX: Final = 12
FILL_SIZE: Final = 8
CARD_ID_SIZE: Final = 36
SLOT_CURRENT: Final = 0
SLOT_NEW: Final = 1

_CONTROL: Final = "4"
_PAD: Final = "a"
_PIN_NIBBLES: Final = 14
_PAN_DIGITS: Final = 12


class PinBlockInvalid(ValueError):
    """The block is not a PIN for this pad, slot, card and challenge."""


def encrypt(
    pin: Secret, pad_key: Secret, slot: int, card_id: Secret, challenge: bytes, fill: bytes
) -> Secret:
    """The block of 16 bytes.

    pin: ASCII digits. pad_key: subkey(AES_KEY of the pad, KeyName.PIN). slot: 0 the current PIN,
    1 a new one. card_id: text36. challenge: the bank's, or a provisioning token. fill: 8 random
    bytes. Raises ValueError for whatever is not so.
    """
    if len(fill) != FILL_SIZE:
        raise ValueError("fill is not 8 bytes")
    digits = pin.reveal()
    if not _is_pin(digits):
        raise ValueError("pin is not 4 to 12 digits")
    key = _block_key(pad_key, slot, challenge)
    text = f"{_CONTROL}{len(digits):x}" + digits.decode("ascii").ljust(_PIN_NIBBLES, _PAD)
    inner = encrypt_blocks(key, bytes.fromhex(text) + fill)
    return Secret(encrypt_blocks(key, _xor(inner, _pan_field(card_id))))


def decrypt(block: bytes, pad_key: Secret, slot: int, card_id: Secret, challenge: bytes) -> Secret:
    """The PIN as ASCII digits. Arguments as for `encrypt`.

    Raises PinBlockInvalid where the block was made for anything else, ValueError for arguments
    that are no slot, card id or challenge at all.
    """
    key = _block_key(pad_key, slot, challenge)
    pan_field = _pan_field(card_id)
    if len(block) != BLOCK_SIZE:
        raise PinBlockInvalid("block is not 16 bytes")
    field = decrypt_blocks(key, _xor(decrypt_blocks(key, block), pan_field))
    text = field[:FILL_SIZE].hex()
    count = int(text[1], 16)
    digits = text[2 : 2 + count].encode("ascii")
    padding = text[2 + count :]
    if text[0] != _CONTROL or not _is_pin(digits) or padding.strip(_PAD):
        raise PinBlockInvalid("block does not hold a PIN")
    return Secret(digits)


def pan_digits(card_id: Secret) -> Secret:
    """The 12 digits that stand for the card in the PAN field."""
    if len(card_id) != CARD_ID_SIZE:
        raise ValueError("card_id is not 36 characters")
    digest = hashlib.sha256(b"atm-pan-v1\0" + card_id.reveal()).digest()
    number = int.from_bytes(digest, "big") % 10**_PAN_DIGITS
    return Secret(f"{number:0{_PAN_DIGITS}}".encode("ascii"))


def _pan_field(card_id: Secret) -> bytes:
    nibbles = "0" + pan_digits(card_id).reveal().decode("ascii")
    return bytes.fromhex(nibbles.ljust(2 * BLOCK_SIZE, "0"))


def _block_key(pad_key: Secret, slot: int, challenge: bytes) -> Secret:
    if slot not in {SLOT_CURRENT, SLOT_NEW}:
        raise ValueError("slot is neither the current PIN nor a new one")
    if not is_challenge(challenge):
        raise ValueError("challenge is not 32 letters and digits")
    return hkdf(pad_key, info=b"pin-block\0" + bytes((slot,)) + challenge)


def _is_pin(digits: bytes) -> bool:
    return DIGITS_MIN <= len(digits) <= DIGITS_MAX and digits.isdigit()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
