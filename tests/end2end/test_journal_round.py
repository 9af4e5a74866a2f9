"""One round over real processes brings out every entry of the catalogue; nothing is missing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.journal.events import EVENTS
from kiosk.journal.specified import NOT_YET
from kiosk.workbench.journal_round import DEEDS, is_of_the_doubt
from tests.end2end.demo_process import Run, leftovers, processes_on
from tests.end2end.secret_search import search
from tests.end2end.tapped_demo import OF_THE_BANK, left_behind, of_the_machine, run_tapped


@dataclass(frozen=True)
class Round:
    run: Run
    folder: Path

    secrets: dict[str, list[bytes]] = field(repr=False)

    @property
    def state(self):
        return self.folder / "state"

    @property
    def summary(self):
        return json.loads((self.folder / "out" / "summary.json").read_text())


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    run, secrets = run_tapped(folder, "--script", "journal-round")
    return Round(run, folder, secrets)


def test_the_round_ends_good_and_every_deed_was_done(played):
    done = [line for line in played.run.err.splitlines() if ": done in " in line]

    assert (0, f"balanced: {played.folder / 'out' / 'summary.json'}\n") == (
        played.run.code,
        played.run.out,
    )
    assert [] == [title for title, _ in DEEDS if not any(each.startswith(title) for each in done)]


def test_no_reachable_entry_is_missing(played):
    """The round itself compares what was written with the catalogue, and fails by name."""
    (script,) = played.summary["scripts"]

    assert script["failure"] is None
    assert "never written" not in played.run.err


def test_what_is_left_holds_nothing_that_the_catalogue_does_not_know(played):
    files = sorted((played.state / "kiosk" / "journal").glob("EJ_*.jsonl"))
    found = {json.loads(line)["ev"] for file in files for line in file.read_text().splitlines()}

    assert set() == found - EVENTS.keys()
    assert set() == found & set(NOT_YET)


def test_faults_and_restarts_leave_no_secret_behind_either(played):
    """Journal, mirror, logs, traces, the bank's database and its audit log; in every form."""
    secret = {kind: found for kind, found in played.secrets.items() if kind not in OF_THE_BANK}
    known = {kind: played.secrets[kind] for kind in OF_THE_BANK}
    files = left_behind(played.folder, played.run)
    names = {path.name.partition("_")[0] for path in files}

    assert [] == search(secret, files)
    assert [] == search(known, of_the_machine(played.folder, played.run))
    assert {"EJ", "APP", "DEV", "bank.sqlite", "audit.jsonl"} <= names
    assert all(played.secrets.values())


def test_nothing_runs_or_lies_about_afterwards(played):
    state, tmp = played.state, played.folder / "tmp"

    assert ([], []) == (processes_on(state), leftovers(state, tmp))


def test_the_auditor_may_doubt_one_transaction_and_no_other():
    """Every other finding still makes the round fail."""
    found = "unfinished: transaction ab is in-doubt"

    assert is_of_the_doubt(found, "ab")
    assert not is_of_the_doubt(found, "cd")
    assert not is_of_the_doubt("balance: Alice Byrne has 1, its entries sum to 2", "ab")
