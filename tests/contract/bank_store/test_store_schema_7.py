"""A database of the seventh schema becomes one that can be restored from a backup."""

import sqlite3
from pathlib import Path

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms
from bank_server.domain.people import ActionKind, waiver_body
from bank_server.store.codec import terms_text
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.former_schemas import ATM_2, RETRACTED, columns
from tests.contract.bank_store.store_world import ATM

SCHEMA_7 = Path(__file__).parents[2] / "vectors" / "bank_schema_7.sql"
ROWS_7 = """
INSERT INTO canisters (atm_id, canister, denomination, load, next, left, rejected)
  VALUES (:atm, 1, 1000, 1, 3, 97, 1);
INSERT INTO accounts VALUES ('main', 'customer', 'Alice', 'current', 'EUR', 3000, 2000);
INSERT INTO cards (card_id, status, tries, proof, may_withdraw)
  VALUES (printf('%.64c', 'c'), 'active', 0, 'chip', 1);
INSERT INTO transactions (place, atm_id, txid, state, boot_id, started_ms, card_id, account_id,
  terms, grants, has_tried_pin)
  VALUES (7, :atm, printf('%.32c', '2'), 'held', 'boot 1', 5, printf('%.64c', 'c'), 'main',
  :terms, '[]', 1);
INSERT INTO transactions (place, atm_id, txid, state, boot_id, started_ms, account_id, grants,
  has_tried_pin, receipt, settled, captured, currency, returned, charged)
  VALUES (9, :atm, printf('%.32c', '1'), 'suspense', 'boot 1', 6, 'main', '[]', 0, :receipt,
  'suspense', 2000, 'EUR', 500, 1500);
INSERT INTO staff VALUES ('alice', 'supervisor', 'a1', 1);
INSERT INTO proposals (proposal_id, kind, body, proposed_by, proposed_ms)
  VALUES (printf('%.32c', 'p'), 'new-journal', '[]', 'alice', 1);
"""
COLUMNS_7 = """place, atm_id, txid, state, boot_id, started_ms, card_id, account_id, terms, grants,
reply, decline, problem, has_tried_pin, receipt, settled, captured, currency, returned, charged"""
HELD_TERMS = ChallengeTerms(
    "2" * 32,
    ATM,
    "c" * 64,
    Operation.WITHDRAWAL,
    ProofKind.CHIP,
    amount=Money(2_000, "EUR"),
    ticket="7" * 32,
)


def rules(path):
    """Names of all indexes and triggers."""
    database = sqlite3.connect(path)
    named = "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY name"
    found = [name for (name,) in database.execute(named) if "autoindex" not in name]
    database.close()
    return found


def test_restores_a_bank_of_the_seventh_schema(tmp_path):
    """Its transactions are there with all that they had, and a card need not be known."""
    path, fresh = tmp_path / "bank.sqlite", tmp_path / "fresh.sqlite"
    sqlite_store(fresh, "boot 1").close()
    old = sqlite3.connect(path, isolation_level=None)
    old.executescript(SCHEMA_7.read_text("utf-8"))
    terms = terms_text(HELD_TERMS)
    values = {"atm": ATM, "receipt": RETRACTED.encode().hex(), "terms": terms}
    for statement in (ATM_2, *ROWS_7.split(";\n")):
        old.execute(statement, values)
    whole = f"SELECT {COLUMNS_7} FROM transactions ORDER BY place"
    before = old.execute(whole).fetchall()
    old.close()

    store = sqlite_store(path, "boot 2")

    held, ended = store.accounts.snapshot().transactions
    assert ("c" * 64, "held", True) == (held.card_id, held.state.value, held.has_tried_pin)
    assert (500, 1_500) == (ended.returned.minor, ended.charged.minor)
    assert ["p" * 32] == [each.proposal_id for each in store.staff.proposals()]
    assert store.restorations.last() is None
    body = waiver_body(ATM, "5" * 32, "why")
    store.staff.propose("q" * 32, ActionKind.WAIVE_LEVELLING, body, "alice", 1)
    assert () == store.restorations.begin("5" * 32, 1).waiting
    store.close()
    new = sqlite3.connect(path, isolation_level=None)
    assert before == new.execute(whole).fetchall()
    assert rules(fresh) == rules(path)
    for statement in (
        "DELETE FROM transactions",
        "UPDATE transactions SET charged = NULL",
        "UPDATE transactions SET returned = NULL",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"forgotten|ends once"):
            new.execute(statement)
    new.execute("UPDATE transactions SET card_id = printf('%.64c', 'd')")
    new.close()
    assert columns(fresh) == columns(path)
