"""What a network and a server can do to a step in MongoDB, and that it takes effect exactly once.

The first part shows, past our own code, that each injected fault really happens.
"""

import pytest
from pymongo import MongoClient, common
from pymongo.errors import AutoReconnect, OperationFailure, WriteConcernError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from bank_server.domain.ledger import PostingKind, transfer
from bank_server.store.base import StoreUnavailable
from bank_server.store.mongo import mongo_store, run
from bank_server.store.mongo.connection import APPLICATION
from bank_server.store.mongo.engine import MongoEngine
from tests.contract.bank_store.mongo_server import MongoHome, MongoServer
from tests.contract.bank_store.mongo_wire import Wire, host_and_port
from tests.contract.bank_store.store_world import ATM, CARD, MAIN, SAVINGS, World, euros

UNKNOWN = "UnknownTransactionCommitResult"
UNDONE = "TransientTransactionError"
WRITE_CONFLICT, SHUTTING_DOWN, FAILED_TO_REPLICATE, NO_SUCH_TRANSACTION = 112, 91, 64, 251


def through(wire, home, name):
    """The database's address, by way of the wire."""
    told = home.address(name, directConnection="true")
    return (
        told.replace(home.uri, wire.uri)
        if home.uri in told
        else wire.uri + name + ("?directConnection=true")
    )


@pytest.fixture(autouse=True)
def _looked_for_at_once(monkeypatch):
    """After a lost connection the driver rests before it looks for the server again."""
    monkeypatch.setattr(common, "MIN_HEARTBEAT_INTERVAL", 0.01)


@pytest.fixture
def database(mongo):
    """A furnished bank's database, seen past the bank."""
    name = mongo.furnished().rpartition("/")[2].partition("?")[0]
    return mongo.client[name]


@pytest.fixture
def wire(mongo):
    made = Wire(*host_and_port(mongo.uri))
    yield made
    made.close()


@pytest.fixture
def fail(mongo):
    """fail(data, times): the server fails the next commands, of the bank or of `raw`, so."""

    def arm(times=1, **data):
        mongo.client.admin.command(
            "configureFailPoint", "failCommand", mode={"times": times}, data=data
        )

    yield arm
    mongo.client.admin.command("configureFailPoint", "failCommand", mode="off")


@pytest.fixture
def engine(mongo, wire, database):
    made = MongoEngine(through(wire, mongo, database.name))
    yield made
    made.close()


@pytest.fixture
def raw(wire):
    """A client of ours on the wire, which is no bank."""
    client = MongoClient(wire.uri, directConnection=True, w="majority", serverMonitoringMode="poll")
    yield client
    client.close()


def insert_in_a_transaction(client, database):
    """By the bare driver, which asks for an unclear commit once more by itself."""
    with client.start_session() as session:
        session.start_transaction(ReadConcern("snapshot"), WriteConcern("majority", j=True))
        try:
            client[database.name].raw.insert_one({"_id": 1}, session=session)
            session.commit_transaction()
        finally:
            # Or what was left open would stand in the way for a minute.
            client.admin.command("killSessions", [session.session_id])


@pytest.fixture
def table(database):
    """A collection of the test's own."""
    database.create_collection("raw")
    yield database.raw
    database.drop_collection("raw")


class TestTheFaultsHappen:
    def test_a_lost_reply_leaves_a_committed_transaction_and_no_answer(
        self, wire, raw, database, table
    ):
        wire.lose("reply", "commitTransaction", times=2)

        with pytest.raises(AutoReconnect) as error:
            insert_in_a_transaction(raw, database)

        assert error.value.has_error_label(UNKNOWN)
        assert [("commitTransaction", "reply")] * 2 == wire.lost
        assert 1 == table.count_documents({})

    def test_a_lost_request_leaves_nothing_and_no_answer(self, wire, raw, database, table):
        wire.lose("request", "commitTransaction", times=2)

        with pytest.raises(AutoReconnect) as error:
            insert_in_a_transaction(raw, database)

        assert error.value.has_error_label(UNKNOWN)
        assert 0 == table.count_documents({})

    def test_one_lost_reply_the_driver_makes_good_itself(self, wire, raw, database, table):
        wire.lose("reply", "commitTransaction")

        insert_in_a_transaction(raw, database)

        assert [("commitTransaction", "reply")] == wire.lost
        assert 1 == table.count_documents({})

    def test_a_failed_commit_undoes_the_transaction(self, fail, raw, database, table):
        fail(
            failCommands=["commitTransaction"], errorCode=NO_SUCH_TRANSACTION, errorLabels=[UNDONE]
        )

        with pytest.raises(OperationFailure) as error:
            insert_in_a_transaction(raw, database)

        assert error.value.has_error_label(UNDONE)
        assert 0 == table.count_documents({})

    def test_a_commit_may_be_done_and_not_be_durable_yet(self, fail, raw, database, table):
        fail(
            failCommands=["commitTransaction"],
            writeConcernError={"code": FAILED_TO_REPLICATE, "errmsg": "waiting"},
        )

        with pytest.raises(WriteConcernError) as error:
            insert_in_a_transaction(raw, database)

        assert error.value.has_error_label(UNKNOWN)
        assert 1 == table.count_documents({})

    def test_a_conflict_ends_a_statement(self, fail, raw, database, table):
        fail(failCommands=["insert"], errorCode=WRITE_CONFLICT)

        with pytest.raises(OperationFailure) as error:
            insert_in_a_transaction(raw, database)

        assert error.value.has_error_label(UNDONE)
        assert 0 == table.count_documents({})

    def test_a_lost_reply_of_a_plain_write_is_asked_for_once_more(self, wire, raw, database, table):
        """Retryable writes: the server knows the write again and answers as it did."""
        wire.lose("reply", "update")
        table.insert_one({"_id": 1, "n": 0})

        raw[database.name].raw.update_one({"_id": 1}, {"$inc": {"n": 1}})

        assert [("update", "reply")] == wire.lost
        assert 1 == table.find_one()["n"]


LOST = [
    *(("reply", "commitTransaction", times) for times in (1, 3)),
    *(("request", "commitTransaction", times) for times in (1, 3)),
    *((part, "find", 1) for part in ("request", "reply")),
    *((part, "findAndModify", 1) for part in ("request", "reply")),
    *((part, "update", 1) for part in ("request", "reply")),
    *((part, "insert", 2) for part in ("request", "reply")),
]
FAILED = [
    (1, {"failCommands": ["commitTransaction"], "errorCode": NO_SUCH_TRANSACTION}),
    (2, {"failCommands": ["commitTransaction"], "errorCode": SHUTTING_DOWN}),
    (3, {"failCommands": ["commitTransaction"], "closeConnection": True}),
    (
        3,
        {
            "failCommands": ["commitTransaction"],
            "writeConcernError": {"code": FAILED_TO_REPLICATE, "errmsg": "waiting"},
        },
    ),
    *(
        (3, {"failCommands": [command], "errorCode": WRITE_CONFLICT})
        for command in ("find", "findAndModify", "update", "insert")
    ),
    (1, {"failCommands": ["update"], "closeConnection": True}),
]


def post_five(rows):
    """A step that would do the same again: nothing in it says that it was taken."""
    account, savings = rows.account(MAIN), rows.account(SAVINGS)
    rows.put_account(account.with_entry(euros(-500)))
    rows.put_account(savings.with_entry(euros(500)))
    rows.add_entries(transfer(PostingKind.CORRECTION, "test", MAIN, SAVINGS, euros(500)), 1)
    return account.balance.minor


def posted(database):
    """(entries of the step, balance moved, numbers given): what has taken effect."""
    entries = list(database.entries.find({"reference": "test"}))
    numbers = [entry["_id"] for entry in database.entries.find().sort("_id")]
    assert list(range(1, len(numbers) + 1)) == numbers
    return len(entries) // 2, database.accounts.find_one({"_id": SAVINGS})["balance"] // 500


class TestExactlyOnce:
    @pytest.fixture(autouse=True)
    def _much_time(self, monkeypatch):
        """How many lost connections a step survives is not the point."""
        monkeypatch.setattr(run, "STEP_TIME_S", 60.0)

    @pytest.mark.parametrize("loss", LOST, ids=str)
    def test_a_step_whose_messages_are_lost(self, engine, wire, database, loss):
        part, command, times = loss
        wire.lose(part, command, times=times)

        assert 50_000 == engine.run(post_five)
        assert 49_500 == engine.run(post_five)

        assert [(command, part)] * times == wire.lost
        assert (2, 2) == posted(database)

    @pytest.mark.parametrize(("times", "data"), FAILED, ids=str)
    def test_a_step_that_the_server_fails(self, engine, fail, database, times, data):
        fail(times, appName=APPLICATION, **data)

        assert 50_000 == engine.run(post_five)
        assert 49_500 == engine.run(post_five)

        assert (2, 2) == posted(database)

    @pytest.mark.parametrize("part", ["request", "reply"])
    def test_a_try_is_counted_once_whatever_becomes_of_the_commit(
        self, mongo, wire, database, part
    ):
        """The one step of an authorisation that another call of it would take again."""
        store = mongo_store(through(wire, mongo, database.name), "boot 1")
        world = World(store)
        txid = world.new_txid()
        world.begin(world.read_terms(txid))
        wire.lose(part, "commitTransaction", times=3)

        store.cards.count_try(txid, ATM)

        assert [("commitTransaction", part)] * 3 == wire.lost
        assert 1 == store.cards.card(CARD).tries
        store.close()

    def test_a_read_whose_commit_is_unclear_is_read_again(self, engine, wire):
        wire.lose("reply", "commitTransaction", times=3)

        assert 50_000 == engine.run(lambda rows: rows.account(MAIN).balance.minor)


class TestBeyondTheBound:
    @pytest.fixture(autouse=True)
    def _no_time(self, monkeypatch):
        monkeypatch.setattr(run, "STEP_TIME_S", 0.0)

    def test_a_commit_that_nobody_answers_may_have_been_taken(self, engine, wire, database):
        wire.lose("reply", "commitTransaction", times=2)

        with pytest.raises(StoreUnavailable, match="it may have been taken"):
            engine.run(post_five)

        assert (1, 1) == posted(database)

    def test_a_commit_that_no_majority_confirms_is_no_answer(self, engine, fail):
        waiting = {"code": FAILED_TO_REPLICATE, "errmsg": "waiting"}
        fail(100, failCommands=["commitTransaction"], writeConcernError=waiting)

        with pytest.raises(StoreUnavailable, match="it may have been taken"):
            engine.run(lambda rows: rows.account(MAIN))

    def test_a_conflict_that_stays_was_not_taken(self, engine, fail, database):
        fail(1, failCommands=["update"], errorCode=WRITE_CONFLICT)

        with pytest.raises(StoreUnavailable, match="it was not taken"):
            engine.run(post_five)

        assert (0, 0) == posted(database)

    def test_the_store_goes_on_and_what_was_left_open_stands_in_nobodys_way(
        self, engine, wire, database
    ):
        wire.lose("request", "commitTransaction", times=2)
        with pytest.raises(StoreUnavailable, match="it may have been taken"):
            engine.run(post_five)
        wire.lose_nothing()

        assert 50_000 == engine.run(post_five)
        assert (1, 1) == posted(database)

    def test_the_next_bank_does_not_wait_for_what_a_killed_one_left_open(
        self, mongo, engine, wire, database
    ):
        """Else it would for a minute: the server keeps an open transaction that long."""
        wire.lose("request", "commitTransaction", times=2)
        with pytest.raises(StoreUnavailable):
            engine.run(post_five)

        with_the_same_books = MongoEngine(mongo.address(database.name))
        assert 50_000 == with_the_same_books.run(post_five)
        with_the_same_books.close()
        assert (1, 1) == posted(database)


class TestTwoBanks:
    def test_the_one_that_came_first_writes_no_more(self, mongo, engine, database):
        second = MongoEngine(mongo.address(database.name))

        with pytest.raises(StoreUnavailable, match="another bank has taken"):
            engine.run(post_five)
        with pytest.raises(StoreUnavailable):
            engine.run(lambda rows: rows.account(MAIN))
        assert 50_000 == second.run(post_five)

        second.close()
        assert (1, 1) == posted(database)


class TestKilledServer:
    """It is gone at one moment of a step, and back, on the same disk, before the step gives up."""

    @pytest.fixture
    def server(self, tmp_path, monkeypatch):
        monkeypatch.setattr(run, "STEP_TIME_S", 60.0)  # how long a start takes is not the point
        made = MongoServer(tmp_path / "server")
        yield made
        made.kill()

    @pytest.mark.parametrize(
        ("part", "command"),
        [
            ("reply", "commitTransaction"),  # committed; the server that comes back has forgotten
            ("request", "commitTransaction"),
            ("reply", "insert"),
        ],
    )
    def test_takes_the_step_once_and_keeps_the_ones_before_it(self, server, part, command):
        home = MongoHome(server.uri)
        name = home.furnished().rpartition("/")[2]
        wire = Wire(*host_and_port(server.uri))
        engine = MongoEngine(through(wire, home, name))
        assert 50_000 == engine.run(post_five)

        def kill():
            server.kill()
            server.start()

        wire.lose(part, command, then=kill)

        answer = engine.run(post_five)
        taken = posted(home.client[name])
        engine.close()
        wire.close()
        home.close()

        assert [(command, part)] == wire.lost
        assert (49_500, (2, 2)) == (answer, taken)
