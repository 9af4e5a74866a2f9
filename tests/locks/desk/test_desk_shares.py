"""Two of three papers give the master key back, one gives nothing, and wrong ones are named."""

from __future__ import annotations

import hashlib
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups, shares
from tests.locks.desk.desk_kit import chance

KEY = bytes(range(32))
KEYS = st.binary(min_size=32, max_size=32)
SLOPES = st.binary(min_size=40, max_size=40)


def papers(key=KEY, hotel=7, printing=1, name="papers"):
    return shares.split(Secret(key), hotel, printing, chance(name))


def text(share):
    return "\n".join(share.rows())


def shared(key):
    return key + hashlib.sha256(b"open-atm/locks/share" + key).digest()[:8]


@settings(max_examples=25)
@given(KEYS, SLOPES)
def test_any_two_papers_give_the_key(key, slope):
    three = shares.split(Secret(key), 7, 1, lambda _: slope)
    joined = [shares.join(one, other).reveal() for one, other in permutations(three, 2)]

    assert [key] * 6 == joined


@settings(max_examples=25)
@given(KEYS, KEYS, SLOPES, st.integers(0, 2))
def test_one_paper_fits_every_key_equally_well(key, other_key, slope, place):
    """For each other key there is exactly one slope that prints the same paper."""
    paper = shares.split(Secret(key), 7, 1, lambda _: slope)[place]
    differences = (a ^ b for a, b in zip(shared(key), shared(other_key), strict=True))
    other_slope = bytes(
        a ^ shares._divide(difference, place + 1)
        for a, difference in zip(slope, differences, strict=True)
    )
    same = shares.split(Secret(other_key), 7, 1, lambda _: other_slope)[place]

    assert paper.rows() == same.rows()


def test_a_paper_that_was_typed_is_the_one_that_was_printed():
    one, _, three = papers()
    typed = shares.read(text(one).lower().replace("0", "o"))

    assert KEY == shares.join(typed, shares.read(text(three))).reveal()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (lambda: papers(hotel=8)[1], "hotel 7 and the other of 8"),
        (lambda: papers()[0], "both are paper 1"),
        (lambda: papers(printing=2)[1], "printing 1 and the other of printing 2"),
        (lambda: papers(name="others")[1], "do not belong together"),
    ],
)
def test_papers_that_do_not_fit_are_refused_by_name(other, words):
    mine = papers()[0]
    honest = shares.join(mine, papers()[1]).reveal()
    with pytest.raises(shares.ShareRefused, match=words):
        shares.join(mine, other())

    assert KEY == honest


def test_each_wrong_sign_is_told_by_its_group():
    honest = "".join(text(papers()[0]).split())
    missed = []
    for place, sign in enumerate(honest):
        for wrong in set("0123456789ABCDEFG") - {sign}:
            changed = honest[:place] + wrong + honest[place + 1 :]
            with pytest.raises(shares.ShareRefused) as refused:
                shares.read(changed)
            if f"group {place // 5 + 1} " not in str(refused.value):
                missed.append((place, wrong))

    assert [] == missed


def test_each_exchange_of_neighbours_is_noticed():
    honest = "".join(text(papers()[0]).split())
    read = shares.read(honest)
    for place in range(len(honest) - 1):
        changed = honest[:place] + honest[place + 1] + honest[place] + honest[place + 2 :]
        if changed != honest:
            with pytest.raises(shares.ShareRefused):
                shares.read(changed)

    assert 1 == read.number


@pytest.mark.parametrize("wrong", ["", "01003", "hello", "0" * 124, "é" * 125, "G" * 125])
def test_what_is_no_paper_is_refused_in_words(wrong):
    with pytest.raises(shares.ShareRefused) as refused:
        shares.read(wrong)

    assert str(refused.value)


def test_a_share_shows_no_digit_of_itself():
    one = papers()[0]

    assert one.y.reveal().hex()[:8] not in repr(one)


@given(st.binary(max_size=64).filter(lambda content: len(content) % 2 == 0))
def test_groups_come_back_as_they_were_printed(content):
    rows = paper_groups.printed(content)

    assert content == paper_groups.typed("\n".join(rows), len(content))
