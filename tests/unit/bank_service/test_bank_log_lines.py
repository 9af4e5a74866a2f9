"""What stands in the bank's log: UTC times, and never the text of an exception."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import time

import pytest

from bank_server.http.edge import loop_faults
from bank_server.service.event_log import EventLog
from hardware.logs.process_log import logging_in


def only_log(folder):
    (log,) = folder.glob("APP_bank_*.log")
    return log


UTC_LINE = r"2026-11-21T12:00:00\.250Z INFO cash counted\n"


@pytest.fixture
def _far_from_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_far_from_greenwich")
@pytest.mark.parametrize("part", ["bank", "devices", "kiosk", "panel"])
def test_a_log_line_has_its_time_in_utc(tmp_path, part):
    """Whatever the zone of the machine; and so has the file its day."""
    record = logging.makeLogRecord(
        {
            "name": "cash",
            "levelno": logging.INFO,
            "levelname": "INFO",
            "msg": "counted",
            "created": 1795262400.25,
            "msecs": 250.0,
        }
    )
    with logging_in(tmp_path, part):
        logging.getLogger("cash").handle(record)

    path = tmp_path / f"APP_{part}_20261121.log"
    assert re.fullmatch(UTC_LINE, path.read_text())


async def forgotten():
    raise ValueError("4711")


async def forgets(handler):
    """A task fails, and nobody asks for its result."""
    asyncio.get_running_loop().set_exception_handler(handler)
    task = asyncio.create_task(forgotten())
    await asyncio.wait([task])
    del task
    gc.collect()


def test_an_exception_that_nobody_took_is_logged_by_type_and_place(tmp_path, expect_log):
    expect_log(r"loop_fault error=ValueError where=.*test_bank_log_lines\.py:\d+")
    with logging_in(tmp_path, "bank"):
        asyncio.run(forgets(loop_faults(EventLog())))

    text = only_log(tmp_path).read_text()
    assert " WARNING bank loop_fault error=ValueError where=" in text
    assert "4711" not in text


def test_without_a_handler_the_text_would_be_logged(tmp_path, expect_log):
    """The reason for it; what the event loop does by itself."""
    expect_log("Task exception was never retrieved")
    with logging_in(tmp_path, "bank"):
        asyncio.run(forgets(None))

    assert "4711" in only_log(tmp_path).read_text()
