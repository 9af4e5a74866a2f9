"""A sealed log's past cannot be changed unseen, and its keys go one way."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from hardware.crypto.sealed_log import (
    HASH_SIZE,
    ZERO_HASH,
    Chain,
    Seal,
    SealBroken,
    key_at,
    key_name,
    stepped,
)
from hardware.crypto.secret import Secret

VECTORS = Path(__file__).parents[2] / "vectors" / "sealed_log.json"
KEY = Secret(bytes(range(32)))
BODIES = [b"one\n", b"two\n", b"three\n", b"four\n"]


@pytest.fixture(scope="module")
def vectors():
    return json.loads(VECTORS.read_text(encoding="utf-8"))


@pytest.fixture
def log():
    chain = Chain(KEY)
    return [(body, chain.seal(body)) for body in BODIES]


def bad_entry(log, chain=None):
    """The number of the first entry that does not fit, None if all do."""
    chain = chain or Chain(KEY)
    try:
        for body, seal in log:
            chain.check(body, seal)
    except SealBroken:
        return chain.number
    return None


class TestGoldenValues:
    """As worked out apart from this code."""

    def test_seals(self, vectors):
        """Chain value and seal of each entry."""
        chain = Chain(Secret(bytes.fromhex(vectors["first_key"])))
        seals = [chain.seal(each["body"].encode()) for each in vectors["entries"]]

        assert [(each["h"], each["m"]) for each in vectors["entries"]] == [
            (seal.h.hex(), seal.m.hex()) for seal in seals
        ]

    def test_keys(self, vectors):
        """Each entry's key comes of the one before."""
        first = Secret(bytes.fromhex(vectors["first_key"]))
        numbers = [each["number"] for each in vectors["entries"]]

        assert [each["key"] for each in vectors["entries"]] == [
            key_at(first, number).reveal().hex() for number in numbers
        ]
        assert vectors["key_at_1000"] == key_at(first, 1_000).reveal().hex()

    def test_name(self, vectors):
        """A key is called by sixteen digits."""
        assert vectors["key_name"] == key_name(Secret(bytes.fromhex(vectors["first_key"])))


class TestCheck:
    """Each change is found at its entry."""

    def test_honest_log_is_accepted(self, log):
        """The ground that the others stand on."""
        assert bad_entry(log) is None

    @pytest.mark.parametrize("number", [1, 2, 3, 4])
    def test_body_that_was_changed(self, log, number):
        """Whichever it is."""
        log[number - 1] = (b"other\n", log[number - 1][1])

        assert number == bad_entry(log)

    @pytest.mark.parametrize("part", ["h", "m"])
    def test_seal_of_which_a_bit_was_changed(self, log, part):
        """Both of its parts count."""
        body, seal = log[1]
        raw = bytes([getattr(seal, part)[0] ^ 1]) + getattr(seal, part)[1:]
        log[1] = (body, dataclasses.replace(seal, **{part: raw}))

        assert 2 == bad_entry(log)

    def test_entry_that_was_taken_out(self, log):
        """The one after it does not fit."""
        del log[1]

        assert 2 == bad_entry(log)

    def test_entries_that_were_swapped(self, log):
        """The first of both does not fit."""
        log[1], log[2] = log[2], log[1]

        assert 2 == bad_entry(log)

    def test_entry_that_was_doubled(self, log):
        """Once is once."""
        log.insert(2, log[1])

        assert 3 == bad_entry(log)

    def test_log_rewritten_with_the_key_of_a_later_entry(self, log):
        """Whoever breaks in at the third entry cannot write another second one."""
        thief = Chain(key_at(KEY, 3), number=2, h=log[0][1].h)
        forged = [(body, thief.seal(body)) for body in (b"forged\n", b"three\n")]

        assert 2 == bad_entry([log[0], *forged])

    def test_log_chained_anew_without_a_key(self, log):
        """The chain alone fits again; the seal does not."""
        thief = Chain(Secret(bytes(32)), number=2, h=log[0][1].h)
        forged = [(b"forged\n", thief.seal(b"forged\n"))]

        assert 2 == bad_entry([log[0], *forged])

    def test_log_of_another_key(self, log):
        """Two machines' entries are not exchanged."""
        assert 1 == bad_entry(log, Chain(Secret(bytes(32))))

    def test_chain_stays_where_it_was_after_a_refusal(self, log):
        """So the same place can be tried with what belongs there."""
        chain = Chain(KEY)
        with pytest.raises(SealBroken):
            chain.check(b"other\n", log[0][1])

        chain.check(*log[0])

        assert (2, log[0][1].h) == (chain.number, chain.h)

    def test_a_part_is_checked_from_its_own_key(self, log):
        """A later file needs neither the earlier entries nor their keys."""
        chain = Chain(key_at(KEY, 3), number=3, h=log[1][1].h)

        assert bad_entry(log[2:], chain) is None

    def test_a_log_that_was_cut_cannot_be_told(self, log):
        """Only an anchor elsewhere can: (n, h, m) of its last entry."""
        assert bad_entry(log[:2]) is None


def test_key_after_sealing_is_that_of_the_next_entry():
    """What is kept over a restart opens nothing that lies before it."""
    chain = Chain(KEY)
    chain.seal(b"one\n")

    assert chain.key.matches(key_at(KEY, 2).reveal())
    assert stepped(KEY, 1).matches(chain.key.reveal())


def test_the_first_key_handed_in_stays_the_callers():
    """A chain wipes its own copies only."""
    Chain(KEY).seal(b"one\n")

    assert KEY.matches(bytes(range(32)))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Chain(Secret(bytes(31))),
        lambda: Chain(KEY, h=bytes(HASH_SIZE + 1)),
        lambda: Chain(KEY, number=0),
        lambda: key_at(KEY, 0),
        lambda: stepped(KEY, -1),
    ],
)
def test_what_cannot_be_is_refused(make):
    """Sizes, and numbers before the first."""
    with pytest.raises(ValueError, match=r"32 bytes|numbered|go back"):
        make()


def test_the_log_begins_after_zeros(log):
    """There is no entry before the first."""
    assert Chain(KEY).h == ZERO_HASH
    assert isinstance(log[0][1], Seal)
