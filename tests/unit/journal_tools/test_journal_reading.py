"""`show`, `export`, `dispute` and `reconcile` over a journal that a kiosk wrote."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from real_journals import save, three_withdrawals

from bank_server.contract.currencies import MINOR_DIGITS
from kiosk.journal.events import EVENTS
from kiosk.journal.files import FileName
from kiosk.journal_tools.__main__ import main
from kiosk.journal_tools.folders import JOURNAL
from kiosk.journal_tools.grammar import _NEEDS, _NEXT
from kiosk.journal_tools.wording import _DIGITS, _PLAIN, _WORDED, NO_BREAK, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return save(three_withdrawals().machine.disk, tmp_path_factory.mktemp("real"))


@pytest.fixture
def run(folder, capsys):
    """The output of a command over that journal, and its exit code."""

    def run(name, *options, before=()):
        code = main([name, *before, str(folder), *options])
        return capsys.readouterr().out, code

    return run


@pytest.fixture
def txn(run):
    """Of the second withdrawal."""
    lines = map(json.loads, run("export", "--amount", "20.00")[0].splitlines())
    return next(line["txn"] for line in lines if line["ev"] == "INTENT")


# --- show


def test_forty_columns_are_never_exceeded(run):
    shown, code = run("show")

    assert 0 == code
    assert 40 >= max(map(len, shown.splitlines()))


def test_a_withdrawal_reads_as_it_happened(run, txn):
    shown, _ = run("show", "--txn", txn[:6].upper())
    reference = txn[:6].upper()

    told = [line.split(f"{reference} ")[1] for line in shown.splitlines() if reference in line]
    assert [
        "BEGINS WITHDRAWAL",
        "ASKS BANK: WITHDRAWAL",
        "CARD PROOF OK",
        "BANK APPROVES",
        "BANK'S COPY OF HOLD KEPT",
        "DISPENSE ORDERED C2x1",
        "STACKED C2x1",
        "PRESENTED EUR 20.00 C2x1",
        "SAFE'S RECORD KEPT",
        "NOTES TAKEN C2x1",
    ] == told[:10]


def test_a_visit_a_card_or_an_amount_can_be_chosen(run):
    by_visit, by_amount = run("show", "--visit", "1-2"), run("show", "--amount", "20.00")
    visits = [line for line in by_visit[0].splitlines() if "visit" in line]

    assert ["visit 1-2"] == [line.strip("- ") for line in visits]
    assert by_visit == by_amount
    assert by_amount == run("show", "--amount", "20")
    everyone = run("show", "--card", json_of(run, "CARD_IDENTIFIED")["last4"])[0]
    assert 3 == everyone.count(" visit ")


def json_of(run, ev):
    lines = map(json.loads, run("export")[0].splitlines())
    return next(line["d"] for line in lines if line["ev"] == ev)


def test_times_are_those_of_the_zone_that_was_asked_for(run):
    utc, tokyo = run("show")[0], run("show", "--zone", "Asia/Tokyo")[0]

    assert utc.splitlines()[2].startswith("08:16:40")
    assert tokyo.splitlines()[2].startswith("17:16:40")


def test_from_and_to_are_both_included(run):
    before = run("show", "--to", "2027-01-14")[0]
    within = run("show", "--from", "2027-01-15T08:16", "--to", "2027-01-15T08:16")[0]

    assert "" == before
    assert within == run("show")[0]


def test_wide_lines_have_the_entries_numbers(run):
    shown, _ = run("show", "--wide")

    assert "        1 08:16:40" == shown.splitlines()[2][:18]


@pytest.mark.parametrize("code", sorted(EVENTS))
def test_each_event_of_the_catalogue_can_be_worded(code):
    assert words(code, {})


def test_an_amount_has_the_digits_of_its_currency():
    """All that the bank knows, although the tools do without its packages."""
    assert MINOR_DIGITS == _DIGITS
    shown = words("CASH_PRESENTED", {"amount": {"minor": 12_345, "currency": "KWD"}})
    assert f"PRESENTED KWD{NO_BREAK}12.345" in shown


def test_no_words_are_kept_for_an_event_that_there_is_not():
    named = {*_PLAIN, *_WORDED, *_NEEDS, *filter(None, _NEXT)}

    assert set() == named - set(EVENTS)


# --- export


def test_lines_are_exported_as_they_are(run, folder):
    (file,) = folder.glob("*.jsonl")

    assert file.read_text() == run("export")[0]


def test_a_table_has_the_same_entries(run):
    rows = list(csv.DictReader(io.StringIO(run("export", "--csv")[0])))
    lines = list(map(json.loads, run("export")[0].splitlines()))

    assert [line["seq"] for line in lines] == [int(row["seq"]) for row in rows]
    assert [line["d"] for line in lines] == [json.loads(row["d"]) for row in rows]
    assert "2027-01-15T08:16:40.000+00:00" == rows[0]["time"]


def test_an_export_is_private_and_replaces_nothing(run, tmp_path):
    out = tmp_path / "out.jsonl"

    assert 0 == run("export", "--out", str(out))[1]
    assert 0o600 == out.stat().st_mode & 0o777
    assert 2 == run("export", "--out", str(out))[1]


# --- dispute


def test_a_pack_holds_the_transaction_and_its_neighbours(run, txn, tmp_path):
    out = tmp_path / "pack"

    assert 0 == run("dispute", "--out", str(out), before=[txn[:8]])[1]
    lines = list(map(json.loads, (out / "lines.jsonl").read_text().splitlines()))
    assert {"1-1", "1-2", "1-3"} <= {line["visit"] for line in lines}
    numbers = [line["seq"] for line in lines]
    assert list(range(numbers[0], numbers[-1] + 1)) == numbers
    assert "PRESENTED EUR 20.00" in (out / "transaction.txt").read_text()
    assert "left 97, picked 1" in (out / "counters.txt").read_text()
    assert "CHAIN ONLY" in (out / "seals.txt").read_text()
    assert txn[:6].upper() in (out / "README.txt").read_text()


def test_a_pack_may_be_one_file(run, txn, tmp_path):
    out = tmp_path / "pack.zip"
    run("dispute", "--out", str(out), before=[txn])

    with zipfile.ZipFile(out) as pack:
        assert {
            "README.txt", "counters.txt", "lines.jsonl", "neighbours.txt", "seals.txt",
            "transaction.txt",
        } == set(pack.namelist())  # fmt: skip


def test_a_transaction_that_nobody_knows_is_wrong_use(run, tmp_path):
    assert 2 == run("dispute", "--out", str(tmp_path / "x"), before=["f" * 32])[1]
    assert not (tmp_path / "x").exists()


# --- reconcile


def test_three_withdrawals_add_up(run):
    told, code = run("reconcile")

    assert 0 == code
    assert "ADDS UP 3 transactions and loads, 0 open" == told.splitlines()[-1]
    assert "2        1      100         4" in told


# --- the kiosk and its tools


def test_the_tools_know_a_journals_name_as_the_kiosk_does():
    assert JOURNAL.fullmatch(str(FileName("20261121", 7, "ATM-1")))


@pytest.mark.parametrize("code", sorted(EVENTS))
def test_every_event_has_words_of_its_own(code):
    assert code in _PLAIN.keys() | _WORDED.keys()
