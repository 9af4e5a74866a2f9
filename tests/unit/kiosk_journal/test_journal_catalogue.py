"""The catalogue holds every event once, with words for each field, and names what is to come."""

from __future__ import annotations

import dataclasses
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from kiosk.journal import catalogue, events
from kiosk.journal.catalogue import NOT_YET, described, page
from kiosk.journal.event_base import Event
from kiosk.journal.events import EVENTS

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
        BALANCE_CLOSE BALANCE_TRIAL BINS_EMPTIED CARDS_REMOVED CARD_RETAINED CASSETTE_SWAPPED
        COUNT_SET DEPOSIT_APPROVED DEPOSIT_FAIL DEPOSIT_INSERTED DEPOSIT_NOT_INSERTED DIAG_END
        DIAG_START DUAL_OK ENVELOPES_REMOVED JOURNAL_EXPORT JOURNAL_MASK_LIFTED JOURNAL_VERIFY
        PAPER_LOADED RECEIPT_DECLINED RECEIPT_FAIL RECEIPT_PRINTED RECEIPT_TAKEN REMOTE_COMMAND
        SPEECH_OFF SPEECH_ON STAFF_FAIL STAFF_LOCKED STAFF_LOGIN STAFF_LOGOUT TRANSFER_DONE
        UPDATE_INSTALLED UPDATE_READY UPDATE_REFUSED
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


def test_the_page_has_one_row_for_each_code():
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page().splitlines() if "|" in line]
    codes = [row for row in rows if row.isupper()]

    assert [*EVENTS, *NOT_YET] == codes
