"""The catalogue holds every event once, with words for each field, and names what is to come."""

from __future__ import annotations

import dataclasses
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from bank_server.contract.operations import (
    DeactivationState,
    DeclineReason,
    DepositState,
    EnvelopeResult,
    Operation,
    ResolutionState,
    SettlementState,
)
from kiosk.domain.supervisor import Mode
from kiosk.domain.transactions.deposit.parts import Why
from kiosk.domain.transactions.receipt import Code
from kiosk.domain.visit.moves import WHYS
from kiosk.journal import catalogue, events
from kiosk.journal.catalogue import described, group_of, page
from kiosk.journal.event_base import Event
from kiosk.journal.events import EVENTS
from kiosk.journal.events_bank import ChallengeResult
from kiosk.journal.groups import TOLD, Group
from kiosk.journal.specified import KEPT_FREE, NOT_YET, SPECIFIED
from kiosk.visits.notes import RULES
from kiosk.visits.supplies import Level

ROW = re.compile(r"^\| ([A-Z_]+) \|", re.MULTILINE)
DESIGNED = 90  # codes that the design names, at least


@dataclass(frozen=True, slots=True)
class _Silent(Event):
    """A sample whose field nobody explains."""

    CODE: ClassVar[str] = "SILENT"
    what: str


def kinds():
    """Every event that a module of the product defines."""
    folder = Path(catalogue.__file__).parents[1]
    names = [
        ".".join(("kiosk", *path.relative_to(folder).with_suffix("").parts))
        for path in folder.rglob("*.py")
        if "(Event):" in path.read_text(encoding="utf-8")
    ]
    found = [vars(importlib.import_module(name)).values() for name in names]
    events_of = {
        each
        for module in found
        for each in module
        if isinstance(each, type) and issubclass(each, Event) and each is not Event
    }
    return [*events_of]


def test_every_event_is_in_the_catalogue_once():
    assert sorted(kind.CODE for kind in kinds()) == sorted(EVENTS)
    assert {kind.CODE: kind for kind in kinds()} == EVENTS


def test_every_event_can_be_imported_from_the_one_place():
    assert set() == {kind.__name__ for kind in kinds()} - set(events.__all__)


def test_what_cannot_happen_yet_has_no_constructor():
    assert set() == set(NOT_YET) & {kind.CODE for kind in kinds()}


def test_the_codes_yet_to_come_are_these():
    """Whoever builds one of these devices takes its codes out of here."""
    expected = """
        CARDS_REMOVED CARD_RETAINED JOURNAL_MASK_LIFTED
        REMOTE_COMMAND SPEECH_OFF SPEECH_ON UPDATE_INSTALLED UPDATE_READY
        UPDATE_REFUSED
    """

    assert expected.split() == sorted(NOT_YET)


def test_all_that_was_designed_is_there_or_to_come():
    assert len(EVENTS) + len(NOT_YET) >= DESIGNED


@pytest.mark.parametrize("code", EVENTS)
def test_each_entry_says_when_it_is_made_and_what_each_field_means(code):
    """One sentence at least, each field by name, and no table is broken by a bar."""
    told = described(EVENTS[code])

    assert told.when.endswith((".", ")"))
    assert list(told.fields) == [field.name for field in dataclasses.fields(EVENTS[code])]
    assert "|" not in told.when + "".join(told.fields.values())


def test_field_without_a_meaning_is_refused():
    with pytest.raises(ValueError, match="SILENT: nothing says what what is"):
        described(_Silent)


def test_fields_of_one_meaning_stand_together():
    changed = next(line for line in page().splitlines() if line.startswith("| CONFIG_CHANGED"))

    assert "| `before`, `after`: the settings' hashes, as SYSTEM_START has them |" in changed


def test_each_table_has_the_entries_of_its_group():
    """Each event names its group, or its module does; no code stands twice."""
    tables = re.split("^### ", page(), flags=re.MULTILINE)[1:]
    rows = {table.partition("\n")[0]: ROW.findall(table) for table in tables}

    assert {
        group.value: [code for code, kind in EVENTS.items() if group_of(kind) is group]
        for group in Group
    } | {"Specified, not built": list(SPECIFIED)} == rows
    assert len(EVENTS) == sum(len(rows[group.value]) for group in Group)


def test_each_group_says_what_it_is_and_when_an_entry_is_not_made():
    assert [*Group] == [*TOLD]
    assert all(text.endswith(".") for told in TOLD.values() for text in (told.lead, told.absent))


def test_what_is_specified_has_condition_fields_and_what_it_needs():
    """Whether anything is specified today or not."""
    told = [
        (each.when.endswith("."), *map(bool, (each.fields, each.missing)))
        for each in SPECIFIED.values()
    ]

    assert [(True, True, True)] * len(SPECIFIED) == told


@pytest.mark.parametrize(("code", "why"), KEPT_FREE.items())
def test_a_name_that_is_kept_free_is_told_with_the_reason(code, why):
    told = next(line for line in " ".join(page().split()).split(" - ") if code in line)

    assert f": {why}." in told


@pytest.mark.parametrize(
    ("code", "field", "values"),
    [
        ("AUTH_DECLINED", "reason", {*DeclineReason}),
        ("SETTLEMENT_CONFIRMED", "state", {*SettlementState}),
        (
            "RESOLUTION_CONFIRMED",
            "state",
            {*ResolutionState} - {ResolutionState.IN_PROGRESS},
        ),
        ("CARD_DEACTIVATE_CONFIRMED", "state", {*DeactivationState, "unanswered"}),
        ("AUTH_REQUEST", "operation", {*Operation}),
        ("SUPPLY_THRESHOLD", "level", {*Level}),
        ("CARD_CHALLENGE", "result", {*ChallengeResult}),
        ("MODE_CHANGED", "before", {*Mode}),
        ("AMOUNT_REFUSED", "rule", {*RULES.values()}),
        ("VISIT_END", "why", {*WHYS.values(), "done"}),
        ("DEPOSIT_SENT", "envelope", {*EnvelopeResult}),
        ("DEPOSIT_CONFIRMED", "state", {*DepositState}),
        ("DEPOSIT_NOT_INSERTED", "why", {*Why} - {Why.JAM, Why.LOST}),
        ("DEPOSIT_FAIL", "code", {Why.JAM, Why.LOST}),
        ("RECEIPT_FAIL", "code", {*Code}),
    ],
)
def test_every_value_of_a_word_is_told(code, field, values):
    """Where the program has a closed set, the catalogue names all of it."""
    told = set(re.findall("`([^`]+)`", described(EVENTS[code]).fields[field]))

    assert set() == {str(value) for value in values} - told


def test_no_field_is_in_a_word():
    """Whoever writes a program that reads the journal needs the words themselves."""
    assert "in a word" not in page()
    assert "in words" not in page()
