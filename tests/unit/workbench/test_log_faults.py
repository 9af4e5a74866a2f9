"""A headless demo fails for what its processes write of their own failures; nothing else counts."""

from __future__ import annotations

import io
import json
import time
from types import SimpleNamespace

import pytest

from kiosk.workbench.children import Children, Finished
from kiosk.workbench.log_faults import LogFaults
from kiosk.workbench.progress import Progress
from kiosk.workbench.show import Show
from kiosk.workbench.summary import Summary

TIME = "2026-11-22T10:00:00.000Z"
HONEST = (
    f"{TIME} INFO kiosk kiosk_started pid=8\n"
    f"{TIME} WARNING bank alarm what=heartbeat reason=test-alarm CRITICAL\n"
    f"{TIME} ERROR kiosk.journal disk_slow\n"
)
CARD = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"


class Machine:
    """At rest, and balanced; what happens while it runs is written into its logs."""

    def __init__(self, state, happens):
        self.state = state
        self.house_options = ()
        self.children = self
        self._happens = happens

    def start_kiosk(self, *_arguments, **_options):
        self._happens(self.state / "logs")

    def next(self, _timeout_s):
        return None

    def end(self):
        """Nothing runs."""

    def run(self, *_arguments, timeout_s):
        return Finished(0, json.dumps({"findings": []}), "")


@pytest.fixture
def logs(tmp_path):
    folder = tmp_path / "state" / "logs"
    folder.mkdir(parents=True)
    (folder / "APP_ATM-1_20261122.log").write_text(HONEST)
    (folder / "kiosk-errors.log").write_bytes(b"")
    return folder


@pytest.fixture
def shown(tmp_path, logs, monkeypatch):
    """The summary of a headless demo in which this happens."""
    monkeypatch.setattr("kiosk.workbench.stage.Stage.wait_screen", lambda *_args: None)

    def show(happens):
        summary = Summary(tmp_path, logs.parent)
        notes = SimpleNamespace(atm=SimpleNamespace(uuid="atm"))
        desk = SimpleNamespace(balances=dict)
        progress = Progress(io.StringIO())
        Show(
            *(Machine(logs.parent, happens), desk, notes, summary, progress),
            *(time.monotonic, LogFaults(logs)),
        ).play(())
        return summary

    return show


def test_an_honest_run_is_good(shown):
    summary = shown(lambda logs: (logs / "APP_bank_20261122.log").write_text(HONEST))

    assert (True, []) == (summary.is_good, summary.findings)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("kiosk-errors.log", "kiosk: unhandled exception=AssertionError where=page_model.py:60\n"),
        ("bank-errors.log.1", "bank: thread_ended exception=OSError where=edge.py:1\n"),
        ("APP_ATM-1_20261122.log", f"{HONEST}{TIME} CRITICAL kiosk unhandled exception=X\n"),
        ("APP_ATM-1_20261122.log", f"{HONEST}{TIME} WARNING qt a binding loop where=Page.qml:7\n"),
        ("APP_ATM-1_20261122.log", f"{HONEST}{TIME} ERROR qt no such page where=Page.qml:7\n"),
    ],
)
def test_a_run_in_which_a_process_failed_is_not_good_and_names_file_and_line(
    shown, logs, name, lines
):
    summary = shown(lambda folder: (folder / name).write_text(lines))

    assert not summary.is_good
    assert [f"{logs / name}: {lines.splitlines()[-1]}"] == summary.findings


def test_the_first_line_is_named_without_what_it_quotes(shown, logs):
    summary = shown(
        lambda folder: (folder / "kiosk-errors.log").write_text(f"\n{CARD} pin=274915\nmore\n")
    )

    assert [f"{logs / 'kiosk-errors.log'}: <masked> pin=<masked>"] == summary.findings


def test_what_an_earlier_run_wrote_does_not_count(shown, logs):
    """A state that was given is gone on with; its newest errors are put aside at the start."""
    errors, program = logs / "kiosk-errors.log", logs / "APP_ATM-1_20261122.log"
    errors.write_text("kiosk: unhandled exception=AssertionError\n")
    program.write_text(f"{TIME} CRITICAL kiosk unhandled exception=AssertionError\n")

    def start(_logs):
        errors.replace(errors.with_suffix(".log.1"))
        errors.write_bytes(b"")
        program.write_text(program.read_text() + HONEST)

    assert shown(start).is_good


def test_an_exception_that_nobody_caught_in_a_process_is_found(logs):
    """As it is really told: in a thread, while the process goes on and ends well."""
    faults = LogFaults(logs)
    with Children(logs, time.monotonic) as children:
        children.start("odd", "tests.unit.workbench.odd_child", "fails")
        children.next(30.0)
    found = faults.found()

    assert 1 == len(found)
    assert f"{logs / 'odd-errors.log'}: thread_ended exception=AssertionError" in found[0]
    assert "274915" not in found[0]
