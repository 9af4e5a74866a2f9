"""All of a database at once: read beside every step, filled in parts before anybody may use it.

A MongoDB transaction holds no whole bank. So while it is filled, the bank's one document carries no
schema number but IMPORTING: no bank opens it, and the next import clears away what is there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final

from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from bank_server.store.mongo.connection import end_former, name_of, open_client
from bank_server.store.mongo.migrations import IMPORTING, bring_on, check, name_it
from bank_server.store.mongo.run import RuleBroken, StepRun
from bank_server.store.mongo.schema import COLLECTIONS, PROGRAM, SCHEMA_NUMBER
from bank_server.store.mongo.unit import BANK, Document, TakenOver
from bank_server.store.mongo.whole_rows import MongoReader
from bank_server.store.results import StoreRefused, StoreUnavailable
from bank_server.store.rows import Rows
from bank_server.store.whole import Row, StoreChanged, StoreFull, WholeReader, put

CHANGED: Final = "a bank has written to this database meanwhile; end every bank on it first"


READ_CHANGED: Final = (
    "a bank has written to this database meanwhile, and its server keeps no snapshot"
)
TOO_LONG: Final = (
    "reading took longer than the server keeps a snapshot (its minSnapshotHistoryWindowInSeconds, "
    "300 s by default); raise that, or end the bank first"
)
_SNAPSHOT_TOO_OLD: Final = 239


class MongoWhole:
    """Fulfils `WholeStore`."""

    def __init__(self, address: str) -> None:
        """Raises StoreRefused, and never tells the address."""
        self._client, self._database = open_client(address)
        self._session = self._client.start_session()
        self._writer = self._session.session_id["id"].hex()
        self._mark = 0
        self._name: str | None = None

    @contextmanager
    def reading(self) -> Iterator[WholeReader]:
        """As of one moment of the server's; a bank may write on beside it.

        Every step changes the bank's document: as long as that is the same, all else is. So a
        server that answers with something newer in spite of the session is found out.
        """
        with _named(), self._client.start_session(snapshot=True) as session:
            check(self._database)
            before = self._bank(session)
            yield MongoReader(self._database, session)
            if self._bank(session) != before:
                raise StoreChanged(READ_CHANGED)

    def fill(
        self,
        batches: Iterable[Sequence[Row]],
        approve: Callable[[WholeReader], None],
        begin: Callable[[Rows], object] | None = None,
    ) -> None:
        with _named():
            self._begin()
            is_done = False
            try:
                for batch in batches:
                    self._run(partial(_put_all, batch))
                approve(MongoReader(self._database, self._session))
                if begin is not None:
                    self._run(begin, is_filling=False)
                self._end()
                is_done = True
            finally:
                if not is_done:
                    self._undo()

    def close(self) -> None:
        self._session.end_session()
        self._client.close()

    def _begin(self) -> None:
        """The database is this import's, empty, and nobody else's until the end."""
        found = self._bank()
        if found is None or found.get("schema") != IMPORTING:
            bring_on(self._database)
            name_it(self._database)
            self._refuse_full()
            found = self._bank()
        assert found is not None, "it was made or found above"
        self._name = found.get("name")
        mine = self._own(IMPORTING)
        end_former(self._client, self._database)
        if self._database[BANK].find_one_and_replace(found, mine) is None:
            raise StoreRefused(CHANGED)
        if found.get("schema") == IMPORTING:
            self._clear()
        else:
            self._refuse_full_again(found)

    def _refuse_full_again(self, found: Document) -> None:
        """A bank may have begun between the look and the lock; from here on none can."""
        try:
            self._refuse_full()
        except BaseException:
            self._database[BANK].replace_one({"_id": BANK, "writer": self._writer}, found)
            raise

    def _refuse_full(self) -> None:
        for name in COLLECTIONS:
            if name != BANK and self._database[name].find_one() is not None:
                raise StoreFull("the database is not empty; an import needs an empty store")

    def _end(self) -> None:
        """The one write that makes a bank of it."""
        ended = {"$set": {"schema": SCHEMA_NUMBER}}
        mine = {"_id": BANK, "writer": self._writer, "schema": IMPORTING}
        if not self._database[BANK].update_one(mine, ended).matched_count:
            raise StoreRefused(CHANGED)

    def _undo(self) -> None:
        """As empty as before; what a kill prevents here, the next import does."""
        mine = {"_id": BANK, "writer": self._writer, "schema": IMPORTING}
        nobody = {"$set": {"writer": None}}  # an end that is still on its way ends nothing now
        if self._database[BANK].update_one(mine, nobody).matched_count:
            self._clear()
            self._database[BANK].replace_one(
                {**mine, "writer": None}, {**self._own(SCHEMA_NUMBER), "writer": None}
            )

    def _clear(self) -> None:
        for name in COLLECTIONS:
            if name != BANK:
                self._database[name].delete_many({})

    def _own(self, schema: int | str) -> Document:
        """No numbers are given yet."""
        return {
            "_id": BANK,
            "program": PROGRAM,
            "name": self._name,
            "schema": schema,
            "writer": self._writer,
        }

    def _bank(self, session: ClientSession | None = None) -> Document | None:
        return self._database[BANK].find_one({"_id": BANK}, session=session)

    def _run(self, step: Callable[[Rows], object], *, is_filling: bool = True) -> None:
        run = StepRun(
            step,
            session=self._session,
            database=self._database,
            writer=self._writer,
            next_mark=self._next_mark,
            monotonic=time.monotonic,
            pause=threading.Event().wait,
            is_filling=is_filling,
        )
        run.result()

    def _next_mark(self) -> int:
        self._mark += 1
        return self._mark


def _put_all(batch: Sequence[Row], rows: Rows) -> None:
    for row in batch:
        put(rows, row)


@contextmanager
def _named() -> Iterator[None]:
    """The driver's own texts may hold a document, or the address."""
    try:
        yield
    except RuleBroken as error:
        raise StoreRefused(str(error)) from None
    except TakenOver:
        raise StoreRefused(CHANGED) from None
    except PyMongoError as error:
        if getattr(error, "code", None) == _SNAPSHOT_TOO_OLD:
            raise StoreRefused(TOO_LONG) from None
        raise StoreUnavailable(f"the servers failed: {name_of(error)}") from None
