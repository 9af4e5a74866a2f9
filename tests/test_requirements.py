"""docs/requirements.md holds what it says: numbers without gaps, real paths, tests that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.requirements_page import (
    PAGE,
    ROOT,
    THREAT_PAGE,
    Section,
    is_defined,
    named_tests,
    nodes_in_tables,
    not_run,
    open_count,
    open_rows,
    sections,
)
from tests.plugins.requirements_plugin import is_whole_suite

# A requirement may stay without a test only by name, and only with its reason on the page.
OPEN_ALLOWED: frozenset[str] = frozenset()

TEXT = PAGE.read_text(encoding="utf-8")
THREATS = THREAT_PAGE.read_text(encoding="utf-8")
THREAT_TESTS = nodes_in_tables(THREATS)
FLAGS = re.findall(r"^\| ((?:\w+ )*\w+(?:, \w+)?) \|", THREATS.partition("## 5.")[2], re.MULTILINE)
NINE = FLAGS[1:10]
FAULTS = [*range(12, 27), 29, *range(47, 54), *range(64, 68), *range(71, 77), 78]
DOCUMENTS = ("A", "B")
REQUIREMENTS = [section for section in sections(TEXT) if section.kind in DOCUMENTS]
DEVIATIONS = [section for section in sections(TEXT) if section.kind == "D"]


def _id(section: Section) -> str:
    return section.id


@pytest.mark.parametrize("document", DOCUMENTS)
def test_requirements_are_numbered_without_gaps(document: str) -> None:
    numbers = [row.number for row in REQUIREMENTS if row.kind == document]

    assert list(range(1, len(numbers) + 1)) == numbers


def test_deviations_are_numbered_without_gaps() -> None:
    assert list(range(1, len(DEVIATIONS) + 1)) == [row.number for row in DEVIATIONS]


@pytest.mark.parametrize("row", REQUIREMENTS, ids=_id)
def test_each_requirement_says_where_it_is_done_and_how_it_is_shown(row: Section) -> None:
    assert row.paths or row.is_open
    assert row.is_open or row.tests


@pytest.mark.parametrize("row", REQUIREMENTS, ids=_id)
def test_each_place_named_by_a_requirement_exists(row: Section) -> None:
    assert [] == [path for path in row.paths if not (ROOT / path).exists()]


@pytest.mark.parametrize("name", named_tests(TEXT))
def test_each_named_is_defined(name: str) -> None:
    assert is_defined(name)


@pytest.mark.parametrize("name", THREAT_TESTS)
def test_each_test_named_by_the_threat_model_exists(name: str) -> None:
    assert is_defined(name)


def _shown(first_cell: str) -> list[str]:
    """The tests of the row in section 8 whose first cell begins like this."""
    rows = THREATS.partition("## 8.")[2].splitlines()
    found = [row for row in rows if re.match(rf"\| {re.escape(first_cell)}( \||, )", row)]
    return nodes_in_tables(" ".join(found))


@pytest.mark.parametrize("flag", NINE)
def test_each_of_the_nine_flags_has_a_test_of_its_own(flag: str) -> None:
    assert len(NINE) == 9
    assert any("::test_flag_" in name for name in _shown(flag))


@pytest.mark.parametrize("number", [n for n in range(1, 25) if n != 19])
def test_each_weakness_with_an_answer_that_can_be_seen_has_a_test(number: int) -> None:
    assert _shown(f"W{number}")


@pytest.mark.parametrize("number", FAULTS)
def test_each_fault_of_the_list_has_a_test(number: int) -> None:
    assert _shown(str(number))


@pytest.mark.parametrize("row", DEVIATIONS, ids=_id)
def test_each_deviation_says_how_it_differs_and_why(row: Section) -> None:
    assert row.fields.get("Differs")
    assert row.reason


def test_each_deviation_belongs_to_a_requirement_and_each_reference_is_real() -> None:
    referred = {name for row in REQUIREMENTS for name in row.deviations}

    assert {row.id for row in DEVIATIONS} == referred


def test_open_rows_are_listed_with_a_reason_counted_and_allowed_by_name() -> None:
    marked = {row.id for row in REQUIREMENTS if row.is_open}

    assert marked == set(open_rows(TEXT))
    assert marked <= OPEN_ALLOWED
    assert (len(marked), len(REQUIREMENTS)) == open_count(TEXT)


# The checks themselves, on pages with one thing wrong.


def test_a_row_is_read_with_its_continuation_lines() -> None:
    page = "### A-01 T\nOne\ntwo.\n- Done in: `a`,\n  `b`\n- Shown by: `t.py::test_x`\n"

    assert ["a", "b"] == sections(page)[0].paths


def test_a_test_that_is_not_defined_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "t.py").write_text("def test_here() -> None: ...\n", encoding="utf-8")

    assert is_defined("t.py::test_here", tmp_path)
    assert not is_defined("t.py::test_gone", tmp_path)
    assert not is_defined("u.py::test_here", tmp_path)
    assert not is_defined("t.py", tmp_path)


def test_a_named_test_that_did_not_run_is_noticed() -> None:
    ran = {"t.py::test_a[1]", "t.py::test_a[2]", "t.py::test_b"}

    assert ["t.py::test_c"] == not_run(["t.py::test_a", "t.py::test_b", "t.py::test_c"], ran)


@pytest.mark.parametrize(
    ("args", "options", "whole"),
    [
        (["tests"], {}, True),
        ([str(ROOT)], {"keyword": "", "deselect": None}, True),
        (["tests/unit"], {}, False),
        (["tests", "tests/unit"], {}, False),
        (["tests"], {"keyword": "voucher"}, False),
        (["tests"], {"lf": True}, False),
        (["tests"], {"collectonly": True}, False),
    ],
)
def test_only_a_run_of_everything_counts_as_the_whole_suite(
    args: list[str], options: dict[str, object], whole: bool
) -> None:
    assert whole == is_whole_suite(args, options, ROOT)


PAGE_OF_TWO = """### A-01 T
- Done in: `docs`
- Shown by: `tests/test_two.py::test_a`,
  `tests/test_two.py::test_b`
"""


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project with this plugin, one page of requirements and two tests."""
    shutil.copytree(ROOT / "tests" / "plugins", tmp_path / "tests" / "plugins")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "requirements.md").write_text(PAGE_OF_TWO, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    return tmp_path


def _run(project: Path, tests: str, *options: str) -> subprocess.CompletedProcess[str]:
    (project / "tests" / "test_two.py").write_text(tests, encoding="utf-8")
    plugin = "tests.plugins.requirements_plugin"
    command = [sys.executable, "-m", "pytest", "-p", plugin, "-p", "no:cacheprovider", *options]
    quick = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command, cwd=project, env=quick, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("processes", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "xdist"])
def test_a_run_of_everything_fails_when_a_named_test_was_skipped(
    small_project: Path, processes: tuple[str, ...]
) -> None:
    both_run = "def test_a(): ...\n\ndef test_b(): ...\n"
    one_skipped = both_run.replace("def test_b", "import pytest\n@pytest.mark.skip\ndef test_b")

    assert 0 == _run(small_project, both_run, "tests", *processes).returncode
    skipped = _run(small_project, one_skipped, "tests", *processes)
    assert 1 == skipped.returncode
    assert "tests/test_two.py::test_b" in skipped.stdout
    assert 0 == _run(small_project, one_skipped, "tests/test_two.py", *processes).returncode


def test_a_fault_whose_test_was_skipped_fails_a_run_of_everything_too(small_project: Path) -> None:
    faults = "### F-01 T\nExpected.\n- Shown by: `tests/test_two.py::test_c`\n"
    (small_project / "docs" / "faults.md").write_text(faults, encoding="utf-8")
    all_run = "def test_a(): ...\n\ndef test_b(): ...\n\ndef test_c(): ...\n"
    one_skipped = all_run.replace("def test_c", "import pytest\n@pytest.mark.skip\ndef test_c")

    assert 0 == _run(small_project, all_run, "tests").returncode
    skipped = _run(small_project, one_skipped, "tests")
    assert 1 == skipped.returncode
    assert "tests/test_two.py::test_c" in skipped.stdout
