"""Puts one SQLite file into the place of another, which is kept; a kill leaves one or the other."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from bank_server.store.results import StoreRefused
from bank_server.store.sqlite.whole import SIDE_FILES

KEPT_MAX: Final = 1_000
_MAGIC: Final = b"SQLite format 3\0"


def put_in_place(draft: Path, database: Path) -> Path | None:
    """Where the former file is now; None if there was none. Nobody writes to either meanwhile.

    Raises OSError, and StoreRefused while somebody reads the former one.
    """
    _settle(draft)
    kept = None
    if database.exists():
        _settle(database)
        kept = _free_name(database)
        _keep(database, kept)
    draft.replace(database)
    folder = os.open(database.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return kept


def without(database: Path) -> None:
    for suffix in ("", *SIDE_FILES):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def _settle(database: Path) -> None:
    """All of it in the one file. One that is broken stays as it is: it is only to be kept, and
    SQLite would delete the side files of what it does not know."""
    with database.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return
    with suppress(sqlite3.Error), closing(sqlite3.connect(database, timeout=0)) as connection:
        found = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if found[0]:
            raise StoreRefused(f"{database} is being read; end that first, such as a backup")


def _keep(database: Path, kept: Path) -> None:
    """Under another name beside its own, which it has until the new file takes it."""
    try:
        os.link(database, kept)
    except OSError:  # a file system without links
        shutil.copyfile(database, kept)
        kept.chmod(database.stat().st_mode)
    for suffix in SIDE_FILES:  # of a broken one; the new file must not find them
        side = database.with_name(database.name + suffix)
        if side.exists():
            side.rename(kept.with_name(kept.name + suffix))


def _free_name(database: Path) -> Path:
    for number in range(1, KEPT_MAX):
        kept = database.with_name(f"{database.stem}-replaced-{number}{database.suffix}")
        if not kept.exists():
            return kept
    raise StoreRefused(f"{database.parent} has {KEPT_MAX} replaced files; take some away")
