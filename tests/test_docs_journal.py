"""docs/journal.md says of the journal what is so, and answers what an assignment asks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kiosk.identity import JOURNAL_SEAL
from kiosk.journal import catalogue
from kiosk.journal.care import LOW_PERMILLE
from kiosk.journal.events import EVENTS
from kiosk.journal.line import KEYS, LINE_SIZE_MAX, decode
from kiosk.journal_places import MIRROR
from kiosk.settings import Settings
from kiosk.visits.supervision import DISK_LOW_PERMILLE, HEARTBEAT_IDLE_S, HEARTBEAT_VISIT_S

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
SECTIONS = dict(
    zip(
        re.findall(r"^## (\d)\. ", PAGE, re.MULTILINE),
        re.split(r"^## \d\. .*\n", PAGE, flags=re.MULTILINE)[1:],
        strict=True,
    )
)


def test_the_pages_tables_are_those_that_the_catalogue_makes():
    """`.venv/bin/python -m kiosk.journal.catalogue` prints them."""
    assert catalogue.page() in SECTIONS["3"]


def test_the_page_answers_each_question_under_its_own_heading():
    """Files and places, form, entries; then the seal, the hardware, and the tools."""
    headings = re.findall(r"^## (\d\. .+)$", PAGE, re.MULTILINE)

    assert [
        "1. Which files, and where",
        "2. The form of an entry",
        "3. Which entries there are, what they hold, and when they are made",
        "4. The seal, and its limits",
        "5. Hardware that would make it stronger",
        "6. Tools",
    ] == headings
    assert 10 <= len(EVENTS)


def test_the_pages_own_entry_is_read_and_its_keys_are_all_told():
    (line,) = re.findall(r"^```json\n(.+)\n```$", PAGE, re.MULTILINE)
    told = re.findall(r"^\| `([a-z]+)` \|", SECTIONS["2"], re.MULTILINE)

    entry = decode(f"{line}\n".encode())
    assert "PIN_OK" == entry.ev
    assert list(KEYS) == list(json.loads(line)) == told
    assert f"{LINE_SIZE_MAX:,} bytes" in SECTIONS["2"]


@pytest.mark.parametrize(
    "told",
    [
        f"`kiosk/{MIRROR}/`",
        f"`{JOURNAL_SEAL}`",
        "`journal_mirror_dir`",
        f"then {Settings().journal_days} days and {Settings().journal_mb // 1000} GB",
        f"less than {LOW_PERMILLE // 10} % of the disk",
        f"less than {DISK_LOW_PERMILLE // 10} % it takes",
    ],
)
def test_every_place_that_the_page_names_is_the_products(told):
    """Names and limits are those of the program."""
    assert told in SECTIONS["1"]


def test_the_pace_of_anchors_is_the_products():
    told = f"every {HEARTBEAT_VISIT_S:.0f} seconds in a visit and every {HEARTBEAT_IDLE_S:.0f}"

    assert told in SECTIONS["4"]


def test_every_entry_that_the_page_speaks_of_exists():
    words = set(re.findall(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b", PAGE))

    assert set() == words - EVENTS.keys() - catalogue.NOT_YET.keys()
