"""`./atm journal verify`: what is whole is good, what is not is named by file, line and number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sealing_kit import (
    FIRST,
    OTHER_FIRST,
    Machine,
    key_line,
    name_of,
    save_anchors,
    save_keys,
    some_machine,
)

from hardware.crypto.secret import Secret
from kiosk.journal_tools.__main__ import main
from kiosk.journal_tools.findings import Kind, Verdict
from kiosk.journal_tools.folders import NoJournal
from kiosk.journal_tools.key_files import Anchor, Unreadable, read_anchors, read_keys
from kiosk.journal_tools.verify import verify

ROOT = Path(__file__).parents[3]
KEYS = {name_of(first): Secret(first) for first in (FIRST, OTHER_FIRST)}


def anchors_of(machine, *seqs):
    return [Anchor(**each) for each in machine.anchors if not seqs or each["seq"] in seqs]


@pytest.fixture
def machine():
    return some_machine()


@pytest.fixture
def folder(machine, tmp_path):
    return machine.save(tmp_path / "journal")


def checked(path, anchors=None, keys=KEYS):
    return verify(path, keys, anchors)


def first_bad(path, anchors=None):
    """Kind, file, line and seq of the first finding."""
    bad = checked(path, anchors).findings[0]
    return bad.kind, bad.file, bad.line, bad.seq


# --- what is whole


def test_a_whole_journal_is_good(folder, machine):
    result = checked(folder, anchors_of(machine))

    assert (Verdict.GOOD, []) == (result.verdict, result.findings)
    assert "3 files, 19 entries, every seal verified" == result.why


def test_without_a_key_the_answer_is_chain_only(folder):
    assert Verdict.CHAIN_ONLY == checked(folder, keys=None).verdict


def test_with_another_machines_key_the_answer_is_chain_only_too(folder):
    result = checked(folder, keys={name_of(OTHER_FIRST): Secret(OTHER_FIRST)})

    assert Verdict.CHAIN_ONLY == result.verdict
    assert name_of(FIRST) in result.why


def test_each_file_can_be_verified_alone(folder, machine):
    verdicts = {
        name: checked(folder / name, anchors_of(machine)).verdict
        for name in machine.files
        if name.endswith(".jsonl")
    }

    assert {Verdict.GOOD} == set(verdicts.values())


def test_a_file_may_lie_alone_under_a_name_of_ones_own(folder, machine, tmp_path):
    alone = tmp_path / "evidence"
    alone.write_bytes(machine.files["EJ_ATM-1_20261121_002.jsonl"])

    assert Verdict.GOOD == checked(alone).verdict


def test_the_report_names_range_boots_and_gaps(folder):
    (report,) = checked(folder).folders
    second = report.files[1]

    assert (9, 14, 6, (1, 3)) == (second.first, second.last, second.entries, second.boots)
    assert 1 == len(second.gaps)


def test_a_new_first_key_begins_again_at_one(machine, tmp_path):
    machine.new_key(OTHER_FIRST)
    machine.write("LINK_UP", {"down_ms": 1})

    result = checked(machine.save(tmp_path), anchors_of(machine))

    assert (Verdict.GOOD, "") == (result.verdict, "".join(map(str, result.findings)))
    assert {name_of(FIRST): 20, name_of(OTHER_FIRST): 2} == result.folders[0].lives


@pytest.mark.parametrize(("visit", "expected"), [(None, Verdict.GOOD), ("1-1", Verdict.CHAIN_ONLY)])
def test_before_the_bank_gave_a_key_a_machine_serves_nobody(tmp_path, visit, expected):
    """What it wrote until then has no seal that the bank knows, and need not have one."""
    new = Machine(first=OTHER_FIRST)
    new.open()
    new.write("LINK_UP", {"down_ms": 1}, visit=visit)
    new.new_key(FIRST)
    new.write("VISIT_START", {}, visit="1-2")

    assert expected == checked(new.save(tmp_path), keys={name_of(FIRST): Secret(FIRST)}).verdict


def test_an_older_file_that_the_kiosk_deleted_is_not_missed(machine, tmp_path):
    deleted = {"file": "x", "key": name_of(FIRST), "first": 1, "last": 8, "why": "age"}
    machine.write("JOURNAL_DELETED", deleted)
    del machine.files["EJ_ATM-1_20261121_001.jsonl"]
    del machine.files["EJ_ATM-1_20261121_001.jsonl.seal"]

    result = checked(machine.save(tmp_path), anchors_of(machine, 3, 12))

    assert Verdict.GOOD == result.verdict


def test_an_older_file_that_nobody_deleted_is_missed(machine, tmp_path):
    del machine.files["EJ_ATM-1_20261121_001.jsonl"]
    del machine.files["EJ_ATM-1_20261121_001.jsonl.seal"]

    expected = (Kind.MISSING, "EJ_ATM-1_20261121_002.jsonl", 1, 9)
    assert expected == first_bad(machine.save(tmp_path))


def test_a_file_that_was_just_made_may_be_empty(machine, tmp_path):
    machine.close()
    machine.files["EJ_ATM-1_20261123_001.jsonl"] = b""

    assert Verdict.GOOD == checked(machine.save(tmp_path)).verdict


def test_what_the_kiosk_lost_is_a_finding_of_its_own_kind(machine, tmp_path):
    machine.open(lost=3)

    expected = (Kind.LOST, "EJ_ATM-1_20261122_002.jsonl", 1, 23)
    assert expected == first_bad(machine.save(tmp_path))


def test_an_anchor_of_a_lost_entry_says_what_the_bank_knows(machine, tmp_path):
    machine.open(lost=3)
    known = [Anchor(21, "0" * 64, "0" * 32)]

    assert Kind.ANCHOR == checked(machine.save(tmp_path), known).findings[0].kind


# --- clock


def test_a_clock_that_was_set_is_reported_and_nobodys_fault(machine, tmp_path):
    machine.t -= 3_600_000
    machine.write("LINK_UP", {"down_ms": 1})
    machine.t += 10_000
    machine.write("CLOCK_CHANGED", {"before_ms": 1, "after_ms": 2, "source": "clock"})

    result = checked(machine.save(tmp_path))

    assert Verdict.GOOD == result.verdict
    steps = [(step.seq, step.ms, step.is_told) for step in result.folders[0].files[2].steps]
    assert [(20, -3_600_000, False), (21, 10_000, True)] == steps


def test_a_clock_that_went_back_over_a_restart_is_reported(machine, tmp_path):
    machine.reboot()
    machine.t -= 60_000
    machine.write("LINK_UP", {"down_ms": 1})

    (step,) = checked(machine.save(tmp_path)).folders[0].files[2].steps
    assert (20, False) == (step.seq, step.is_told)


# --- copies


def test_a_mirror_that_is_behind_is_told_and_good(machine, tmp_path):
    machine.save(tmp_path / "journal-mirror")
    machine.write("LINK_UP", {"down_ms": 9})
    machine.save(tmp_path / "journal")

    result = checked(tmp_path)

    assert Verdict.GOOD == result.verdict
    assert "is 1 entries behind" in "".join(result.folders[1].notes)


def test_a_mirror_that_is_ahead_shows_that_the_journal_was_cut(machine, tmp_path):
    machine.save(tmp_path / "journal")
    machine.write("LINK_UP", {"down_ms": 9})
    machine.save(tmp_path / "journal-mirror")

    expected = (Kind.COPY, "journal/EJ_ATM-1_20261122_001.jsonl", 5, 0)
    assert expected == first_bad(tmp_path)


def test_journals_of_two_machines_may_lie_in_two_folders(machine, tmp_path):
    other = Machine(atm="ATM-2", first=OTHER_FIRST)
    other.open()
    machine.save(tmp_path / "one")
    other.save(tmp_path / "two")

    assert Verdict.GOOD == checked(tmp_path).verdict


# --- what is handed in


@pytest.mark.parametrize(
    "text",
    ["", "ATM-1 0000000000000000 " + FIRST.hex(), "ATM-1 " + FIRST.hex(), "one two three four"],
)
def test_a_key_file_that_is_none_is_refused_without_its_content(tmp_path, text):
    path = tmp_path / "keys"
    path.write_text(text)

    with pytest.raises(Unreadable) as error:
        read_keys(path)
    assert FIRST.hex() not in str(error.value)


def test_keys_of_many_machines_may_lie_in_one_file(tmp_path):
    path = tmp_path / "keys"
    path.write_text(key_line() + "\n" + key_line(OTHER_FIRST, "ATM-2"))

    assert {name_of(FIRST), name_of(OTHER_FIRST)} == set(read_keys(path))


@pytest.mark.parametrize("text", ["[]", "{", '{"seq":1,"h":"00","m":"00"}', '{"seq":true}'])
def test_an_anchor_file_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "anchors"
    path.write_text(text)

    with pytest.raises(Unreadable):
        read_anchors(path)


def test_the_anchor_before_the_first_entry_says_nothing(tmp_path):
    anchor = {"seq": 0, "h": "0" * 64, "m": "0" * 32}

    assert {} == read_anchors(save_anchors(tmp_path / "anchors", [anchor]))


def test_a_place_without_a_journal_is_wrong_use(tmp_path):
    with pytest.raises(NoJournal):
        verify(tmp_path)


def test_a_journal_from_before_the_seal_is_refused_in_one_line(machine, tmp_path, capsys):
    name = "EJ_ATM-1_20261121_001.jsonl"
    old = machine.files[name].replace(b'"ver":2}', b'"ver":1}')
    (tmp_path / name).write_bytes(old)

    assert 1 == main(["verify", str(tmp_path)])
    assert "begin a new state" in capsys.readouterr().out.splitlines()[-1]


# --- the command


def test_the_exit_code_and_the_last_line_agree(folder, machine, tmp_path, capsys):
    keys = str(save_keys(tmp_path / "keys"))
    anchors = str(save_anchors(tmp_path / "anchors", machine.anchors))

    assert 0 == main(["verify", str(folder), "--key", keys, "--anchors", anchors])
    assert capsys.readouterr().out.splitlines()[-1].startswith("GOOD ")
    assert 3 == main(["verify", str(folder)])
    assert capsys.readouterr().out.splitlines()[-1].startswith("CHAIN ONLY ")
    (folder / "EJ_ATM-1_20261121_002.jsonl").unlink()
    assert 1 == main(["verify", str(folder), "--key", keys])
    assert capsys.readouterr().out.splitlines()[-1].startswith("BAD ")
    assert 2 == main(["verify", str(tmp_path / "nothing")])
    assert 2 == main(["verify", str(folder), "--key", str(tmp_path / "nothing")])


def test_it_needs_nothing_but_python(folder, tmp_path):
    """No package at all: not even the ones that the kiosk needs."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUN, str(ROOT), "verify", str(folder)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (3, "") == (done.returncode, done.stderr)


RUN = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("kiosk.journal_tools", run_name="__main__", alter_sys=True)
"""
