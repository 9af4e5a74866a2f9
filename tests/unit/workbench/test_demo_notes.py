"""What a demo keeps of its cards: whole, private, and never in a message."""

from __future__ import annotations

import json
import stat

import pytest

from kiosk.workbench.demo_notes import (
    AtmNotes,
    CardNotes,
    DemoNotes,
    NotesUnreadable,
    load_notes,
    notes_path,
)

SECRETS = ("25802580", "the-token", "pad-token", "the-uuid")


@pytest.fixture
def notes(tmp_path):
    card = CardNotes("Alice Byrne", "cafe", "25802580", "the-uuid", "the-token")
    made = DemoNotes(notes_path(tmp_path), AtmNotes("atm", "the-token", "pad-token"))
    made.cards["alice"] = card
    return made


def test_notes_come_back_as_they_were_stored(tmp_path, notes):
    notes.store()

    assert notes == load_notes(tmp_path)


def test_notes_are_their_owners_alone(notes):
    notes.store()

    assert 0o600 == stat.S_IMODE(notes.path.stat().st_mode)
    assert 0o700 == stat.S_IMODE(notes.path.parent.stat().st_mode)


def test_secrets_are_in_no_repr(notes):
    assert [] == [secret for secret in SECRETS if secret in repr(notes)]


def test_state_without_notes_has_everything_to_do(tmp_path):
    assert not load_notes(tmp_path).is_complete


def test_state_is_complete_once_every_token_is_used(notes):
    notes.atm.token = notes.cards["alice"].token = ""

    assert notes.is_complete


def test_newer_notes_are_refused(tmp_path, notes):
    notes.store()
    notes.path.write_text(json.dumps({"format": 2}))

    with pytest.raises(NotesUnreadable, match="was written by a newer demo"):
        load_notes(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", '{"format": 1, "atm": {"pin": 1}, "cards": {}}'])
def test_damaged_notes_say_what_to_do(tmp_path, notes, content):
    notes.store()
    notes.path.write_text(content)

    with pytest.raises(NotesUnreadable, match=r"demo\.json cannot be read .* another --state"):
        load_notes(tmp_path)
