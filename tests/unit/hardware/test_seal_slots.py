"""Two slots keep the next key of a log: whole or not, newest first, and of nobody else's log."""

from __future__ import annotations

import pytest

from hardware.crypto.seal_slots import SLOT_SIZE, SlotContent, newest_of, slot_of
from hardware.crypto.secret import Secret

MAGIC = b"ATMT"


def slot(number, magic=MAGIC):
    return slot_of(magic, SlotContent("0123456789abcdef", number, Secret(b"k" * 32), is_local=True))


def test_what_was_put_in_comes_out():
    found = newest_of(MAGIC, slot(7) * 2)

    assert ("0123456789abcdef", 7, True) == (found.name, found.number, found.is_local)
    assert found.key.matches(b"k" * 32)


@pytest.mark.parametrize("pair", [(7, 8), (8, 7)])
def test_the_newer_slot_counts(pair):
    assert 8 == newest_of(MAGIC, slot(pair[0]) + slot(pair[1])).number


@pytest.mark.parametrize("place", range(SLOT_SIZE))
def test_a_slot_with_a_changed_byte_is_none(place):
    changed = bytearray(slot(8))
    changed[place] ^= 1

    assert 7 == newest_of(MAGIC, slot(7) + changed).number


def test_another_logs_key_is_none():
    assert newest_of(MAGIC, slot(7, b"ATMX") * 2) is None
