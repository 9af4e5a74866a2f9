"""Books that are read while their bank works are those of one moment, and hold nobody up."""

import io
import os
import threading

import pytest

from bank_server.admin.moving import backup
from bank_server.admin.moving import restore as restore_module
from bank_server.admin.moving.backup import back_up
from bank_server.admin.moving.books_file import batches, check_books, write_books
from bank_server.admin.moving.restore import restore_books
from bank_server.domain.people import Staff, StaffRole
from bank_server.state import StateFolder
from bank_server.store.base import StoreRefused
from bank_server.store.mongo import mongo_store
from bank_server.store.opening import whole_books
from bank_server.store.sqlite import sqlite_store
from bank_server.store.whole import BookedPosting, StoreFull, Table
from tests.contract.bank_store.mongo_server import NAMED
from tests.contract.bank_store.moved_books import written
from tests.contract.bank_store.store_world import ATM, OTHER_ATM, World

STEPS = 200


@pytest.fixture
def world(tmp_path):
    """A bank that works, with something of everything in its books."""
    store = sqlite_store(tmp_path / "bank.sqlite", "boot 1")
    yield written(World(store).furnish())
    store.close()


def books_of(path, write):
    with whole_books("sqlite", path) as reader:
        return write_books(reader, write)


def test_a_step_after_each_line_changes_nothing_in_the_file(world, tmp_path):
    """Each of them would fail, after two seconds, if the reader held the writer up."""
    path, before, now = tmp_path / "bank.sqlite", io.BytesIO(), io.BytesIO()
    books_of(path, before.write)
    steps = iter(range(STEPS))

    def write(line):
        now.write(line)
        for number in (next(steps, None), next(steps, None)):
            if number is not None:
                name = f"{number:08}-0000-4000-8000-000000000009"
                balance = world.account.available
                world.store.accounts.create(name, f"Nr. {number}", "current", balance, world.now)

    summary = books_of(path, write)

    assert before.getvalue() == now.getvalue()
    assert () == summary.findings
    assert next(steps, None) is None
    assert () == world.findings


def entries_of(content):
    file = io.BytesIO(content)
    rows = (row for batch in batches(file, check_books(file)) for row in batch)
    return [row for row in rows if isinstance(row, BookedPosting)]


def test_backups_beside_two_hundred_steps_are_each_a_beginning_of_the_history(world, tmp_path):
    path, taken, is_over = tmp_path / "bank.sqlite", [], threading.Event()

    def work():
        for number in range(STEPS):
            name = f"{number:08}-0000-4000-8000-000000000009"
            world.store.accounts.create(name, "x", "current", world.account.available, world.now)
        is_over.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not taken or not is_over.is_set():
        file = io.BytesIO()
        summary = books_of(path, file.write)
        taken.append((file.getvalue(), summary.findings))
    thread.join()
    last = io.BytesIO()
    books_of(path, last.write)
    whole = entries_of(last.getvalue())

    assert {()} == {findings for _, findings in taken}
    for content, _ in taken:
        entries = entries_of(content)
        assert whole[: len(entries)] == entries


def test_a_backup_leaves_nothing_beside_the_file_of_a_bank_that_does_not_run(world, tmp_path):
    world.store.close()
    before = sorted(tmp_path.iterdir())
    books_of(tmp_path / "bank.sqlite", io.BytesIO().write)

    assert before == sorted(tmp_path.iterdir())


def test_a_file_of_another_schema_is_left_to_its_own_program(world, tmp_path):
    world.store._engine._connection.execute("PRAGMA user_version = 6")

    with pytest.raises(StoreRefused, match="has schema 6"):
        books_of(tmp_path / "bank.sqlite", io.BytesIO().write)


class TestMongo:
    """The stand-in takes a snapshot session and answers from now: so it is seen to be found out."""

    @pytest.fixture
    def place(self, mongo, tmp_path):
        if os.environ.get(NAMED):
            pytest.skip("a server that keeps snapshots has no bank write between them")
        state = StateFolder(tmp_path)
        state.make()
        address = mongo.address(mongo.new_name())
        store = mongo_store(address, "boot 1")
        yield state, address, store
        store.close()

    def _writing_in(self, store, monkeypatch, tries):
        """While each of so many first tries reads, the bank takes a step."""
        left = iter(range(tries))

        def write(reader, take):
            number = next(left, None)
            if number is not None:
                store.staff.add(Staff(f"nr-{number}", StaffRole.CLERK, f"{number}"))
            return write_books(reader, take)

        monkeypatch.setattr(backup, "write_books", write)

    def test_a_bank_that_writes_during_the_first_tries_is_backed_up_by_a_later_one(
        self, place, monkeypatch, tmp_path
    ):
        state, address, store = place
        self._writing_in(store, monkeypatch, 2)
        path = tmp_path / "books.jsonl"
        back_up(state, address, path)

        with path.open("rb") as file:
            assert 2 == check_books(file).counts["staff"]

    def test_a_bank_that_writes_during_each_try_is_refused_and_leaves_no_file(
        self, place, monkeypatch, tmp_path
    ):
        state, address, store = place
        self._writing_in(store, monkeypatch, backup.TRIES_MAX)
        path = tmp_path / "books.jsonl"

        with pytest.raises(StoreRefused, match="keeps no snapshot; tried 5 times"):
            back_up(state, address, path)
        assert not path.exists()


class TestRestored:
    """Into a database, with the waiting in the step that makes a bank of it."""

    @pytest.fixture
    def restore(self, world, mongo, tmp_path):
        path, state = tmp_path / "books.jsonl", StateFolder(tmp_path / "state")
        with path.open("wb") as file:
            books_of(tmp_path / "bank.sqlite", file.write)
        address = mongo.address(mongo.new_name())

        def run():
            return address, restore_books(
                *(state, address, path),
                replaces=False,
                now_ms=world.now + 1,
                random_bytes=os.urandom,
            )

        return run

    def test_books_wait_for_each_atm_and_forget_visits_and_challenges(self, restore):
        address, restored = restore()
        store = mongo_store(address, "boot 2")
        last = store.restorations.last()
        store.close()
        with whole_books(address, None) as reader:
            counts = [reader.count(each) for each in (Table.VISITS, Table.CHALLENGES)]

        assert restored.restoration == last
        assert [ATM, OTHER_ATM] == [each.atm_id for each in last.waiting]
        assert [0, 0] == counts

    def test_a_restore_that_was_killed_when_all_was_there_is_taken_up(self, restore, monkeypatch):
        def killed(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(restore_module, "keep_home", killed)
            with pytest.raises(KeyboardInterrupt):
                restore()
        address, restored = restore()
        with pytest.raises(StoreFull):
            restore()
        store = mongo_store(address, "boot 2")

        assert restored.restoration == store.restorations.last()
        store.close()
