"""The ninth flag: an old copy of the bank's database, and all PINs wanted out of it.

The file is read past our own code. Argon2 runs with its smallest parameters here, so that every
PIN of four digits can really be tried; what protects is what is not in the file.
"""

from __future__ import annotations

import hmac
import itertools
import os
import sqlite3
from contextlib import closing

import pytest
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind
from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind
from bank_server.domain.terminals import ProvisioningToken
from bank_server.service.identifiers import card_hash
from bank_server.service.pin_hash import Argon2PinHasher, PinParameters
from bank_server.service.sealing import KeySealer, SealPurpose
from bank_server.store.base import Provisioning
from bank_server.store.sqlite import sqlite_store
from hardware.crypto.secret import Secret

CARD_ID = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
ACCOUNT = "aaaaaaaa-0000-4000-8000-000000000001"
PEPPER = b"\xa7" * 32
MASTER_KEY = b"\x5c" * 32
CARD_KEY = b"\xc3" * 32
PIN = b"7391"
CHEAP = PinParameters(memory_kib=8, time_cost=1)
NOW_MS = 1_800_000_000_000
ALL_PINS = [f"{number:04d}".encode() for number in range(10_000)]
SALT_SIZE_MIN = 8


@pytest.fixture(scope="module")
def stolen(tmp_path_factory):
    """Every value in the database of a bank with one customer: text and bytes."""
    path = tmp_path_factory.mktemp("breach") / "bank.sqlite"
    store = sqlite_store(path, "boot")
    store.accounts.create(ACCOUNT, "Alice", "current", Money(10_000, "EUR"), NOW_MS)
    subject = card_hash(CARD_ID.decode())
    token = ProvisioningToken("b" * 64, DeviceKind.CARD, subject, NOW_MS + 1)
    store.cards.issue(Card(subject, CardStatus.ISSUED, 0, ProofKind.CHIP, (ACCOUNT,)), token)
    tag = Argon2PinHasher(Secret(PEPPER)).tag(Secret(PIN), Secret(CARD_ID), CHEAP)
    pin = PinRecord(tag, CHEAP.version, CHEAP.memory_kib, CHEAP.time_cost, CHEAP.lanes)
    sealer = KeySealer(Secret(MASTER_KEY), os.urandom)
    sealed = sealer.seal(Secret(CARD_KEY), SealPurpose.CARD_KEY, subject)
    store.terminals.provision(
        Provisioning(token.token_hash, subject, "c" * 64, sealed, pin), NOW_MS
    )
    store.close()
    return values_of(path)


def values_of(path):
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [name for (name,) in database.execute(query)]
        rows = [row for table in tables for row in database.execute(f"SELECT * FROM {table}")]
    values = {value for row in rows for value in row if isinstance(value, str | bytes)}
    return {value.encode() if isinstance(value, str) else value for value in values}


def tag_of(values):
    """The one value of Argon2's size that is neither a hash in hex nor a sealed key."""
    [tag] = [value for value in values if len(value) == 32]
    return tag


def found(tag, salts, peppers):
    """The PINs that lead to this tag with any of these salts, bare or under any of these keys."""
    tried = 0
    hits = set()
    for salt, pepper, pin in itertools.product(salts, [None, *peppers], ALL_PINS):
        secret = pin if pepper is None else hmac.digest(pepper, pin, "sha256")
        tried += 1
        if tag == hashed(secret, salt):
            hits.add(pin)
    assert tried == len(salts) * (1 + len(peppers)) * len(ALL_PINS)
    return hits


def hashed(secret, salt):
    try:
        return hash_secret_raw(
            secret,
            salt,
            time_cost=CHEAP.time_cost,
            memory_cost=CHEAP.memory_kib,
            parallelism=CHEAP.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError:
        return None


def test_flag_data_breach(stolen):
    """No PIN of four digits fits with any salt that is in the database; the search is proved."""
    tag = tag_of(stolen)
    assert {PIN} == found(tag, [CARD_ID], [PEPPER])

    salts = {value for value in stolen if len(value) >= SALT_SIZE_MIN and value != tag}
    assert CARD_ID not in salts
    assert len(salts) > 3
    assert set() == found(tag, salts, [])


def test_database_and_stolen_card_together_are_not_enough(stolen):
    """Who has the card has the salt; the pepper is in keys/, and in no row."""
    tag = tag_of(stolen)
    keys = sorted(value for value in stolen if len(value) > 32 and not value.isascii())

    assert 1 == len(keys)
    assert set() == found(tag, [CARD_ID], keys)
    assert {PIN} == found(tag, [CARD_ID], [PEPPER])


@pytest.mark.parametrize(
    "secret", [PIN, CARD_ID, CARD_ID.replace(b"-", b""), PEPPER, MASTER_KEY, CARD_KEY]
)
def test_no_secret_is_in_the_copy_in_any_form(stolen, secret):
    forms = {secret, secret.hex().encode(), secret.hex().upper().encode()}

    assert b"Alice" in stolen
    assert [] == [value for value in stolen for form in forms if len(form) > 4 and form in value]
    assert not forms & stolen
