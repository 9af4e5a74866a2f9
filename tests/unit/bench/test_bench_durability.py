"""How flushes, commits and recoveries are counted, on small files and made-up journals."""

import os
import sqlite3
from contextlib import closing

import pytest

from bench import commits, killed_kiosk, recovery
from bench.by_program import MeasuredCallFailed
from bench.counted_kiosk import count_flushes, flush_count
from bench.flushed_page import flushed_page
from bench.plan import QUICK
from bench.recovery import Start
from bench.write_ahead import read_log
from hardware.drivers.hsm import Hsm
from kiosk.journal.entry import Actor, Out, StoredEntry

TXN, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def database(tmp_path):
    """One table in a write-ahead database, and where it lies."""
    path = tmp_path / "some.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE numbers (number INTEGER)")
        yield connection, path


def entry(ev, t, txn=None):
    return StoredEntry(
        seq=1,
        t=t,
        mono=0,
        boot=1,
        atm="bench",
        visit=None,
        txn=txn,
        ev=ev,
        out=Out.OK,
        rsn="",
        actor=Actor.SYSTEM,
        d={},
        h="0" * 64,
        m="0" * 32,
        ver=1,
    )


def figures(report):
    return {figure.label: figure for figure in report.figures}


# --- the bank's log


def test_each_commit_that_wrote_something_is_counted_once(database):
    connection, path = database
    before = read_log(path)
    connection.execute("INSERT INTO numbers VALUES (1)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO numbers VALUES (?)", [(2,), (3,)])
    connection.execute("COMMIT")

    assert 2 == read_log(path).since(before).commits


def test_reading_and_undone_work_are_no_commits(database):
    connection, path = database
    before = read_log(path)
    connection.execute("SELECT * FROM numbers").fetchall()
    connection.execute("BEGIN")
    connection.execute("INSERT INTO numbers VALUES (1)")
    connection.execute("ROLLBACK")

    assert 0 == read_log(path).since(before).commits


def test_the_pages_of_a_commit_are_counted(database):
    connection, path = database
    before = read_log(path)
    connection.execute("INSERT INTO numbers VALUES (1)")

    assert 1 == read_log(path).since(before).pages


def test_of_a_log_that_has_begun_anew_nobody_says_what_was_added(database):
    connection, path = database
    before = read_log(path)
    connection.execute("PRAGMA wal_checkpoint(RESTART)")
    connection.execute("INSERT INTO numbers VALUES (1)")

    assert read_log(path).since(before) is None


def test_what_lies_in_the_log_from_before_it_began_anew_is_not_counted(database):
    connection, path = database
    connection.execute("INSERT INTO numbers VALUES (1)")
    connection.execute("PRAGMA wal_checkpoint(RESTART)")
    connection.execute("INSERT INTO numbers VALUES (2)")

    assert 1 == read_log(path).commits


def test_a_database_without_a_log_has_no_commits(tmp_path):
    assert 0 == read_log(tmp_path / "none.sqlite").commits


def test_the_banks_step_stands_beside_a_bare_commit(tmp_path):
    found = figures(commits.commits(tmp_path, QUICK))["step of the bank's store"]

    assert QUICK.writes == found.samples.n
    assert found.ratio > 0


# --- the kiosk's flushes


def test_flushes_of_both_kinds_are_counted_and_still_done(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    monkeypatch.setattr(os, "fdatasync", flushed.append)
    count_flushes(tmp_path / "count")
    os.fsync(3)
    os.fdatasync(4)
    os.fdatasync(4)

    assert ([3, 4, 4], 3) == (flushed, flush_count(tmp_path / "count"))


def test_a_bare_flush_waits_for_the_disk_once(tmp_path, monkeypatch):
    with flushed_page(tmp_path / "page") as flush:
        flushed = []
        monkeypatch.setattr(os, "fdatasync", flushed.append)
        flush()

    assert 1 == len(flushed)


# --- recovery


def test_the_killed_kiosk_has_told_the_hsm_to_present(monkeypatch):
    happened = []
    monkeypatch.setattr(killed_kiosk, "_present", lambda *_: happened.append("presented"))
    monkeypatch.setattr(os, "kill", lambda *_: happened.append("killed"))
    killed_kiosk.present_and_die(Hsm(None), b"t" * 16, 30)

    assert ["presented", "killed"] == happened


def test_recovery_is_timed_to_the_done_of_what_was_found_open():
    """A later withdrawal's DONE, or one written before the decision, is another's."""
    start = Start(
        1_000,
        [
            entry("SYSTEM_START", 1_700),
            entry("RECOVERY_DECISION", 1_750, TXN),
            entry("DONE", 1_760, OTHER),
            entry("DONE", 1_800, TXN),
            entry("IN_SERVICE", 1_900),
        ],
    )
    plain = Start(5_000, [entry("IN_SERVICE", 5_400)])
    found = figures(recovery.report([start], [plain]))

    assert 800 == found["from its start to DONE"].samples.median
    assert 2 == found["from its start to DONE"].ratio
    assert 900 == found["from its start to service"].samples.median
    assert 100 == found["from its journal's first entry to DONE"].samples.median


@pytest.mark.parametrize(
    "entries",
    [[entry("DONE", 2, TXN)], [entry("RECOVERY_DECISION", 1, TXN), entry("DONE", 2, OTHER)]],
)
def test_a_start_that_recovered_nothing_is_no_figure(entries):
    with pytest.raises(MeasuredCallFailed):
        Start(0, entries).ms_to_done()
