"""Imports into a store and is killed when all rows are there: `import_killed.py FILE WHERE`."""

import os
import signal
import sys
from pathlib import Path

from bank_server.admin.moving.books_file import batches, check_books
from bank_server.store.opening import whole_store


def killed(_reader):
    os.kill(os.getpid(), signal.SIGKILL)


def main(file_name, where):
    with Path(file_name).open("rb") as file:
        store = whole_store(where if "//" in where else "sqlite", Path(where))
        store.fill(batches(file, check_books(file)), killed)


if __name__ == "__main__":
    main(*sys.argv[1:])
