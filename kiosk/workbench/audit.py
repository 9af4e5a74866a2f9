"""Works out from a state folder at rest whether every note and every cent is accounted for.

    python -m kiosk.workbench.audit --state DIR [--json]

A process of its own that trusts none of the others: it reads the bank's database, the HSM's memory
and the places where the notes really lie, and compares the three. It changes nothing. Where the
books are no file, the bank's own command backs them up for it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.workbench.at_rest import StateInUse, at_rest
from kiosk.workbench.audit_books import Books, BooksUnreadable, book_findings, read_books
from kiosk.workbench.audit_notes import note_findings
from kiosk.workbench.children import CHECKOUT
from kiosk.workbench.device_memories import MemoryUnreadable, read_hsm, read_matter
from kiosk.workbench.exported_books import read_export

BALANCED: Final = 0
NOT_BALANCED: Final = 1
CANNOT: Final = 2
HOME: Final = "store.json"  # which store the bank's books are in
SQLITE: Final = "sqlite"
BACKUP_S_MAX: Final = 300.0


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    state: Path = options.state
    try:
        with at_rest(state):
            findings = audit(state)
    except StateInUse as error:
        # Books, memory and notes read one after the other would not be of one moment.
        sys.stderr.write(
            f"audit: {state} is in use by {error}; end that first. "
            f"The bank's books alone while it runs: ./atm admin --state {state} audit\n"
        )
        return CANNOT
    except (BooksUnreadable, MemoryUnreadable) as error:
        # Damaged evidence is a finding. Only a folder that never was a state is wrong use.
        if not (state / "bank").is_dir():
            sys.stderr.write(f"audit: {error}; is {state} the state folder of an ATM?\n")
            return CANNOT
        findings = [f"unreadable: {error}"]
    if options.json:
        sys.stdout.write(json.dumps({"balanced": not findings, "findings": findings}) + "\n")
    else:
        sys.stdout.write("".join(f"{finding}\n" for finding in findings) or "balanced\n")
    return NOT_BALANCED if findings else BALANCED


def audit(state: Path) -> list[str]:
    """Everything that does not agree, one sentence each."""
    try:
        books = books_of(state)
        return [
            *book_findings(books),
            *note_findings(books, read_hsm(state), read_matter(state)),
        ]
    except sqlite3.Error as error:
        raise BooksUnreadable(f"the bank's database cannot be read: {error}") from error
    except (ValueError, subprocess.TimeoutExpired) as error:
        raise BooksUnreadable(f"the bank's books cannot be read: {type(error).__name__}") from error


def books_of(state: Path) -> Books:
    """One moment of them, wherever they are. Raises BooksUnreadable, ValueError, sqlite3.Error."""
    home = state / "bank" / HOME
    if not home.is_file() or json.loads(home.read_text("utf-8")).get("kind") == SQLITE:
        return read_books(state / "bank" / "bank.sqlite")
    with tempfile.TemporaryDirectory(prefix="atm-audit-") as folder:
        path = Path(folder) / "books.jsonl"
        words = ("--state", str(state.absolute()), "backup", str(path))
        done = subprocess.run(
            [sys.executable, "-m", "bank_server.admin", *words],
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
            timeout=BACKUP_S_MAX,
            check=False,
        )
        if done.returncode != 0:
            raise BooksUnreadable(f"the bank's store cannot be read: {done.stderr.strip()}")
        return read_export(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.workbench.audit",
        description="Compare the bank's books with the HSM's counters and with the notes. "
        "Nothing may run on the folder meanwhile.",
        epilog="exit: 0 balanced, 1 not balanced, 2 not a state folder, or one in use. "
        "example: python -m kiosk.workbench.audit --state state",
    )
    parser.add_argument(
        "--state", type=Path, required=True, metavar="DIR", help="a state folder at rest"
    )
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
