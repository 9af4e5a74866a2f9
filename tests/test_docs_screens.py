"""docs/screens.md has every screen and every failure, no other, and a test that shows each."""

from __future__ import annotations

import re

import pytest

from kiosk.domain.screens import Notice, ScreenId
from tests.plugins.requirements_page import ROOT, is_defined

PAGE = (ROOT / "docs" / "screens.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| ([A-Z]\d\d[a-z0-9, S-]*) \|(.*)\|$", re.MULTILINE)
_NODE = re.compile(r"`(tests/[^`]+::[^`]+)`")


def rows(heading: str) -> dict[str, str]:
    """Of one section: what stands beside each id."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return dict(_ROW.findall(section))


def test_every_screen_is_on_the_page_and_no_other() -> None:
    assert sorted(ScreenId) == sorted([*rows("Screens"), *rows("Supervisor menu")])


def test_every_failure_is_on_the_page_and_no_other() -> None:
    assert sorted(Notice) == sorted(rows("Failures"))


def test_what_is_not_built_is_not_there() -> None:
    missing = {each for ids in rows("Not built") for each in ids.split(", ")}

    assert missing
    assert set() == missing & {*ScreenId, *Notice}


@pytest.mark.parametrize(
    "row",
    [pair for each in ("Screens", "Supervisor menu", "Failures") for pair in rows(each).items()],
    ids=str,
)
def test_each_is_shown_by_a_test_that_exists(row: tuple[str, str]) -> None:
    nodes = _NODE.findall(row[1])

    assert nodes
    assert [] == [node for node in nodes if not is_defined(node)]


def test_every_test_that_the_page_names_exists() -> None:
    assert [] == [node for node in _NODE.findall(PAGE) if not is_defined(node)]
