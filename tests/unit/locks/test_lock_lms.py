"""LMS signatures: RFC 8554's own values, verification as it streams in, and leaves signed once."""

import hashlib
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.locks.lms import STATE_BYTES, StreamingVerifier, verify, verify_ms_worst
from hardware.locks.lms_key import (
    KeyExhausted,
    KeyMaterial,
    LeafSpent,
    SigningKey,
    randomizer,
    signed,
)
from hardware.locks.lms_sets import (
    OneTimeSet,
    PublicKey,
    TreeSet,
    digits,
    signature_size,
    steps_worst,
)
from hardware.locks.lms_tree import make_key
from hardware.locks.metered import Meter, Primitives, Unmetered

VECTOR = json.loads(
    (Path(__file__).parents[2] / "vectors" / "lms_rfc8554.json").read_text(encoding="utf-8")
)
SIGNATURE = bytes.fromhex("".join(VECTOR["hss_signature"]))
TOP_KEY = PublicKey.from_bytes(bytes.fromhex(VECTOR["hss_public_key"])[4:])
TOP_SIZE = signature_size(TOP_KEY.tree, TOP_KEY.one_time)
TOP_SIGNATURE = SIGNATURE[4 : 4 + TOP_SIZE]
LOWER_KEY_BYTES = SIGNATURE[4 + TOP_SIZE : 4 + TOP_SIZE + 56]
LOWER_SIGNATURE = SIGNATURE[4 + TOP_SIZE + 56 :]
MESSAGE = hashlib.sha256(b"a round's root").digest()
UNMETERED = Unmetered()


@pytest.fixture(scope="module")
def material() -> KeyMaterial:
    return make_key(TreeSet.H5, OneTimeSet.N32_W4, identifier=bytes(range(16)), seed=b"s" * 32)


@pytest.fixture(scope="module")
def signature(material):
    return signed(material, 3, MESSAGE, randomizer(material, 3))


class TestRfc8554:
    """Appendix F, test case 2: its upper tree is H10 with W4, its lower one H5 with W8."""

    def test_the_one_time_set_of_hotels_signs_the_lower_tree_in_the_rfc_example(self):
        assert (TreeSet.H10, OneTimeSet.N32_W4) == (TOP_KEY.tree, TOP_KEY.one_time)
        assert verify(UNMETERED, TOP_KEY, LOWER_KEY_BYTES, TOP_SIGNATURE)

    def test_the_lower_tree_with_w8_signs_the_message_in_the_rfc_example(self):
        key = PublicKey.from_bytes(LOWER_KEY_BYTES)

        assert (TreeSet.H5, OneTimeSet.N32_W8) == (key.tree, key.one_time)
        assert verify(UNMETERED, key, VECTOR["message"].encode(), LOWER_SIGNATURE)

    def test_the_rfc_seed_makes_the_rfc_key_and_the_rfc_signature_byte_for_byte(self):
        seed = bytes.fromhex(VECTOR["top_seed"])
        made = make_key(
            TOP_KEY.tree, TOP_KEY.one_time, identifier=TOP_KEY.identifier, seed=seed, processes=2
        )

        assert made.public_key == TOP_KEY
        assert signed(made, 3, LOWER_KEY_BYTES, TOP_SIGNATURE[8:40]) == TOP_SIGNATURE

    def test_another_message_is_refused(self):
        assert verify(UNMETERED, TOP_KEY, LOWER_KEY_BYTES, TOP_SIGNATURE)

        assert not verify(UNMETERED, TOP_KEY, LOWER_KEY_BYTES + b"\0", TOP_SIGNATURE)


class TestSets:
    @pytest.mark.parametrize(
        ("tree", "one_time", "size"),
        [
            (TreeSet.H5, OneTimeSet.N32_W8, 1292),
            (TreeSet.H5, OneTimeSet.N32_W4, 2348),
            (TreeSet.H10, OneTimeSet.N32_W4, 2508),
            (TreeSet.H15, OneTimeSet.N32_W4, 2668),
        ],
    )
    def test_signatures_have_the_size_of_the_formula(self, tree, one_time, size):
        assert size == signature_size(tree, one_time)

    def test_the_dearest_digest_takes_990_steps_and_2_065_ms(self):
        key = PublicKey(TreeSet.H15, OneTimeSet.N32_W4, bytes(16), bytes(32))

        assert 990 == steps_worst(OneTimeSet.N32_W4)
        assert 2065 == verify_ms_worst(key, 32)

    def test_a_raised_digit_lowers_the_checksum(self):
        low, high = bytes(32), bytes(31) + b"\1"

        assert [3, 12, 0] == list(digits(OneTimeSet.N32_W4, low)[-3:])
        assert [3, 11, 15] == list(digits(OneTimeSet.N32_W4, high)[-3:])

    @pytest.mark.parametrize("stored", [b"", bytes(55), bytes(56), b"\0\0\0\x05" + bytes(52)])
    def test_a_public_key_of_another_size_or_set_is_refused(self, stored):
        with pytest.raises(ValueError, match=r"public key|is not a valid"):
            PublicKey.from_bytes(stored)


class TestStreaming:
    def test_what_is_kept_between_pieces_is_at_most_256_bytes(self):
        assert STATE_BYTES <= 256

    @settings(max_examples=25)
    @given(cuts=st.lists(st.integers(0, 2348), max_size=12))
    def test_it_is_good_wherever_it_is_cut_with_nothing_kept_but_the_state(
        self, material, signature, cuts
    ):
        state = StreamingVerifier(UNMETERED, material.public_key, message=MESSAGE).state()
        ends = [0, *sorted(cuts), len(signature)]
        for start, end in itertools.pairwise(ends):
            verifier = StreamingVerifier(UNMETERED, material.public_key, state=state)
            assert start == verifier.taken
            verifier.feed(signature[start:end])
            state = verifier.state()
        verifier = StreamingVerifier(UNMETERED, material.public_key, state=state)

        assert verifier.is_good
        assert 3 == verifier.q

    def test_no_piece_costs_more_than_the_worst_and_all_together_what_it_costs_in_one(
        self, material, signature
    ):
        whole, pieces = Meter(), Meter()
        assert verify(Primitives(whole), material.public_key, MESSAGE, signature)
        state = StreamingVerifier(Primitives(pieces), material.public_key, message=MESSAGE).state()
        for start in range(0, len(signature), 100):
            verifier = StreamingVerifier(Primitives(pieces), material.public_key, state=state)
            verifier.feed(signature[start : start + 100])
            state = verifier.state()

        assert whole.ms == pieces.ms
        assert whole.ms <= verify_ms_worst(material.public_key, 32)

    @pytest.mark.parametrize("at", [*range(41), 72, 1000, 2183, *range(2184, 2190), 2347])
    def test_any_altered_byte_makes_it_bad(self, material, signature, at):
        assert verify(UNMETERED, material.public_key, MESSAGE, signature)
        altered = bytearray(signature)
        altered[at] ^= 1

        assert not verify(UNMETERED, material.public_key, MESSAGE, bytes(altered))

    def test_a_byte_too_few_or_too_many_is_not_good(self, material, signature):
        assert not verify(UNMETERED, material.public_key, MESSAGE, signature[:-1])
        assert not verify(UNMETERED, material.public_key, MESSAGE, signature + b"\0")

    def test_a_state_of_another_size_is_refused(self, material):
        with pytest.raises(ValueError, match="another size"):
            StreamingVerifier(UNMETERED, material.public_key, state=bytes(10))


class TestLeaves:
    def test_the_counter_is_committed_before_a_leaf_can_sign(self, material):
        committed = []
        key = SigningKey(material, next_leaf=0, commit=committed.append)

        assert 0 == key.take_leaf()
        assert [1] == committed
        assert verify(UNMETERED, key.public_key, MESSAGE, key.sign(0, MESSAGE))

    def test_a_leaf_signs_once(self, material):
        key = SigningKey(material, next_leaf=0, commit=lambda _: None)
        key.sign(key.take_leaf(), MESSAGE)

        with pytest.raises(LeafSpent):
            key.sign(0, MESSAGE)

    @pytest.mark.parametrize("q", [0, 6, 31])
    def test_a_leaf_that_was_not_taken_here_does_not_sign(self, material, q):
        key = SigningKey(material, next_leaf=5, commit=lambda _: None)
        assert 5 == key.take_leaf()

        with pytest.raises(LeafSpent):
            key.sign(q, MESSAGE)

    def test_a_commit_that_fails_burns_the_leaf_unsigned(self, material):
        def fails(_leaf: int) -> None:
            raise OSError("the disk is full")

        key = SigningKey(material, next_leaf=0, commit=fails)
        with pytest.raises(OSError, match="full"):
            key.take_leaf()

        assert 1 == key.next_leaf
        with pytest.raises(LeafSpent):
            key.sign(0, MESSAGE)

    def test_after_a_restore_it_jumps_forward_and_never_back(self, material):
        committed = []
        key = SigningKey(material, next_leaf=4, commit=committed.append)
        key.jump(12)
        key.jump(3)

        assert [12] == committed
        assert 12 == key.take_leaf()

    def test_the_last_leaf_signs_and_then_there_is_none(self, material):
        key = SigningKey(material, next_leaf=31, commit=lambda _: None)

        assert verify(UNMETERED, key.public_key, MESSAGE, key.sign(key.take_leaf(), MESSAGE))
        assert 0 == key.left
        with pytest.raises(KeyExhausted):
            key.take_leaf()

    def test_no_repr_shows_the_seed(self, material):
        assert "seed" not in repr(material)
        assert (b"s" * 32).hex() not in repr(material)


def test_progress_of_making_a_key_ends_with_all_leaves():
    told = []
    make_key(
        TreeSet.H5,
        OneTimeSet.N32_W4,
        identifier=bytes(16),
        seed=bytes(32),
        progress=lambda done, of: told.append((done, of)),
    )

    assert (32, 32) == told[-1]
