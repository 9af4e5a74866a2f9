"""The table of object names in docs/automation.md, made from the window over every specimen."""

import re
from collections import defaultdict
from pathlib import Path

from kiosk.domain.maintenance.items import PAGES
from kiosk.domain.screens import ScreenId

PAGE = Path(__file__).parents[2] / "docs" / "automation.md"
COMMAND = "./atm test tests/gui/test_object_names.py --update-golden"
BEGIN, END = "<!-- names begin -->\n", "<!-- names end -->\n"
NAME = re.compile(r"scr\.([SM]\d\d[a-z]?)\.([a-z]+(?:\.[A-Za-z0-9-]+)?)")

# The menu's items are drawn from the same parts; which of them one has, depends on what is done.
ITEMS = sorted(page.value for page in PAGES.values())

# One name for what differs by a number or a language only.
_RUNS = (
    (re.compile(r"btn\.amount-\d+"), "btn.amount-MINOR"),
    (re.compile(r"btn\.language-[a-z]{2}"), "btn.language-LL"),
    (re.compile(r"key\.\d"), "key.0-9"),
    (re.compile(r"btn\.action-\d+"), "btn.action-N"),
)


def table(names: set[str]) -> str:
    """Rows in the order of the screens' ids."""
    parts: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found = NAME.fullmatch(name)
        assert found, f"{name} is not scr.ID.PART"
        parts[found[1]].add(_short(found[2]))
    of_items = {part for item in ITEMS for part in parts.pop(item, ())}
    if of_items:
        parts[ITEMS[0]] = of_items
    rows = [
        f"| {_title(screen)} | {', '.join(f'`{part}`' for part in sorted(here))} |\n"
        for screen in ScreenId
        if (here := parts.pop(screen.value, None))
    ]
    assert not parts, f"no such screens: {sorted(parts)}"
    return "| Screen | Parts |\n|---|---|\n" + "".join(rows)


def _title(screen: ScreenId) -> str:
    if screen.value == ITEMS[0]:
        return f"{ITEMS[0]} to {ITEMS[-1]}, the menu's items"
    return f"{screen.value} {screen.name}"


def written(page: Path = PAGE) -> str:
    """The table as the page has it."""
    return page.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def write(made: str, page: Path = PAGE) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(before + BEGIN + made + END + after, encoding="utf-8")


def _short(part: str) -> str:
    for run, name in _RUNS:
        if run.fullmatch(part):
            return name
    return part
