"""How the kiosk's process starts, and what a person reads when it cannot. No window is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hardware.process_lock import ProcessLock
from kiosk.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
# Runs the kiosk's main with a window that does only what the line says.
WITH_WINDOW = """
import sys, types
gui = types.ModuleType("kiosk.gui")
def run(chosen, loaded, identity):
    {line}
    return 0
gui.run = run
sys.modules["kiosk.gui"] = gui
from kiosk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def state(tmp_path):
    """A state folder with the key files of one ATM; their content is not looked at."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    for name in ("atm-ca.pem", f"atm-{ATM}.pem", f"atm-{ATM}.key"):
        (keys / name).touch(mode=0o600)
    return tmp_path


def start(state, *, line="pass", before=(), options=()):
    """Exit code and standard error."""
    done = subprocess.run(
        [
            sys.executable,
            *before,
            "-c",
            WITH_WINDOW.format(line=line),
            "--state",
            str(state),
            *options,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return done.returncode, done.stderr


def only_log(state):
    """The program's log: that of the ATM, as it is named in the settings."""
    (log,) = (state / "logs").glob("APP_ATM-1_*.log")
    return log


def test_it_starts_and_keeps_files_and_memory_to_itself(state):
    """Umask, core limit and the log are set before anything is made."""
    code, said = start(
        state,
        line="import logging, os; from resource import RLIMIT_CORE as C, getrlimit as limit; "
        "logging.getLogger('kiosk').info('umask=%o core=%d', os.umask(0), limit(C)[0])",
    )
    log = only_log(state)

    assert (0, "") == (code, said)
    said = [line.partition(" INFO kiosk ")[2] for line in log.read_text().splitlines()]
    assert ["kiosk_started", "umask=77 core=1", "kiosk_stopped code=0"] == [
        line.partition(" pid=")[0] for line in said
    ]
    assert log.stat().st_mode & 0o777 == 0o600


def test_without_asserts_it_does_not_start(state):
    code, said = start(state, before=["-O"])

    assert code == 2
    assert "python -O" in said
    assert not (state / "logs").exists()


def test_an_unforeseen_error_is_logged_by_type_and_place(state):
    """Whoever mends it needs the line; its text may hold what it choked on."""
    code, said = start(
        state,
        line="import logging\n    try: int('4711')/0\n"
        "    except Exception: logging.getLogger('kiosk').exception('failed')",
    )
    log = only_log(state).read_text()

    assert (0, "") == (code, said)
    assert "ERROR kiosk failed exception=ZeroDivisionError where=<string>:6\n" in log
    assert "4711" not in log


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("raise FileNotFoundError(2, 'No such file', 'keys/atm-ca.pem')", "keys/atm-ca.pem: No su"),
        ("from kiosk.devices.pad_key import PadKeyRefused as R; raise R('pad: mode')", "pad: mode"),
    ],
)
def test_what_stands_in_the_way_is_one_line(state, line, told):
    """Exit code 2 and a sentence; a traceback is no answer for a person."""
    code, said = start(state, line=line)

    assert code == 2
    assert [f"kiosk: {told}"] == [each[: len(told) + 7] for each in said.splitlines()]


@pytest.mark.parametrize("size", ["big", "1280", "1280x", "0x800", "1280x800x2", "99999x99999"])
def test_a_window_size_is_two_numbers(size, capsys):
    """Told as any other wrong option is."""
    with pytest.raises(SystemExit) as ended:
        main(["--size", size])

    assert ended.value.code == 2
    assert "argument --size: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("xx", "there is no translation into xx; choose one of de, en,"),
        ("de_ZZ", "de has no form of amounts for ZZ; choose de alone or with one of AT, BE, CH,"),
    ],
)
def test_a_locale_that_nobody_speaks_is_refused(state, locale, told):
    """By the option's name and with those that there are."""
    code, said = start(state, options=("--locale", locale))

    assert code == 2
    assert said.startswith(f"kiosk: option --locale: {told}")


def test_a_second_kiosk_on_one_state_is_told_who_holds_it(state):
    """Fault 31: it opens neither journal nor window; once the first has ended it starts."""
    first = ProcessLock(state / "kiosk.lock")
    refused = start(state, line="raise SystemExit(9)")
    first.release()

    assert 2 == refused[0]
    assert refused[1].startswith(
        f"kiosk: {state} is in use: kiosk.lock is held by process {os.getpid()}. "
    )
    assert (0, "") == start(state)


def test_without_a_display_one_line_says_so(state, monkeypatch):
    """Qt alone would abort with a page of advice about its plugins."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    without = start(state)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert without[0] == 2
    assert without[1].startswith("kiosk: no display can be used here")
    assert "Traceback" not in without[1]
    assert start(state)[0] == 0


def test_a_locale_with_a_translation_starts(state):
    assert (0, "") == start(state, options=("--locale", "de_AT"))


def test_a_language_without_a_translation_is_refused(state):
    code, said = start(state, options=("--languages", "en,xx"))

    assert code == 2
    assert said.startswith("kiosk: option --languages: there is no translation into xx;")


def test_settings_that_cannot_be_read_are_one_clear_line(tmp_path):
    """A folder in the file's place, for one: the cause in words, not a number of the system."""
    (tmp_path / "settings.toml").mkdir()

    told = f"kiosk: {tmp_path}/settings.toml cannot be read: Is a directory\n"
    assert (2, told) == start(tmp_path)
