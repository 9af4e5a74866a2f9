"""The stories of docs/journal.md are what the machine writes, code by code and in this order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.journal.entry import Out
from tests.world.support.stories import STORIES

PAGE = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("\n## 4. ")[2].partition("\n## 5. ")[0]
TOLD = dict(re.findall(r"^### (.+?)\n(.+?)(?=^### |\Z)", SECTION, re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| ([A-Z_, ]+) \| .+ \|$", re.MULTILINE)
# What several stories begin with has a name; a later one may begin with an earlier one.
BEGINNINGS = dict(re.findall(r"^\| \*\*([A-Z]+)\*\* \| ([A-Z_, ]+) \|$", SECTION, re.MULTILINE))


def codes(story):
    """One behind the other, the named beginnings written out."""
    told = ", ".join(ROW.findall(story))
    for name in reversed(BEGINNINGS):
        told = re.sub(rf"\b{name}\b", BEGINNINGS[name], told)
    return told.split(", ")


@pytest.fixture(scope="module")
def played():
    """Each story's entries."""
    return {name: story() for name, story in STORIES.items()}


def test_the_page_tells_these_stories():
    assert [*STORIES] == [*TOLD]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_what_the_machine_writes(name, played):
    assert [entry.ev for entry in played[name]] == codes(TOLD[name])


def test_what_did_not_go_well_is_on_the_pages_list(played):
    """Whatever is not listed under `out` is `ok`."""
    listed = PAGE.partition("**`out`** is `fail`")[2].partition("All others are `ok`")[0]
    wrong = {
        entry.ev for entries in played.values() for entry in entries if entry.out is not Out.OK
    }

    assert set() == wrong - set(re.findall("[A-Z_]{5,}", listed))


@pytest.mark.parametrize(
    ("name", "code", "field", "value"),
    [
        ("A customer who does not answer", "SCREEN_TIMEOUT", "limit_ms", 60_000),
        ("Three wrong PINs", "CARD_DEACTIVATE_CONFIRMED", "state", "deactivated"),
        ("The bank declines", "AUTH_DECLINED", "reason", "daily-limit"),
        ("The bank declines", "SETTLEMENT_QUEUED", "outcome", "void"),
        ("The balance is asked for", "VISIT_END", "transactions", 1),
        ("A part of the notes", "DISPENSE_PARTIAL", "choice", "take"),
        (
            "A part of the notes",
            "SETTLEMENT_CONFIRMED",
            "amount",
            {"currency": "EUR", "minor": 80_00},
        ),
        ("Nobody knows who has the notes", "SETTLEMENT_CONFIRMED", "state", "in-doubt"),
        ("Nobody knows who has the notes", "DONE", "state", "suspect"),
        ("Nobody knows who has the notes", "HALT_CLEARED", "who", "ben"),
        ("A power cut while notes are counted", "RECOVERY_DECISION", "found", "CMD"),
        ("A power cut while notes are counted", "CASH_REJECTED", "why", "not-paid"),
        ("A power cut while notes are counted", "POWER_UP_AFTER_LOSS", "last_event", "CMD"),
        ("The notes are left", "SETTLEMENT_CONFIRMED", "state", "captured"),
        ("The link is lost before CMD", "LINK_DOWN", "open_txids", []),
        ("The link is lost before CMD", "TXN_CANCELLED", "by", "link"),
        ("An amount that cannot be paid", "TXN_CANCELLED", "by", "key"),
        ("Money goes to the other account", "DONE", "state", "done"),
        ("Money goes to the other account", "RECEIPT_TAKEN", "wait_ms", 2_500),
        ("An envelope is put in", "DONE", "state", "pending"),
        ("No envelope comes", "TXN_CANCELLED", "screen", "S23a"),
        ("No envelope comes", "DEPOSIT_NOT_INSERTED", "why", "cancel"),
        ("No envelope comes", "DONE", "state", "void"),
        ("Nobody knows where the envelope is", "DEPOSIT_FAIL", "code", "jam"),
        ("Nobody knows where the envelope is", "DONE", "state", "disputed"),
    ],
)
def test_a_story_s_values_are_the_machines(name, code, field, value, played):
    (found,) = [entry.d[field] for entry in played[name] if entry.ev == code]

    assert value == found


@pytest.mark.parametrize(
    ("name", "code"),
    [("The notes are taken", "CASH_TAKEN"), ("The notes are left", "CASH_RETRACTED")],
)
def test_what_went_out_is_what_was_presented(name, code, played):
    lines = {entry.ev: entry.d.get("lines") for entry in played[name]}

    assert lines["CASH_PRESENTED"] == lines[code]


def test_a_load_says_what_its_notes_are_worth_and_which_load_it_was(played):
    entries = played["Cash is loaded"]
    begun = [entry.d for entry in entries if entry.ev == "LOADING"]
    added = [entry.d for entry in entries if entry.ev == "CASH_ADDED"]

    assert [1_000, 2_000] == [each["denomination"]["minor"] for each in begun]
    names = ("load_id", "canister", "count", "denomination")
    assert [[each[name] for name in names] for each in begun] == (
        [[each[name] for name in names] for each in added]
    )
