"""One rule for every command: Ctrl-C is 130, and SIGTERM is the good end of what serves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bank_server.certificates.key_folder import KeyFolder
from bank_server.certificates.state_keys import make_keys, make_staff, open_keys
from kiosk.workbench import demo
from tests.unit.emulators.emulator_process import emulators

CHECKOUT = Path(__file__).parents[3]
ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
WAIT_S = 60
SERVING = [(signal.SIGTERM, 0), (signal.SIGINT, 130)]


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Certificates that the kiosk can load; no bank will see them."""
    folder = tmp_path_factory.mktemp("made") / "keys"
    key_folder = KeyFolder(folder)
    make_keys(key_folder, now=NOW, random_bytes=bytes)
    authority = open_keys(key_folder, now=NOW).admin_authority
    make_staff(key_folder, authority, "atm", now=NOW)
    for kind in ("pem", "key"):
        (folder / f"staff-atm.{kind}").rename(folder / f"atm-{ATM}.{kind}")
    return folder


@pytest.mark.parametrize(("number", "code"), SERVING)
def test_the_devices(tmp_path, number, code):
    with emulators(tmp_path) as running:
        running.process.send_signal(number)

        assert code == running.wait()


@pytest.mark.parametrize(("number", "code"), SERVING)
def test_the_kiosk(tmp_path, keys, number, code):
    """Once its first screen is shown."""
    shutil.copytree(keys, tmp_path / "keys")
    running = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--state", str(tmp_path), "--report"],
        cwd=CHECKOUT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        first = json.loads(running.stdout.readline())
        running.send_signal(number)
        _, said = running.communicate(timeout=WAIT_S)
    finally:
        running.kill()
        running.wait()

    assert "screen" in first
    assert (code, "") == (running.returncode, said)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_the_demo(monkeypatch, capsys, number, code):
    """It does not serve: whatever ends it breaks it off, and it ends its children first."""

    class Whole:
        def __init__(self, *_):
            pass

        def run(self):
            os.kill(os.getpid(), number)
            return signal.pause()

    monkeypatch.setattr(demo, "_Demo", Whole)
    umask = os.umask(0o077)
    try:
        assert code == demo.main(["--headless"])
    finally:
        os.umask(umask)
    assert "everything has ended" in capsys.readouterr().err
