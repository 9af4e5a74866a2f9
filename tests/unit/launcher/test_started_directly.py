"""Commands that are started without the launcher keep its promises."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]
WAIT_S = 60


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-B", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
    )


@pytest.mark.parametrize("module", ["kiosk.workbench.demo", "bench"])
def test_without_asserts_it_does_not_start(module):
    """python -O would remove the checks that guard the money."""
    done = run("-O", "-m", module, "--list")

    assert (2, "") == (done.returncode, done.stdout)
    assert "python -O" in done.stderr


@pytest.mark.parametrize(
    ("module", "command"), [("kiosk.workbench.demo", "./atm demo"), ("bench", "./atm bench")]
)
def test_its_help_names_the_command_that_a_person_types(module, command):
    done = run("-m", module, "--help")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith(f"usage: {command} ")


@pytest.mark.parametrize(
    "module",
    ["kiosk.workbench.doctor", "kiosk.workbench.hands", "kiosk.workbench.demo_options"],
)
def test_what_the_launcher_starts_without_an_environment_needs_none(module):
    """The standard library is all that it imports."""
    done = run("-I", "-S", "-c", f"import sys; sys.path.insert(0, '.'); import {module}")

    assert (0, "") == (done.returncode, done.stderr)
