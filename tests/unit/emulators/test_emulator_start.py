"""How the process of the emulators starts, refuses to start, and what it leaves in the folder."""

import subprocess
import sys
from pathlib import Path

from tests.unit.emulators.emulator_process import COMMAND, ROOT, emulators


def refused(command, state):
    """Run it to its end: exit code and what it said on standard error."""
    done = subprocess.run(
        [*command, "--state", str(state)], capture_output=True, text=True, cwd=ROOT, timeout=10
    )
    return done.returncode, done.stderr


def test_without_asserts_it_does_not_start(tmp_path):
    """python -O would remove the checks that guard the notes."""
    code, said = refused([sys.executable, "-O", "-m", "hardware.emulators"], tmp_path)

    assert code == 2
    assert "python -O" in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    """No traceback for a user's mistake: what, where and why."""
    (tmp_path / "file").touch()
    state = tmp_path / "file" / "state"

    code, said = refused(COMMAND, state)

    assert code == 2
    assert f"devices: {state}" in said
    assert len(said.splitlines()) == 1


def test_its_log_says_start_and_end_and_nobody_else_may_read(tmp_path):
    """One bounded file in DIR/logs; the state folder is private from the first moment on."""
    state = tmp_path / "new"
    with emulators(state) as running:
        running.control.call("cards")
        limits = Path(f"/proc/{running.process.pid}/limits").read_text()
        running.end()
    (log,) = (state / "logs").iterdir()

    assert ["devices_ready", "devices_stopped"] == [
        line.split(" devices ")[1].split()[0] for line in log.read_text().splitlines()
    ]
    assert [0o700, 0o600, 0o600] == [
        path.stat().st_mode & 0o777 for path in (state, log, state / "devices.lock")
    ]
    assert "Max core file size        1                    1 " in limits
