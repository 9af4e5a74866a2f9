"""`./atm admin export` and `import`: a bank's books out of its store, and into an empty one."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from bank_server.admin.client import AdminError
from bank_server.admin.moving.books_file import (
    BooksFileBad,
    Summary,
    batches,
    check_books,
    compare_books,
    write_books,
)
from bank_server.admin.moving.row_order import OutOfOrder
from bank_server.home_store import check_home, keep_home
from bank_server.settings import SettingsError, load
from bank_server.state import StateExposed, StateFolder, StateHeld
from bank_server.store.base import StoreRefused, StoreUnavailable
from bank_server.store.opening import is_address, shown, whole_store
from bank_server.store.whole import StoreFull, WholeReader, WholeStore

GOOD: Final = 0
BAD: Final = 1
FILE_MODE: Final = 0o600

Described = Callable[[str, str, str], argparse.ArgumentParser]


def add_moving(described: Described) -> None:
    """described: makes a command of its name, what it does, and an example."""
    about = "write all books of a bank that does not run into one new file"
    parser = described("export", about, "export books.jsonl")
    parser.add_argument("file", type=Path, help="a new file, for you only")
    _add_store(parser)
    parser.set_defaults(act=_export)
    about = "put an export into an empty store, all or nothing, and prove it; exit 1 for a bad file"
    example = "import books.jsonl --store mongodb://db1,db2,db3/atm_bank?replicaSet=bank"
    parser = described("import", about, example)
    parser.add_argument("file", type=Path, help="what export has written")
    _add_store(parser)
    parser.set_defaults(act=_import)


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="WHERE", help="as for ./atm bank (default: the setting store)"
    )
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS,
                        help=argparse.SUPPRESS)  # fmt: skip


def _export(state: StateFolder, options: argparse.Namespace) -> int:
    with _named(options.file):
        summary = export_books(state, _setting(state, options.store), options.file)
    _tell("exported", summary, is_json=options.json)
    return GOOD


def _import(state: StateFolder, options: argparse.Namespace) -> int:
    with _named(options.file):
        try:
            summary = import_books(state, _setting(state, options.store), options.file)
        except BooksFileBad as error:
            print(f"admin: {options.file}: {error}; nothing was changed", file=sys.stderr)
            return BAD
    _tell("imported", summary, is_json=options.json)
    return GOOD


def export_books(state: StateFolder, setting: str, path: Path) -> Summary:
    """Raises what `_named` names; then there is no file."""
    if not state.path.is_dir() or not (is_address(setting) or state.database.is_file()):
        raise AdminError(f"{shown(setting, state.database)} does not exist; is --state right?")
    with _held(state):
        check_home(state, setting)
        with closing(whole_store(setting, state.database)) as store, store.reading() as reader:
            return _in_new_file(path, reader)


def import_books(state: StateFolder, setting: str, path: Path) -> Summary:
    """Raises what `_named` names, and BooksFileBad; then the store is as empty as before."""
    with path.open("rb") as file:
        summary = check_books(file)
        state.make()
        with _held(state):
            with closing(whole_store(setting, state.database)) as store:
                try:
                    store.fill(batches(file, summary), lambda reader: compare_books(file, reader))
                except StoreFull:
                    # A kill may have come after the last write, and before the state knew of it.
                    if not _is_there(store, file):
                        raise
            keep_home(state, setting)
    return summary


def _is_there(store: WholeStore, file: BinaryIO) -> bool:
    """Whether the store has exactly what the file says."""
    try:
        with store.reading() as reader:
            compare_books(file, reader)
    except BooksFileBad:
        return False
    return True


def _in_new_file(path: Path, reader: WholeReader) -> Summary:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, FILE_MODE), "wb")
    try:
        with file:
            summary = write_books(reader, file.write)
            _make_durable(file)
    except BaseException:
        path.unlink()
        raise
    return summary


def _make_durable(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _held(state: StateFolder) -> Iterator[None]:
    """No bank runs on this state, and none begins."""
    descriptor = state.hold()
    try:
        yield
    finally:
        os.close(descriptor)


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


def _tell(what: str, summary: Summary, *, is_json: bool) -> None:
    if is_json:
        content = {
            "rows": summary.counts,
            "proof": summary.proof,
            "findings": list(summary.findings),
            "sha256": summary.sha256,
        }
        print(json.dumps(content))
        return
    print(f"{what}: {', '.join(f'{count:,} {table}' for table, count in summary.counts.items())}")
    if what == "imported":
        print(f"the store says the same as the file, line for line ({summary.lines:,} lines)")
    print(f"of the audit: {summary.proof:,} lines, {len(summary.findings)} findings")
    for finding in summary.findings:
        print(f"  {finding}")
    print(f"sha256 {summary.sha256}")
