"""What a lock's primitives compute, and what each of them costs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.metered import Meter, Primitives, Unmetered
from hardware.locks.running_sha256 import STATE_SIZE, RunningSha256

# FIPS 197, appendix C.1.
AES_KEY = bytes.fromhex("000102030405060708090a0b0c0d0e0f")
AES_PLAIN = bytes.fromhex("00112233445566778899aabbccddeeff")
AES_CIPHER = bytes.fromhex("69c4e0d86a7b0430d8cdb78070b4c55a")
# FIPS 180-4's examples: one block, two blocks, and nothing at all.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
TWO_BLOCKS = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
TWO_BLOCKS_HASH = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"


@pytest.fixture
def meter():
    return Meter()


@pytest.fixture
def lock(meter):
    return Primitives(meter)


def test_a_block_is_aes_128_and_costs_one_millisecond(lock, meter):
    assert (AES_CIPHER, 1) == (lock.aes(AES_KEY)(AES_PLAIN), meter.ms)


@pytest.mark.parametrize(
    ("key_size", "block_size"), [(32, 16), (24, 16), (16, 32), (16, 0), (15, 16)]
)
def test_more_than_a_block_of_aes_128_is_not_had_for_its_price(lock, key_size, block_size):
    with pytest.raises(ValueError, match="16 bytes"):
        lock.aes(bytes(key_size))(bytes(block_size))


@pytest.mark.parametrize(
    ("bits", "ms"), [(0, 1), (8, 2), (200, 2), (216, 2), (512, 2), (520, 3), (33_792, 67)]
)
def test_a_hash_costs_one_and_one_for_each_begun_512_bits(lock, meter, bits, ms):
    lock.sha256(bytes(bits // 8))

    assert ms == meter.ms


def test_the_unmetered_ones_compute_the_same(lock):
    free = Unmetered()

    assert lock.sha256(b"abc") == free.sha256(b"abc") == bytes.fromhex(ABC)
    assert AES_CIPHER == free.aes(AES_KEY)(AES_PLAIN)


@pytest.mark.parametrize(("message", "digest"), [(b"abc", ABC), (TWO_BLOCKS, TWO_BLOCKS_HASH)])
def test_a_running_hash_gives_the_standard_s_examples(message, digest):
    running = RunningSha256()
    running.update(message)

    assert digest == running.digest().hex()


@given(st.lists(st.binary(max_size=150), max_size=6))
def test_a_hash_in_pieces_laid_down_after_each_is_the_hash_of_the_whole(pieces):
    """Same value and same price, and nothing but 104 bytes is carried from piece to piece."""
    whole = b"".join(pieces)
    piecewise, at_once = Meter(), Meter()
    state = b""
    for piece in pieces:
        running = Primitives(piecewise).running(state)
        running.update(piece)
        state = running.state()
    digest = Primitives(piecewise).running(state).digest()
    expected = Primitives(at_once).sha256(whole)

    assert hashlib.sha256(whole).digest() == expected == digest
    assert at_once.ms == piecewise.ms
    assert len(state) in {0, STATE_SIZE}


def test_a_state_of_another_size_is_refused():
    with pytest.raises(ValueError, match="104"):
        RunningSha256(bytes(STATE_SIZE - 1))
