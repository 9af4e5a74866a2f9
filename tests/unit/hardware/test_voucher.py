"""A voucher pays once, at one HSM, for one ticket, for just the notes that the bank meant."""

from __future__ import annotations

import dataclasses
import itertools
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.crypto import voucher
from hardware.crypto.blocks import decrypt_blocks, encrypt_blocks
from hardware.crypto.device_keys import KeyName
from hardware.crypto.secret import Secret
from hardware.crypto.voucher import VoucherInvalid, VoucherTerms, open_voucher, seal

ENC, MAC = Secret(bytes(range(32))), Secret(bytes(range(100, 132)))
TERMS = VoucherTerms(
    hsm=UUID(int=1),
    txid=b"t" * 16,
    ticket=b"k" * 16,
    parts=2,
    canister=3,
    load=4,
    first=100,
    last=140,
)
ASKED = {
    "hsm": TERMS.hsm,
    "txid": TERMS.txid,
    "ticket": TERMS.ticket,
    "parts": 2,
    "canister": 3,
    "load": 4,
}


def counting(size):
    return bytes(range(size))


def sealed(**changes):
    return seal(dataclasses.replace(TERMS, **changes), ENC, MAC, counting)


def opened(message, **changes):
    return open_voucher(message, ENC, MAC, **(ASKED | changes))


def forged(tails, prefix=b"100,140\0"):
    """What somebody with the encryption key but without the tag key can make."""
    return encrypt_blocks(ENC, b"".join((prefix + tail)[:16] for tail in tails))


GENUINE = sealed()


def test_a_genuine_voucher_opens_to_its_notes():
    assert opened(GENUINE) == (100, 140)
    assert len(GENUINE) == 64


@given(
    st.integers(0, 65_534),
    st.integers(1, 128),
    st.integers(1, 8),
    st.integers(1, 8),
    st.integers(1, 2**32 - 1),
)
def test_every_voucher_that_may_be_sealed_opens(first, count, parts, canister, load):
    last = min(first + count, 65_535)
    message = sealed(first=first, last=last, parts=parts, canister=canister, load=load)

    assert (first, last) == opened(message, parts=parts, canister=canister, load=load)


@pytest.mark.parametrize(
    ("first", "last", "prefix"),
    [(0, 1, b"0,1\0"), (99, 100, b"99,100\0"), (65_534, 65_535, b"65534,65535\0")],
)
def test_every_block_begins_with_the_notes_and_no_two_are_equal(first, last, prefix):
    plain = decrypt_blocks(ENC, sealed(first=first, last=last))
    blocks = [plain[at : at + 16] for at in range(0, 64, 16)]

    assert [prefix] * 4 == [block[: len(prefix)] for block in blocks]
    assert len(set(blocks)) == 4


def test_every_changed_bit_is_refused():
    assert opened(GENUINE) == (100, 140)
    number = int.from_bytes(GENUINE, "big")
    for bit in range(512):
        with pytest.raises(VoucherInvalid):
            opened((number ^ 1 << bit).to_bytes(64, "big"))


def test_every_changed_bit_of_the_plain_text_is_refused():
    """Even for somebody who has the encryption key."""
    number = int.from_bytes(decrypt_blocks(ENC, GENUINE), "big")
    for bit in range(512):
        with pytest.raises(VoucherInvalid):
            opened(encrypt_blocks(ENC, (number ^ 1 << bit).to_bytes(64, "big")))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1:])
def test_every_other_order_of_the_blocks_is_refused(order):
    blocks = [GENUINE[at : at + 16] for at in range(0, 64, 16)]

    with pytest.raises(VoucherInvalid):
        opened(b"".join(blocks[index] for index in order))


@pytest.mark.parametrize(
    "change",
    [
        {"hsm": UUID(int=2)},
        {"txid": b"u" * 16},
        {"ticket": b"l" * 16},
        {"parts": 1},
        {"parts": 3},
        {"canister": 2},
        {"load": 5},
        {"load": 3},
    ],
    ids=str,
)
def test_a_voucher_for_anything_else_is_refused(change):
    assert opened(GENUINE) == (100, 140)
    with pytest.raises(VoucherInvalid, match="tag"):
        opened(GENUINE, **change)


@given(st.sampled_from(sorted(ASKED)), st.integers(0, 127))
@settings(max_examples=200)
def test_a_voucher_for_terms_one_bit_away_is_refused(name, bit):
    asked = ASKED[name]
    match asked:
        case UUID():
            changed = UUID(int=asked.int ^ 1 << bit)
        case bytes():
            changed = (int.from_bytes(asked, "big") ^ 1 << bit).to_bytes(16, "big")
        case _:
            changed = asked ^ 1 << bit % 32

    with pytest.raises(VoucherInvalid):
        opened(GENUINE, **{name: changed})


@pytest.mark.parametrize(("enc", "mac"), [(MAC, MAC), (ENC, ENC), (MAC, ENC)])
def test_a_voucher_under_other_keys_is_refused(enc, mac):
    with pytest.raises(VoucherInvalid):
        open_voucher(GENUINE, enc, mac, **ASKED)


@pytest.mark.parametrize("size", [0, 1, 16, 48, 63, 65, 80, 128])
def test_a_message_of_another_size_is_refused(size):
    with pytest.raises(VoucherInvalid, match="size"):
        opened((GENUINE * 2)[:size])


def test_equal_blocks_are_refused_before_anything_else():
    with pytest.raises(VoucherInvalid, match="equal blocks"):
        opened(forged([b"a" * 8, b"b" * 8, b"c" * 8, b"a" * 8]))


def test_a_tag_made_without_the_key_is_refused():
    with pytest.raises(VoucherInvalid, match="tag"):
        opened(forged([b"a" * 8, b"b" * 8, b"c" * 8, b"d" * 8]))


def test_blocks_of_two_vouchers_do_not_mix():
    other = sealed(first=140, last=180)

    assert opened(other) == (140, 180)
    with pytest.raises(VoucherInvalid, match="prefixes differ"):
        opened(GENUINE[:48] + other[48:])


@pytest.mark.parametrize(
    "prefix",
    [
        b"0100,140\0",
        b"+100,140\0",
        b"100,0140\0",
        b" 100,140\0",
        b"100, 140\0",
        b"100,140 \0",
        b"100;140\0",
        b"100,140",
        b"100,\0",
        b",140\0",
        b"-1,140\0",
        b"0x1,140\0",
        b"1e2,140\0",
        b"1_0,140\0",
        b"\xd9\xa1,9\0",
        b"100000,9\0",
        b"00,1\0",
        b"1.0,140\0",
        b"\0",
        b"100\0140\0",
    ],
)
def test_a_prefix_that_is_not_canonical_is_refused(prefix):
    with pytest.raises(VoucherInvalid, match="prefix"):
        opened(forged([b"aaaaaaaaaaaaaaaa", b"b" * 16, b"c" * 16, b"d" * 16], prefix))


@pytest.mark.parametrize("prefix", [b"5,5\0", b"6,5\0", b"0,129\0", b"65535,65536\0", b"0,99999\0"])
def test_a_range_that_no_bank_may_give_is_refused(prefix):
    with pytest.raises(VoucherInvalid, match="terms"):
        opened(forged([b"aaaaaaaaaaaaaaaa", b"b" * 16, b"c" * 16, b"d" * 16], prefix))


@given(st.binary(min_size=64, max_size=64))
def test_random_bytes_are_no_voucher(message):
    with pytest.raises(VoucherInvalid):
        opened(message)


@pytest.mark.parametrize(
    "change",
    [
        {"txid": b""},
        {"txid": b"t" * 17},
        {"ticket": b"k" * 15},
        {"parts": 0},
        {"parts": 9},
        {"canister": 0},
        {"canister": 9},
        {"load": 0},
        {"load": 2**32},
        {"first": -1},
        {"first": 140},
        {"first": 141},
        {"first": 11},
        {"first": 65_535, "last": 65_536},
    ],
    ids=str,
)
def test_terms_out_of_bounds_cannot_be_written_down(change):
    with pytest.raises(ValueError, match=r"range|16 bytes|more notes"):
        dataclasses.replace(TERMS, **change)


@pytest.mark.parametrize(("first", "last"), [(0, 1), (0, 128), (65_407, 65_535), (65_534, 65_535)])
def test_terms_at_their_bounds_are_sealed_and_opened(first, last):
    assert (first, last) == opened(sealed(first=first, last=last))


def test_the_bank_draws_again_until_the_blocks_differ(monkeypatch):
    drawn = []

    def random_bytes(size):
        drawn.append(size)
        return bytes((len(drawn),)) * size

    genuine_tag = voucher._tag
    monkeypatch.setattr(
        voucher,
        "_tag",
        lambda terms, mac, head: head * 3 if head[0] < 3 else genuine_tag(terms, mac, head),
    )
    message = seal(TERMS, ENC, MAC, random_bytes)

    assert drawn == [8, 8, 8]
    assert opened(message) == (100, 140)


def test_the_bank_does_not_draw_for_ever(monkeypatch):
    monkeypatch.setattr(voucher, "_tag", lambda _terms, _mac, head: head * 3)

    with pytest.raises(RuntimeError, match="repeats"):
        seal(TERMS, ENC, MAC, counting)


@pytest.mark.parametrize("given_size", [0, 7, 9])
def test_a_random_source_that_gives_too_little_or_too_much_seals_nothing(given_size):
    with pytest.raises(ValueError, match="random_bytes"):
        seal(TERMS, ENC, MAC, lambda _size: bytes(given_size))


def test_the_known_vouchers_open(golden, keys, uuid):
    asked = {
        "hsm": uuid,
        "txid": bytes.fromhex(golden["txid"]),
        "ticket": bytes.fromhex(golden["ticket"]),
    }
    enc, mac = keys[KeyName.VOUCHER_ENC], keys[KeyName.VOUCHER_MAC]
    five = bytes.fromhex(golden["voucher_5_notes"])
    four = bytes.fromhex(golden["voucher_4_notes"])

    assert open_voucher(five, enc, mac, **asked, parts=1, canister=1, load=1) == (0, 5)
    assert open_voucher(four, enc, mac, **asked, parts=2, canister=2, load=3) == (127, 131)
