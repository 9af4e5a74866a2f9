"""The mutations: every patch still fits, table and page agree, and removed rules are noticed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.plugins.requirements_page import ROOT, is_defined
from tests.simulation.faults import FaultKind
from tests.simulation.mutations.__main__ import main
from tests.simulation.mutations.catalogue import HERE, Search, TableInvalid, read_table
from tests.simulation.mutations.hunt import Prey, hunt
from tests.simulation.mutations.workshop import CannotTry, Verdict, applies, attempt
from tests.simulation.run import Outcome

TABLE = read_table()
BY_NAME = {each.name: each for each in TABLE}
PAGE = (ROOT / "docs" / "mutations.md").read_text(encoding="utf-8")
TABLE_ON_PAGE = PAGE.partition("\n## What the simulator")[0]
ROWS = dict(re.findall(r"^\| `([a-z0-9-]+)` \|(.*)\|$", TABLE_ON_PAGE, re.MULTILINE))
RULES_MIN = 15


@pytest.mark.parametrize("mutation", TABLE, ids=lambda each: each.name)
def test_every_patch_still_applies(mutation):
    assert "" == applies(mutation.patch)


def test_table_patches_and_page_name_the_same_mutations():
    patches = sorted(path.stem for path in HERE.glob("*.patch"))

    assert RULES_MIN <= len(patches)
    assert patches == sorted(BY_NAME) == sorted(ROWS)


@pytest.mark.parametrize("mutation", TABLE, ids=lambda each: each.name)
def test_the_page_says_what_the_table_says(mutation):
    row = ROWS[mutation.name]

    assert mutation.rule in row
    assert mutation.without in row
    assert ("simulator" in row) == (mutation.search is not None)
    assert sorted(mutation.tests) == sorted(re.findall(r"`(tests/[^`]+)`", row))
    assert all(is_defined(test) for test in mutation.tests)


@pytest.mark.parametrize("name", ["try-counted-after-argon2", "two-processes-one-journal"])
def test_a_rule_that_is_taken_out_is_noticed(name):
    verdict = attempt(BY_NAME[name])

    assert verdict.is_caught, verdict.line


def test_a_mutation_that_nothing_notices_has_survived(capsys, monkeypatch):
    """The tests of the codecs know nothing of the journal's lock."""
    blind = replace(
        BY_NAME["two-processes-one-journal"],
        tests=("tests/unit/kiosk_money/test_again.py",),
    )
    monkeypatch.setattr("tests.simulation.mutations.__main__.read_table", lambda: (blind,))

    assert 1 == main(["--jobs", "1"])
    assert capsys.readouterr().out.startswith("SURVIVED two-processes-one-journal: missed by ")


def test_a_patch_that_does_not_fit_is_an_error_that_says_so(tmp_path, monkeypatch, capsys):
    name = "two-processes-one-journal"
    old = BY_NAME[name].patch.read_text(encoding="utf-8").replace("disk.lock()", "disk.shut()")
    (tmp_path / f"{name}.patch").write_text(old, encoding="utf-8")
    monkeypatch.setattr("tests.simulation.mutations.catalogue.HERE", tmp_path)

    assert "" != applies(BY_NAME[name].patch)
    with pytest.raises(CannotTry, match="the patch no longer applies"):
        attempt(BY_NAME[name])
    assert 2 == main([name])
    assert "ERROR two-processes-one-journal: the patch no longer applies" in capsys.readouterr().err


def test_a_name_that_is_not_in_the_table_is_wrong_use(capsys):
    assert 2 == main(["no-such-rule"])
    assert "mutations: no such mutation: no-such-rule" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[a]\nrule = 'r'\nwithout = 'w'\n", "nothing is to notice it"),
        ("[a]\nrule = 'r'\nwithout = 'w'\ntest = []\n", "an unknown key"),
        ("[a]\nrule = 'r'\nwithout = 'w'\nsimulator = { fault = [] }\n", "an unknown key"),
        ("[a]\nrule = 'r'\nwithout = 'w'\nsimulator = { faults = ['rain'] }\n", "rain"),
    ],
)
def test_a_table_that_means_nothing_is_refused(tmp_path, text, why):
    path = tmp_path / "table.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(TableInvalid, match=why):
        read_table(path)


def test_the_hunt_counts_what_it_tried_until_the_first_failure(tmp_path):
    def fails_at_three(task):
        return Outcome(task, "I3: a cent" if task.seed == 3 else "", transactions=7)

    search = Search((FaultKind.JAM,), 1, 9, 7)
    prey = hunt(search, tmp_path / "found.json", fails_at_three)

    assert ("I3: a cent", 3, 21) == (prey.failure, prey.seed, prey.tried)
    assert Prey(tried=14) == hunt(replace(search, seeds=2), tmp_path / "none", fails_at_three)


def test_what_is_missed_by_one_of_its_catchers_has_survived():
    mutation = TABLE[0]
    caught = Verdict(mutation, Prey("I3: a cent", 1, 40, 1, ("jam",)), ("t::a",), ())

    assert caught.is_caught
    assert "after 40 transactions, shrunk to 1 transactions and 1 faults (jam)" in caught.line
    assert not replace(caught, passed=("t::b",)).is_caught
    assert not replace(caught, prey=Prey(tried=40)).is_caught
