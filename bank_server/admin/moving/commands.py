"""`./atm admin backup`, `restore`, `export` and `import`: a bank's books to a file, and back."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bank_server.admin.client import AdminError
from bank_server.admin.moving.backup import back_up, export
from bank_server.admin.moving.books_file import BooksFileBad, Summary
from bank_server.admin.moving.restore import restore_books
from bank_server.admin.moving.row_order import OutOfOrder
from bank_server.admin.moving.telling import tell_restored, tell_written
from bank_server.settings import SettingsError, load
from bank_server.state import StateExposed, StateFolder, StateHeld
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.whole import StoreFull

GOOD: Final = 0
BAD: Final = 1
_MS: Final = 1_000_000

Described = Callable[[str, str, str], argparse.ArgumentParser]
Written = Callable[[StateFolder, str, Path], Summary]


def add_moving(described: Described) -> None:
    """described: makes a command of its name, what it does, and an example."""
    about = "write all books of one moment into one new file, while the bank serves"
    _add_writing(described("backup", about, "backup books.jsonl"), back_up, "backed up")
    about = (
        "put a backup into the bank's store; then every ATM is waited for; exit 1 for a bad file"
    )
    parser = described("restore", about, "restore books.jsonl --replace")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="move the SQLite file that is there aside; it is kept (default: refuse)",
    )
    _add_filling(parser, "restored")
    about = "the same as backup of a bank that does not run, to move it"
    _add_writing(described("export", about, "export books.jsonl"), export, "exported")
    about = "the same as restore, into an empty store; exit 1 for a bad file"
    example = "import books.jsonl --store mongodb://db1,db2,db3/atm_bank?replicaSet=bank"
    parser = described("import", about, example)
    parser.set_defaults(replace=False)
    _add_filling(parser, "imported")


def _add_writing(parser: argparse.ArgumentParser, write: Written, done: str) -> None:
    parser.add_argument("file", type=Path, help="a new file, for you only")
    _add_store(parser)

    def act(state: StateFolder, options: argparse.Namespace) -> int:
        with _named(options.file):
            summary = write(state, _setting(state, options.store), options.file)
        tell_written(done, summary, is_json=options.json)
        return GOOD

    parser.set_defaults(act=act)


def _add_filling(parser: argparse.ArgumentParser, done: str) -> None:
    parser.add_argument("file", type=Path, help="what backup or export has written")
    _add_store(parser)

    def act(state: StateFolder, options: argparse.Namespace) -> int:
        with _named(options.file):
            try:
                restored = restore_books(
                    state,
                    _setting(state, options.store),
                    options.file,
                    replaces=options.replace,
                    now_ms=time.time_ns() // _MS,
                    random_bytes=secrets.token_bytes,
                )
            except BooksFileBad as error:
                print(f"admin: {options.file}: {error}; nothing was changed", file=sys.stderr)
                return BAD
            except StoreFull as error:
                raise AdminError(f"{error}{_instead(done)}") from error
        tell_restored(done, restored, state, is_json=options.json)
        return GOOD

    parser.set_defaults(act=act)


def _instead(done: str) -> str:
    return "; restore --replace keeps a file that is there aside" if done == "restored" else ""


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="WHERE", help="as for ./atm bank (default: the setting store)"
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS,
                        help=argparse.SUPPRESS)  # fmt: skip


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Whatever can fail, in words. Raises AdminError, and BooksFileBad."""
    try:
        yield
    except (SettingsError, StateExposed, StateHeld, StoreRefused) as error:
        raise AdminError(str(error)) from error
    except StoreUnavailable as error:
        raise AdminError(f"the store cannot be used: {error}") from error
    except OutOfOrder as error:
        raise AdminError(f"the store's own numbers do not fit together: {error}") from error
    except OSError as error:
        raise AdminError(f"{error.filename or path}: {error.strerror}") from error


def _setting(state: StateFolder, store: str | None) -> str:
    settings = load(state.settings, os.environ)
    return settings.with_options(port=None, admin_port=None, store=store).store
