"""The auditor's command finds what somebody changed in a bank's database behind its back."""

import json
import sqlite3
from contextlib import closing

import pytest

from bank_server.admin.__main__ import main
from bank_server.store.sqlite import sqlite_store
from tests.contract.bank_store.store_world import ATM, MAIN, World


@pytest.fixture
def state(tmp_path):
    """A bank that is at rest: one withdrawal paid, one held."""
    (tmp_path / "bank").mkdir()
    store = sqlite_store(tmp_path / "bank" / "bank.sqlite", "boot 1")
    world = World(store).furnish()
    world.settle(world.taken(world.withdraw(world.new_txid())))
    world.tick(120_000)
    world.withdraw(world.new_txid())
    store.close()
    return tmp_path


@pytest.fixture
def audited(state, capsys):
    """Runs the audit, perhaps after a statement, and answers its exit code and findings."""

    def audited(statement=""):
        with closing(sqlite3.connect(state / "bank" / "bank.sqlite")) as database:
            database.executescript(statement)
        code = main(["--state", str(state), "--json", "audit", "--offline"])
        return code, json.loads(capsys.readouterr().out)["findings"]

    return audited


def test_books_that_nobody_touched_are_good(audited):
    assert (0, []) == audited()


@pytest.mark.parametrize(
    ("statement", "findings"),
    [
        pytest.param(
            "INSERT INTO entries (posting_id, at_ms, kind, reference, account_id, minor, currency)"
            f" VALUES (99, 0, 'correction', 'x', '{MAIN}', 500, 'EUR');"
            f"UPDATE accounts SET balance = balance + 500 WHERE account_id = '{MAIN}'",
            ["ledger-sum EUR", "posting-sum 99"],
            id="money-from-nowhere",
        ),
        pytest.param(
            "DROP TRIGGER entries_are_never_deleted; DELETE FROM entries WHERE kind = 'capture'",
            [f"balance {MAIN}", f"balance cash:{ATM}"],
            id="entries-gone",
        ),
        pytest.param(
            f"UPDATE accounts SET balance = balance + 1 WHERE account_id = '{MAIN}'",
            [f"balance {MAIN}"],
            id="balance",
        ),
        pytest.param(
            f"UPDATE accounts SET held = 0 WHERE account_id = '{MAIN}'",
            [f"held {MAIN}"],
            id="hold-let-go",
        ),
        pytest.param(
            "UPDATE transactions SET state = 'void' WHERE state = 'held'",
            [f"held {MAIN}", f"atm-held {ATM}"],
            id="hold-called-void",
        ),
        pytest.param(
            f"UPDATE canisters SET next = next - 1 WHERE canister = 1 AND atm_id = '{ATM}'",
            [f"counters {ATM}"],
            id="next-behind-the-record",
        ),
        pytest.param(
            f'UPDATE canisters SET "left" = "left" - 1 WHERE canister = 2 AND atm_id = \'{ATM}\'',
            [f"counters {ATM}"],
            id="left-not-the-records",
        ),
    ],
)
def test_what_was_changed_is_found_and_the_command_fails(audited, statement, findings):
    assert (1, findings) == audited(statement)
