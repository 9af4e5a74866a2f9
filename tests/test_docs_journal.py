"""docs/journal.md says of the journal what is so, and answers what an assignment asks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bank_server.contract.journal_entries import LINE_COUNT_MAX
from bank_server.service.journal_quota import DAILY_SIZE_MAX
from bench.withdrawal_entries import WITHDRAWAL
from kiosk.domain.supervisor import Reason
from kiosk.identity import JOURNAL_SEAL
from kiosk.journal import catalogue
from kiosk.journal.care import LOW_PERMILLE, WELL_PERMILLE
from kiosk.journal.event_base import LIST_COUNT_MAX, REASON_SIZE_MAX, TEXT_SIZE_MAX, Event, as_code
from kiosk.journal.events import EVENTS
from kiosk.journal.journal_worker import LINGER_S
from kiosk.journal.line import KEYS, LINE_SIZE_MAX, SEAL_SIZE, decode, encode_body, stored
from kiosk.journal.retention import FILES_AT_ONCE_MAX
from kiosk.journal.specified import NOT_YET, SPECIFIED
from kiosk.journal.writer import BATCH_COUNT_MAX, FILE_SIZE_MAX
from kiosk.journal_places import MIRROR
from kiosk.settings import Settings
from kiosk.visits.supervision import (
    DISK_LOW_PERMILLE,
    DISK_WELL_PERMILLE,
    HEARTBEAT_IDLE_S,
    HEARTBEAT_VISIT_S,
)

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
    """`.venv/bin/python -m kiosk.journal.catalogue docs/journal.md` writes them."""
    assert catalogue.page() in SECTIONS["3"]
    assert PAGE == catalogue.written_into(PAGE)


def test_the_page_answers_each_question_under_its_own_heading():
    """Files and places, form, entries; then the seal, the hardware, and the tools."""
    headings = re.findall(r"^## (\d\. .+)$", PAGE, re.MULTILINE)

    assert [
        "1. Which files, and where",
        "2. The form of an entry",
        "3. Which entries there are, what they hold, and when they are made",
        "4. Seventeen stories",
        "5. The seal, and its limits",
        "6. Hardware that would make it stronger",
        "7. Tools, and how to add an entry",
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
        f"it is older than {Settings().journal_days} days",
        f"all files together are more than {Settings().journal_mb // 1000} GB",
        f"up to {BATCH_COUNT_MAX} in a batch",
        f"at most {LINGER_S} s for company",
        f"at most {FILES_AT_ONCE_MAX}, and no other program",
        f"after {FILE_SIZE_MAX // 1_000_000} MB",
        f"at most {LINE_COUNT_MAX} lines",
        f"from {DISK_WELL_PERMILLE // 10} % on again",
        f"{DAILY_SIZE_MAX // 1_000_000} MB a day from one machine",
        f"less than {LOW_PERMILLE // 10} % of the disk",
        f"less than {DISK_LOW_PERMILLE // 10} % it takes",
    ],
)
def test_every_place_that_the_page_names_is_the_products(told):
    """Names and limits are those of the program."""
    assert told in " ".join(SECTIONS["1"].split())


def test_the_limits_of_an_entry_are_the_products():
    section = " ".join(SECTIONS["2"].split())
    example = "DeviceTimeout: no answer before the deadline"

    assert f"at most {TEXT_SIZE_MAX} characters" in section
    assert f"a list has at most {LIST_COUNT_MAX} items" in section
    assert f"cut after {REASON_SIZE_MAX} characters" in section
    assert f"`{example}` gives `{as_code(example)}`" in section
    assert f"ok again from {WELL_PERMILLE // 10} % on" in SECTIONS["3"]


def test_a_withdrawals_share_of_the_journal_is_what_is_measured():
    entries = [entry for flush in WITHDRAWAL for entry in flush.entries]
    placed = [
        stored(entry, seq=12_345, t=1_795_424_372_057, mono=788_606, boot=2, atm="ATM-1")
        for entry in entries
    ]
    size = sum(len(encode_body(entry)) + SEAL_SIZE for entry in placed)
    told = f"{len(entries)} entries, {size / 1000:.1f} kB, and {len(WITHDRAWAL)} batches"

    assert told in " ".join(SECTIONS["1"].split())


def _says_no_code(kind):
    """Some work their code out."""
    return kind.reason_code is Event.reason_code


def test_every_entry_that_fails_without_a_reason_code_is_named():
    section = " ".join(SECTIONS["2"].split())
    listed = section.partition("**`out`** is `fail`")[2].partition("All others are `ok`")[0]
    fails = {code for code in re.findall("[A-Z_]{5,}", listed) if code in EVENTS}
    silent = {code for code in fails if not EVENTS[code].REASON and _says_no_code(EVENTS[code])}
    told = section.partition("without one are")[2].partition(":")[0]

    assert silent == set(re.findall("[A-Z_]{5,}", told))


def test_the_pace_of_anchors_is_the_products():
    told = f"every {HEARTBEAT_VISIT_S:.0f} seconds in a visit and every {HEARTBEAT_IDLE_S:.0f}"

    assert told in SECTIONS["5"]


def test_the_pages_own_example_can_be_worked_out_by_hand():
    """Its program, run as it stands, prints what the table and the vectors say."""
    (program,) = re.findall(r"^```python\n(.+?)^```$", SECTIONS["5"], re.MULTILINE | re.DOTALL)
    rows = re.findall(
        r"^\| \d \| ([0-9a-f]{64}) \| ([0-9a-f]{32}) \|$", SECTIONS["5"], re.MULTILINE
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    vectors = json.loads((ROOT / "tests" / "vectors" / "sealed_log.json").read_text())["entries"]

    assert [f"h {h} m {m}" for h, m in rows] == done.stdout.splitlines()
    assert [(each["h"], each["m"]) for each in vectors[:2]] == rows


def test_the_page_says_how_many_entries_there_are():
    told = f"{len(EVENTS)} kinds of entries are made today, and {len(SPECIFIED)} more"

    assert told in SECTIONS["3"]


def test_every_staff_code_is_told():
    """Each with what is closed by it."""
    listed = SECTIONS["3"].partition("### Staff codes")[2].partition("###")[0]
    told = re.findall(r"`(OOS-\d\d)` ", listed)

    assert sorted(reason.value for reason in Reason) == sorted(told)


def test_the_minute_is_the_products():
    """An answer, and then the question for more time."""
    settings = Settings()
    told = f"`limit_ms` {1000 * (settings.quiet_s + settings.warning_s)}: {settings.quiet_s} s, and"

    assert f"{told} {settings.warning_s} s with the question" in SECTIONS["3"]


def test_every_entry_that_the_page_speaks_of_exists():
    words = set(re.findall(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b", PAGE))

    assert set() == words - EVENTS.keys() - set(NOT_YET)
