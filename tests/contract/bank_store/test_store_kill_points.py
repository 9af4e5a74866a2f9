"""The SQLite store is killed at each of its statements, and its disk is full.

A kill -9 leaves what the process had handed to the system: the file and its log, as they lie there
at that instant. So they are copied at that instant, and another bank opens the copy.
"""

import shutil
import sqlite3

import pytest

from bank_server.domain.open_deposits import AloneLimits
from bank_server.store.base import StoreUnavailable
from bank_server.store.sqlite import engine, sqlite_store
from tests.contract.bank_store.store_world import ATM, CARD, OPENING_MINOR, SAVINGS, TEN, World

ROUNDS_MAX = 200


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """The store's own connection, once it is open."""
    connections, open_database = [], engine.open_database

    def noting(path):
        connections.append(open_database(path))
        return connections[-1]

    monkeypatch.setattr(engine, "open_database", noting)
    return connections


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bank.sqlite"


@pytest.fixture
def world(path, opened):
    store = sqlite_store(path, "boot 1")
    yield World(store).furnish()
    store.close()


@pytest.fixture
def killed(path, tmp_path, opened, world):
    """Runs an act and gives what a kill at each of its statements would have left behind."""

    def at_each_statement(act):
        copies = []

        def copy(_statement):
            left = tmp_path / f"left {len(copies)}.sqlite"
            for end in ("", "-wal"):
                shutil.copy(f"{path}{end}", f"{left}{end}")
            copies.append(left)

        opened[0].set_trace_callback(copy)
        act()
        copy("")
        opened[0].set_trace_callback(None)
        return copies

    return at_each_statement


def found_by_another_bank(copies, look):
    """What `look` sees in each, with books that are right in all of them."""
    seen = []
    for copied in copies:
        world = World(sqlite_store(copied, "boot 2"))
        assert () == world.findings
        seen.append(look(world))
        world.store.close()
    return seen


def none_then_whole(seen):
    """All of the step is there, or nothing; and the end has all."""
    before, after = seen[0], seen[-1]
    whole = seen.index(after)
    return before != after and seen == [before] * whole + [after] * (len(seen) - whole)


def test_a_hold_is_whole_or_not_there_at_all(world, killed):
    terms = world.begin(world.terms(world.new_txid()))
    copies = killed(lambda: world.hold(terms))
    seen = found_by_another_bank(copies, lambda left: (left.state(terms.txid), left.money))

    assert len(copies) > 5
    assert none_then_whole(seen)
    assert ("in-work", (OPENING_MINOR, 0)) == seen[0]
    assert ("held", (OPENING_MINOR, 5 * TEN)) == seen[-1]


def test_a_capture_is_whole_or_not_there_at_all(world, killed):
    terms = world.withdraw(world.new_txid())
    copies = killed(lambda: world.settle(world.taken(terms)))
    seen = found_by_another_bank(
        copies, lambda left: (left.state(terms.txid), left.money, left.counters)
    )

    assert len(copies) > 5
    assert none_then_whole(seen)
    assert ("held", (OPENING_MINOR, 5 * TEN)) == seen[0][:2]
    assert ("captured", (OPENING_MINOR - 5 * TEN, 0)) == seen[-1][:2]


def test_a_transfer_is_whole_or_not_there_at_all(world, killed):
    txid = world.asks_to_move()
    copies = killed(lambda: world.moves(txid))
    seen = found_by_another_bank(
        copies, lambda left: (left.state(txid), left.money[0], saved(left))
    )

    assert len(copies) > 5
    assert none_then_whole(seen)
    assert ("in-work", OPENING_MINOR, 0) == seen[0]
    assert ("done", OPENING_MINOR - 5 * TEN, 5 * TEN) == seen[-1]


def test_an_envelope_is_credited_whole_or_not_at_all(world, killed):
    deposit = world.approve()
    world.report(deposit.txid)
    limits = AloneLimits(deposit.amount, deposit.amount, 0)
    copies = killed(
        lambda: world.store.deposits.verify(
            deposit.txid,
            ATM,
            found=deposit.amount,
            limits=limits,
            why="counted",
            by="anna",
            now_ms=world.now,
        )
    )
    seen = found_by_another_bank(
        copies, lambda left: (left.state(deposit.txid), saved(left), left.work)
    )

    assert len(copies) > 5
    assert none_then_whole(seen)
    assert ("pending", 0, ["deposit"]) == seen[0]
    assert ("verified", 5 * TEN, []) == seen[-1]


def saved(world):
    return world.store.accounts.account(SAVINGS).balance.minor


def test_a_try_is_whole_or_not_there_at_all(world, killed):
    txid = world.new_txid()
    world.begin(world.read_terms(txid))
    copies = killed(lambda: world.store.cards.count_try(txid, world.atm.atm_id))
    seen = found_by_another_bank(copies, lambda left: left.store.cards.card(CARD).tries)

    assert none_then_whole(seen)
    assert (0, 1) == (seen[0], seen[-1])


def fill(connection, *, is_full):
    """Let the file grow no more, as on a full disk, or set it free again."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages if is_full else 2**30}")


def held_on_a_full_disk(world, connection):
    """The terms of the first hold that no receipt could end, because the disk was full."""
    for _ in range(ROUNDS_MAX):
        terms = world.withdraw(world.new_txid(), notes=((1, 1),))
        fill(connection, is_full=True)
        try:
            world.settle(world.taken(terms))
        except StoreUnavailable as error:
            return terms, str(error)
        fill(connection, is_full=False)
    raise AssertionError("the disk was never full")


def test_on_a_full_disk_a_hold_stays_and_the_same_receipt_captures_it_later(world, opened):
    """Meanwhile nobody's money moves, and what is stored can be read."""
    terms, why = held_on_a_full_disk(world, opened[0])
    balance, held = world.money

    assert "SQLITE_FULL" in why
    assert ("held", TEN) == (world.state(terms.txid), held)
    with pytest.raises(StoreUnavailable, match="SQLITE_FULL"):
        world.settle(world.taken(terms))
    assert ((balance, held), ()) == (world.money, world.findings)
    fill(opened[0], is_full=False)
    world.settle(world.taken(terms))
    assert ("captured", (balance - TEN, 0)) == (world.state(terms.txid), world.money)
    assert () == world.findings


def test_a_copied_file_is_what_another_process_sees(world, path, killed):
    """The ground that the others stand on: without its log the file alone is older."""
    copies = killed(lambda: world.store.cards.block(CARD))
    seen = found_by_another_bank(copies, lambda left: left.store.cards.card(CARD).status.value)

    assert ("active", "blocked") == (seen[0], seen[-1])
    with sqlite3.connect(path) as other:
        status = other.execute("SELECT status FROM cards WHERE card_id = ?", (CARD,)).fetchone()
    other.close()
    assert ("blocked",) == status
