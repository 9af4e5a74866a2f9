"""The command runs from the checkout without an environment, and alone from its bundle."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bank_server.log_review.__main__ import is_heard
from tests.log_review.reader.hearing import sshd

ROOT = Path(__file__).parents[3]
ENDS_S_MAX = 60
ATTACK = "".join(
    sshd(f"Failed password for root from 192.0.2.7 port {4000 + each} ssh2") + "\n"
    for each in range(40)
)
LINE = re.compile(r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ authreview\[\d+\]: INTRUSION [ -~]*\n")
ALONE = {"PATH": os.environ["PATH"], "LC_ALL": "C"}


def run(*command: str, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=ALONE, input=given, capture_output=True, text=True, timeout=ENDS_S_MAX
    )


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "auth.log"
    path.write_text(ATTACK, encoding="ascii")
    return str(path)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    target = tmp_path / "authlog.zip"
    done = run(sys.executable, "-m", "bank_server.log_review", "--bundle", str(target), cwd=ROOT)
    assert (0, "") == (done.returncode, done.stdout)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def test_it_needs_no_environment(log: str) -> None:
    """Not even what is installed beside this Python."""
    done = run(sys.executable, "-E", "-S", str(ROOT / "atm"), "authlog", log, cwd=ROOT)

    assert (1, "") == (done.returncode, done.stderr)
    assert LINE.fullmatch(done.stdout)


def test_standard_input_is_read(log: str) -> None:
    done = run(sys.executable, "-m", "bank_server.log_review", "-", cwd=ROOT, given=ATTACK)

    assert 1 == done.returncode
    assert LINE.fullmatch(done.stdout)


def test_the_bundle_runs_as_its_readme_says(unpacked: Path, log: str) -> None:
    done = run(sys.executable, "-I", "-S", "-c", RUN_MODULE, str(unpacked), log, cwd=unpacked)

    assert (1, "") == (done.returncode, done.stderr)
    assert LINE.fullmatch(done.stdout)


@pytest.mark.parametrize("name", ["authreview", "other", "with blank", "dotted.d", "reading"])
def test_the_folder_runs_under_any_name(unpacked: Path, log: str, name: str) -> None:
    folder = unpacked.joinpath("authreview").rename(unpacked / name)
    done = run(sys.executable, "-S", str(folder), log, cwd=unpacked)

    assert (1, "") == (done.returncode, done.stderr)
    assert LINE.fullmatch(done.stdout)


def test_a_bundle_makes_the_same_bundle(unpacked: Path, tmp_path: Path) -> None:
    """So whoever has one has all of it."""
    again = tmp_path / "again.zip"
    done = run(sys.executable, "-S", "authreview", "--bundle", str(again), cwd=unpacked)

    assert 0 == done.returncode
    assert tmp_path.joinpath("authlog.zip").read_bytes() == again.read_bytes()


# `python3 -m authreview` beside it, with nothing of this machine's on the path.
RUN_MODULE = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("authreview", run_name="__main__", alter_sys=True)
"""


def test_a_line_that_nobody_takes_is_neither_ok_nor_an_intrusion(log: str) -> None:
    """A full disk, and a standard output that was closed: exit code 1 would mean what it says."""
    command = f"{sys.executable} -m bank_server.log_review {log}"
    full = run("sh", "-c", f"{command} > /dev/full", cwd=ROOT)
    closed = run("sh", "-c", f"{command} >&-", cwd=ROOT)

    assert (2, "standard output takes no line\n") == (full.returncode, full.stderr)
    assert (2, "standard output takes no line\n") == (closed.returncode, closed.stderr)


def test_a_closed_standard_error_takes_nothing_from_the_line(log: str) -> None:
    command = f"{sys.executable} -m bank_server.log_review --explain {log} 2>&-"
    done = run("sh", "-c", command, cwd=ROOT)

    assert 1 == done.returncode
    assert LINE.fullmatch(done.stdout)


def test_a_socket_that_nobody_listens_at_is_no_system_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library drops silently what it cannot send."""
    path = tmp_path / "s"
    monkeypatch.setattr("bank_server.log_review.__main__.SYSTEM_LOG", path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
        end.bind(str(path))
        assert is_heard()

    assert path.exists()
    assert not is_heard()
