"""How a command that does its work and is done ends, whatever happens on the way."""

import subprocess
import sys
from pathlib import Path

import pytest

from hardware.command_line import ended

CHECKOUT = Path(__file__).parents[3]


def act(raises):
    def acted():
        raise raises

    return acted


@pytest.mark.parametrize(
    ("raises", "code", "words"),
    [
        (KeyboardInterrupt(), 130, ""),
        (FileNotFoundError(2, "No such file", "/where"), 2, "tool: /where: No such file\n"),
        (OSError(28, "No space left"), 2, "tool: the system: No space left\n"),
    ],
)
def test_a_command_that_cannot_go_on_says_why_and_ends_by_the_rule(capsys, raises, code, words):
    assert (7, code) == (ended("tool", lambda: 7), ended("tool", act(raises)))
    assert words == capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_fault_that_python_complains_of():
    script = (
        "import os, sys\n"
        "from hardware.command_line import ended\n"
        "read, write = os.pipe()\n"
        "os.dup2(write, 1)\n"
        "os.close(write)\n"
        "os.close(read)\n"
        "sys.exit(ended('tool', lambda: sys.stdout.write('words') * 0))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True)

    assert (2, b"") == (done.returncode, done.stderr)
