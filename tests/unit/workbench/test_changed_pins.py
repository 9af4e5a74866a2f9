"""Whose PIN in the demo's notes is an old one: known from the journal, at any start."""

import pytest

from kiosk.journal.entry import Entry
from kiosk.journal.events_bank import PinChanged
from kiosk.journal.events_visit import CardIdentified
from kiosk.journal.line import encode, stored
from kiosk.workbench.changed_pins import ChangedPins
from kiosk.workbench.demo_notes import CardNotes

FILES = ("EJ_ATM-1_20261121_001.jsonl", "EJ_ATM-1_20261122_001.jsonl")
ALICE, BOB = bytes([1] * 16), bytes([2] * 16)
TXID = bytes(16)


def card(token, changes=0):
    return CardNotes("Somebody", "", "2749", "", "", token.hex(), changes)


@pytest.fixture
def cards():
    return {"alice": card(ALICE), "bob": card(BOB), "old": CardNotes("Old", "", "1", "", "")}


def entry(seq, event, visit):
    return stored(Entry(event, visit), seq=seq, t=0, mono=0, boot=1, atm="ATM-1")


CHANGE = (
    entry(1, CardIdentified("0001", ALICE), "1-1"),
    entry(2, PinChanged(TXID), "1-1"),
    entry(3, CardIdentified("0002", BOB), "1-2"),
)


def test_a_pin_changed_long_ago_is_known_from_the_whole_journal(tmp_path, cards):
    (tmp_path / FILES[0]).write_bytes(b"".join(map(encode, CHANGE)))
    (tmp_path / FILES[1]).write_bytes(b'{"ev":"PIN_CHANGED", torn')
    pins = ChangedPins(cards)
    before = pins.names
    pins.see_all(tmp_path)

    assert (frozenset(), {"alice"}) == (before, pins.names)


def test_an_entry_seen_twice_is_one_change(cards):
    cards["alice"].pin_changes = 1
    pins = ChangedPins(cards)
    pins.see(CHANGE)
    pins.see(CHANGE)

    assert frozenset() == pins.names


def test_a_second_change_is_one_that_the_notes_have_not_gone_along_with(cards):
    cards["alice"].pin_changes = 1
    pins = ChangedPins(cards)
    pins.see(
        (*CHANGE, entry(4, CardIdentified("1", ALICE), "2-1"), entry(5, PinChanged(TXID), "2-1"))
    )

    assert {"alice"} == pins.names


def test_a_journal_that_is_not_there_tells_of_no_change(tmp_path, cards):
    pins = ChangedPins(cards)
    pins.see_all(tmp_path / "journal")

    assert frozenset() == pins.names
