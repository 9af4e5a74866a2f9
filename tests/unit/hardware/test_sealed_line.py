"""A sealed line: its body and its seal are cut out of it and joined again, by sizes alone."""

from __future__ import annotations

import pytest

from hardware.crypto.sealed_line import SEAL_SIZE, LineInvalid, body_of, seal_of, sealed
from hardware.crypto.sealed_log import Chain, Seal
from hardware.crypto.secret import Secret

BODY = b'{"seq":1,"d":{"text":"\xc3\xa4 \\"h\\":"},"ver":2}\n'
SEAL = Seal(bytes(range(32)), bytes(range(16)))
LINE = (
    b'{"seq":1,"d":{"text":"\xc3\xa4 \\"h\\":"},'
    b'"h":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",'
    b'"m":"000102030405060708090a0b0c0d0e0f","ver":2}\n'
)


def test_a_line_carries_the_seal_right_before_its_version() -> None:
    assert sealed(BODY, SEAL) == LINE
    assert len(BODY) + SEAL_SIZE == len(LINE)


def test_body_and_seal_come_back_out_of_the_line() -> None:
    assert body_of(LINE) == BODY
    assert seal_of(LINE) == SEAL


def test_a_chain_accepts_what_it_sealed_over_the_line() -> None:
    line = sealed(BODY, Chain(Secret(bytes(32))).seal(BODY))
    Chain(Secret(bytes(32))).check(body_of(line), seal_of(line))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        BODY,  # no seal in it
        LINE[:-1],  # its newline is missing
        LINE + b"\n",
        LINE[: -len(b"2}\n")] + b"1}\n",
        LINE.replace(b'"m"', b'"n"'),
        LINE.replace(b"0a0b", b"0A0B"),  # one seal, one way to write it
        LINE.replace(b'"h":"00', b'"h":"0'),
        LINE.replace(b'{"seq":1', b'{"seq"\n:1'),
        LINE[-len(b'"ver":2}\n') :],
    ],
)
def test_anything_else_is_no_sealed_line(line: bytes) -> None:
    with pytest.raises(LineInvalid):
        body_of(line)
    with pytest.raises(LineInvalid):
        seal_of(line)


@pytest.mark.parametrize("body", [b"", b'{"seq":1}\n', BODY[:-1], b"\n" + BODY])
def test_a_body_that_is_not_one_line_of_this_version_takes_no_seal(body: bytes) -> None:
    with pytest.raises(LineInvalid):
        sealed(body, SEAL)


def test_a_seal_of_another_size_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="32 and 16"):
        sealed(BODY, Seal(b"", b""))
