"""Whatever happens to a machine, its journal verifies, its visits keep the grammar, and it adds up.

The journals are those of simulated days with every fault; the tools see nothing but the files.
"""

from __future__ import annotations

from functools import cache

import pytest
from real_journals import first_keys, save, three_withdrawals

from kiosk.journal_tools.beginning import Beginning
from kiosk.journal_tools.findings import Kind, Verdict
from kiosk.journal_tools.folders import folders_at, lines_in
from kiosk.journal_tools.grammar import faults
from kiosk.journal_tools.reconcile import reconcile
from kiosk.journal_tools.verify import verify
from tests.simulation.city import City
from tests.simulation.draws import Draws
from tests.simulation.faults import FaultKind, FaultPlan
from tests.simulation.memo import remember_lines
from tests.simulation.plan import errands

TRANSACTIONS = 12
SEEDS = (1, 2, 3, 4, 6, 9)
WITH_A_LOST_DISK = 20
BYTES_CHANGED = 60


@cache
def day(seed):
    """A simulated day that is over: its machines, and their first keys by name."""
    remember_lines()
    draws = Draws(seed)
    city = City(seed, FaultPlan(draws, None, None), errands(draws, TRANSACTIONS), None)
    keys = {}
    for site in city.sites:
        keys |= first_keys(site)
    city.run()
    city.bank.engine.close()
    return city, keys


@pytest.fixture
def run(tmp_path):
    """Of one seed: a folder for each machine, and the keys."""

    def run(seed):
        city, keys = day(seed)
        folders = [save(site.disk, tmp_path / f"{site.number}") for site in city.sites]
        return folders, keys

    return run


def lines_of(folder):
    return lines_in(folders_at(folder)[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_journal_of_a_day_verifies(run, seed):
    folders, keys = run(seed)
    results = [verify(folder, keys) for folder in folders]

    assert [] == [str(bad) for result in results for bad in result.findings]
    assert {Verdict.GOOD} == {result.verdict for result in results}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_visit_of_a_day_keeps_the_grammar(run, seed):
    folders, _ = run(seed)

    assert [] == [fault for folder in folders for fault in faults(lines_of(folder))]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_journal_of_a_day_adds_up(run, seed):
    folders, _ = run(seed)
    books = [reconcile(lines_of(folder)) for folder in folders]

    assert [] == [problem for each in books for problem in each.problems]
    assert [] == [affair for each in books for affair in each.open]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_journal_adds_up_after_a_deletion_wherever_it_cuts(run, seed):
    """Each entry is once the first that is left: whatever was under way is judged by its rest."""
    wrong = []
    for folder in run(seed)[0]:
        lines = list(lines_of(folder))
        for place in range(1, len(lines)):
            rest = lines[place:]
            books = reconcile(rest, Beginning(rest[0].seq, rest[0].boot, "deleted"))
            wrong += [*books.problems, *books.open, *faults(rest, is_cut=True)]

    assert [] == wrong


def test_a_lost_disk_is_the_only_finding_of_its_day(run):
    folders, keys = run(WITH_A_LOST_DISK)
    results = [verify(folder, keys) for folder in folders]

    struck = {fault.kind for fault in day(WITH_A_LOST_DISK)[0].plan.fired}
    assert FaultKind.DISK_LOST in struck
    assert {Kind.LOST} == {bad.kind for result in results for bad in result.findings}


def test_any_one_changed_byte_of_a_days_journal_is_seen(run):
    (folder, *_), keys = run(SEEDS[0])
    (file, *_) = sorted(folder.glob("*.jsonl"))
    content = file.read_bytes()
    unseen = []
    for place in range(0, len(content), len(content) // BYTES_CHANGED):
        changed = bytearray(content)
        changed[place] ^= 1
        file.write_bytes(bytes(changed))
        if verify(folder, keys).verdict is not Verdict.BAD:
            unseen.append(place)

    assert [] == unseen


def test_a_visit_by_a_customer_of_a_test_keeps_the_grammar(tmp_path):
    folder = save(three_withdrawals().machine.disk, tmp_path)

    assert [] == list(faults(lines_of(folder)))
    assert Verdict.CHAIN_ONLY == verify(folder).verdict
