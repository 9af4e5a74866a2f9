"""What the SQLite store promises beyond the others: nothing acknowledged is lost, nothing is
changed behind its back, and a file that is not its own is refused."""

import sqlite3
import stat
import subprocess
import sys
from itertools import islice
from pathlib import Path
from uuid import UUID

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import SettlementState
from bank_server.domain.holds import grants_of
from bank_server.domain.journals import JournalBook
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    dispute_body,
    journal_body,
    new_journal_body,
    suspense_body,
)
from bank_server.domain.terminals import Beat, JournalAnchor, KioskRun
from bank_server.domain.transactions import (
    FinishResult,
    Grant,
    SettleResult,
    TransactionState,
)
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.codec import grants_text
from bank_server.store.sqlite import sqlite_store
from bank_server.store.sqlite.connection import open_database
from bank_server.store.sqlite.schema import SCHEMA_NUMBER
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
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


SCHEMA_1 = Path(__file__).parents[2] / "vectors" / "bank_schema_1.sql"
SCHEMA_2 = Path(__file__).parents[2] / "vectors" / "bank_schema_2.sql"
SCHEMA_3 = Path(__file__).parents[2] / "vectors" / "bank_schema_3.sql"
SCHEMA_4 = Path(__file__).parents[2] / "vectors" / "bank_schema_4.sql"
SCHEMA_5 = Path(__file__).parents[2] / "vectors" / "bank_schema_5.sql"
SCHEMA_6 = Path(__file__).parents[2] / "vectors" / "bank_schema_6.sql"
ATM_2 = """
INSERT INTO atms (atm_id, status, currency, max_notes, num_bills, num_dispensed_bills,
  anchor_seq, anchor_h, anchor_m, contradiction)
  VALUES (:atm, 'active', 'EUR', 40, 0, 0, 7, printf('%.64c', 'a'), printf('%.32c', 'b'),
  json_object('seq', 9, 'h', printf('%.64c', '0'), 'm', printf('%.32c', '0')));
"""
ROWS_1 = """
INSERT INTO cards (card_id, status, tries, proof, may_withdraw)
  VALUES (printf('%.64c', 'c'), 'issued', 0, 'chip', 1);
INSERT INTO tokens VALUES (printf('%.64c', 't'), 'card', printf('%.64c', 'c'), 172800000, NULL);
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO work_items (kind, atm_id, reference, note, at_ms) VALUES ('dispute', 'a', 'b', 'c', 7);
INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms)
  VALUES (printf('%.32c', 'p'), 'set-balance', '[]', 'alice', 1);
"""


ROWS_3 = """
INSERT INTO canisters VALUES (:atm, 1, 1000, 1, 3, 97, 1, NULL);
INSERT INTO accounts VALUES ('dispute:EUR', 'dispute', 'dispute', 'dispute', 'EUR', 2000, 0);
INSERT INTO accounts VALUES ('cash:' || :atm, 'cash', 'cash', 'cash', 'EUR', 0, 0);
INSERT INTO accounts VALUES ('main', 'customer', 'Alice', 'current', 'EUR', 0, 0);
INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, account_id, grants,
  has_tried_pin, receipt, settled, captured, currency)
  VALUES (:atm, printf('%.32c', '1'), 'captured', 'boot 1', 5, 'main', '[]', 0, :receipt,
  'captured', 2000, 'EUR');
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO staff VALUES ('bob', 'supervisor', 'b0b', 1);
INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms)
  VALUES (printf('%.32c', 'p'), 'accept-journal', '[]', 'alice', 1);
"""
ROWS_5 = """
INSERT INTO canisters VALUES (:atm, 1, 1000, 1, 3, 97, 1, NULL, 0);
INSERT INTO accounts VALUES ('suspense:EUR', 'suspense', 'suspense', 'suspense', 'EUR', -2000, 0);
INSERT INTO accounts
  VALUES ('correction:EUR', 'correction', 'correction', 'correction', 'EUR', 0, 0);
INSERT INTO accounts VALUES ('main', 'customer', 'Alice', 'current', 'EUR', 3000, 0);
INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, grants, has_tried_pin, receipt,
  settled, captured, currency)
  VALUES (:atm, printf('%.32c', '1'), 'suspense', 'boot 1', 5, '[]', 0, :receipt,
  'suspense', 2000, 'EUR');
INSERT INTO transactions (atm_id, txid, state, boot_id, started_ms, grants, has_tried_pin)
  VALUES (:atm, printf('%.32c', '2'), 'resolved', 'boot 1', 5, :grants, 0);
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO staff VALUES ('bob', 'supervisor', 'b0b', 1);
"""
ROWS_6 = """
INSERT INTO journals (atm_id, journal_key, first_key, next_key, next_number, part, since, acked_seq,
  acked_h, acked_m)
  VALUES (:atm, printf('%.16c', 'k'), x'01', x'02', 5, 0, 0, 4, printf('%.64c', 'c'),
  printf('%.32c', 'd'));
INSERT INTO journal_said
  VALUES (:atm, json_array(json_object('seq', 6, 'h', printf('%.64c', 'e'), 'm',
  printf('%.32c', 'f'))));
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms)
  VALUES (printf('%.32c', 'p'), 'accept-journal', '[]', 'alice', 1);
"""
RETRACTED = Record(
    RecordKind.FINAL,
    UUID(ATM),
    bytes.fromhex("1" * 32),
    bytes(16),
    TxnOutcome.RETRACTED,
    (RecordLine(1, LineFlag(0), 1, 3, 97, 3, 1, 2, 0xFFFF),),
    bytes(16),
)


def columns(path):
    """Of each table, by name, whatever their order."""
    database = sqlite3.connect(path)
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    found = {
        name: sorted(row[1:4] for row in database.execute(f"PRAGMA table_info({name})"))
        for (name,) in database.execute(tables).fetchall()
    }
    database.close()
    return found


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

    def test_takes_a_database_of_the_first_schema_up_whole(self, path, tmp_path):
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_1.read_text("utf-8"))
        old.executescript(ROWS_1)
        old.close()

        store = sqlite_store(path, "boot 2")

        assert (86_400_000, "dispute", 1) == (
            store.cards.card("c" * 64).issued_ms,
            store.staff.work_items()[0].kind.value,
            store.staff.work_items()[0].number,
        )
        assert ["p" * 32] == [each.proposal_id for each in store.staff.proposals()]
        body = journal_body(ATM, JournalAnchor(), JournalAnchor(), "why")
        store.staff.propose("q" * 32, ActionKind.ACCEPT_JOURNAL, body, "alice", 1)
        store.close()
        assert columns(fresh) == columns(path)

    def test_takes_an_atm_of_the_second_schema_up_with_its_anchor(self, path, tmp_path):
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_2.read_text("utf-8"))
        old.execute(ATM_2, {"atm": ATM})
        old.close()

        store = sqlite_store(path, "boot 2")

        atm = store.terminals.atm(ATM)
        assert (JournalAnchor(7, "a" * 64, "b" * 32), ()) == (atm.anchor, atm.runs)
        assert 9 == atm.contradiction.seq
        run = KioskRun("c" * 32, 1)
        store.terminals.heartbeat(ATM, JournalAnchor(10), 1, Beat(run))
        assert (run,) == store.terminals.atm(ATM).runs
        store.close()
        assert columns(fresh) == columns(path)

    def test_ends_a_dispute_of_the_third_schema(self, path, tmp_path):
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_3.read_text("utf-8"))
        values = {"atm": ATM, "receipt": RETRACTED.encode().hex()}
        for statement in (ATM_2, *ROWS_3.split(";\n")):
            old.execute(statement, values)
        old.close()

        store = sqlite_store(path, "boot 2")

        assert ["p" * 32] == [each.proposal_id for each in store.staff.proposals()]
        found, txid = [(1, 1)], "1" * 32
        body = dispute_body(txid, ATM, found, "why")
        store.staff.propose("d" * 32, ActionKind.RESOLVE_DISPUTE, body, "alice", 1)
        done = store.transactions.resolve_dispute(
            txid, ATM, found=found, why="why", confirmation=Confirmation("d" * 32, "bob"), now_ms=2
        )
        assert done is ConfirmResult.DONE
        assert (1, 1_000) == (
            store.terminals.atm(ATM).canisters[0].found,
            store.accounts.account("main").balance.minor,
        )
        store.close()
        assert columns(fresh) == columns(path)

    def test_gives_an_atm_of_the_fourth_schema_a_journal(self, path, tmp_path):
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_4.read_text("utf-8"))
        old.execute(ATM_2, {"atm": ATM})
        old.close()

        store = sqlite_store(path, "boot 2")

        assert () == store.journals.books(ATM)
        book = JournalBook(ATM, "k" * 16, b"key", b"key", 2, kept=JournalAnchor(1))
        store.journals.keep(book, [b"line"])
        assert ((book,), (b"line",)) == (
            store.journals.books(ATM),
            store.journals.lines(book, 1, 9),
        )
        store.close()
        assert columns(fresh) == columns(path)

    def test_never_changes_a_line_of_a_journal(self, world, raw):
        book = JournalBook(ATM, "k" * 16, b"key", b"key", 2, kept=JournalAnchor(1))
        world.store.journals.keep(book, [b"line"])

        for statement in ("UPDATE journal_lines SET line = x'00'", "DELETE FROM journal_lines"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                raw.execute(statement)

    def test_ends_a_suspense_of_the_fifth_schema(self, path, tmp_path):
        """Its cash was booked as gone, so nothing is counted; what was counted is not forgotten."""
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_5.read_text("utf-8"))
        granted = grants_text((Grant(1, 1, 3, 4, 1_000, counted=2),))
        values = {"atm": ATM, "receipt": RETRACTED.encode().hex(), "grants": granted}
        for statement in (ATM_2, *ROWS_5.split(";\n")):
            old.execute(statement, values)
        old.close()

        store = sqlite_store(path, "boot 2")

        assert 2 == store.terminals.atm(ATM).canisters[0].counted_out
        txid, charged = "1" * 32, Money(2_000, "EUR")
        body = suspense_body(txid, ATM, "main", charged, "why")
        store.staff.propose("d" * 32, ActionKind.RESOLVE_SUSPENSE, body, "alice", 1)
        done = store.transactions.resolve_suspense(
            txid,
            ATM,
            account_id="main",
            charged=charged,
            why="why",
            confirmation=Confirmation("d" * 32, "bob"),
            now_ms=2,
        )
        assert done is ConfirmResult.DONE
        assert 1_000 == store.accounts.account("main").balance.minor
        store.close()
        assert columns(fresh) == columns(path)

    def test_takes_a_journal_of_the_sixth_schema_up_with_what_was_said_of_it(self, path, tmp_path):
        """Under which key it was said comes with the next heartbeat."""
        fresh = tmp_path / "fresh.sqlite"
        sqlite_store(fresh, "boot 1").close()
        old = sqlite3.connect(path, isolation_level=None)
        old.executescript(SCHEMA_6.read_text("utf-8"))
        for statement in (ATM_2, *ROWS_6.split(";\n")):
            old.execute(statement, {"atm": ATM})
        old.close()

        store = sqlite_store(path, "boot 2")

        (book,) = store.journals.books(ATM)
        assert (4, None) == (book.acked, book.ended)
        assert (JournalAnchor(6, "e" * 64, "f" * 32),) == store.journals.said(ATM)
        assert JournalAnchor(7, "a" * 64, "b" * 32) == store.terminals.atm(ATM).anchor
        assert ["p" * 32] == [each.proposal_id for each in store.staff.proposals()]
        body = new_journal_body(ATM, "why")
        store.staff.propose("q" * 32, ActionKind.NEW_JOURNAL, body, "alice", 1)
        store.close()
        assert columns(fresh) == columns(path)

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
