"""What the SQLite store promises beyond the others: nothing acknowledged is lost, nothing is
changed behind its back, and a file that is not its own is refused."""

import sqlite3
import stat
import subprocess
import sys
from itertools import islice

import pytest

from bank_server.contract.operations import SettlementState
from bank_server.domain.holds import grants_of
from bank_server.domain.journals import JournalBook
from bank_server.domain.terminals import Beat, JournalAnchor, KioskRun
from bank_server.domain.transactions import (
    FinishResult,
    SettleResult,
    TransactionState,
)
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.sqlite import sqlite_store
from bank_server.store.sqlite.connection import open_database
from bank_server.store.sqlite.schema import SCHEMA_NUMBER
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    OPENING_MINOR,
    TEN,
    World,
)

PROCESS_TIMEOUT_S = 30
# Sizes in SQLite's write-ahead log, and where its head says how large a page is.
WAL_HEAD, FRAME_HEAD, PAGE_SIZE_AT = 32, 24, slice(8, 12)
# Where in its work the process is killed: early, inside a withdrawal, and after many.
ACKNOWLEDGED = [1, 2, 3, 50, 92]


def killed_after(path, lines, way):
    """What a process said of its work on this file before it was killed."""
    store = sqlite_store(path, "boot 1")
    World(store).furnish()
    store.close()
    script = [sys.executable, "-m", "tests.contract.bank_store.store_killed", str(path), way]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True) as process:
        said = list(islice(process.stdout, lines))
        process.kill()
        # What it managed to say before it died was acknowledged as well.
        said += [line for line in process.stdout if line.endswith("\n")]
        process.wait(PROCESS_TIMEOUT_S)
    return said


def last_said(said):
    return dict(reversed(line.split()) for line in said)


def assert_paid(world, said):
    """Every capture that was acknowledged, and at most one more, is in the books."""
    captured = sum(1 for line in said if line.startswith("captured"))
    paid = (OPENING_MINOR - world.money[0]) // TEN
    assert captured <= paid <= captured + 1
    assert () == world.findings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bank.sqlite"


@pytest.fixture
def world(path):
    store = sqlite_store(path, "boot 1")
    yield World(store).furnish()
    store.close()


@pytest.fixture
def raw(world, path):
    """The file as somebody else would open it."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def commits(world, path):
    """How many transactions that wrote something are in the log: each ends with a frame that
    carries the database's size."""

    def count():
        log = path.with_name(path.name + "-wal").read_bytes()
        page, frames = int.from_bytes(log[PAGE_SIZE_AT]), log[WAL_HEAD:]
        heads = range(0, len(frames), FRAME_HEAD + page)
        return sum(frames[at + 4 : at + 8] != bytes(4) for at in heads)

    return count


class TestDurability:
    @pytest.mark.parametrize("lines", ACKNOWLEDGED)
    def test_every_step_acknowledged_before_kill_9_is_there(self, path, lines):
        said = killed_after(path, lines, "steps")

        world = World(sqlite_store(path, "boot 2"))
        reached = ["in-work", "held", "captured"]
        for txid, state in last_said(said).items():
            assert reached.index(world.state(txid)) >= reached.index(state)
        assert_paid(world, said)
        world.store.close()
        assert len(said) >= lines

    @pytest.mark.parametrize("lines", ACKNOWLEDGED)
    def test_a_group_is_there_whole_or_not_at_all_after_kill_9(self, path, lines):
        """The group takes the challenge, counts a try and holds; nobody finds it half done."""
        said = killed_after(path, lines, "groups")

        world = World(sqlite_store(path, "boot 2"))
        reached = ["held", "captured"]
        for txid, state in last_said(said).items():
            assert reached.index(world.state(txid)) >= reached.index(state)
        states = [one.state for one in world.store.accounts.snapshot().transactions]
        assert TransactionState.IN_WORK not in states
        assert_paid(world, said)
        world.store.close()
        assert len(said) >= lines

    def test_a_step_that_raises_leaves_nothing(self, world):
        terms = world.begin(world.terms(world.new_txid(), notes=((2, 26),)))

        def fail(_reason):
            raise RuntimeError("the reply could not be made")

        with pytest.raises(RuntimeError):
            world.store.transactions.hold(
                terms.txid,
                ATM,
                grants=grants_of(terms, world.atm),
                reply=b"",
                declined=fail,
                visit=None,
                limit=None,
                now_ms=world.now,
            )

        assert "in-work" == world.state(terms.txid)
        assert (OPENING_MINOR, 0) == world.money

    def test_a_group_waits_for_the_disk_once(self, world, commits):
        terms = world.terms(world.new_txid())
        before = commits()

        def alone(steps):
            inside = World(steps)
            inside.now = world.now
            inside.begin(terms)
            steps.cards.count_try(terms.txid, ATM)
            return inside.hold(terms)

        world.store.together(alone)
        grouped = commits()
        world.settle(world.void(terms))
        world.withdraw(world.new_txid())

        assert before + 1 == grouped
        assert grouped + 4 == commits()

    def test_another_run_of_the_bank_finds_work_abandoned(self, world, path):
        terms = world.begin(world.terms(world.new_txid()))
        world.store.close()
        store = sqlite_store(path, "boot 2")

        resolution = store.transactions.resolve(terms.txid, ATM, world.now)

        assert resolution.transaction.state is TransactionState.VOID
        store.close()

    def test_a_receipt_ends_the_work_of_another_run_of_the_bank(self, world, path):
        terms = world.begin(world.terms(world.new_txid()))
        assert world.settle(world.void(terms)).result is SettleResult.IN_PROGRESS
        world.store.close()
        world.store = sqlite_store(path, "boot 2")

        assert world.settle(world.void(terms)).state is SettlementState.VOID
        assert world.hold(terms).result is FinishResult.NOT_IN_WORK
        assert (OPENING_MINOR, 0) == world.money

    def test_a_closed_store_does_nothing(self, world):
        world.store.close()

        with pytest.raises(StoreUnavailable):
            world.store.cards.card(CARD)

    def test_another_writer_is_waited_for_and_then_refused(self, world, raw):
        raw.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreUnavailable, match="SQLITE_BUSY"):
            world.store.cards.block(CARD)

        raw.execute("ROLLBACK")
        world.store.cards.block(CARD)


class TestSchema:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE entries SET minor = minor + 1",
            "DELETE FROM entries",
            "INSERT OR REPLACE INTO entries SELECT * FROM entries",
            "DELETE FROM transactions",
            "UPDATE canisters SET denomination = 1",
            "UPDATE accounts SET held = balance + 1 WHERE kind = 'customer'",
            "UPDATE accounts SET balance = -1 WHERE kind = 'customer'",
            "UPDATE accounts SET balance = 'much'",
            "UPDATE cards SET tries = 4",
            "UPDATE canisters SET next = 65536",
            "UPDATE canisters SET found = -1",
            "UPDATE transactions SET returned = 1",
            "UPDATE transactions SET charged = 1",
            "UPDATE canisters SET counted_out = -1",
            "UPDATE atms SET max_notes = 1.5",
        ],
    )
    def test_refuses(self, world, raw, statement):
        world.withdraw(world.new_txid())
        raw.execute("PRAGMA recursive_triggers = ON")

        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(statement)

    def test_allows_one_hold_per_atm(self, world, raw):
        world.withdraw(world.new_txid())

        with pytest.raises(sqlite3.IntegrityError, match="atm_id"):
            raw.execute(
                """INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, account_id,
                grants, has_tried_pin) SELECT atm_id, '00000000000000000000000000000000', state,
                boot_id, started_ms, account_id, grants, has_tried_pin FROM transactions"""
            )


class TestOpening:
    def test_makes_a_file_for_its_owner_only(self, world, path):
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)

    def test_reads_every_pragma_back(self, path):
        connection = open_database(path)
        names = ["journal_mode", "synchronous", "foreign_keys", "recursive_triggers"]

        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

        assert ["wal", 2, 1, 1] == found
        connection.close()

    def test_finds_everything_again(self, world, path):
        terms = world.withdraw(world.new_txid())
        before = world.store.accounts.snapshot()
        world.store.close()

        store = sqlite_store(path, "boot 2")

        assert before == store.accounts.snapshot()
        assert terms == store.transactions.find(terms.txid, ATM).terms
        store.close()

    def test_never_changes_a_line_of_a_journal(self, world, raw):
        book = JournalBook(ATM, "k" * 16, b"key", b"key", 2, kept=JournalAnchor(1))
        world.store.journals.keep(book, [b"line"])

        for statement in ("UPDATE journal_lines SET line = x'00'", "DELETE FROM journal_lines"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                raw.execute(statement)

    def test_keeps_how_a_suspense_ended(self, world, raw):
        world.settle(world.taken(world.terms(world.new_txid())))
        raw.execute("UPDATE transactions SET charged = 0")

        for value in ("1", "NULL", "captured"):
            with pytest.raises(sqlite3.IntegrityError, match="ends once"):
                raw.execute(f"UPDATE transactions SET charged = {value}")

    def test_charges_no_more_than_was_not_found(self, world, raw):
        world.settle(world.taken(world.terms(world.new_txid())))
        raw.execute("UPDATE transactions SET returned = 1")

        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            raw.execute("UPDATE transactions SET charged = captured")

    def test_keeps_how_a_dispute_ended(self, world, raw):
        world.settle(world.taken(world.withdraw(world.new_txid())))
        raw.execute("UPDATE transactions SET returned = 0")

        for value in ("1", "NULL", "captured"):
            with pytest.raises(sqlite3.IntegrityError, match="ends once"):
                raw.execute(f"UPDATE transactions SET returned = {value}")

    def test_knows_late_heartbeats_after_a_restart(self, world, path):
        run = "c" * 32
        world.store.terminals.heartbeat(ATM, JournalAnchor(5), world.now, Beat(KioskRun(run, 1)))
        world.store.terminals.heartbeat(ATM, JournalAnchor(6), world.now, Beat(KioskRun(run, 2)))
        world.store.close()
        store = sqlite_store(path, "boot 2")

        late = store.terminals.heartbeat(ATM, JournalAnchor(5), world.now, Beat(KioskRun(run, 1)))

        assert (True, False) == (late.is_late, late.is_rolled_back)
        store.close()

    def test_refuses_a_newer_schema(self, world, raw, path):
        world.store.close()
        raw.execute(f"PRAGMA user_version = {SCHEMA_NUMBER + 1}")

        with pytest.raises(StoreRefused, match=f"schema {SCHEMA_NUMBER + 1}"):
            sqlite_store(path, "boot 2")

    def test_refuses_somebody_elses_database(self, path):
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE theirs (id)")
        connection.close()

        with pytest.raises(StoreRefused, match="not a database of this bank"):
            sqlite_store(path, "boot 1")

    def test_refuses_a_file_that_is_no_database(self, path):
        path.write_bytes(b"not a database at all" * 100)

        with pytest.raises(StoreRefused, match="broken"):
            sqlite_store(path, "boot 1")

    def test_refuses_a_place_that_is_not_there(self, tmp_path):
        with pytest.raises(StoreRefused, match="cannot be opened"):
            sqlite_store(tmp_path / "no folder" / "bank.sqlite", "boot 1")
