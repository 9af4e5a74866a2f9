"""The same bank in memory, in SQLite and in MongoDB, side by side; each can start again."""

from bank_server.store.memory import MemoryEngine, MemoryRows
from bank_server.store.mongo.engine import MongoEngine
from bank_server.store.mongo.schema import COLLECTIONS
from bank_server.store.mongo.unit import BANK
from bank_server.store.sqlite.engine import SqliteEngine
from bank_server.store.stepped import SteppedStore

BOOT = "boot {}"


class Kept:
    """A store whose bank can start again on what is there.

    engine: makes the engine over it; the same one each time, where nothing lasts.
    """

    def __init__(self, name, engine, count):
        self.name = name
        self._new_engine = engine
        self._count = count
        self._boots = 0
        self.engine = self.store = None
        self.start()

    def start(self):
        if self.store is not None:
            self.store.close()
        self._boots += 1
        self.engine = self._new_engine()
        self.store = SteppedStore(self.engine, BOOT.format(self._boots))

    def rows(self, read):
        return self.engine.run(read)

    def count(self, kind):
        """How many rows of this kind there are, asked past the bank."""
        return self._count(kind)

    def close(self):
        self.store.close()


def in_memory(name="memory", rows=MemoryRows):
    engine = MemoryEngine()
    engine._rows = rows(engine._undo)
    tables = {
        "journal_lines": "_journal_lines",
        "journal_said": "_journal_said",
        "entries": "_entries",
        "work_items": "_work",
        "business_days": "_days",
    }

    def count(kind):
        table = getattr(engine._rows, tables.get(kind, f"_{kind}"))
        return len(table) if isinstance(table, list) else len(table.all())

    return Kept(name, lambda: engine, count)


def in_sqlite(file):
    def count(kind):
        return kept.engine._connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]

    kept = Kept("SQLite", lambda: SqliteEngine(file), count)
    return kept


class MongoPlace:
    """One database that is emptied for each history: making its collections anew takes longer."""

    def __init__(self, home):
        self._home = home
        self._name = home.new_name()
        self._address = home.address(self._name)
        MongoEngine(self._address).close()
        self._database = home.client[self._name]
        self._bank = self._database[BANK].find_one()

    def emptied(self):
        with self._home.client.start_session() as session, session.start_transaction():
            for each in COLLECTIONS:
                self._database[each].delete_many({}, session=session)
            self._database[BANK].insert_one(self._bank, session=session)
        return Kept("MongoDB", lambda: MongoEngine(self._address), self._count)

    def _count(self, kind):
        return self._database[kind].count_documents({})
