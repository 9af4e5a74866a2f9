"""The guards of tests/conftest.py do fail a test that leaves something behind."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]

GUARDED = """
import logging, os, pathlib, subprocess, sys, threading, warnings

from hypothesis import given, strategies
from PySide6.QtCore import qWarning

gate = threading.Event()


def test_leaves_nothing(expect_log):
    subprocess.run([sys.executable, "-c", ""], check=True)
    thread = threading.Thread(target=int)
    thread.start()
    logging.getLogger("cash").info("all is well")


@given(strategies.integers())
def test_has_examples(number):
    assert number == number


def test_warns_in_the_log():
    logging.getLogger("cash").warning("canister low")


def test_announces_its_warning(expect_log):
    expect_log("canister low")
    logging.getLogger("cash").warning("canister low")


def test_announces_what_never_comes(expect_log):
    expect_log("canister low")


def test_warns_in_python():
    warnings.warn("old", DeprecationWarning)


def test_warns_in_qt():
    qWarning("binding loop")


def test_leaves_a_child():
    test_leaves_a_child.child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1)


def test_ends_the_child():
    test_leaves_a_child.child.communicate()


def test_has_a_home_of_its_own():
    assert pathlib.Path.home() != pathlib.Path(os.environ["REAL_HOME"])


def test_leaves_a_thread():
    threading.Thread(target=gate.wait, name="forgotten").start()


def test_ends_the_thread():
    gate.set()
"""


def run_guarded(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    tests = folder / "tests"
    tests.mkdir()
    conftest = (CHECKOUT / "tests/conftest.py").read_text(encoding="utf-8")
    tests.joinpath("conftest.py").write_text(
        conftest.replace("THREAD_END_S = 5.0", "THREAD_END_S = 0.1").replace(
            "pytest_plugins =", "not_here ="
        )
    )
    tests.joinpath("test_guarded.py").write_text(source)
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    environ = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        env=environ | {"REAL_HOME": os.environ["HOME"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What became of each guarded test: its last word in pytest's summary."""
    run = run_guarded(tmp_path_factory.mktemp("guarded"), GUARDED)
    lines = re.findall(r"^(PASSED|FAILED|ERROR) \S+::test_(\w+)", run.stdout, re.MULTILINE)
    assert lines, run.stdout + run.stderr
    return {name: word for word, name in lines}


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("leaves_nothing", "PASSED"),
        ("has_examples", "PASSED"),
        ("warns_in_the_log", "ERROR"),
        ("announces_its_warning", "PASSED"),
        ("announces_what_never_comes", "ERROR"),
        ("warns_in_python", "FAILED"),
        ("warns_in_qt", "FAILED"),
        ("leaves_a_child", "ERROR"),
        ("ends_the_child", "PASSED"),
        ("has_a_home_of_its_own", "PASSED"),
        ("leaves_a_thread", "ERROR"),
        ("ends_the_thread", "PASSED"),
    ],
)
def test_guarded_test_ends_as_it_should(
    outcomes: Mapping[str, str], name: str, outcome: str
) -> None:
    """Whoever leaves a warning, a thread or a child behind fails, and nobody else does."""
    assert outcome == outcomes[name]


def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    """Interrupted tests end with 130, like every other command."""
    source = "import os, signal\n\ndef test_it():\n    os.kill(os.getpid(), signal.SIGINT)\n"

    run = run_guarded(tmp_path, source)

    assert 130 == run.returncode, run.stdout + run.stderr
