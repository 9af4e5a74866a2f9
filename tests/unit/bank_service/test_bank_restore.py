"""`./atm admin backup` and `restore` on state folders: what is checked, kept and told."""

import json
import os
import sqlite3
import stat
from contextlib import closing

import pytest

from bank_server.admin.__main__ import main
from bank_server.admin.moving import replacing, restore
from bank_server.contract.money import Money
from bank_server.domain.terminals import Atm, AtmStatus
from bank_server.state import StateFolder
from bank_server.store.opening import whole_books
from bank_server.store.sqlite import sqlite_store
from bank_server.store.whole import Table

BEGAN_MS = 1_800_000_000_000
ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
ADDRESS = "mongodb://bank:pass-word@127.0.0.1:1/?serverSelectionTimeoutMS=50"


def account(state, letter):
    store = sqlite_store(state.database, "boot 1")
    store.accounts.create(letter * 36, letter, "current", Money(4_200, "EUR"), BEGAN_MS)
    store.close()


@pytest.fixture
def state(tmp_path):
    """A bank with one account and an ATM that may have given cash."""
    folder = StateFolder(tmp_path / "state")
    folder.make()
    account(folder, "a")
    store = sqlite_store(folder.database, "boot 1")
    store._engine.run(
        lambda rows: rows.put_atm(Atm(ATM, AtmStatus.ACTIVE, "EUR", 40, (), b"sealed"))
    )
    store.close()
    return folder


@pytest.fixture
def run(capsys):
    def admin(state, *words):
        code = main(["--state", str(state.path), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return admin


@pytest.fixture
def file(tmp_path, run, state):
    """A backup; since then there is a second account."""
    path = tmp_path / "books.jsonl"
    run(state, "backup", path)
    account(state, "b")
    return path


def rows(path, table):
    with whole_books("sqlite", path) as reader:
        return list(reader.rows(table))


def names(path):
    return [each.account_name for each in rows(path, Table.ACCOUNTS) if each.account_name < "c"]


def test_a_backup_is_written_beside_a_bank_that_holds_the_folder(run, state, tmp_path):
    held = state.hold()
    code, out, _ = run(state, "backup", tmp_path / "books.jsonl")
    os.close(held)

    assert 0 == code
    assert "their newest entry is of 2027-01-15" in out
    assert 0o600 == stat.S_IMODE((tmp_path / "books.jsonl").stat().st_mode)


@pytest.mark.parametrize("what", ["restore", "import"])
def test_a_store_that_has_books_is_refused_and_stays_as_it_is(run, state, file, what):
    before = state.database.read_bytes()
    code, _, err = run(state, what, file)

    assert 2 == code
    assert "is not empty" in err
    assert ("--replace" in err) == (what == "restore")
    assert before == state.database.read_bytes()
    assert not (state.database.parent / "restoring.json").exists()


def test_replaced_books_are_kept_whole_and_named(run, state, file):
    code, out, _ = run(state, "restore", file, "--replace")
    kept = state.database.with_name("bank-replaced-1.sqlite")

    assert 0 == code
    assert f"what was there before is kept: {kept}" in out
    assert (["a", "b"], ["a"]) == (names(kept), names(state.database))
    assert {"bank.sqlite", "bank-replaced-1.sqlite", "store.json"} == {
        each.name for each in state.database.parent.iterdir()
    }


def test_a_second_time_keeps_the_first_ones_too(run, state, file):
    run(state, "restore", file, "--replace")
    _, out, _ = run(state, "restore", file, "--replace", "--json")

    assert json.loads(out)["kept"].endswith("bank-replaced-2.sqlite")
    assert ["a", "b"] == names(state.database.with_name("bank-replaced-1.sqlite"))


def test_restored_books_wait_for_each_atm_with_a_key_under_a_new_name(run, state, file):
    _, first, _ = run(state, "restore", file, "--replace", "--json")
    _, second, _ = run(state, "restore", file, "--replace", "--json")
    (begun,) = rows(state.database, Table.RESTORATIONS)

    assert {ATM: 0} == json.loads(second)["waiting"]
    assert json.loads(second)["restoration"] == begun.name
    assert json.loads(first)["restoration"] != begun.name
    assert [ATM] == [each.atm_id for each in begun.waiting]


def test_what_happens_next_is_told_in_words(run, state, file):
    _, out, _ = run(state, "restore", file, "--replace")

    assert f"  {ATM}  whatever came after entry 0 of its journal" in out
    assert "restoration show" in out
    assert "restoration waive ATM --because" in out
    assert "the old PIN is good again" in out
    assert f"There are no keys in {state.keys}" in out


def test_books_without_an_atm_wait_for_nobody(run, tmp_path):
    folder = StateFolder(tmp_path / "none")
    folder.make()
    account(folder, "a")
    run(folder, "backup", tmp_path / "books.jsonl")
    _, out, _ = run(folder, "restore", tmp_path / "books.jsonl", "--replace")

    assert "nobody is waited for" in out


def test_a_bad_file_moves_nothing_aside(run, state, file):
    file.write_bytes(file.read_bytes()[:-10])
    code, _, err = run(state, "restore", file, "--replace")

    assert (1, ["a", "b"]) == (code, names(state.database))
    assert err.endswith("; nothing was changed\n")


def test_a_bank_that_runs_is_not_restored(run, state, file):
    held = state.hold()
    code, _, err = run(state, "restore", file, "--replace")
    os.close(held)

    assert 2 == code
    assert "bank.lock is held by process" in err


def test_a_broken_file_of_books_is_kept_too(run, state, file):
    state.database.write_bytes(b"no database at all, and long enough to be taken for one" * 20)
    state.database.with_name("bank.sqlite-wal").write_bytes(b"nor a log")
    code, _, _ = run(state, "restore", file, "--replace")

    assert (0, ["a"]) == (code, names(state.database))
    assert b"nor a log" == state.database.with_name("bank-replaced-1.sqlite-wal").read_bytes()
    assert not state.database.with_name("bank.sqlite-wal").exists()


def test_books_that_somebody_reads_are_not_moved_from_under_them(run, state, file):
    """Their side files would go with the wrong one."""
    store = sqlite_store(state.database, "boot 2")
    with closing(sqlite3.connect(state.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM accounts").fetchall()
        store.accounts.create("c" * 36, "c", "current", Money(1, "EUR"), BEGAN_MS)
        store.close()
        code, _, err = run(state, "restore", file, "--replace")

    assert 2 == code
    assert "is being read; end that first" in err


def test_a_restore_that_is_broken_off_leaves_the_books_and_is_done_by_the_next(
    run, state, file, monkeypatch
):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restore, "put_in_place", interrupted)
        code = run(state, "restore", file, "--replace")[0]
    between = names(state.database)
    again = run(state, "restore", file, "--replace")[0]

    assert (130, ["a", "b"], 0, ["a"]) == (code, between, again, names(state.database))


@pytest.mark.parametrize("last", ["_settle", "_keep"])
def test_books_are_never_gone_while_others_take_their_place(run, state, file, monkeypatch, last):
    """Killed after each thing that is done with the former file, before the new one is there."""
    done = getattr(replacing, last)

    def killed(*places):
        done(*places)
        if places[0] == state.database:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(replacing, last, killed)
        code = run(state, "restore", file, "--replace")[0]
    between = names(state.database)
    again = run(state, "restore", file, "--replace")[0]

    assert (130, ["a", "b"], 0, ["a"]) == (code, between, again, names(state.database))


def test_in_mongodb_nothing_is_moved_aside_and_another_database_is_to_be_named(run, state, file):
    code, _, err = run(state, "restore", file, "--replace", "--store", ADDRESS)

    assert 2 == code
    assert "name a database that is not there yet" in err
    assert "pass-word" not in err
