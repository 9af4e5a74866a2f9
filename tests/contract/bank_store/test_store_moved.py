"""Books that are moved from one store into another are the same books, or nothing was moved."""

import hashlib
import io
import json
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from bank_server.admin.moving.books_file import (
    SCHEMA,
    BooksFileBad,
    batches,
    check_books,
    compare_books,
    write_books,
)
from bank_server.domain.people import Staff, StaffRole
from bank_server.home_store import StoreElsewhere, check_home, keep_home
from bank_server.state import StateFolder
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.mongo import mongo_store
from bank_server.store.mongo.schema import COLLECTIONS, SCHEMA_NUMBER
from bank_server.store.mongo.whole import MongoWhole
from bank_server.store.opening import mongo_books, whole_store
from bank_server.store.sqlite import sqlite_store
from bank_server.store.sqlite.connection import open_database
from bank_server.store.sqlite.whole import SqliteWhole
from bank_server.store.whole import StoreFull, Table
from tests.contract.bank_store.import_killed import __file__ as IMPORT_KILLED
from tests.contract.bank_store.mongo_server import collections
from tests.contract.bank_store.moved_books import written
from tests.contract.bank_store.store_world import World
from tests.contract.bank_store.test_store_machine import StoreMachine as _StoreMachine

ROOT = Path(__file__).resolve().parents[3]
WAIT_S = 60


class Disagreed(Exception):
    """Whoever looks at the rows does not like them."""


def exported(whole):
    """The file of a store, which is closed."""
    file = io.BytesIO()
    try:
        with whole.reading() as reader:
            summary = write_books(reader, file.write)
    finally:
        whole.close()
    return file.getvalue(), summary


def imported(content, whole, approve=None):
    """The store, which is closed, has what the file says."""
    file = io.BytesIO(content)
    summary = check_books(file)
    try:
        whole.fill(batches(file, summary), approve or (lambda reader: compare_books(file, reader)))
    finally:
        whole.close()


def forged(content, table, edit):
    """The first row of a table edited, by somebody who makes everything else fit."""
    lines = content.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(b'{"%s":' % table.encode()))
    edited, head = edit(lines[at]), json.loads(lines[0])
    assert edited != [lines[at]]
    head["counts"][table] += len(edited) - 1
    lines[0] = json.dumps(head, separators=(",", ":")).encode() + b"\n"
    return ended([*lines[:at], *edited, *lines[at + 1 : -1]])


def ended(lines):
    told = {"lines": len(lines), "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    end = json.dumps({"end": told}, separators=(",", ":")).encode()
    return b"".join([*lines, end, b"\n"])


def fields(value, at):
    """Where something stands in a row, whatever stands there."""
    match value:
        case dict():
            return {each for name, part in value.items() for each in fields(part, f"{at}.{name}")}
        case list():
            return {each for part in value for each in fields(part, f"{at}[]")}
        case _:
            return {at}


def disagree(_reader):
    raise Disagreed


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The file of books in SQLite that have something of everything, and its summary."""
    path = tmp_path_factory.mktemp("moved") / "bank.sqlite"
    store = sqlite_store(path, "boot 1")
    written(World(store).furnish())
    store.close()
    return exported(SqliteWhole(path))


@pytest.fixture
def content(books):
    return books[0]


@pytest.fixture(scope="module")
def name(mongo):
    return mongo.new_name()


@pytest.fixture
def address(mongo, name):
    """Of a database without a bank; later of the same one, with an empty bank in it."""
    database = mongo.client[name]
    for each in collections(database):
        database[each].delete_many({} if each != "bank" else {"_id": "none"})
    kept = database.bank.find_one()
    if kept is not None:
        begun = {field: kept[field] for field in ("_id", "program", "name")}
        database.bank.replace_one({}, {**begun, "schema": SCHEMA_NUMBER})
    return mongo.address(name)


@pytest.fixture(params=["sqlite", "mongo"])
def empty(request, tmp_path):
    """Opens one and the same store, again and again."""
    path, where = tmp_path / "bank.sqlite", "sqlite"
    if request.param == "mongo":
        where = request.getfixturevalue("address")

    class Empty:
        def whole(self):
            return whole_store(where, path)

        def bank(self):
            return sqlite_store(path, "boot 1") if where == "sqlite" else mongo_store(where, "1")

        place = str(path) if where == "sqlite" else where

    return Empty()


class TestTheSameBooks:
    def test_have_something_in_every_table(self, books):
        assert [] == [table for table in Table if not books[1].counts[table]]
        assert () == books[1].findings

    def test_are_the_same_file_through_mongodb_and_back(self, content, address, tmp_path):
        imported(content, MongoWhole(address))
        through_mongo, _ = exported(MongoWhole(address))
        imported(through_mongo, SqliteWhole(tmp_path / "bank.sqlite"))
        back, _ = exported(SqliteWhole(tmp_path / "bank.sqlite"))

        assert content == through_mongo
        assert content == back

    def test_go_on_under_their_next_numbers(self, content, empty):
        imported(content, empty.whole())
        world = World(empty.bank())
        world.now = 1_900_000_000_000
        before = len(world.store.accounts.snapshot().entries)
        world.store.accounts.create("later", "Later", "current", world.account.available, world.now)
        numbers = [entry.entry_id for entry in world.store.accounts.snapshot().entries]
        findings = world.findings
        world.store.close()

        assert list(range(before + 2, 0, -1)) == numbers
        assert () == findings


def test_every_table_of_sqlite_is_moved(tmp_path):
    """Canisters go with their ATM, a card's accounts with the card, entries as postings."""
    connection = open_database(tmp_path / "bank.sqlite")
    made = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema "
                                                 "WHERE type = 'table'")}  # fmt: skip
    connection.close()

    assert {*Table, "entries"} - {"postings"} == made - {"canisters", "card_accounts"}


def test_every_collection_of_mongodb_is_moved():
    assert {*Table, "entries"} - {"postings"} == COLLECTIONS.keys() - {"bank"}


def test_the_rows_of_this_schema_have_these_fields(content):
    """Where one comes or goes, the file's schema gets another number, and this another digest."""
    found = {path for line in content.splitlines()[1:-1] for path in fields(json.loads(line), "")}
    digest = hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16]

    assert (8, "302d779317c939b9") == (SCHEMA, digest)


class TestAnImport:
    def test_into_a_store_with_something_in_it_changes_nothing(self, content, empty):
        store = empty.bank()
        store.staff.add(Staff("first", StaffRole.CLERK, "1"))
        store.close()

        with pytest.raises(StoreFull, match="not empty"):
            imported(content, empty.whole())

        assert 1 == exported(empty.whole())[1].counts[Table.STAFF]

    def test_that_is_not_approved_leaves_the_store_empty_and_good(self, content, empty):
        with pytest.raises(Disagreed):
            imported(content, empty.whole(), disagree)

        store = empty.bank()
        assert () == store.staff.staff()
        store.close()

    def test_that_is_killed_is_made_good_by_the_next(self, content, empty, tmp_path):
        file = tmp_path / "books.jsonl"
        file.write_bytes(content)
        child = subprocess.run(
            [sys.executable, IMPORT_KILLED, str(file), empty.place],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            timeout=WAIT_S,
            check=False,
        )
        assert -signal.SIGKILL == child.returncode

        imported(content, empty.whole())
        assert content == exported(empty.whole())[0]

    def test_that_is_under_way_or_was_broken_off_lets_no_bank_open_the_database(
        self, content, address
    ):
        refused = []

        def look(_reader):
            for other in (lambda: mongo_store(address, "1"), lambda: mongo_books(address)):
                with pytest.raises(StoreRefused, match="import again") as found:
                    other()
                refused.append(found)
            raise Disagreed

        with pytest.raises(Disagreed):
            imported(content, MongoWhole(address), look)
        assert 2 == len(refused)

    def test_is_shut_out_by_a_later_one(self, content, address):
        with pytest.raises(StoreRefused, match="written to this database meanwhile"):
            imported(content, MongoWhole(address), lambda _: imported(content, MongoWhole(address)))

        assert content == exported(MongoWhole(address))[0]

    def test_whose_last_write_is_lost_has_moved_nothing(self, content, address, mongo):
        def lose_it(_reader):
            mongo.client.admin.command(
                "configureFailPoint",
                "failCommand",
                mode={"times": 2},  # the driver itself tries once more
                data={"failCommands": ["update"], "closeConnection": True},
            )

        with pytest.raises(StoreUnavailable, match="the servers failed: AutoReconnect"):
            imported(content, MongoWhole(address), lose_it)

        assert 0 == sum(exported(MongoWhole(address))[1].counts.values())

    def test_on_a_full_disk_leaves_no_file(self, content, tmp_path, monkeypatch):
        def small(path):
            connection = open_database(path)
            connection.execute("PRAGMA max_page_count = 1")  # no more than there are
            return connection

        monkeypatch.setattr("bank_server.store.sqlite.whole.open_database", small)
        with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
            imported(content, SqliteWhole(tmp_path / "bank.sqlite"))

        assert [] == list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("table", "edit"),
        [
            ("transactions", lambda line: [line, line]),  # they have no order of keys
            ("accounts", lambda line: [line.replace(b'"held":{"minor":', b'"held":{"minor":99')]),
        ],
    )
    def test_of_rows_that_no_store_has_written_moves_nothing(self, content, empty, table, edit):
        with pytest.raises((StoreRefused, BooksFileBad), match=r"forbids|something else"):
            imported(forged(content, table, edit), empty.whole())

        assert 0 == sum(exported(empty.whole())[1].counts.values())


def test_an_export_is_refused_when_a_bank_has_written_meanwhile(address):
    store = mongo_store(address, "boot 1")
    whole = MongoWhole(address)
    try:
        with pytest.raises(StoreRefused, match="meanwhile"), whole.reading():
            store.staff.add(Staff("meanwhile", StaffRole.CLERK, "1"))
    finally:
        whole.close()
        store.close()


class Received(CommandListener):
    """How many documents came with each answer."""

    def __init__(self):
        self.counts = []

    def started(self, event):
        pass

    def failed(self, event):
        pass

    def succeeded(self, event):
        cursor = event.reply.get("cursor", {})
        self.counts.append(len(cursor.get("firstBatch") or cursor.get("nextBatch") or ()))


def test_an_export_has_a_few_documents_at_a_time(content, address, monkeypatch):
    imported(content, MongoWhole(address))
    received = Received()
    heard = partial(MongoClient, event_listeners=[received])
    monkeypatch.setattr("bank_server.store.mongo.connection.MongoClient", heard)
    monkeypatch.setattr("bank_server.store.mongo.unit.STREAM_COUNT", 2)

    assert content == exported(MongoWhole(address))[0]
    assert 2 == max(received.counts)


def test_a_state_knows_its_database_again_and_takes_no_other(address, mongo, name, tmp_path):
    state = StateFolder(tmp_path)
    state.make()
    mongo_store(address, "boot 1").close()
    keep_home(state, address)
    check_home(state, address)
    mongo.client[name].bank.update_one({}, {"$set": {"name": "another"}})

    with pytest.raises(StoreElsewhere, match="in another MongoDB database than this one"):
        check_home(state, address)
    assert name not in (tmp_path / "bank" / "store.json").read_text()


class MovedMachine(_StoreMachine):
    """At the end of a history its books are moved, and are the same."""

    def new_store(self):
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "bank.sqlite"
        return sqlite_store(self._path, "boot 1")

    def teardown(self):
        super().teardown()
        content, summary = exported(SqliteWhole(self._path))
        imported(content, SqliteWhole(self._path.with_name("moved.sqlite")))
        self._folder.cleanup()
        assert () == summary.findings


TestMovedMachine = MovedMachine.TestCase
TestMovedMachine.settings = settings(max_examples=8, stateful_step_count=40)
