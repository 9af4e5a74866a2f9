"""After a run of everything, a test that a page of docs/ names and that did not run fails it.

Works with and without pytest-xdist: the controller sees every report, and only it judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.plugins.requirements_page import (
    FAULTS_PAGE,
    PAGE,
    ROOT,
    THREAT_PAGE,
    named_tests,
    nodes_in_tables,
    not_run,
)

_NARROWING = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "stepwise")
_WHOLE = (ROOT, ROOT / "tests")


def is_whole_suite(args: Sequence[str], options: dict[str, object], cwd: Path) -> bool:
    """Whether nothing narrowed the run: paths, expressions, deselection or listing only."""
    if options.get("collectonly") or any(options.get(name) for name in _NARROWING):
        return False
    return all((cwd / arg).resolve() in _WHOLE for arg in args)


class RequirementsWatch:
    """Collects what ran, and speaks at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._ran: set[str] = set()
        self._missing: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.outcome != "skipped":
            self._ran.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        ended_early = bool(session.shouldstop or session.shouldfail)
        whole = is_whole_suite(
            self._config.args, vars(self._config.option), self._config.invocation_params.dir
        )
        if ended_early or not whole:
            return
        names = named_tests(PAGE.read_text(encoding="utf-8"))
        if FAULTS_PAGE.exists():
            names += named_tests(FAULTS_PAGE.read_text(encoding="utf-8"))
        if THREAT_PAGE.exists():
            names += nodes_in_tables(THREAT_PAGE.read_text(encoding="utf-8"))
        self._missing = not_run(list(dict.fromkeys(names)), self._ran)
        if self._missing and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._missing:
            terminalreporter.section("named in docs/, did not run", red=True)
            for name in self._missing:
                terminalreporter.line(name)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(RequirementsWatch(config), "requirements-watch")
