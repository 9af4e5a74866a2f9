"""docs/hotel-locks-attacks.md: each scenario and attack once, each with tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plugins.requirements_page import is_defined, nodes_in_tables

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ANSWERS = (DOCS / "hotel-locks.md").read_text(encoding="utf-8")
PAGE = (DOCS / "hotel-locks-attacks.md").read_text(encoding="utf-8")
SCENARIOS, ATTACKS = 36, 31  # that the design was asked to play, and to stand


def rows(heading: str, page: str = PAGE) -> list[list[str]]:
    """The cells of the first table under these words."""
    lines = page.partition(heading)[2].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|"))
    end = next(i for i, line in enumerate(lines[start:], start) if not line.startswith("|"))
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 : end]
    ]


@pytest.mark.parametrize("name", nodes_in_tables(PAGE))
def test_each_test_that_the_tables_name_exists(name: str) -> None:
    assert is_defined(name)


def anchors(page: str) -> set[str]:
    """As GitHub makes them of headings."""
    return {
        re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-")
        for each in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    }


@pytest.mark.parametrize("name", ["hotel-locks.md", "hotel-locks-attacks.md", "hotel-desk.md"])
def test_each_link_of_the_hotel_s_pages_goes_somewhere(name: str) -> None:
    page = ROOT / "docs" / name
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        to = page.parent / path if path else page
        if not to.is_file() or (anchor and anchor not in anchors(to.read_text(encoding="utf-8"))):
            lost.append(target)

    assert [] == lost


def numbered(heading: str) -> list[int]:
    """The numbers of a table's rows; 6-8 are three."""
    found: list[int] = []
    for number, *_ in rows(heading):
        first, _, last = number.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def test_each_scenario_has_one_row_and_each_attack() -> None:
    attacks = numbered("## Attacks")

    assert list(range(1, SCENARIOS + 1)) == numbered("## Scenarios")
    assert list(range(1, len(attacks) + 1)) == attacks
    assert ATTACKS <= len(attacks)


@pytest.mark.parametrize("heading", ["## Scenarios", "## Attacks"])
def test_no_scenario_and_no_attack_is_told_twice_or_goes_without_a_test(heading: str) -> None:
    found = rows(heading)
    told = [what for _, what, *_ in found]
    named = [re.findall(r"`(tests/[\w/]+\.py)", shown) for *_, shown in found]

    assert len(set(told)) == len(told)
    assert all(named)
    assert [] == [name for names in named for name in names if not (ROOT / name).is_file()]


def test_the_page_itself_repeats_no_row_of_the_tables_beside_it() -> None:
    told = {what for head in ("## Scenarios", "## Attacks") for _, what, *_ in rows(head)}

    assert set() == {row[0] for row in rows("## 14. ", ANSWERS)} & told
