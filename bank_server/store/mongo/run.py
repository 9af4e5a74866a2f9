"""Runs one step until it has taken effect exactly once, or nobody knows.

Three things can go wrong between a step and its answer, and each has its own way on:

- The server says that the transaction was undone (`TransientTransactionError`): the step runs again
  from its beginning.
- Nobody knows whether a commit came through (`UnknownTransactionCommitResult`): it is asked for
  again, which a server answers for a committed transaction as it did the first time.
- The server no longer knows the transaction that it was asked to commit: the step begins again,
  and looks first for the mark that it leaves in the bank's document. If it is there, the step was
  taken, and its answer is the one of the run that left it.

All of it ends after STEP_TIME_S. Then StoreUnavailable says that nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, NoReturn, TypeVar

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

from bank_server.store.mongo.connection import DURABLE, name_of
from bank_server.store.mongo.rows import MongoRows
from bank_server.store.mongo.unit import Document, Unit
from bank_server.store.results import StoreUnavailable
from bank_server.store.rows import Rows

# When no new try begins any more; the last one may take as long as its answers do.
STEP_TIME_S: Final = 4.0
COMMIT_TIME_MS: Final = 3_000  # how long the server itself waits for a majority
TRIES_MAX: Final = 100
FIRST_PAUSE_S: Final = 0.002
PAUSE_MAX_S: Final = 0.1

_SNAPSHOT: Final = ReadConcern("snapshot")
_UNDONE: Final = "TransientTransactionError"
_UNCLEAR: Final = "UnknownTransactionCommitResult"
_RULES: Final = frozenset({11000, 121})  # a duplicate key; a document against its collection's rule

T = TypeVar("T")


class RuleBroken(Exception):
    """A step wrote what the schema forbids: our own mistake. Nothing of it was written."""


class _Again(Exception):
    """The transaction is over without an answer; the step may run again."""


class StepRun(Generic[T]):
    """
    Attributes:
        next_mark: a number that no other run of a step of this writer has had.
        pause: waits so many seconds, or less if nobody needs the step any more.
        is_filling: whatever the step puts is new.
    """

    def __init__(
        self,
        step: Callable[[Rows], T],
        *,
        session: ClientSession,
        database: Database[Document],
        writer: str,
        next_mark: Callable[[], int],
        monotonic: Callable[[], float],
        pause: Callable[[float], bool],
        is_filling: bool = False,
    ) -> None:
        self._step = step
        self._session = session
        self._database = database
        self._writer = writer
        self._next_mark = next_mark
        self._monotonic = monotonic
        self._pause = pause
        self._is_filling = is_filling
        self._pause_s = FIRST_PAUSE_S
        self._until = monotonic() + STEP_TIME_S
        # Results by mark, of those runs whose commit was asked for and not answered well.
        self._unclear: dict[int, T] = {}

    def result(self) -> T:
        """Raises StoreUnavailable, and TakenOver."""
        for _ in range(TRIES_MAX):
            try:
                return self._once()
            except _Again as again:
                self._wait(str(again))
        raise self._unavailable("too many tries")

    def _once(self) -> T:
        mark = self._next_mark()
        self._session.start_transaction(_SNAPSHOT, DURABLE, ReadPreference.PRIMARY, COMMIT_TIME_MS)
        try:
            unit = Unit(
                self._database, self._session, self._writer, mark, is_filling=self._is_filling
            )
            # In this transaction, not beside it: either it sees what the earlier one wrote, or the
            # server lets only one of the two write.
            if self._unclear and (taken := unit.last_mark()) in self._unclear:
                self._session.abort_transaction()
                return self._unclear[taken]
            result = self._step(MongoRows(unit))
            unit.flush()
        except PyMongoError as error:
            self._session.abort_transaction()
            self._judge(error)
        except BaseException:
            self._session.abort_transaction()
            raise
        self._commit(mark, result)
        return result

    def _commit(self, mark: int, result: T) -> None:
        for _ in range(TRIES_MAX):
            try:
                self._session.commit_transaction()
            except PyMongoError as error:
                # Also where the server says that it was undone: the driver asks for a commit a
                # second time by itself, and tells only what it was answered then.
                self._unclear[mark] = result
                if error.has_error_label(_UNCLEAR):
                    self._wait(name_of(error))
                    continue
                self._judge(error)
            return
        raise self._unavailable("too many commits")

    def _judge(self, error: PyMongoError) -> NoReturn:
        """What to raise instead; never the driver's text, which may hold what was written."""
        if error.has_error_label(_UNDONE):
            raise _Again(name_of(error)) from None
        if _broken_rule(error):
            raise RuleBroken(f"the schema forbids what a step wrote: {name_of(error)}") from None
        raise self._unavailable(name_of(error)) from None

    def _wait(self, reason: str) -> None:
        is_closing = self._pause(self._pause_s)
        self._pause_s = min(2 * self._pause_s, PAUSE_MAX_S)
        if is_closing or self._monotonic() >= self._until:
            raise self._unavailable(reason) from None

    def _unavailable(self, reason: str) -> StoreUnavailable:
        known = "it may have been taken" if self._unclear else "it was not taken"
        return StoreUnavailable(f"the step failed, {known}: {reason}")


def _broken_rule(error: PyMongoError) -> bool:
    if isinstance(error, BulkWriteError):
        return any(each["code"] in _RULES for each in error.details.get("writeErrors", ()))
    return getattr(error, "code", None) in _RULES
