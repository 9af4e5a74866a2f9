"""What staff are told after a restore: what came back, and what is to be done again."""

import json
from types import SimpleNamespace

import pytest

from bank_server.admin.output import local
from bank_server.admin.restoration_views import report_text
from bank_server.domain.journals import JournalBook
from bank_server.domain.terminals import JournalAnchor
from bank_server.http.restoration_messages import RestorationReport
from bank_server.service.audit_read import AuditLine
from bank_server.service.staff_restorations import StaffRestorations
from bank_server.store.memory import memory_store
from tests.contract.bank_store.store_world import ATM, World

NAME = "ab" * 16
BOOKS_MS = 5_000


@pytest.fixture
def world():
    """Restored while the journal of an ATM was known up to entry 2."""
    made = World(memory_store("boot 1")).furnish()
    book = JournalBook(ATM, "k" * 16, b"first", b"next", kept=JournalAnchor(2, "a" * 64, "b" * 32))
    made.store.journals.keep(book, [journal(1, "X"), journal(2, "PIN_CHANGED")])
    made.store.restorations.begin(NAME, made.now)
    return made


def journal(seq, ev, **data):
    return json.dumps({"seq": seq, "t": 9_000 + seq, "ev": ev, "d": data}).encode() + b"\n"


class Log:
    """Lines as they were written, one by one."""

    def __init__(self):
        self.lines = []

    def add(self, who, what, at_ms, *, outcome="done", txid=None, subject=None, detail=None):
        seq = len(self.lines) + 1
        self.lines.append(AuditLine(seq, at_ms, who, what, outcome, txid, subject, detail))

    def restored(self):
        self.add("bank", "restored", 9_000, subject=NAME, detail=str(BOOKS_MS))
        self.add("bank", "awaited", 9_000, subject=ATM, detail="2")

    def back(self):
        return reversed(self.lines)


@pytest.fixture
def log():
    return Log()


def shown(world, log):
    parts = SimpleNamespace(store=world.store)
    return StaffRestorations(parts, log.back).show()


def test_books_that_were_never_put_back_have_nothing_to_show(log):
    assert None is shown(World(memory_store("boot 1")).furnish(), log)


def test_acts_that_the_books_lack_are_those_after_their_newest_entry(world, log):
    log.add("staff:anna", "card-block", BOOKS_MS, subject="before")
    for who, what, outcome in (
        ("staff:anna", "card-block", "done"),
        (f"atm:{ATM}", "pin-change", "done"),
        ("staff:ben", "set-balance-confirmed", "done"),
        ("staff:anna", "staff-revoke", "done"),
        (f"atm:{ATM}", "card-deactivation", "done"),
        (f"atm:{ATM}", "provisioning-card", "done"),
        ("staff:anna", "card-issue", "refused"),
        ("staff:anna", "set-balance-proposed", "done"),
        ("staff:edda", "audit", "done"),
        (f"atm:{ATM}", "pin-change", "declined"),
        (f"atm:{ATM}", "withdrawal", "done"),
        (f"atm:{ATM}", "transfer", "done"),
        ("staff:carla", "deposit-verified", "done"),
        (f"atm:{ATM}", "deposit", "done"),
        (f"atm:{ATM}", "balancing", "done"),
        (f"atm:{ATM}", "balancing-trial", "done"),
        ("staff:ben", "close-day-confirmed", "done"),
    ):
        log.add(who, what, BOOKS_MS + 1, outcome=outcome, txid=None, subject="1" * 32)
    log.restored()

    assert [
        "card-block",
        "pin-change",
        "set-balance-confirmed",
        "staff-revoke",
        "card-deactivation",
        "provisioning-card",
        "transfer",
        "deposit-verified",
        "balancing",
        "close-day-confirmed",
    ] == [each.what for each in shown(world, log).acts]


def test_what_was_done_again_is_no_longer_listed(world, log):
    log.add("staff:anna", "account-create", BOOKS_MS + 1, subject="Alice")
    log.add("staff:anna", "atm-create", BOOKS_MS + 1, subject=ATM)
    log.restored()

    assert ["account-create"] == [each.what for each in shown(world, log).acts]


def test_journal_entries_after_the_backups_tell_of_pins_and_cards(world, log):
    log.restored()
    book = world.store.journals.books(ATM)[-1]
    more = [
        journal(3, "CARD_IDENTIFIED", last4="c0de"),
        journal(4, "PIN_CHANGED"),
        journal(5, "CARD_INSERTED"),
        journal(6, "CARD_DEACTIVATE_CONFIRMED"),
    ]
    kept = JournalBook(
        book.atm_id, book.key, b"first", b"next", kept=JournalAnchor(6, "c" * 64, "d" * 32)
    )
    world.store.journals.keep(kept, more)
    found = shown(world, log).in_journals

    assert [(4, "PIN_CHANGED", "c0de"), (6, "CARD_DEACTIVATE_CONFIRMED", None)] == [
        (each.seq, each.event, each.last4) for each in found
    ]


def test_only_what_came_until_all_were_level_counts_as_told(world, log):
    log.add(f"atm:{ATM}", "settlement", 1_000, detail="captured")
    log.restored()
    log.add(f"atm:{ATM}", "settlement", 9_001, detail="captured")
    log.add(f"atm:{ATM}", "settlement", 9_002, outcome="alarm", detail="suspense")
    log.add(f"atm:{ATM}", "cash-load", 9_003)
    log.add(f"atm:{ATM}", "deposit-result", 9_003, detail="pending")
    log.add(f"atm:{ATM}", "settlement", 9_004, outcome="refused", detail="levelling")
    while_open = shown(world, log).told
    log.add(f"atm:{ATM}", "levelling", 9_005, subject=NAME, detail="level")
    log.add(f"atm:{ATM}", "settlement", 9_006, detail="captured")
    last = world.store.restorations.last()
    for each in last.waiting:
        last = last.without(each.atm_id)
    world.store._engine.run(lambda rows: rows.put_restoration(last))

    assert {"captured": 1, "cash-load": 1, "envelope": 1, "suspense": 1} == while_open
    assert while_open == shown(world, log).told


def test_a_log_that_does_not_know_of_it_is_no_hindrance(world, log):
    found = shown(world, log)

    assert (None, (), ()) == (found.books_ms, found.acts, found.in_journals)
    assert ATM in [each.atm_id for each in found.waiting]


def test_all_of_it_is_told_in_words(world, log):
    log.add("staff:anna", "card-block", BOOKS_MS + 1, subject="card")
    log.restored()
    text = report_text(RestorationReport.of(shown(world, log)))

    assert f"books were put back at {local(world.now)}; their newest entry was of " in text
    assert "told again, or for the first time, since then: nothing" in text
    assert "the audit log knows of these, the books do not:" in text
