"""Staff's morning round over real processes: it balances, shows each page, and tells no PIN."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.workbench.demo_notes import load_notes
from tests.end2end.demo_process import Run, journal_codes
from tests.end2end.secret_search import search
from tests.end2end.tapped_demo import left_behind, run_tapped

PAGES = {"M01", "M10", "M11", "M12", "M13", "M14", "M15", "M17", "M24"}
DEEDS = {
    *("STAFF_LOGIN", "DUAL_OK", "CASSETTE_SWAPPED", "BINS_EMPTIED", "PAPER_LOADED", "DIAG_END"),
    *("TEST_ALARM", "ENVELOPES_REMOVED", "BALANCE_TRIAL", "BALANCE_CLOSE", "COUNT_SET"),
}


@dataclass(frozen=True)
class Morning:
    run: Run
    folder: Path

    secrets: dict[str, list[bytes]] = field(repr=False)

    @property
    def summary(self):
        return json.loads((self.folder / "out" / "summary.json").read_text())


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    folder = tmp_path_factory.mktemp("morning")
    run, secrets = run_tapped(folder, "--script", "morning")
    return Morning(run, folder, secrets)


def test_the_round_ends_good_and_its_books_balance(morning):
    """A canister is swapped, test notes lie in the bin, and the customers have theirs."""
    assert (0, f"balanced: {morning.folder / 'out' / 'summary.json'}\n") == (
        morning.run.code,
        morning.run.out,
    )
    assert set() == DEEDS - {*journal_codes(morning.folder / "state")}


def test_each_page_has_its_picture(morning):
    """With what was noticed there; a page on which something is typed has one, not one a digit."""
    assert set() == PAGES - {each["screen"] for each in morning.summary["pictures"]}


def test_a_visit_of_staff_leaves_no_pin_behind(morning):
    """Neither in journal, logs, books and reports, nor in a file's name."""
    files = left_behind(morning.folder, morning.run)
    pins = [person.pin for person in load_notes(morning.folder / "state").staff.values()]
    names = " ".join(str(path.relative_to(morning.folder)) for path in files)

    assert 4 == len(set(morning.secrets["staff PIN"]))
    assert [] == search({"staff PIN": morning.secrets["staff PIN"]}, files)
    assert [] == [name for name in pins if name in names]
