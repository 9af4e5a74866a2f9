"""The chains that cards climb: values known from outside, and no two uses alike."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks import chains
from hardware.locks.metered import Meter, Primitives, Unmetered

FREE = Unmetered()
X = bytes(range(16))
HOTEL, LOCK, SERIAL, K = 0xABCDEF, 599, 77, 0x010203

numbers_16 = st.integers(0, 2**16 - 1)
numbers_24 = st.integers(0, 2**24 - 1)


@pytest.mark.parametrize(
    ("hashed", "value"),
    [
        ("01abcdef0257010203", chains.guest_step(FREE, HOTEL, LOCK, K, X)),
        ("02abcdef0257010203", chains.staff_step(FREE, HOTEL, LOCK, K, X)),
        ("03abcdef02570257010203", chains.guest_image(FREE, HOTEL, LOCK, K, X)),
        ("04abcdef0257004d010203", chains.staff_image(FREE, HOTEL, LOCK, SERIAL, K, X)),
    ],
)
def test_a_value_is_the_hash_of_its_place_and_the_value_before(hashed, value):
    assert hashlib.sha256(bytes.fromhex(hashed) + X).digest()[:16] == value


def test_the_golden_values_stand():
    """Cards and locks in the field hold these: a change of the chain locks a hotel out."""
    assert "8b8da2a76083b33d885cd131e119d94b" == chains.guest_step(FREE, HOTEL, LOCK, K, X).hex()
    assert "ba3ff17228bd329cf5eabbfcbaf02cab" == chains.staff_step(FREE, HOTEL, LOCK, K, X).hex()
    assert "575d2fea7c458f76a97f952f165d2365" == chains.guest_image(FREE, HOTEL, LOCK, K, X).hex()
    image = chains.staff_image(FREE, HOTEL, LOCK, SERIAL, K, X)
    assert "5ff985bac609109e742de37d47045927" == image.hex()


def test_steps_and_images_cost_a_lock_two_milliseconds_each():
    meter = Meter()
    lock = Primitives(meter)
    spent = []
    for compute in (
        lambda: chains.guest_step(lock, HOTEL, LOCK, K, X),
        lambda: chains.staff_step(lock, HOTEL, SERIAL, K, X),
        lambda: chains.guest_image(lock, HOTEL, LOCK, K, X),
        lambda: chains.staff_image(lock, HOTEL, LOCK, SERIAL, K, X),
        lambda: chains.guest_value(lock, HOTEL, LOCK, (40, 8), X),
        lambda: chains.staff_value(lock, HOTEL, SERIAL, (8, 8), X),
    ):
        before = meter.ms
        compute()
        spent.append(meter.ms - before)

    assert [2, 2, 2, 2, 64, 0] == spent


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_way_down_is_its_two_halves(low, middle, high):
    low, middle, high = sorted((low, middle, high))
    half = chains.guest_value(FREE, HOTEL, LOCK, (high, middle), X)
    staff_half = chains.staff_value(FREE, HOTEL, SERIAL, (high, middle), X)
    whole = chains.guest_value(FREE, HOTEL, LOCK, (high, low), X)
    staff_whole = chains.staff_value(FREE, HOTEL, SERIAL, (high, low), X)

    assert whole == chains.guest_value(FREE, HOTEL, LOCK, (middle, low), half)
    assert staff_whole == chains.staff_value(FREE, HOTEL, SERIAL, (middle, low), staff_half)


@given(numbers_24, numbers_16, numbers_16, numbers_24)
def test_the_four_uses_of_one_value_at_one_place_differ(hotel, lock, serial, k):
    made = {
        chains.guest_step(FREE, hotel, lock, k, X),
        chains.staff_step(FREE, hotel, lock, k, X),
        chains.guest_image(FREE, hotel, lock, k, X),
        chains.staff_image(FREE, hotel, lock, serial, k, X),
    }

    assert 4 == len(made)


@pytest.mark.parametrize(
    "place", [(HOTEL + 1, LOCK, K), (HOTEL, LOCK + 1, K), (HOTEL, LOCK, K + 1)]
)
def test_another_hotel_lock_or_index_gives_another_value(place):
    assert chains.guest_step(FREE, HOTEL, LOCK, K, X) != chains.guest_step(FREE, *place, X)
    assert chains.guest_image(FREE, HOTEL, LOCK, K, X) != chains.guest_image(FREE, *place, X)


@pytest.mark.parametrize(
    ("hotel", "k", "x"), [(2**24, K, X), (HOTEL, 2**24, X), (-1, K, X), (HOTEL, K, X[1:])]
)
def test_what_would_run_over_into_the_next_field_is_refused(hotel, k, x):
    with pytest.raises(ValueError, match="bits"):
        chains.guest_step(FREE, hotel, LOCK, k, x)
    with pytest.raises(ValueError, match="bits"):
        chains.staff_image(FREE, hotel, LOCK, SERIAL, k, x)
