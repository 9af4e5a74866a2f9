"""The launcher: what it says without an environment, and how it makes and continues one."""

import io
import os
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.workbench import environment
from kiosk.workbench.progress import Progress
from kiosk.workbench.scripts_failing import ALL_SCRIPTS
from kiosk.workbench.visits import JOURNAL_ROUND

CHECKOUT = Path(__file__).parents[3]
FILES = (
    "atm",
    "pyproject.toml",
    "requirements.lock",
    "requirements-test.lock",
    "hardware/__init__.py",
    "hardware/process_start.py",
    "kiosk/__init__.py",
)

# Stands in for the environment's Python: answers for pip as told, and otherwise is this Python.
STAND_IN = """#!/bin/sh
[ "$*" = "-m pip --version" ] && exit 0
if [ "$2 $3" = "pip install" ]; then
  echo "$*" >> "$0.calls"
  echo $$ > "$0.pid"
  {on_install}
fi
exec {python} "$@"
"""
SUCCEED = "exit 0"
FAIL = "seq -f 'line %.0f' 30; exit 1"
# Interrupts the launcher once it follows pip, as its log shows.
HANG = """echo Collecting
  until grep -q Collecting "${0%/.venv*}/build/install.log"; do :; done
  kill -INT $PPID; exec tail -f /dev/null"""


class Checkout:
    """A small checkout whose bank only says hello."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for each in FILES:
            folder.joinpath(each).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / each, folder / each)
        shutil.copytree(
            CHECKOUT / "kiosk/workbench",
            folder / "kiosk/workbench",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        folder.joinpath("bank_server").mkdir()
        folder.joinpath("bank_server/__main__.py").write_text(
            "import sys\nprint('hello', *sys.argv[1:])\nsys.exit(7)\n"
        )
        self.python = folder / ".venv/bin/python"
        self.python.parent.mkdir(parents=True)

    def pip_will(self, on_install: str) -> None:
        self.python.write_text(STAND_IN.format(python=sys.executable, on_install=on_install))
        self.python.chmod(0o755)

    def pip_calls(self) -> list[str]:
        calls = Path(f"{self.python}.calls")
        return calls.read_text().splitlines() if calls.exists() else []

    def run(self, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *before, self.folder / "atm", *arguments],
            cwd="/",
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_needs_nothing(checkout: Checkout, arguments: list[str]) -> None:
    """Whoever has only Python is told what there is, on standard output."""
    run = checkout.run(*arguments)

    assert (0, "") == (run.returncode, run.stderr)
    assert "serve the bank" in run.stdout


def test_version_is_the_projects(checkout: Checkout) -> None:
    run = checkout.run("--version")

    assert (0, "open-atm 0.1.0\n") == (run.returncode, run.stdout)


def test_help_offers_only_what_is_here(checkout: Checkout) -> None:
    """A command whose module is not in this checkout is not offered."""
    run = checkout.run("--help")

    assert "hardware" not in run.stdout
    assert "emulated devices" not in run.stdout


def test_unknown_command_names_the_nearest(checkout: Checkout) -> None:
    run = checkout.run("bnak")

    assert (2, "") == (run.returncode, run.stdout)
    assert "atm: there is no command 'bnak'. Did you mean bank?\n" == run.stderr


def test_optimised_python_is_refused(checkout: Checkout) -> None:
    """Without asserts nothing guards the money, so nothing starts."""
    run = checkout.run("--version", before=["-O"])

    assert (2, "") == (run.returncode, run.stdout)
    assert "python -O" in run.stderr


def test_older_python_is_told_what_is_needed(checkout: Checkout) -> None:
    script = (
        "import sys; sys.version_info = (3, 10, 9); sys.version = '3.10.9';"
        "exec(compile(open(sys.argv.pop(1)).read(), 'atm', 'exec'))"
    )
    run = checkout.run("--version", before=["-c", script])

    assert (2, "") == (run.returncode, run.stdout)
    assert "atm: Python 3.11 or newer is needed; this is 3.10.9\n" == run.stderr


def test_command_installs_once_and_hands_over(checkout: Checkout) -> None:
    """The first start installs and says so; the module's arguments and exit code pass through."""
    checkout.pip_will(SUCCEED)

    first = checkout.run("bank", "--port", "7")
    second = checkout.run("bank", "--port", "7")

    assert 1 == len(checkout.pip_calls())
    assert (7, "hello --port 7\n") == (first.returncode, first.stdout)
    assert "the bank and the devices" in first.stderr
    assert (7, "hello --port 7\n", "") == (second.returncode, second.stdout, second.stderr)


def test_pip_checks_hashes_and_runs_no_build(checkout: Checkout) -> None:
    checkout.pip_will(SUCCEED)

    checkout.run("bank")

    assert "--require-hashes --only-binary :all:" in checkout.pip_calls()[0]
    assert "--index-url" not in checkout.pip_calls()[0]


def test_bank_gets_no_qt(checkout: Checkout) -> None:
    checkout.pip_will(SUCCEED)

    checkout.run("bank")
    wanted = checkout.folder.joinpath(".venv/atm-bank.txt").read_text()

    assert "pydantic==" in wanted
    assert "pyside6" not in wanted
    assert "shiboken6" not in wanted


def test_new_lock_file_installs_again(checkout: Checkout) -> None:
    """Packages follow the lock file, so that a fetched change works at once."""
    checkout.pip_will(SUCCEED)
    checkout.run("bank")
    lock = checkout.folder / "requirements.lock"
    lock.write_text(lock.read_text().replace("uvicorn==", "uvicorn==9."))

    checkout.run("bank")

    assert 2 == len(checkout.pip_calls())


def test_failing_pip_shows_its_last_lines(checkout: Checkout) -> None:
    """The last 20 lines and the log's place are shown, and the next start goes on."""
    checkout.pip_will(FAIL)
    failed = checkout.run("bank")
    checkout.pip_will(SUCCEED)
    continued = checkout.run("bank")

    assert (2, "") == (failed.returncode, failed.stdout)
    assert "line 10\n" not in failed.stderr
    assert "line 11\n" in failed.stderr
    assert "line 30\n" in failed.stderr
    assert str(checkout.folder / "build/install.log") in failed.stderr
    assert 7 == continued.returncode
    assert "--ignore-installed" in checkout.pip_calls()[1]


def test_ctrl_c_stops_the_installation(checkout: Checkout) -> None:
    """Ctrl-C ends with 130 and no traceback, pip ends too, and the next start goes on."""
    checkout.pip_will(HANG)
    stopped = checkout.run("bank")
    pip = int(Path(f"{checkout.python}.pid").read_text())
    checkout.pip_will(SUCCEED)
    continued = checkout.run("bank")

    assert 130 == stopped.returncode
    assert "Traceback" not in stopped.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(pip, 0)
    assert 7 == continued.returncode


def test_ctrl_c_in_a_command_ends_with_130(checkout: Checkout) -> None:
    """Whatever runs, Ctrl-C is 130 without a traceback."""
    checkout.pip_will(SUCCEED)
    checkout.folder.joinpath("bank_server/__main__.py").write_text(
        f"import os\nos.kill(os.getpid(), {signal.SIGINT.value})\n"
    )

    run = checkout.run("bank")

    assert 130 == run.returncode
    assert "Traceback" not in run.stderr


def test_half_made_environment_is_made_anew(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted while pip itself was unpacked, it looks whole and is not."""
    made = environment.Environment(checkout.folder)
    tries: list[Path] = []

    def interrupted(folder: Path, **_: object) -> None:
        tries.append(folder)
        checkout.pip_will(SUCCEED)
        if len(tries) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(venv, "create", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made.make(environment.BANK, Progress(io.StringIO()))
    made.make(environment.BANK, Progress(io.StringIO()))

    assert [made.folder, made.folder] == tries
    assert made.is_ready(environment.BANK)


def test_full_disk_is_told_before_anything_is_installed(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.pip_will(SUCCEED)
    made = environment.Environment(checkout.folder)
    free = shutil._ntuple_diskusage(10**9, 10**9, 5 * environment.MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)

    with pytest.raises(environment.CannotInstall, match=r"has 5 MB free"):
        made.make(environment.BANK, Progress(io.StringIO()))

    assert [] == checkout.pip_calls()


@pytest.mark.parametrize("options", [["--list"], ["--headless", "--list"]])
def test_the_scripted_visits_are_listed_before_anything_is_installed(
    checkout: Checkout, options: list[str]
) -> None:
    """The names of the very visits that can be played then, in their order."""
    run = checkout.run("demo", *options)

    assert (0, "") == (run.returncode, run.stderr)
    expected = [*ALL_SCRIPTS, JOURNAL_ROUND.name]
    assert expected == [line.split()[0] for line in run.stdout.splitlines()]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--help"], 0, "usage: ./atm demo"),
        (["--script", "bogus"], 2, "invalid choice: 'bogus'"),
        (["--headlong"], 2, "unrecognized arguments: --headlong"),
    ],
)
def test_a_demo_that_cannot_start_is_told_before_anything_is_installed(
    checkout: Checkout, options: list[str], code: int, told: str
) -> None:
    """Nobody waits for 340 MB to read that an option is wrong."""
    checkout.pip_will(SUCCEED)

    run = checkout.run("demo", *options)

    assert code == run.returncode
    assert told in run.stdout + run.stderr
    assert [] == checkout.pip_calls()
