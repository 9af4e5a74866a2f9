"""Puts the books of a file into a store, which knows from the same step on that they were put back.

However the file came about, a bank may have served after it was written. So there is no way to
fill a store without a restoration: where nothing was lost, each ATM says so within seconds.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from bank_server.admin.client import AdminError
from bank_server.admin.moving.backup import held
from bank_server.admin.moving.books_file import Summary, batches, check_books, compare_books
from bank_server.admin.moving.replacing import put_in_place, without
from bank_server.domain.restoration import Restoration
from bank_server.home_store import keep_home
from bank_server.state import StateFolder
from bank_server.store.base import StoreRefused
from bank_server.store.opening import is_address, whole_store
from bank_server.store.rows import Rows
from bank_server.store.steps.restorations import begin
from bank_server.store.whole import Table, WholeStore

NAME_SIZE: Final = 16
FILE_MODE: Final = 0o600
REPLACES_NO_MONGODB: Final = (
    "in a MongoDB nothing is moved aside: name a database that is not there yet in the address "
    "(…/NAME?…), without --replace; the one of now stays as it is, for you to keep or to drop"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """
    Attributes:
        kept: where the books are that were there before; None if there were none.
    """

    summary: Summary
    restoration: Restoration
    kept: Path | None


def restore_books(
    state: StateFolder,
    setting: str,
    path: Path,
    *,
    replaces: bool,
    now_ms: int,
    random_bytes: Callable[[int], bytes],
) -> Restored:
    """Raises what a store and its folders raise, and BooksFileBad; then nothing was changed.

    replaces: what is there now is moved aside.
    """
    with path.open("rb") as file:
        summary = check_books(file)
        if replaces and is_address(setting):
            raise AdminError(REPLACES_NO_MONGODB)
        state.make()
        filling = _Filling(file, summary, random_bytes(NAME_SIZE).hex(), now_ms)
        with held(state):
            if replaces:
                kept = _replaced(state, filling)
            else:
                kept = None
                _filled(state, setting, filling)
            keep_home(state, setting)
            _note_of(state).unlink(missing_ok=True)
    assert filling.begun is not None, "a store that was filled has its restoration"
    return Restored(summary, filling.begun, kept)


class _Filling:
    """
    Attributes:
        begun: the restoration, once the store is filled.
    """

    def __init__(self, file: BinaryIO, summary: Summary, name: str, now_ms: int) -> None:
        self._file = file
        self._now_ms = max(now_ms, summary.newest_ms)
        self.summary = summary
        self.name = name
        self.begun: Restoration | None = None

    def fill(self, store: WholeStore) -> None:
        store.fill(
            batches(self._file, self.summary), partial(compare_books, self._file), self._begin
        )

    def _begin(self, rows: Rows) -> None:
        self.begun = begin(rows, self.name, self._now_ms)


def _replaced(state: StateFolder, filling: _Filling) -> Path | None:
    """A new file beside the one of now, which takes its place when everything is in it."""
    draft = state.database.with_name(state.database.name + ".restoring")
    without(draft)  # of a restoring that was killed
    with closing(whole_store("sqlite", draft)) as store:
        filling.fill(store)
    return put_in_place(draft, state.database)


def _filled(state: StateFolder, setting: str, filling: _Filling) -> None:
    with closing(whole_store(setting, state.database)) as store:
        # A kill may have come after the last write, and before the state knew of it.
        known = _noted(state, filling.summary)
        if known is not None:
            filling.name = known
            filling.begun = _last(store, known)
        if filling.begun is not None:
            return
        _write_note(state, filling)
        try:
            filling.fill(store)
        except BaseException:
            _note_of(state).unlink(missing_ok=True)
            raise


def _last(store: WholeStore, name: str) -> Restoration | None:
    """The store's last restoration, if that is its name."""
    last: Restoration | None = None
    with suppress(StoreRefused), store.reading() as reader:  # half filled, or nothing there
        for row in reader.rows(Table.RESTORATIONS):
            assert isinstance(row, Restoration), "what the table has"
            last = row
    return last if last is not None and last.name == name else None


def _note_of(state: StateFolder) -> Path:
    """Which restoration is being begun with which file; it is there only meanwhile."""
    return state.database.with_name("restoring.json")


def _noted(state: StateFolder, summary: Summary) -> str | None:
    try:
        found: object = json.loads(_note_of(state).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    is_same = isinstance(found, dict) and found.get("sha256") == summary.sha256
    return str(found["name"]) if isinstance(found, dict) and is_same else None


def _write_note(state: StateFolder, filling: _Filling) -> None:
    content = json.dumps({"sha256": filling.summary.sha256, "name": filling.name})
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    with os.fdopen(os.open(_note_of(state), flags, FILE_MODE), "w", encoding="ascii") as file:
        file.write(content + "\n")
        file.flush()
        os.fsync(file.fileno())
