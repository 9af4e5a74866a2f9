"""No program and no bank can begin a test of the dispenser, or anything else of staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from bank_server.contract.operations import ServiceCommand

ROOT = Path(__file__).parents[3] / "kiosk"
FAR = sorted([*(ROOT / "automation").glob("*.py"), *(ROOT / "bank").glob("*.py")])
NEAR = ("note_test", "kiosk.maintenance", "staff_changed", "StaffDesk", ".test(")


def test_what_the_bank_may_order_is_less_service_and_nothing_else():
    assert {"stop-cash", "stop-service"} == {each.value for each in ServiceCommand}


@pytest.mark.parametrize("path", FAR, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_talks_to_the_outside_knows_nothing_of_staffs_deeds(path):
    """The keys that a program presses on the window reach the menu, and there the test is closed
    to a machine that programs drive: tests/world/test_note_tests.py."""
    text = path.read_text(encoding="utf-8")

    assert [] == [each for each in NEAR if each in text]
