"""The hash that diversifies device keys, against values published by others."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.crypto.superfasthash import superfasthash


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Hello World!", 0x69C8643C),
        (b"Hsieh Hash", 0x5C88EEED),
        (b"SuperFastHash", 0x85D929D1),
        (b"pirateDay", 0xA55CB8B3),
        (b"foob", 0x58C9CBD5),
        (b"fooba", 0xF9D871C8),
        (b"foobar", 0xA6BCDCA9),
        (bytes(range(256)), 3840866583),
        (bytes(range(255)), 2878718456),
        (bytes(range(254)), 2920741773),
        (bytes(range(253)), 3608586534),
        (b"", 0),
        (b"a", 0x115EA782),
        (b"ab", 0x516B8B44),
        (b"abc", 0xD2BE198A),
        (b"abcd", 0xDAD8B8DB),
        (b"abcdefgh", 0xBE0F7428),
        (bytes(8), 0xA669D449),
        (b"\xff" * 8, 0x193D34DA),
        (b"\xff", 0xA9E99665),
        (b"ab\xff", 0x611F19C4),
    ],
)
def test_the_unsigned_form_gives_the_published_value(data, expected):
    assert expected == superfasthash(data)


def test_the_verification_value_of_smhasher_is_that_of_the_unsigned_form():
    hashes = [superfasthash(bytes(range(size)), 256 - size) for size in range(256)]

    assert 0x6306A6FE == superfasthash(struct.pack("<256I", *hashes), 0)


@given(st.binary(min_size=1, max_size=64))
def test_without_a_state_the_length_is_the_state(data):
    assert superfasthash(data, len(data)) == superfasthash(data)
