"""The tag of a card's attributes is AES-CMAC."""

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import CMAC
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.attributes import STORED_SIZE, AttributeKey
from hardware.locks.metered import Meter, Primitives, Unmetered

FREE = Unmetered()
# RFC 4493, section 4.
KEY = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
MESSAGE = bytes.fromhex(
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
)


def test_the_subkeys_are_those_of_rfc_4493():
    key = AttributeKey.of(FREE, KEY)

    assert "fbeed618357133667c85e08f7236a8de" == key.k1.hex()
    assert "f7ddac306ae266ccf90bc11ee46d513b" == key.k2.hex()


@pytest.mark.parametrize(
    ("size", "tag"),
    [
        (0, "bb1d6929e95937287fa37d129b756746"),
        (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"),
        (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ],
)
def test_the_tags_are_those_of_rfc_4493(size, tag):
    assert tag == AttributeKey.of(FREE, KEY).cmac(FREE, MESSAGE[:size]).hex()


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=80))
def test_any_tag_is_that_of_another_implementation(key, message):
    other = CMAC.new(key, message, ciphermod=AES).digest()

    assert other == AttributeKey.of(FREE, key).cmac(FREE, message)


def test_a_card_costs_two_milliseconds_with_the_subkeys_kept_and_three_without():
    meter = Meter()
    lock = Primitives(meter)
    tag = AttributeKey.of(lock, KEY).tag96(lock, MESSAGE[:30])

    assert 3 == meter.ms
    kept = AttributeKey.from_bytes(AttributeKey.of(FREE, KEY).to_bytes())
    assert (tag, 5) == (kept.tag96(lock, MESSAGE[:30]), meter.ms)
    assert 12 == len(tag)


def test_it_is_kept_in_48_bytes_and_shown_in_none():
    key = AttributeKey.of(FREE, KEY)

    assert (STORED_SIZE, key) == (len(key.to_bytes()), AttributeKey.from_bytes(key.to_bytes()))
    assert "AttributeKey()" == repr(key)


def test_other_sizes_are_refused():
    key = AttributeKey.of(FREE, KEY)

    with pytest.raises(ValueError, match="30"):
        key.tag96(FREE, bytes(31))
    with pytest.raises(ValueError, match="16"):
        AttributeKey.from_bytes(bytes(47))
