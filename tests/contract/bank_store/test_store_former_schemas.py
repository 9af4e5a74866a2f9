"""A database of each former schema becomes one of today's, and nothing in it is lost."""

import pytest

from bank_server.contract.money import Money
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
from bank_server.domain.transactions import Grant
from bank_server.store.codec import grants_text
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.former_schemas import (
    ATM_2,
    RETRACTED,
    columns,
    columns_of_today,
    make,
)
from tests.contract.bank_store.store_world import ATM

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


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bank.sqlite"


def test_takes_a_database_of_the_first_schema_up_whole(path, tmp_path):
    make(path, 1, ROWS_1)

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
    assert columns_of_today(tmp_path) == columns(path)


def test_takes_an_atm_of_the_second_schema_up_with_its_anchor(path, tmp_path):
    make(path, 2, ATM_2)

    store = sqlite_store(path, "boot 2")

    atm = store.terminals.atm(ATM)
    assert (JournalAnchor(7, "a" * 64, "b" * 32), ()) == (atm.anchor, atm.runs)
    assert 9 == atm.contradiction.seq
    run = KioskRun("c" * 32, 1)
    store.terminals.heartbeat(ATM, JournalAnchor(10), 1, Beat(run))
    assert (run,) == store.terminals.atm(ATM).runs
    store.close()
    assert columns_of_today(tmp_path) == columns(path)


def test_ends_a_dispute_of_the_third_schema(path, tmp_path):
    make(path, 3, ATM_2 + ROWS_3, receipt=RETRACTED.encode().hex())

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
    assert columns_of_today(tmp_path) == columns(path)


def test_gives_an_atm_of_the_fourth_schema_a_journal(path, tmp_path):
    make(path, 4, ATM_2)

    store = sqlite_store(path, "boot 2")

    assert () == store.journals.books(ATM)
    book = JournalBook(ATM, "k" * 16, b"key", b"key", 2, kept=JournalAnchor(1))
    store.journals.keep(book, [b"line"])
    assert ((book,), (b"line",)) == (
        store.journals.books(ATM),
        store.journals.lines(book, 1, 9),
    )
    store.close()
    assert columns_of_today(tmp_path) == columns(path)


def test_ends_a_suspense_of_the_fifth_schema(path, tmp_path):
    """Its cash was booked as gone, so nothing is counted; what was counted is not forgotten."""
    granted = grants_text((Grant(1, 1, 3, 4, 1_000, counted=2),))
    make(path, 5, ATM_2 + ROWS_5, receipt=RETRACTED.encode().hex(), grants=granted)

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
    assert columns_of_today(tmp_path) == columns(path)


def test_takes_a_journal_of_the_sixth_schema_up_with_what_was_said_of_it(path, tmp_path):
    """Under which key it was said comes with the next heartbeat."""
    make(path, 6, ATM_2 + ROWS_6)

    store = sqlite_store(path, "boot 2")

    (book,) = store.journals.books(ATM)
    assert (4, None) == (book.acked, book.ended)
    assert (JournalAnchor(6, "e" * 64, "f" * 32),) == store.journals.said(ATM)
    assert JournalAnchor(7, "a" * 64, "b" * 32) == store.terminals.atm(ATM).anchor
    assert ["p" * 32] == [each.proposal_id for each in store.staff.proposals()]
    body = new_journal_body(ATM, "why")
    store.staff.propose("q" * 32, ActionKind.NEW_JOURNAL, body, "alice", 1)
    store.close()
    assert columns_of_today(tmp_path) == columns(path)
