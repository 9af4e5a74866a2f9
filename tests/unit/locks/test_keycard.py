"""A key card: 416 bits, where each lies, and that nothing else is one."""

from dataclasses import replace

import pytest
from Crypto.Cipher import AES
from Crypto.Hash import CMAC
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks import keycard
from hardware.locks.attributes import AttributeKey
from hardware.locks.keycard import BadStripe, GuestCard, StaffCard
from hardware.locks.metered import Unmetered

FREE = Unmetered()
X = bytes(range(16))
KEY = bytes(range(16, 32))

GUEST = GuestCard(0xABCDEF, 599, 4711, 1000, 1200, 2, 1, X)
SEALED = GUEST.sealed(FREE, AttributeKey.of(FREE, KEY))
# Made from the table by hand: bits written one field after the other.
GUEST_STRIPE = bytes.fromhex(
    "11abcdef95c1267003e8004b0201000102030405060708090a0b0c0d0e0f"
    "de3a7780e8a65383e25452fe00000000000000001faa"
)
STAFF = StaffCard(0xABCDEF, 0x1234, 191, 3, 1044, X)
STAFF_STRIPE = bytes.fromhex(
    "12abcdef1234bf03041400000000000102030405060708090a0b0c0d0e0f"
    "00000000000000000000000000000000000000003413"
)


def bits(n):
    return st.integers(0, 2**n - 1)


values = st.binary(min_size=16, max_size=16)
guest_cards = st.builds(
    GuestCard, bits(24), bits(10), bits(18), bits(20), bits(20), bits(4), bits(1), values,
    st.binary(min_size=12, max_size=12),
)  # fmt: skip
staff_cards = st.builds(StaffCard, bits(24), bits(16), bits(8), bits(8), bits(16), values)


def with_crc(checked):
    return checked + keycard.crc16(checked).to_bytes(2, "big")


def flipped(stripe, bit):
    """The bit changed, and the check made to fit again, as whoever writes cards would."""
    changed = int.from_bytes(stripe[:50], "big") ^ 1 << 399 - bit
    return with_crc(changed.to_bytes(50, "big"))


def test_a_guest_s_golden_stripe_stands():
    assert (GUEST_STRIPE, SEALED) == (SEALED.encode(), keycard.decode(GUEST_STRIPE))


def test_a_staff_golden_stripe_stands():
    assert (STAFF_STRIPE, STAFF) == (STAFF.encode(), keycard.decode(STAFF_STRIPE))


def test_a_guest_s_tag_is_the_cmac_of_the_first_240_bits():
    tag = CMAC.new(KEY, GUEST_STRIPE[:30], ciphermod=AES).digest()[:12]

    assert (tag, GUEST_STRIPE[:30]) == (SEALED.tag, SEALED.body())


def test_the_check_is_crc_16_ccitt_false():
    assert 0x29B1 == keycard.crc16(b"123456789")


@given(guest_cards | staff_cards)
def test_every_card_is_52_bytes_and_comes_back(card):
    assert (416 // 8, card) == (len(card.encode()), keycard.decode(card.encode()))


@given(guest_cards | staff_cards, st.integers(0, 415))
def test_a_misread_bit_is_noticed(card, bit):
    stripe = int.from_bytes(card.encode(), "big") ^ 1 << bit

    with pytest.raises(BadStripe):
        keycard.decode(stripe.to_bytes(52, "big"))


@pytest.mark.parametrize("stripe", [GUEST_STRIPE, STAFF_STRIPE])
def test_a_bit_that_is_written_over_is_refused_or_read_as_another_card(stripe):
    """No bit is without a meaning: two stripes that differ are not one card."""
    same = []
    for bit in range(400):
        try:
            if keycard.decode(flipped(stripe, bit)) == keycard.decode(stripe):
                same.append(bit)
        except BadStripe:
            continue

    assert [] == same


@pytest.mark.parametrize(
    "bit",
    [*range(8), *range(104, 111), *range(336, 400)],
)
def test_a_guest_s_version_type_and_reserved_bits_are_as_they_are(bit):
    with pytest.raises(BadStripe):
        keycard.decode(flipped(GUEST_STRIPE, bit))


@pytest.mark.parametrize("bit", [*range(8), *range(80, 112), *range(240, 400)])
def test_a_staff_card_s_version_type_and_reserved_bits_are_as_they_are(bit):
    with pytest.raises(BadStripe):
        keycard.decode(flipped(STAFF_STRIPE, bit))


@pytest.mark.parametrize("head", [head for head in range(256) if head not in {0x11, 0x12}])
def test_other_versions_and_types_are_refused(head):
    with pytest.raises(BadStripe, match="version or type"):
        keycard.decode(with_crc(bytes((head,)) + bytes(49)))


@given(st.binary(max_size=60))
def test_anything_at_all_is_a_card_or_a_bad_stripe(stripe):
    try:
        card = keycard.decode(stripe)
    except BadStripe:
        return

    assert stripe == card.encode()


@pytest.mark.parametrize(
    "change",
    [
        {"hotel": 2**24},
        {"lock": 1024},
        {"index": 2**18},
        {"not_after": 2**20},
        {"copy": 16},
        {"index": -1},
        {"x": bytes(15)},
        {"tag": bytes(11)},
    ],
)
def test_what_does_not_fit_is_not_written(change):
    with pytest.raises(ValueError, match=r"fit|bytes"):
        replace(GUEST, **change).encode()


def test_no_card_shows_what_opens():
    shown = repr(SEALED) + repr(STAFF)

    assert ", x=" not in shown
    assert ", c=" not in shown
    assert ", tag=" not in shown
