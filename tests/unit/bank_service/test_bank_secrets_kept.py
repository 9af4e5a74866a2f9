"""Sealed keys, PIN tags, log lines: what the bank keeps and what it never shows."""

import os

import pytest

from bank_server.service import event_log
from bank_server.service.pin_hash import Argon2PinHasher, PinParameters, tags_match
from bank_server.service.sealing import KeySealer, SealBroken, SealPurpose
from hardware.crypto.secret import Secret

CARD = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
CHEAP = PinParameters(memory_kib=8, time_cost=1)


@pytest.fixture
def sealer():
    return KeySealer(Secret(bytes(32)), os.urandom)


def test_a_sealed_key_opens_again_and_shows_nothing(sealer):
    sealed = sealer.seal(Secret(b"k" * 32), SealPurpose.CARD_KEY, "card")

    assert b"k" * 32 == sealer.open(sealed, SealPurpose.CARD_KEY, "card").reveal()
    assert b"kkk" not in sealed


def test_a_sealed_key_opens_nowhere_else(sealer):
    """Another row, another purpose, another master key, a changed byte, a cut end: refused."""
    sealed = sealer.seal(Secret(b"k" * 32), SealPurpose.CARD_KEY, "card")
    other = KeySealer(Secret(b"\x01" * 32), os.urandom)
    changed = sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:]

    for opener, value, purpose, owner in [
        (sealer, sealed, SealPurpose.CARD_KEY, "card 2"),
        (sealer, sealed, SealPurpose.ATM_KEY, "card"),
        (other, sealed, SealPurpose.CARD_KEY, "card"),
        (sealer, changed, SealPurpose.CARD_KEY, "card"),
        (sealer, sealed[:-1], SealPurpose.CARD_KEY, "card"),
        (sealer, b"\x02" + sealed[1:], SealPurpose.CARD_KEY, "card"),
        (sealer, b"", SealPurpose.CARD_KEY, "card"),
    ]:
        with pytest.raises(SealBroken):
            opener.open(value, purpose, owner)


def test_a_pin_tag_depends_on_pin_card_and_pepper():
    hasher, other = Argon2PinHasher(Secret(b"p" * 32)), Argon2PinHasher(Secret(b"q" * 32))
    tag = hasher.tag(Secret(b"1234"), Secret(CARD), CHEAP)

    assert tags_match(tag, hasher.tag(Secret(b"1234"), Secret(CARD), CHEAP))
    assert not tags_match(tag, hasher.tag(Secret(b"1235"), Secret(CARD), CHEAP))
    assert not tags_match(tag, hasher.tag(Secret(b"1234"), Secret(CARD[::-1]), CHEAP))
    assert not tags_match(tag, other.tag(Secret(b"1234"), Secret(CARD), CHEAP))


def test_a_pin_tag_is_the_bare_tag_of_owasps_parameters():
    """19 MiB, t=2, p=1, and no encoded string, which would hold the card id as its salt."""
    tag = Argon2PinHasher(Secret(b"p" * 32)).tag(Secret(b"1234"), Secret(CARD), PinParameters())

    assert PinParameters(version=19, memory_kib=19456, time_cost=2, lanes=1) == PinParameters()
    assert (32, False) == (len(tag), b"argon2" in tag)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("sam-1", "name=sam-1"),
        ("a\r\nbank_ready port=1", r'name="a\r\nbank_ready port=1"'),
        ("\x1b[2J", r'name="\u001b[2J"'),
        ('{"a":"b"}', r'name="{\"a\":\"b\"}"'),
        ("\u202eevil\x7f\x85", r'name="\u202eevil\u007f\u0085"'),
        ("", 'name=""'),
        (None, "name=-"),
        (True, "name=yes"),
        (7, "name=7"),
    ],
)
def test_a_log_line_stays_one_line_whatever_the_name(value, shown):
    assert f"account_created {shown}" == event_log.line("account_created", name=value)


def test_a_log_field_that_is_not_on_the_list_is_our_fault():
    with pytest.raises(AssertionError, match="pin"):
        event_log.line("x", pin="1234")
