"""What lies in the bank's database has the shapes and names of document A.

Read from the file itself, past our own code, as whoever finds a copy of it would.
"""

from __future__ import annotations

import sqlite3

import pytest

from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.terminals import Atm, AtmStatus, CanisterBook, ProvisioningToken
from bank_server.service.identifiers import card_hash
from bank_server.store.sqlite import sqlite_store

CARD_ID = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
CARD_ID_SHA_256 = "a5dd33b45eaf6da4412286758c161d7bbb7ac12e2abce7a1c8088b1b0f79fa0a"
ATM_ID = "1f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
ACCOUNT = "aaaaaaaa-0000-4000-8000-000000000001"
NOW_MS = 1_800_000_000_000


def token(kind, subject, name):
    return ProvisioningToken(name * 64, kind, subject, NOW_MS + 1)


@pytest.fixture
def database(tmp_path):
    """An account, a card and an ATM as staff have just made them; nothing is provisioned."""
    path = tmp_path / "bank.sqlite"
    store = sqlite_store(path, "boot")
    store.accounts.create(ACCOUNT, "Alice", "current", Money(10_000, "EUR"), NOW_MS)
    card = Card(card_hash(CARD_ID), CardStatus.ISSUED, 0, ProofKind.CHIP, (ACCOUNT,))
    store.cards.issue(card, token(DeviceKind.CARD, card.card_id, "a"))
    atm = Atm(ATM_ID, AtmStatus.CREATED, "EUR", 40, (CanisterBook(1, 2_000),))
    tokens = (token(DeviceKind.HSM, ATM_ID, "b"), token(DeviceKind.PIN_PAD, ATM_ID, "c"))
    store.terminals.create(atm, tokens)
    store.close()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def columns(database, table):
    return {row["name"] for row in database.execute(f"PRAGMA table_info({table})")}


def test_cards_accounts_and_atms_are_kept_apart_under_document_as_names(database):
    assert {"account_name", "balance"} <= columns(database, "accounts")
    assert {"card_id", "AES_KEY", "pin_tag"} <= columns(database, "cards")
    assert {"card_id", "atm_id", "chall", "time"} <= columns(database, "challenges")
    atm = {"atm_id", "num_bills", "num_dispensed_bills", "AES_KEY"}
    assert atm <= columns(database, "atms")


def test_a_new_card_has_neither_key_nor_pin_nor_challenge(database):
    (card,) = database.execute("SELECT AES_KEY, pin_tag FROM cards").fetchall()

    assert (None, None) == tuple(card)
    assert [] == database.execute("SELECT * FROM challenges").fetchall()


def test_an_account_is_known_by_the_name_that_staff_gave(database):
    rows = database.execute("SELECT account_name, balance FROM accounts WHERE kind = 'customer'")

    assert [("Alice", 10_000)] == [tuple(row) for row in rows]


def test_a_card_is_stored_by_the_sha_256_of_its_id(database):
    (card,) = database.execute("SELECT card_id FROM cards").fetchall()

    assert CARD_ID_SHA_256 == card["card_id"]


def test_a_cards_plain_id_is_nowhere_in_the_database(database):
    assert CARD_ID not in "\n".join(database.iterdump())


def test_a_new_atm_has_its_id_no_key_and_no_notes(database):
    row = database.execute("SELECT atm_id, num_bills, num_dispensed_bills, AES_KEY FROM atms")

    assert [(ATM_ID, 0, 0, None)] == [tuple(each) for each in row]
