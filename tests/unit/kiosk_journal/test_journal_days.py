"""The business day ends when the settings say, in local time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from kiosk.journal.days import business_day

NOON_UTC = 1_795_262_400_000  # 2026-11-21 12:00
HOUR = 3_600_000


@pytest.mark.parametrize(
    ("hours", "zone", "ends", "day"),
    [
        (0, "UTC", 0, "20261121"),
        (11.99, "UTC", 0, "20261121"),
        (12, "UTC", 0, "20261122"),
        (11.5, "Europe/Berlin", 0, "20261122"),
        (11, "UTC", 23 * 60, "20261122"),
        (10.99, "UTC", 23 * 60, "20261121"),
        (15.99, "UTC", 4 * 60, "20261121"),
        (16, "UTC", 4 * 60, "20261122"),
    ],
)
def test_business_day(hours, zone, ends, day):
    """Midnight by default; before noon it is the night's end, from noon on the evening's."""
    assert day == business_day(int(NOON_UTC + hours * HOUR), ZoneInfo(zone), ends)
