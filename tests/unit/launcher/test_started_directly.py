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
