"""At its start the bank compares its books with its audit log, and notices older books."""

import os
import shutil
from types import SimpleNamespace

import pytest

from bank_server.certificates.key_folder import KeyFolder
from bank_server.domain.open_deposits import AloneLimits
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    Staff,
    StaffRole,
    balance_body,
)
from bank_server.service.audit import AuditEntry, AuditFile, AuditOutcome
from bank_server.service.audit_books import compare, knows
from bank_server.service.audit_read import AuditLine, newest_first
from bank_server.service.audit_seal import AuditSeals
from bank_server.service.event_log import EventLog
from bank_server.service.parts import BankParts
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.balanced import FIRST, asked, balance
from tests.contract.bank_store.store_world import ATM, MAIN, OTHER_ATM, World, euros

SETTLED = AuditOutcome.DONE
NAME = "ab" * 16


class House:
    """A bank's books and its log, in files that a person can put back."""

    def __init__(self, folder):
        self._folder = folder
        self.books, self.log = folder / "bank.sqlite", folder / "audit.jsonl"
        self.world = World(sqlite_store(self.books, "boot 1"))
        self.world.furnish()
        self._audit = self._open()

    def _open(self):
        seals = AuditSeals(KeyFolder(self._folder / "keys"), os.urandom)
        return AuditFile(self.log, lambda: self.world.now, EventLog(), seals)

    def withdraws(self):
        """A withdrawal from its hold to its end; each step is in the log."""
        world, atm = self.world, f"atm:{ATM}"
        terms = world.withdraw(world.new_txid())
        self._audit.append(AuditEntry(atm, "withdrawal", SETTLED, terms.txid))
        world.settle(world.taken(terms))
        self._audit.append(AuditEntry(atm, "settlement", SETTLED, terms.txid, None, "captured"))
        world.tick(200_000)
        return terms

    def ends(self):
        self.world.store.close()
        self._audit.close()

    def starts(self):
        """Answers what the bank's start says: (what, detail) of each line that it writes."""
        self.world.store = sqlite_store(self.books, "boot 2")
        self._audit = self._open()
        before = sum(1 for _ in newest_first(self.log))
        parts = SimpleNamespace(
            store=self.world.store,
            audit=self._audit,
            log=EventLog(),
            random_bytes=os.urandom,
            now_ms=lambda: self.world.now,
        )
        parts.alarm = lambda *said: BankParts.alarm(parts, *said)
        has_lost = self._audit.has_lost_lines
        compare(parts, lambda: newest_first(self.log), has_lost_lines=has_lost)
        said = [(line.what, line.detail) for line in newest_first(self.log)]
        return said[: len(said) - before][::-1]

    @property
    def restoration(self):
        return self.world.store.restorations.last()


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.withdraws()
    yield made
    made.ends()


@pytest.fixture
def put_back(house, tmp_path):
    """The books as they were one withdrawal ago, put back by hand."""
    house.ends()
    shutil.copyfile(house.books, tmp_path / "copy")
    house.starts()
    house.withdraws()
    house.ends()
    shutil.copyfile(tmp_path / "copy", house.books)
    return house


def test_books_that_have_what_the_log_tells_are_served(house):
    house.ends()

    assert [] == house.starts()
    assert house.restoration is None


class TestOlderBooks:
    @pytest.fixture(autouse=True)
    def _told(self, expect_log):
        expect_log("alarm what=books-older where=bank")
        expect_log("bank_restored")

    def test_are_restored_by_the_bank_itself_with_an_alarm(self, put_back):
        said = put_back.starts()

        assert [("books-older", "entry 4"), ("restored", said[1][1])] == said[:2]
        assert [ATM, OTHER_ATM] == [each.atm_id for each in put_back.restoration.waiting]

    def test_are_restored_once_however_often_it_starts(self, put_back):
        put_back.starts()
        begun = put_back.restoration
        put_back.ends()

        assert [] == put_back.starts()
        assert begun == put_back.restoration

    def test_of_before_a_restoration_are_restored_again(self, put_back, tmp_path):
        put_back.starts()
        first = put_back.restoration.name
        put_back.ends()
        shutil.copyfile(tmp_path / "copy", put_back.books)

        assert "books-older" == put_back.starts()[0][0]
        assert first != put_back.restoration.name

    def test_are_restored_where_the_log_was_lost_with_what_they_lack(self, put_back, expect_log):
        """Its key says that there was more of it."""
        expect_log("alarm what=entries-missing where=bank")
        put_back.log.unlink()

        assert [("books-older", "log-lost")] == put_back.starts()[:1]

    def test_are_restored_where_the_log_was_put_back_with_them(self, put_back, expect_log):
        expect_log("alarm what=entries-missing where=bank")
        lines = put_back.log.read_bytes().splitlines(keepends=True)
        put_back.log.write_bytes(b"".join(lines[:2]))

        assert [("books-older", "log-lost")] == put_back.starts()[:1]


def test_books_that_know_more_than_the_log_are_served(house):
    """As after a kill between a step and its line."""
    world = house.world
    world.settle(world.taken(world.withdraw(world.new_txid())))
    house.ends()

    assert [] == house.starts()


def test_a_power_cut_that_took_the_end_of_the_log_alone_restores_nothing(house, expect_log):
    """The books have what the lost lines told of, so they were not put back."""
    expect_log("alarm what=entries-missing where=bank")
    house.withdraws()
    house.ends()
    lines = house.log.read_bytes().splitlines(keepends=True)
    house.log.write_bytes(b"".join(lines[:2]))

    assert [] == house.starts()
    assert house.restoration is None


def test_a_restoration_by_the_command_is_written_down_and_no_other_begun(put_back, expect_log):
    expect_log("bank_restored")
    store = sqlite_store(put_back.books, "import")
    newest_ms = store.accounts.snapshot().entries[0].at_ms
    store.restorations.begin(NAME, put_back.world.now)
    store.close()
    said = put_back.starts()

    assert [("restored", str(newest_ms)), ("awaited", "0"), ("awaited", "0")] == said
    assert NAME == put_back.restoration.name


class TestKnows:
    """Which lines the books must show."""

    def line(self, who, what, *, outcome="done", txid=None, subject=None, detail=None):
        return AuditLine(1, 0, who, what, outcome, txid, subject, detail)

    @pytest.mark.parametrize(
        ("what", "outcome", "detail", "expected"),
        [
            ("withdrawal", "done", None, False),
            ("balance", "done", None, False),
            ("withdrawal", "declined", "funds", False),
            ("settlement", "done", "captured", False),
            ("settlement", "alarm", "suspense", False),
            ("resolution", "done", "void", False),
            ("transfer", "done", None, False),
            ("deposit-result", "done", "pending", False),
            ("deposit-result", "alarm", "deposit-unknown", None),
            ("settlement", "alarm", "receipt-not-genuine", None),
            ("settlement", "refused", "in-progress", None),
            ("challenge", "done", None, None),
        ],
    )
    def test_a_line_of_a_transaction_that_is_not_there(
        self, house, what, outcome, detail, expected
    ):
        line = self.line(f"atm:{ATM}", what, outcome=outcome, txid="f" * 32, detail=detail)

        assert expected is knows(house.world.store, line)

    def test_a_settlement_is_shown_by_the_receipt_and_not_by_the_hold(self, house):
        world = house.world
        terms = world.withdraw(world.new_txid())
        held, settled = (
            self.line(f"atm:{ATM}", what, txid=terms.txid) for what in ("withdrawal", "settlement")
        )
        before = [knows(world.store, held), knows(world.store, settled)]
        world.settle(world.taken(terms))

        assert [True, False] == before
        assert knows(world.store, settled)

    def test_an_envelope_is_shown_by_its_report_and_by_what_people_found(self, house):
        world = house.world
        deposit = world.approve()
        lines = [
            self.line(f"atm:{ATM}", "deposit", txid=deposit.txid),
            self.line(f"atm:{ATM}", "deposit-result", txid=deposit.txid, detail="pending"),
            self.line("staff:anna", "deposit-verified", txid=deposit.txid, subject=ATM),
        ]
        shown = [[knows(world.store, line) for line in lines]]
        world.report(deposit.txid)
        shown.append([knows(world.store, line) for line in lines])
        world.store.deposits.verify(
            deposit.txid,
            ATM,
            found=deposit.amount,
            limits=AloneLimits(deposit.amount, deposit.amount, 0),
            why="counted",
            by="anna",
            now_ms=world.now,
        )
        shown.append([knows(world.store, line) for line in lines])

        assert [[True, False, False], [True, True, False], [True, True, True]] == shown

    def test_a_close_is_shown_by_itself(self, house):
        line = self.line(f"atm:{ATM}", "balancing", subject=FIRST)
        before = knows(house.world.store, line)
        balance(house.world, asked(house.world))

        assert (False, True) == (before, knows(house.world.store, line))

    def test_what_staff_have_made_and_decided(self, house):
        store, now = house.world.store, house.world.now
        for name in ("anna", "ben"):
            store.staff.add(Staff(name, StaffRole.SUPERVISOR, name))
        body, waiting = balance_body(MAIN, euros(9)), "1" * 32
        store.staff.propose(waiting, ActionKind.SET_BALANCE, body, "anna", now)
        decided = self.line("staff:ben", "set-balance-confirmed", subject=waiting)
        before = knows(store, decided)
        store.accounts.set_balance(MAIN, euros(9), Confirmation(waiting, "ben"), now)
        made = [
            self.line("staff:anna", what, subject=subject)
            for what, subject in (
                ("atm-create", ATM),
                ("atm-create", "nobody"),
                ("card-issue", "nobody"),
                ("account-create", "nobody"),
                ("account-create", "n" * 128),
                ("card-block", "nobody"),
            )
        ]

        assert (False, True) == (before, knows(store, decided))
        assert [True, False, False, False, None, None] == [knows(store, each) for each in made]


def test_a_log_is_read_from_its_end_over_any_number_of_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("bank_server.service.audit_read.BLOCK_SIZE", 64)
    text = (
        '{"at_ms":1,"detail":null,"outcome":"done","seq":%d,"subject":null,"txid":null,'
        '"what":"x","who":"bank"}\n'
    )
    path = tmp_path / "audit.jsonl"
    path.write_text("".join(text % number for number in range(1, 8)) + "half a li")

    assert [7, 6, 5, 4, 3, 2, 1] == [line.seq for line in newest_first(path)]
    assert [] == list(newest_first(tmp_path / "none"))
