"""Keys depend on everything that they are derived from, and a card answers challenges only."""

from __future__ import annotations

from uuid import UUID

import pytest

from hardware.crypto import challenge
from hardware.crypto.blocks import decrypt_blocks, encrypt_blocks
from hardware.crypto.device_keys import KeyName, Role, aes_key, subkey
from hardware.crypto.kdf import hkdf
from hardware.crypto.secret import Secret
from hardware.crypto.superfasthash import expand

DIE_ID = bytes(range(8))
FUSED = bytes(range(32))
UUID_1 = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8")
UUID_2 = UUID("0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d9")
CHALLENGE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def key(role=Role.CARD, die_id=DIE_ID, fused=FUSED, uuid=UUID_1):
    return aes_key(role, die_id, Secret(fused), uuid).reveal()


def test_each_input_alone_changes_the_key():
    """The second uuid begins like the first, so that the expansion is the same for both."""
    keys = {
        key(),
        key(role=Role.HSM),
        key(role=Role.PIN_PAD),
        key(die_id=DIE_ID[::-1]),
        key(fused=FUSED[::-1]),
        key(uuid=UUID_2),
    }

    assert expand(UUID_1, DIE_ID, 7) == expand(UUID_2, DIE_ID, 7)
    assert len(keys) == 6


def test_a_device_makes_the_same_key_each_time():
    assert key() == key()


def test_subkeys_differ_from_each_other_and_from_their_key():
    made = {subkey(Secret(FUSED), name).reveal() for name in KeyName} | {FUSED}

    assert len(made) == len(KeyName) + 1


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_fused_secret_is_32_bytes(size):
    with pytest.raises(ValueError, match="fused_secret"):
        key(fused=bytes(size))


@pytest.mark.parametrize("size", [0, 7, 9])
def test_a_die_id_is_8_bytes(size):
    with pytest.raises(ValueError, match="die_id"):
        key(die_id=bytes(size))


@pytest.mark.parametrize("n", [0, 9, -1])
def test_the_expansion_reads_nothing_beside_the_die_id(n):
    with pytest.raises(ValueError, match="range"):
        expand(UUID_1, DIE_ID, n)


def test_hkdf_gives_the_first_case_of_rfc_5869():
    okm = hkdf(
        Secret(b"\x0b" * 22),
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
    )

    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert expected == okm.reveal().hex()


def test_hkdf_without_salt_gives_the_third_case_of_rfc_5869():
    okm = hkdf(Secret(b"\x0b" * 22), info=b"")

    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert expected == okm.reveal().hex()


def test_aes_gives_the_example_of_fips_197():
    cipher = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    plain = bytes.fromhex("00112233445566778899aabbccddeeff")

    assert cipher == encrypt_blocks(Secret(FUSED), plain)
    assert plain == decrypt_blocks(Secret(FUSED), cipher)


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_no_shorter_key_than_32_bytes_is_taken(size):
    with pytest.raises(ValueError, match="key"):
        encrypt_blocks(Secret(bytes(size)), bytes(16))


def test_an_answer_is_the_challenge_under_the_key():
    answer = challenge.answer(Secret(FUSED), CHALLENGE)

    assert CHALLENGE == decrypt_blocks(Secret(FUSED), answer.reveal())


@pytest.mark.parametrize(
    "question",
    [
        b"",
        CHALLENGE[:31],
        CHALLENGE + b"0",
        CHALLENGE[:31] + b"\0",
        CHALLENGE[:31] + b",",
        CHALLENGE[:31] + b" ",
        CHALLENGE[:31] + b"\xff",
        b"0,5\0" + CHALLENGE[4:],
    ],
)
def test_a_card_encrypts_nothing_but_32_letters_and_digits(question):
    assert challenge.is_challenge(CHALLENGE)
    assert not challenge.is_challenge(question)
    assert not challenge.is_issuable(question)
    with pytest.raises(ValueError, match="challenge"):
        challenge.answer(Secret(FUSED), question)


def test_a_bank_issues_no_challenge_with_equal_halves():
    halves = b"ABCDEFGHIJKLMNOP" * 2

    assert challenge.is_issuable(CHALLENGE)
    assert challenge.is_challenge(halves)
    assert not challenge.is_issuable(halves)
