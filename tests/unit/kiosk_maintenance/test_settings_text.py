"""A changed setting changes its own value in the file, and not one other character."""

from __future__ import annotations

import tomllib

import pytest

from kiosk.maintenance.settings_text import CannotEdit, edited

FILE = """# how this machine is set
[logs]
days = 30   # quiet_s = 1

[kiosk]  # ours
locale = "en"  # a '#' is "no" end
quiet_s = 40   # patience # twice
quick_amounts = [
  20,  # usual
  50,
]  # whole units
"languages" = ["en"]

[bank]
quiet_s = "not ours"
"""


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("quiet_s", 55, "quiet_s = 40   # patience", "quiet_s = 55   # patience"),
        ("languages", ("en", "de"), '"languages" = ["en"]', '"languages" = ["en", "de"]'),
        (
            "quick_amounts",
            (10, 30),
            "quick_amounts = [\n  20,  # usual\n  50,\n]  # whole",
            "quick_amounts = [10, 30]  # whole",
        ),
        ("notes_max", 20, "[kiosk]  # ours\n", "[kiosk]  # ours\nnotes_max = 20\n"),
    ],
)
def test_one_value_changes_and_all_else_stays(name, value, before, after):
    assert FILE.replace(before, after) == edited(FILE, name, value)


@pytest.mark.parametrize("text", ["", "[bank]\nport = 1\n", "[bank]\nport = 1", "# nothing\n\n"])
def test_a_file_without_our_table_gets_one(text):
    new = edited(text, "quiet_s", 50)

    assert new.startswith(text)
    assert {**tomllib.loads(text), "kiosk": {"quiet_s": 50}} == tomllib.loads(new)


def test_lines_that_end_with_carriage_returns_keep_them():
    text = "[kiosk]\r\nquiet_s = 40\r\nlocale = 'en'\r\n"

    assert text.replace("40", "50") == edited(text, "quiet_s", 50)


@pytest.mark.parametrize(
    "text",
    [
        "kiosk = {quiet_s = 40}\n",
        "kiosk.quiet_s = 40\n",
        "[kiosk]\nquiet_s = = 40\n",
        "kiosk = 1\n",
        '[bank]\nx = """\n[kiosk]\nquiet_s = 1\n"""\n[kiosk]\nquiet_s = 40\n',
    ],
)
def test_what_is_written_in_another_way_is_left_alone(text):
    """Rather no change than one that means something else."""
    with pytest.raises(CannotEdit):
        edited(text, "quiet_s", 50)
