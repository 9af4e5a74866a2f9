"""Reads docs/requirements.md and docs/faults.md: rows, deviations, and what is still open."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "requirements.md"
THREAT_PAGE = PAGE.with_name("threat-model.md")
FAULTS_PAGE = PAGE.with_name("faults.md")

_HEADING = re.compile(r"^### ([ABDF])-(\d{2}) (.+)$")
_FIELD = re.compile(r"^- (Done in|Shown by|Deviation|Differs|Reason|Waits for): (.*)$")
_CODE = re.compile(r"`([^`]+)`")
_OPEN_ROW = re.compile(r"^- ([AB]-\d{2}): (.+)$")
_OPEN_COUNT = re.compile(r"^Open rows: (\d+) of (\d+)\.$", re.MULTILINE)
_NODE = re.compile(r"`(tests/[^`]+::[^`]+)`")
_OPEN_HEADING = "## Open rows"


@dataclass(frozen=True)
class Section:
    """A requirement (kind A or B), a deviation (D) or a fault (F) with its fields as written."""

    kind: str
    number: int
    title: str
    text: str
    fields: dict[str, str]

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.number:02}"

    def _field(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def paths(self) -> list[str]:
        return _CODE.findall(self._field("Done in"))

    @property
    def tests(self) -> list[str]:
        return [name for name in _CODE.findall(self._field("Shown by")) if "::" in name]

    @property
    def is_open(self) -> bool:
        return self._field("Shown by").startswith("open")

    @property
    def deviations(self) -> list[str]:
        return re.findall(r"D-\d{2}", self._field("Deviation"))

    @property
    def reason(self) -> str:
        return self._field("Reason")

    @property
    def waits_for(self) -> str:
        return self._field("Waits for")


def sections(page: str) -> list[Section]:
    """The page's sections in order. Continuation lines of a field are indented by two spaces."""
    found: list[Section] = []
    text: list[str] = []
    fields: dict[str, str] = {}
    heading: re.Match[str] | None = None
    last = ""

    def close() -> None:
        if heading is not None:
            kind, number, title = heading.groups()
            joined = " ".join(text).strip()
            found.append(Section(kind, int(number), title, joined, dict(fields)))

    for line in page.splitlines():
        if line.startswith("#"):
            close()
            heading, last = _HEADING.match(line), ""
            text.clear()
            fields.clear()
        elif match := _FIELD.match(line):
            last = match[1]
            fields[last] = match[2]
        elif last and line.startswith("  "):
            fields[last] += " " + line.strip()
        elif line.strip() and not last:
            text.append(line.strip())
    close()
    return found


def open_rows(page: str) -> dict[str, str]:
    """Row id -> reason, from the page's own list of what no test shows yet."""
    _, _, tail = page.partition(_OPEN_HEADING)
    rows = (_OPEN_ROW.match(line) for line in tail.splitlines())
    return {row[1]: row[2] for row in rows if row}


def open_count(page: str) -> tuple[int, int]:
    """(open, all) as the page says it in words."""
    counts = _OPEN_COUNT.search(page)
    return (int(counts[1]), int(counts[2])) if counts else (-1, -1)


def named_tests(page: str) -> list[str]:
    """Every test that the page names, once each, in order."""
    return list(dict.fromkeys(name for section in sections(page) for name in section.tests))


def nodes_in_tables(page: str) -> list[str]:
    """Every test that the threat model's tables name, once each, in order."""
    return list(dict.fromkeys(_NODE.findall(page)))


def is_defined(name: str, root: Path = ROOT) -> bool:
    """Whether `path::[Class::]function` is defined; parameters are not looked at."""
    path, *parts = name.split("::")
    if not (root / path).is_file():
        return False
    body: list[ast.stmt] = ast.parse((root / path).read_text(encoding="utf-8")).body
    for part in parts:
        matches = [
            node
            for node in body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and node.name == part
        ]
        if not matches:
            return False
        body = matches[-1].body
    return bool(parts)


def not_run(names: list[str], ran: set[str]) -> list[str]:
    """The named tests of which not even one set of parameters was called."""
    without_parameters = {node.partition("[")[0] for node in ran}
    return [name for name in names if name not in without_parameters]
