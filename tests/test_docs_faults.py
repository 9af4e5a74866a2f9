"""docs/faults.md has every fault by its number, and each has its test or says what it waits for."""

from __future__ import annotations

import re

import pytest

from tests.plugins.requirements_page import (
    FAULTS_PAGE,
    Section,
    is_defined,
    named_tests,
    sections,
)

LAST = 80
# Nothing of these exists yet, so no test can show them; and of these there is a part that waits.
WAITING = {69, 70}
IN_PART = {68}
GROUPS = {
    "Messages between kiosk and bank": range(1, 10),
    "TLS and input": range(10, 19),
    "Challenges and PINs": range(19, 31),
    "The kiosk's process and its disk": range(31, 39),
    "The bank and its store": range(39, 47),
    "Serial lines": range(47, 54),
    "Notes": range(54, 59),
    "At the machine, and what is written down": range(59, 64),
    "Lies in messages": range(64, 68),
    "Load, soak and upgrade": range(68, 71),
    "A kiosk that lies and repeats": range(71, 78),
    "Restored memories, and answers that stay away": range(78, 80),
    "Lies about envelopes": range(80, 81),
}

TEXT = FAULTS_PAGE.read_text(encoding="utf-8")
FAULTS = [section for section in sections(TEXT) if section.kind == "F"]


def _id(fault: Section) -> str:
    return fault.id


def _listed(beginning: str) -> set[int]:
    """The numbers in the line of the last section that begins like this."""
    _, _, end = TEXT.partition("## What waits")
    lines = [line for line in end.splitlines() if line.startswith(f"- {beginning}")]
    return {int(number) for line in lines for number in re.findall(r"F-(\d{2})", line)}


def test_every_number_is_there_once_and_in_order() -> None:
    assert list(range(1, LAST + 1)) == [fault.number for fault in FAULTS]


def test_each_fault_stands_in_its_group() -> None:
    found = {
        title: [int(number) for number in re.findall(r"^### F-(\d{2})", body, re.MULTILINE)]
        for title, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", TEXT, re.MULTILINE)
    }

    assert {"What waits": []} | {title: list(numbers) for title, numbers in GROUPS.items()} == found


@pytest.mark.parametrize("fault", FAULTS, ids=_id)
def test_each_fault_has_an_expectation_and_is_shown_or_waits(fault: Section) -> None:
    assert fault.text
    assert fault.tests or fault.waits_for


@pytest.mark.parametrize("name", named_tests(TEXT))
def test_each_test_that_a_fault_names_is_defined(name: str) -> None:
    assert is_defined(name)


@pytest.mark.parametrize("fault", FAULTS, ids=_id)
def test_no_test_is_named_twice_for_one_fault(fault: Section) -> None:
    assert sorted(set(fault.tests)) == sorted(fault.tests)


def test_what_waits_is_exactly_what_is_allowed_to_and_is_listed() -> None:
    waits = {fault.number: bool(fault.tests) for fault in FAULTS if fault.waits_for}

    assert (
        WAITING
        == {number for number, is_in_part in waits.items() if not is_in_part}
        == _listed("Not there yet")
    )
    assert (
        IN_PART
        == {number for number, is_in_part in waits.items() if is_in_part}
        == _listed("Shown in part")
    )


def test_what_something_waits_for_is_said_in_words() -> None:
    reasons = [fault.waits_for for fault in FAULTS if fault.waits_for]

    assert [] == [each for each in reasons if re.search(r"#\d|\b[Ii]ssue\b|\bTODO\b", each)]


# The checks themselves, on a page with one row.


def test_a_row_is_read_with_its_tests_and_with_what_it_waits_for() -> None:
    page = "### F-07 T\nOne\ntwo.\n- Shown by: `t.py::test_x`,\n  `t.py::test_y`\n"
    (row,) = sections(page + "- Waits for: a,\n  b.\n")

    assert ("F", 7, "One two.") == (row.kind, row.number, row.text)
    assert (["t.py::test_x", "t.py::test_y"], "a, b.") == (row.tests, row.waits_for)
