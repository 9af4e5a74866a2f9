"""`./atm admin export` and `import` on state folders, and the store that a state belongs to."""

import errno
import json
import os
import stat

import pytest

from bank_server.admin.__main__ import main
from bank_server.admin.moving import backup, restore
from bank_server.contract.money import Money
from bank_server.home_store import StoreElsewhere, check_home, keep_home
from bank_server.state import StateFolder
from bank_server.store.opening import whole_books
from bank_server.store.sqlite import sqlite_store
from bank_server.store.whole import Table

ADDRESS = "mongodb://bank:pass-word@127.0.0.1:1/?serverSelectionTimeoutMS=50"


def begun(path):
    """A state folder whose bank has one account and has ended."""
    folder = StateFolder(path)
    folder.make()
    store = sqlite_store(folder.database, "boot 1")
    store.accounts.create("a" * 36, "Alice", "current", Money(4_200, "EUR"), 1_800_000_000_000)
    store.close()
    return folder


@pytest.fixture
def state(tmp_path):
    return begun(tmp_path / "state")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "books.jsonl"


@pytest.fixture
def run(capsys):
    def admin(state, *words):
        code = main(["--state", str(getattr(state, "path", state)), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return admin


def restorations(path):
    with whole_books("sqlite", StateFolder(path).database) as reader:
        return list(reader.rows(Table.RESTORATIONS))


def contents(folder):
    return {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}


def test_books_go_from_one_state_to_another_and_say_the_same_there(run, state, file, tmp_path):
    """But for the restoration that any import begins."""
    exported = run(state, "export", file)
    imported = run(tmp_path / "new", "import", file)
    again = run(tmp_path / "new", "export", tmp_path / "again.jsonl")
    code, audit, _ = run(tmp_path / "new", "--json", "audit", "--offline")
    head, *rows, _ = file.read_bytes().splitlines()
    other_head, *others, _ = (tmp_path / "again.jsonl").read_bytes().splitlines()

    assert (0, 0, 0, 0) == (exported[0], imported[0], again[0], code)
    assert "the same as the file, line for line" in imported[1]
    assert head.replace(b'"restorations":0', b'"restorations":1') == other_head
    assert rows == [each for each in others if not each.startswith(b'{"restorations":')]
    assert 2 == json.loads(audit)["entries"]


def test_an_export_is_its_owners_alone(run, state, file):
    mask = os.umask(0)
    try:
        run(state, "export", file)
    finally:
        os.umask(mask)

    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_tools_are_told_counts_and_digest(run, state, file):
    _, told, _ = run(state, "--json", "export", file)
    _, after, _ = run(state, "export", file.with_name("two"), "--json")

    assert json.loads(told) == json.loads(after)
    assert 1 == json.loads(told)["rows"]["postings"]
    assert 64 == len(json.loads(told)["sha256"])


def test_an_export_writes_over_nothing(run, state, file):
    file.write_text("something else")
    code, _, err = run(state, "export", file)

    assert (2, f"admin: {file}: File exists\n") == (code, err)
    assert "something else" == file.read_text()


@pytest.mark.parametrize("what", ["export", "import"])
def test_neither_is_done_while_a_bank_runs(run, state, file, what):
    run(state, "export", file)
    other = file if what == "import" else file.with_name("other")
    lock = state.hold()
    before = contents(state)
    code, _, err = run(state, what, other)

    assert 2 == code
    assert "bank.lock is held by process" in err
    assert before == contents(state)
    os.close(lock)


def test_a_folder_without_a_bank_is_not_exported_and_not_made(run, tmp_path, file):
    code, _, err = run(tmp_path / "none", "export", file)

    assert 2 == code
    assert "does not exist; is --state right?" in err
    assert not (tmp_path / "none").exists()
    assert not file.exists()


def test_an_export_on_a_full_disk_leaves_no_file(run, state, file, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup, "_make_durable", full)
    code, _, err = run(state, "export", file)

    assert (2, f"admin: {file}: No space left on device\n") == (code, err)
    assert not file.exists()


def test_an_edited_file_is_bad_and_makes_nothing(run, state, file, tmp_path):
    run(state, "export", file)
    file.write_bytes(file.read_bytes().replace(b"4200", b"9900"))
    code, _, err = run(tmp_path / "new", "import", file)

    assert 1 == code
    assert "not as it was written" in err
    assert err.endswith("; nothing was changed\n")
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_not_there_is_named(run, state, file):
    code, _, err = run(state, "import", file)

    assert (2, f"admin: {file}: No such file or directory\n") == (code, err)


def test_a_store_with_other_books_is_refused(run, state, file, tmp_path):
    other = begun(tmp_path / "other")
    store = sqlite_store(other.database, "boot 1")
    store.accounts.create("b" * 36, "Bob", "current", Money(1, "EUR"), 1_800_000_000_000)
    store.close()
    run(state, "export", file)
    code, _, err = run(other, "import", file)

    assert 2 == code
    assert "is not empty; an import needs an empty store" in err


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("oracle", "store must be sqlite, or the address"),
        ("mongodb://127.0.0.1:1/?w=1", "the address sets w;"),
    ],
)
def test_a_store_of_another_kind_or_a_weaker_one_is_refused(
    run, state, file, tmp_path, where, reason
):
    run(state, "export", file)
    code, _, err = run(tmp_path / "new", "import", file, "--store", where)

    assert 2 == code
    assert reason in err


def test_a_file_that_is_no_bank_is_left_as_it_is(run, state, file, tmp_path):
    run(state, "export", file)
    other = StateFolder(tmp_path / "other")
    other.make()
    other.database.write_text("something else, and long enough to be taken for a database")
    before = contents(other)
    code, _, err = run(other, "import", file)

    assert 2 == code
    assert "not one of ours, or is broken" in err
    assert before == {path: kept for path, kept in contents(other).items() if path in before}


def test_an_import_that_is_broken_off_by_ctrl_c_leaves_nothing(
    run, state, file, tmp_path, monkeypatch
):
    def interrupted(*_):
        raise KeyboardInterrupt

    run(state, "export", file)
    monkeypatch.setattr(restore, "compare_books", interrupted)
    code, _, _ = run(tmp_path / "new", "import", file)

    assert 130 == code
    assert ["bank.lock"] == [p.name for p in (tmp_path / "new").rglob("*") if p.is_file()]


def test_an_import_that_was_killed_when_all_was_there_is_taken_up(
    run, state, file, tmp_path, monkeypatch
):
    """Between the last write and the note of which store it is; once more it is another one."""

    def interrupted(*_):
        raise KeyboardInterrupt

    run(state, "export", file)
    with monkeypatch.context() as patch:
        patch.setattr(restore, "keep_home", interrupted)
        killed = run(tmp_path / "new", "--json", "import", file)
    second = run(tmp_path / "new", "--json", "import", file)
    third = run(tmp_path / "new", "import", file)

    assert (130, 0, 2) == (killed[0], second[0], third[0])
    assert 1 == len(restorations(tmp_path / "new"))
    assert json.loads(second[1])["restoration"] == restorations(tmp_path / "new")[0].name
    assert "is not empty" in third[2]


def test_a_store_that_cannot_be_reached_is_told_without_its_address(run, tmp_path, state, file):
    run(state, "export", file)
    code, _, err = run(tmp_path / "new", "import", file, "--store", ADDRESS)

    assert 2 == code
    assert "no primary of the replica set answers" in err
    assert "pass-word" not in err


class TestTheStoreOfAState:
    def test_is_the_file_that_is_there_and_no_other_is_taken(self, state, file, run):
        with pytest.raises(StoreElsewhere, match=r"bank\.sqlite, and another store is asked for"):
            check_home(state, ADDRESS)
        code, _, err = run(state, "export", file, "--store", ADDRESS)

        assert 2 == code
        assert "another store is asked for" in err
        assert "pass-word" not in err

    def test_is_any_for_a_new_state(self, tmp_path):
        check_home(StateFolder(tmp_path / "new"), ADDRESS)

    def test_once_it_was_mongodb_is_no_file(self, state, run, file):
        keep_home(state, "sqlite")
        note = state.database.with_name("store.json")
        note.write_text('{"version": 1, "kind": "mongodb", "name": "a"}')
        code, _, err = run(state, "export", file)

        audited = run(state, "audit", "--offline")

        assert (2, 2) == (code, audited[0])
        assert "are in a MongoDB store; give its address" in err
        assert err == audited[2]

    def test_is_written_down_for_its_owner_alone(self, state):
        keep_home(state, "sqlite")
        keep_home(state, "sqlite")
        note = state.database.with_name("store.json")

        check_home(state, "sqlite")
        assert {"version": 1, "kind": "sqlite"} == json.loads(note.read_text())
        assert 0o600 == stat.S_IMODE(note.stat().st_mode)

    @pytest.mark.parametrize("note", ["", "[]", "{", '{"version": 2, "kind": "sqlite"}'])
    def test_in_words_of_another_version_is_refused(self, state, note):
        state.database.with_name("store.json").write_text(note)

        with pytest.raises(StoreElsewhere, match="not what a bank of this version writes"):
            check_home(state, "sqlite")
