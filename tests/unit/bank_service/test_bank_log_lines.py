"""What stands in bank.log: UTC times, and never the text of an exception."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import time

import pytest

from bank_server.http.edge import loop_faults
from bank_server.service.event_log import EventLog
from bank_server.state import logging_to
from hardware import process_start

UTC_LINE = r"2026-11-21T12:00:00\.250Z INFO cash counted\n"


@pytest.fixture
def _far_from_greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_far_from_greenwich")
@pytest.mark.parametrize("logging_of", [logging_to, process_start.logging_to])
def test_a_log_line_has_its_time_in_utc(tmp_path, logging_of):
    """Of the bank, and of devices and kiosk."""
    path = tmp_path / "some.log"
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
    with logging_of(path):
        logging.getLogger("cash").handle(record)

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
    path = tmp_path / "bank.log"
    with logging_to(path):
        asyncio.run(forgets(loop_faults(EventLog())))

    assert " WARNING bank loop_fault error=ValueError where=" in path.read_text()
    assert "4711" not in path.read_text()


def test_without_a_handler_the_text_would_be_logged(tmp_path, expect_log):
    """The reason for it; what the event loop does by itself."""
    expect_log("Task exception was never retrieved")
    path = tmp_path / "bank.log"
    with logging_to(path):
        asyncio.run(forgets(None))

    assert "4711" in path.read_text()
