"""The audit without a bank: reads a state folder's database directly, also a copied one."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from bank_server.admin.client import AdminError
from bank_server.domain.audit import audit
from bank_server.http.staff_messages import AuditReport
from bank_server.state import StateFolder
from bank_server.store.base import Snapshot, StoreRefused, StoreUnavailable
from bank_server.store.sqlite import sqlite_store

BOOT_ID: Final = "offline"
SIDE_FILES: Final = ("-wal",)


def offline_report(state: StateFolder) -> AuditReport:
    """Works on a private copy, so the folder that is looked at is not touched in any way.

    Raises AdminError. A bank that runs may be written to while it is copied: ask it instead.
    """
    database = state.database
    if not database.is_file():
        raise AdminError(f"{database} does not exist; is {state.path} a bank's state folder?")
    with tempfile.TemporaryDirectory(prefix="bank-audit-") as folder:
        copy = Path(folder) / database.name
        try:
            for suffix in ("", *SIDE_FILES):
                source = database.with_name(database.name + suffix)
                if source.is_file():
                    shutil.copyfile(source, copy.with_name(copy.name + suffix))
            store = sqlite_store(copy, BOOT_ID)
            try:
                books = store.accounts.snapshot()
            finally:
                store.close()
        except (StoreRefused, StoreUnavailable, OSError) as error:
            raise AdminError(f"{database} cannot be read: {error}") from error
    return report(books)


def report(books: Snapshot) -> AuditReport:
    findings = audit(books.accounts, books.entries, books.transactions, books.atms)
    return AuditReport(
        accounts=len(books.accounts),
        entries=len(books.entries),
        transactions=len(books.transactions),
        findings=tuple(f"{each.kind.value} {each.subject}" for each in findings),
    )
