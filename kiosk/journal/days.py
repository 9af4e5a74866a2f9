"""Which business day it is: the journal's files and the counts of the machine go by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_NOON_MINUTE: Final = 12 * 60
_DAY_MINUTES: Final = 24 * 60


def business_day(utc_ms: int, zone: tzinfo, ends_minute: int) -> str:
    """`yyyymmdd` of the business day that ends at `ends_minute` after local midnight.

    Before noon the end belongs to the next calendar day (a day that ends at 04:00 has the
    night's withdrawals in it); from noon on to the same one.
    """
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=utc_ms)).astimezone(zone)
    minutes = -ends_minute if ends_minute < _NOON_MINUTE else _DAY_MINUTES - ends_minute
    return f"{local.replace(tzinfo=None) + timedelta(minutes=minutes):%Y%m%d}"
