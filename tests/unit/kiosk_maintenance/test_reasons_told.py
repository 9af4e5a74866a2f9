"""Each reason for no service, or less of it, stands in the operator's page with what to do."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.domain.supervisor import Reason

PAGE = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")


def test_each_code_has_its_row_and_says_what_to_do():
    rows = re.findall(r"^\| (OOS-\d\d) \|(.+?)\|(.+?)\|(.+?)\|$", PAGE, re.MULTILINE)

    assert sorted(Reason) == [code for code, *_ in rows]
    assert all(cell.strip() for row in rows for cell in row)
