"""A process and its logs: whatever way it says something is masked, and nobody waits for a disk."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hardware.logs.daily_file import DailyFile
from hardware.logs.outlet import Outlet
from hardware.logs.process_log import FRAMES, logging_in
from hardware.logs.settings import LogSettings
from tests.unit.emulators.emulator_process import emulators

ROOT = Path(__file__).resolve().parents[3]
CARD_ID = "5d0a7c1e-93b4-4f27-8a66-0c1d2e3f4a5b"
PIN = "471147"
KEY = "9f8e7d6c5b4a39281706f5e4d3c2b1a09182736455463728191a0b0c0d0e0f10"
PAN = "4111111111111111"
SECRETS = (CARD_ID, PIN, KEY, PAN)

# Says each secret in every way that a program has, and ends by an exception that nobody catches.
CARELESS = f"""
import gc, logging, sys, threading, warnings
from pathlib import Path
from PySide6.QtCore import qWarning
from hardware.logs.process_log import logging_in
from kiosk.viewmodels.qt_log import qt_logged

SECRETS = {SECRETS!r}
TEXT = "pin={PIN} {CARD_ID} {KEY} {PAN}"

class Card:
    def __init__(self): self.held = SECRETS
    def __repr__(self): return TEXT

class Leaving:
    def __del__(self): raise ValueError(TEXT)

def fail(): raise ValueError(TEXT)

with logging_in(Path(sys.argv[1]), "kiosk", atm="ATM-1"), qt_logged():
    for name in ("kiosk", "urllib3.connectionpool", "asyncio", "frames"):
        log = logging.getLogger(name)
        log.warning(TEXT)
        log.warning("args %s %r", "pin={PIN} {CARD_ID}", ["{KEY}", ("{PAN}", Card())])
        log.warning("by name %(card)s", {{"card": Card()}})
        log.warning("extra", extra={{"pin": "{PIN}", "card": Card()}})
        log.warning("stack", stack_info=True)
        log.warning("unfit %d", TEXT)
        log.error(ValueError(TEXT))
        try: fail()
        except ValueError as error:
            log.exception("caught")
            log.error("caught %s", error, exc_info=True)
            log.error("caught %s", repr(error))
    warnings.warn(TEXT)
    qWarning(TEXT)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Leaving()
    gc.collect()
    fail()
"""


def run(folder, source, *options):
    return subprocess.run(
        [sys.executable, *options, "-c", source, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_whatever_way_a_program_says_a_secret_it_reaches_no_file_and_no_terminal(tmp_path):
    done = run(tmp_path, CARELESS)
    texts = [done.stdout, done.stderr, *(path.read_text() for path in tmp_path.iterdir())]

    assert 1 == done.returncode
    assert [] == [secret for secret in SECRETS for text in texts if secret in text]


def test_what_it_said_is_there_but_for_the_secrets(tmp_path):
    """The proof that the test above has looked at something."""
    done = run(tmp_path, CARELESS)
    program = next(tmp_path.glob("APP_ATM-1_*.log")).read_text()
    device = next(tmp_path.glob("DEV_ATM-1_*.log")).read_text()
    kind = "exception=ValueError where="
    place = f"{kind}<string>:"

    assert ["kiosk", "urllib3.connectionpool", "asyncio"] == [
        line.split()[2] for line in program.splitlines() if " extra" in line
    ]
    assert 1 == device.count(" frames extra")
    for event in (
        f" CRITICAL kiosk thread_ended {kind}threading.py:",
        f" CRITICAL kiosk unraisable {place}",
        f" INFO kiosk ended {kind}",
        " WARNING python UserWarning where=<string>:",
        " WARNING qt pin=<masked>",
        " ERROR asyncio caught exception=ValueError",
    ):
        assert event in program
    assert done.stderr.splitlines()[-1].startswith(f"kiosk: unhandled {place}")


def test_a_crash_of_c_code_is_in_the_log_and_not_on_a_terminal(tmp_path):
    done = run(
        tmp_path,
        "import faulthandler, logging, pathlib, sys\n"
        "from hardware.logs.process_log import logging_in\n"
        "with logging_in(pathlib.Path(sys.argv[1]), 'bank'):\n"
        "    import hardware.logs.unhandled, threading\n"
        "    logging.getLogger('bank').info('one')\n"
        "    while not list(pathlib.Path(sys.argv[1]).iterdir()): pass\n"
        "    while not faulthandler.is_enabled(): pass\n"
        "    faulthandler._sigsegv()\n",
    )
    (log,) = tmp_path.iterdir()

    assert (-signal.SIGSEGV, "") == (done.returncode, done.stderr)
    assert "Fatal Python error: Segmentation fault" in log.read_text()


class Slow:
    """A disk that hangs until it is let go."""

    def __init__(self):
        self.entered = threading.Event()
        self.gate = threading.Event()
        self.writers = []

    def write(self, file, data):
        self.writers.append(threading.current_thread().name)
        self.entered.set()
        assert self.gate.wait(10)
        return os.write(file, data)


@pytest.fixture
def slow():
    made = Slow()
    yield made
    made.gate.set()


def outlet_to(folder, slow, queue_max):
    file = DailyFile(
        folder,
        "APP_bank",
        days=30,
        size_max=10_000,
        monotonic=lambda: 0.0,
        complain=pytest.fail,
        write=slow.write,
    )
    return Outlet(file, queue_max=queue_max)


def test_nobody_waits_for_a_disk_and_what_has_no_room_is_dropped_and_counted(tmp_path, slow):
    """One line at the disk, three in the queue, six too many; another thread does the writing."""
    outlet = outlet_to(tmp_path, slow, 3)
    outlet.start()
    record = logging.makeLogRecord({"name": "bank", "levelname": "INFO", "created": 1795262400.25})
    outlet.handle(record)
    assert slow.entered.wait(10)
    for _ in range(9):
        outlet.handle(record)
    slow.gate.set()
    outlet.close()
    lines = next(tmp_path.iterdir()).read_text().splitlines()

    assert ["log-writer"] == sorted(set(slow.writers))
    assert 5 == len(lines)
    assert "2026-11-21T12:00:00.250Z WARNING logs queue_full=6" == lines[1]


def test_neither_queue_nor_writer_holds_what_was_handed_in(tmp_path, slow):
    outlet = outlet_to(tmp_path, slow, 3)
    outlet.handle(
        logging.LogRecord("bank", logging.INFO, "x.py", 1, "card %s", (CARD_ID,), None),
    )
    waiting = outlet.queue.get_nowait()

    assert "card <masked>" in waiting.msg
    assert CARD_ID not in repr(vars(waiting))


def test_a_thread_that_logs_takes_no_lock(tmp_path, slow):
    """The window's thread must not wait while another one makes its line."""
    assert outlet_to(tmp_path, slow, 1).lock is None


def test_debugging_is_of_our_own_modules(tmp_path):
    """What libraries say of their insides is not ours to keep."""
    with logging_in(tmp_path, "bank", LogSettings(level="debug")):
        logging.getLogger("bank").debug("ours")
        logging.getLogger("urllib3").debug("theirs")
    (log,) = tmp_path.iterdir()

    assert ["ours"] == [line.split()[-1] for line in log.read_text().splitlines()]


def test_a_level_keeps_lesser_lines_out(tmp_path, expect_log):
    expect_log("bank: kept")
    with logging_in(tmp_path, "bank", LogSettings(level="warning")):
        logging.getLogger("bank").info("dropped")
        logging.getLogger("bank").warning("kept")
    (log,) = tmp_path.iterdir()

    assert ["kept"] == [line.split()[-1] for line in log.read_text().splitlines()]


def test_frames_have_a_log_of_their_own(tmp_path):
    with logging_in(tmp_path, "kiosk", atm="ATM-7"):
        logging.getLogger(FRAMES).info("a frame")
        logging.getLogger("kiosk").info("a word")
    found = {path.name[:9]: path.read_text().split(" ", 2)[2] for path in tmp_path.iterdir()}

    assert {"APP_ATM-7": "kiosk a word\n", "DEV_ATM-7": "frames a frame\n"} == found


def test_an_atm_that_is_called_like_a_program_shares_no_file_with_it(tmp_path):
    with logging_in(tmp_path, "kiosk", atm="bank"):
        logging.getLogger("kiosk").info("a word")
    (log,) = tmp_path.iterdir()

    assert log.name.startswith("APP_kiosk-bank_")


def test_afterwards_all_is_as_it_was(tmp_path):
    before = (sys.excepthook, threading.excepthook, logging.root.handlers[:], logging.root.level)
    with logging_in(tmp_path, "kiosk", atm="ATM-7"):
        logging.getLogger("kiosk").info("a word")

    after = (sys.excepthook, threading.excepthook, logging.root.handlers[:], logging.root.level)
    assert before == after
    assert logging.getLogger(FRAMES).propagate


def test_a_program_without_a_place_for_its_logs_serves_all_the_same(tmp_path):
    """One line says so on standard error."""
    (tmp_path / "logs").touch()
    with emulators(tmp_path) as running:
        running.control.call("cards")
        running.process.terminate()
        _, said = running.process.communicate(timeout=10)

    assert 0 == running.process.returncode
    assert ["devices: "] == [line[:9] for line in said.splitlines()]
    assert "the log APP_devices cannot be written (" in said
