"""A PIN block opens to the PIN for one pad, slot, card and challenge, and to nothing else."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given
from hypothesis import strategies as st

from hardware.crypto.blocks import encrypt_blocks
from hardware.crypto.kdf import hkdf
from hardware.crypto.pin_block import PinBlockInvalid, decrypt, encrypt, pan_digits
from hardware.crypto.secret import Secret

PAD_KEY = bytes(range(32))
CARD = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
OTHER_CARD = b"1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
OTHER_CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012346"
FILL = bytes.fromhex("f0e1d2c3b4a59687")
PINS = st.text("0123456789", min_size=4, max_size=12).map(str.encode)
CHALLENGES = st.text(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", min_size=32, max_size=32
).map(str.encode)


def made(pin=b"12345", *, pad_key=PAD_KEY, slot=0, card=CARD, challenge=CHALLENGE, fill=FILL):
    return encrypt(Secret(pin), Secret(pad_key), slot, Secret(card), challenge, fill).reveal()


def opened(block, *, pad_key=PAD_KEY, slot=0, card=CARD, challenge=CHALLENGE):
    return decrypt(block, Secret(pad_key), slot, Secret(card), challenge).reveal()


def recomputed(pin, pad_key, slot, card, challenge, fill):
    """The same block by another library, in integers instead of texts."""
    extracted = hmac.digest(bytes(32), pad_key, "sha256")
    info = b"pin-block" + bytes([0, slot]) + challenge
    key = hmac.digest(extracted, info + b"\x01", "sha256")

    nibbles = [4, len(pin), *(digit - 0x30 for digit in pin)]
    nibbles += [0xA] * (16 - len(nibbles))
    nibbles += [half for byte in fill for half in divmod(byte, 16)]
    plain = 0
    for nibble in nibbles:
        plain = plain << 4 | nibble

    digest = int(hashlib.sha256(b"atm-pan-v1\x00" + card).hexdigest(), 16)
    pan = 0
    for place in range(11, -1, -1):
        pan = pan << 4 | digest // 10**place % 10
    pan <<= 4 * 19

    def aes(block):
        encryptor = Cipher(AES(key), ECB()).encryptor()
        return int.from_bytes(encryptor.update(block.to_bytes(16, "big")), "big")

    return aes(aes(plain) ^ pan).to_bytes(16, "big")


@given(
    PINS,
    st.binary(min_size=32, max_size=32),
    st.integers(0, 1),
    st.uuids().map(lambda uuid: str(uuid).encode()),
    CHALLENGES,
    st.binary(min_size=8, max_size=8),
)
def test_a_block_is_that_of_an_independent_computation_and_opens(
    pin, pad_key, slot, card, challenge, fill
):
    block = made(pin, pad_key=pad_key, slot=slot, card=card, challenge=challenge, fill=fill)

    assert recomputed(pin, pad_key, slot, card, challenge, fill) == block
    assert pin == opened(block, pad_key=pad_key, slot=slot, card=card, challenge=challenge)


@pytest.mark.parametrize(
    "change",
    [
        {"slot": 1},
        {"card": OTHER_CARD},
        {"challenge": OTHER_CHALLENGE},
        {"pad_key": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_block_for_anything_else_is_refused(change):
    block = made()

    assert opened(block) == b"12345"
    with pytest.raises(PinBlockInvalid):
        opened(block, **change)


def test_a_changed_bit_never_leaves_the_same_pin():
    block = int.from_bytes(made(), "big")
    for bit in range(128):
        with pytest.raises(PinBlockInvalid):
            opened((block ^ 1 << bit).to_bytes(16, "big"))


def test_the_same_pin_makes_another_block_with_each_fill():
    assert made() != made(fill=bytes(8))
    assert opened(made()) == opened(made(fill=bytes(8)))


@pytest.mark.parametrize("size", [0, 8, 15, 17, 32])
def test_a_block_of_another_size_is_refused(size):
    with pytest.raises(PinBlockInvalid, match="16"):
        opened(bytes(size))


@pytest.mark.parametrize(
    "field",
    [
        "341234aaaaaaaaaa",
        "501234aaaaaaaaaa",
        "431234aaaaaaaaaa",
        "4d1234567890123a",
        "4f12345678901234",
        "44123aaaaaaaaaaa",
        "441234aaaaaaaaa0",
        "44123412aaaaaaaa",
        "4412341aaaaaaaaa",
        "44123faaaaaaaaaa",
        "451234aaaaaaaaaa",
        "40aaaaaaaaaaaaaa",
    ],
)
def test_a_field_that_no_pad_makes_is_refused(field):
    """Control, length, digits and padding each have to be right."""
    key = hkdf(Secret(PAD_KEY), info=b"pin-block\0\0" + CHALLENGE)
    pan = bytes.fromhex(("0" + pan_digits(Secret(CARD)).reveal().decode()).ljust(32, "0"))

    def sealed(text):
        inner = encrypt_blocks(key, bytes.fromhex(text) + FILL)
        return encrypt_blocks(key, bytes(a ^ b for a, b in zip(inner, pan, strict=True)))

    assert opened(sealed("441234aaaaaaaaaa")) == b"1234"
    with pytest.raises(PinBlockInvalid):
        opened(sealed(field))


@pytest.mark.parametrize("pin", [b"", b"123", b"1234567890123", b"12a4", b"12 4", "١٢٣٤".encode()])
def test_only_4_to_12_digits_are_a_pin(pin):
    with pytest.raises(ValueError, match="digits"):
        made(pin)


@pytest.mark.parametrize(
    "change",
    [
        {"slot": 2},
        {"slot": -1},
        {"slot": 256},
        {"card": CARD[:-1]},
        {"challenge": CHALLENGE[:-1]},
        {"challenge": CHALLENGE[:-1] + b"-"},
    ],
    ids=str,
)
def test_arguments_of_another_form_are_a_mistake_of_ours_in_both_directions(change):
    with pytest.raises(ValueError, match=r"slot|card_id|challenge"):
        made(**change)
    with pytest.raises(ValueError, match=r"slot|card_id|challenge") as refused:
        opened(made(), **change)

    assert not isinstance(refused.value, PinBlockInvalid)


@pytest.mark.parametrize("fill", [b"", bytes(7), bytes(9)])
def test_the_fill_is_8_bytes(fill):
    with pytest.raises(ValueError, match="fill"):
        made(fill=fill)


def test_no_refusal_names_the_pin():
    with pytest.raises(ValueError, match="digits") as refused:
        made(b"98x6")

    assert "98" not in str(refused.value)


def test_small_pan_numbers_keep_their_leading_zeros():
    digits = {len(pan_digits(Secret(f"{n:036}".encode())).reveal()) for n in range(200)}

    assert digits == {12}
