"""Writes all books of one moment into a new file, also while their bank serves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from bank_server.admin.client import AdminError
from bank_server.admin.moving.books_file import Summary, write_books
from bank_server.home_store import check_home
from bank_server.state import StateFolder
from bank_server.store.base import StoreRefused
from bank_server.store.opening import is_address, shown, whole_books
from bank_server.store.whole import StoreChanged

FILE_MODE: Final = 0o600
TRIES_MAX: Final = 5


def back_up(state: StateFolder, setting: str, path: Path) -> Summary:
    """No bank is held up by it. Whatever it raises, there is no file then."""
    if not state.path.is_dir() or not (is_address(setting) or state.database.is_file()):
        raise AdminError(f"{shown(setting, state.database)} does not exist; is --state right?")
    check_home(state, setting)
    for left in reversed(range(TRIES_MAX)):
        try:
            return _in_new_file(path, state, setting)
        except StoreChanged as changed:
            if not left:
                raise StoreRefused(
                    f"{changed}; tried {TRIES_MAX} times. Try when fewer are served, or end the "
                    "bank first"
                ) from changed
    raise AssertionError("the last try answers or raises")


def export(state: StateFolder, setting: str, path: Path) -> Summary:
    """The same of a bank that does not run: nothing comes after it."""
    if not state.path.is_dir():
        raise AdminError(f"{shown(setting, state.database)} does not exist; is --state right?")
    with held(state):
        return back_up(state, setting, path)


@contextmanager
def held(state: StateFolder) -> Iterator[None]:
    """No bank runs on this state, and none begins."""
    descriptor = state.hold()
    try:
        yield
    finally:
        os.close(descriptor)


def _in_new_file(path: Path, state: StateFolder, setting: str) -> Summary:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, FILE_MODE), "wb")
    try:
        with file:
            with whole_books(setting, state.database) as reader:
                summary = write_books(reader, file.write)
            _make_durable(file)
    except BaseException:
        path.unlink()
        raise
    return summary


def _make_durable(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
