"""What MongoDB alone promises: whom it refuses, what it keeps under which names, and its rules."""

from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest

from bank_server.domain.balancings import BalanceResult
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.mongo import mongo_store
from bank_server.store.mongo.connection import WIRE_VERSION_MIN, refuse_server
from bank_server.store.mongo.engine import MongoEngine
from bank_server.store.mongo.run import RuleBroken
from bank_server.store.mongo.schema import COLLECTIONS, SCHEMA_NUMBER
from bank_server.store.opening import mongo_books
from tests.contract.bank_store.balanced import asked, balance
from tests.contract.bank_store.mongo_server import MongoServer
from tests.contract.bank_store.store_world import (
    ATM,
    CARD,
    MAIN,
    OPENING_MINOR,
    OTHER_ATM,
    World,
    euros,
)

GOOD_HELLO = {
    "setName": "bank",
    "isWritablePrimary": True,
    "maxWireVersion": WIRE_VERSION_MIN,
    "logicalSessionTimeoutMinutes": 30,
    "readOnly": False,
}
NOT_ALLOWED = 13


@pytest.fixture
def address(mongo):
    """Of a furnished bank's database."""
    return mongo.furnished()


@pytest.fixture
def database(mongo, address):
    return mongo.client[address.rpartition("/")[2].partition("?")[0]]


@pytest.fixture
def empty(mongo):
    """The name of a database with nothing in it."""
    return mongo.new_name()


@contextmanager
def no_rule_may_be_changed(client):
    """The server refuses it, as to a user whose only role is readWrite."""
    fail = partial(client.admin.command, "configureFailPoint", "failCommand")
    fail(mode="alwaysOn", data={"failCommands": ["collMod"], "errorCode": NOT_ALLOWED})
    try:
        yield
    finally:
        fail(mode="off")


class TestServers:
    def test_a_primary_of_a_replica_set_is_taken(self):
        refuse_server(GOOD_HELLO)

    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ({"maxWireVersion": WIRE_VERSION_MIN - 1}, r"MongoDB 7\.0 or newer"),
            ({"msg": "isdbgrid"}, "sharded"),
            ({"logicalSessionTimeoutMinutes": None}, "no transactions"),
            ({"setName": None}, "no transactions"),
            ({"isWritablePrimary": False}, "only be read"),
            ({"readOnly": True}, "only be read"),
        ],
    )
    def test_another_is_refused_with_the_reason(self, said, reason):
        hello = {name: value for name, value in (GOOD_HELLO | said).items() if value is not None}

        with pytest.raises(StoreRefused, match=reason):
            refuse_server(hello)

    def test_one_that_stands_alone_is_refused(self, tmp_path):
        server = MongoServer(tmp_path / "alone", "--standalone")
        try:
            with pytest.raises(StoreRefused, match="it must be a member of a replica set"):
                mongo_store(server.uri, "boot 1")
        finally:
            server.kill()

    def test_one_that_is_not_there_is_refused(self):
        with pytest.raises(StoreRefused, match="no primary of the replica set answers"):
            mongo_store("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50", "boot 1")

    def test_a_user_who_may_not_write_is_refused(self, mongo, address):
        mongo.client.admin.command(
            "configureFailPoint",
            "failCommand",
            mode={"times": 1},
            data={"failCommands": ["findAndModify"], "errorCode": NOT_ALLOWED},
        )

        with pytest.raises(StoreRefused, match="does not let them write"):
            mongo_store(address, "boot 1")


class TestAddresses:
    @pytest.mark.parametrize(
        ("weaker", "named"),
        [
            ("w=1", "sets w;"),
            ("w=0", "sets w;"),
            ("journal=false", "sets journal;"),
            ("wTimeoutMS=5", "sets wtimeoutms;"),
            ("retryWrites=false", "sets retrywrites;"),
            ("readPreference=secondary", "sets readpreference;"),
            ("readConcernLevel=local", "sets readconcernlevel;"),
        ],
    )
    def test_one_that_weakens_what_is_kept_is_refused(self, weaker, named):
        with pytest.raises(StoreRefused, match=named):
            mongo_store(f"mongodb://127.0.0.1:1/?{weaker}", "boot 1")

    @pytest.mark.parametrize(
        "address",
        [
            "mongodb://bank:pass-word@",
            "mongodb://bank:pass-word@db1:port",
            "mongodb://bank:pass-word@/x@db1",
            "mongodb://bank:pass-word@db1/?no=such",
            "mongodb://bank:pass-word@127.0.0.1:1/?serverSelectionTimeoutMS=50",
            "mongodb://bank:pass-word@127.0.0.1:1/?w=1",
        ],
    )
    def test_a_refusal_tells_no_password(self, address):
        with pytest.raises(StoreRefused) as refused:
            mongo_store(address, "boot 1")

        assert "pass-word" not in str(refused.value)
        assert refused.value.__cause__ is None


class TestDatabases:
    def test_a_new_one_gets_its_collections_and_its_number(self, mongo, empty):
        mongo_store(mongo.address(empty), "boot 1").close()

        database = mongo.client[empty]
        assert sorted(COLLECTIONS) == sorted(database.list_collection_names())
        assert SCHEMA_NUMBER == database.bank.find_one()["schema"]
        made = {name for each in COLLECTIONS for name in database[each].index_information()}
        told = {index.name for shape in COLLECTIONS.values() for index in shape.indexes}
        assert told | {"_id_"} == made

    def test_one_whose_making_was_cut_off_is_made_whole(self, mongo, empty):
        database = mongo.client[empty]
        mongo_store(mongo.address(empty), "boot 1").close()
        database.bank.update_one({}, {"$set": {"schema": 0}})
        database.drop_collection("work_items")
        database.transactions.drop_indexes()

        with no_rule_may_be_changed(mongo.client):
            store = mongo_store(mongo.address(empty), "boot 2")

        World(store).furnish()
        store.close()
        assert "work_items" in database.list_collection_names()
        assert "one_hold_per_atm" in database.transactions.index_information()

    def test_one_whose_making_an_older_program_began_gets_the_rules_of_today(self, mongo, empty):
        database = mongo.client[empty]
        mongo_store(mongo.address(empty), "boot 1").close()
        rule = database.accounts.options()["validator"]
        database.bank.update_one({}, {"$set": {"schema": 0}})
        database.command("collMod", "accounts", validator={})

        with (
            no_rule_may_be_changed(mongo.client),
            pytest.raises(StoreRefused, match="does not let"),
        ):
            mongo_store(mongo.address(empty), "boot 2")
        mongo_store(mongo.address(empty), "boot 3").close()

        assert rule == database.accounts.options()["validator"]

    def test_one_of_the_first_schema_is_restored_and_takes_envelopes_from_then_on(
        self, mongo, empty
    ):
        database = mongo.client[empty]
        first = mongo_store(mongo.address(empty), "boot 1")
        world = World(first).furnish()
        world.withdraw(world.new_txid(), atm_id=OTHER_ATM)
        before = first.accounts.snapshot()
        first.close()
        database.bank.update_one({}, {"$set": {"schema": 1}})
        database.drop_collection("restorations")
        database.transactions.update_many({}, {"$unset": {"envelope": 1}})
        database.transactions.drop_index("envelopes_of_atm")

        store = mongo_store(mongo.address(empty), "boot 2")

        assert before == store.accounts.snapshot()
        assert store.restorations.last() is None
        World(store).restored("5" * 32)
        second = World(store).restored("6" * 32)
        assert second == store.restorations.last()
        assert "disputed" == World(store).report("e" * 32)[1].value
        store.close()
        assert SCHEMA_NUMBER == database.bank.find_one()["schema"]
        assert "restorations_in_line" in database.restorations.index_information()
        assert "envelopes_of_atm" in database.transactions.index_information()

    def test_one_of_before_the_balancings_keeps_them_from_then_on(self, mongo, empty):
        database = mongo.client[empty]
        first = mongo_store(mongo.address(empty), "boot 1")
        World(first).furnish()
        first.close()
        database.bank.update_one({}, {"$set": {"schema": 4}})
        for name in ("balancings", "business_days"):
            database.drop_collection(name)

        store = mongo_store(mongo.address(empty), "boot 2")

        world = World(store)
        assert BalanceResult.CLOSED is balance(world, asked(world)).result
        store.close()
        assert SCHEMA_NUMBER == database.bank.find_one()["schema"]
        assert "balancings_of_atm" in database.balancings.index_information()

    def test_one_of_before_the_ways_to_days_gets_them(self, mongo, empty):
        database = mongo.client[empty]
        mongo_store(mongo.address(empty), "boot 1").close()
        database.bank.update_one({}, {"$set": {"schema": 5}})
        database.entries.drop_index("entries_by_time")
        database.work_items.drop_index("open_items_of_atm")

        mongo_store(mongo.address(empty), "boot 2").close()

        assert "entries_by_time" in database.entries.index_information()
        assert "open_items_of_atm" in database.work_items.index_information()

    def test_one_of_somebody_else_is_refused_and_left_alone(self, mongo, empty):
        mongo.client[empty].things.insert_one({"_id": 1})

        with pytest.raises(StoreRefused, match="something else"):
            mongo_store(mongo.address(empty), "boot 1")

        assert ["things"] == mongo.client[empty].list_collection_names()

    def test_one_of_another_program_is_refused(self, address, database):
        database.bank.update_one({}, {"$set": {"program": "another"}})

        with pytest.raises(StoreRefused, match="not one of this bank"):
            mongo_store(address, "boot 1")

    def test_one_of_a_newer_schema_is_refused(self, address, database):
        database.bank.update_one({}, {"$set": {"schema": SCHEMA_NUMBER + 1}})

        with pytest.raises(StoreRefused, match=f"has schema {SCHEMA_NUMBER + 1}, this bank knows"):
            mongo_store(address, "boot 1")

    def test_its_books_can_be_looked_at_while_a_bank_works(self, address):
        store = mongo_store(address, "boot 1")

        books = mongo_books(address)

        assert store.accounts.snapshot() == books
        assert store.cards.card(CARD).card_id == CARD
        store.cards.block(CARD)  # it may still write
        store.close()

    def test_one_that_is_no_banks_has_no_books(self, mongo, empty):
        with pytest.raises(StoreRefused, match="not one of this bank"):
            mongo_books(mongo.address(empty))

    def test_what_was_acknowledged_is_there_for_the_next_bank(self, address):
        first = mongo_store(address, "boot 1")
        terms = World(first).withdraw("ab" * 16)
        first.close()

        second = mongo_store(address, "boot 2")

        assert "held" == World(second).state(terms.txid)
        assert (OPENING_MINOR, 5_000) == World(second).money
        assert () == World(second).findings
        second.close()

    def test_a_closed_store_takes_no_step(self, address):
        store = mongo_store(address, "boot 1")
        store.close()

        with pytest.raises(StoreUnavailable):
            store.cards.card(CARD)


class TestNames:
    """Document A's, read past our own code as whoever finds a copy of the database would."""

    def test_accounts_and_atms_are_kept_apart_with_its_fields(self, database):
        account = database.accounts.find_one({"account_id": MAIN})
        atm = database.atms.find_one({"atm_id": ATM})
        card = database.cards.find_one({"card_id": CARD})

        assert ("Alice", OPENING_MINOR) == (account["account_name"], account["balance"])
        assert {"card_id", "AES_KEY", "pin"} <= card.keys()
        assert (400, 0, b"sealed") == tuple(
            atm[name] for name in ("num_bills", "num_dispensed_bills", "AES_KEY")
        )

    def test_a_challenge_has_its_text_and_its_time(self, address, database):
        store = mongo_store(address, "boot 1")
        world = World(store)
        world.give(world.terms(world.new_txid()))
        store.close()

        (challenge,) = database.challenges.find()
        assert {"card_id", "atm_id", "chall", "time"} <= challenge.keys()
        assert world.now + 5_000 == challenge["time"]


class TestRules:
    @pytest.fixture
    def engine(self, address):
        made = MongoEngine(address)
        yield made
        made.close()

    def test_no_more_can_be_held_than_an_account_has(self, engine):
        def step(rows):
            account = rows.account(MAIN)
            rows.put_account(replace(account, held=account.balance + euros(1)))

        with pytest.raises(RuleBroken, match="the schema forbids"):
            engine.run(step)
        assert 0 == engine.run(lambda rows: rows.account(MAIN)).held.minor

    def test_a_card_has_three_tries(self, engine):
        with pytest.raises(RuleBroken):
            engine.run(lambda rows: rows.put_card(replace(rows.card(CARD), tries=4)))

    def test_what_a_step_wrote_is_seen_by_the_step_alone(self, engine, database):
        def step(rows):
            rows.put_account(replace(rows.account(MAIN), account_name="Bob"))
            seen = {account.account_name for account in rows.accounts()}
            return seen, database.accounts.find_one({"account_id": MAIN})["account_name"]

        seen, outside = engine.run(step)

        assert "Bob" in seen
        assert "Alice" == outside
        assert "Bob" == engine.run(lambda rows: rows.account(MAIN).account_name)
