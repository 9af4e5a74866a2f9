"""The audit finds the books wherever the bank has them, and says so where it cannot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.workbench import audit as auditing
from kiosk.workbench.audit_books import AccountRow, BooksUnreadable

ACCOUNT = {
    "account_id": "a1",
    "kind": "customer",
    "account_name": "Alice",
    "balance": {"minor": 7, "currency": "EUR"},
    "held": {"minor": 0, "currency": "EUR"},
}


@pytest.fixture
def state(tmp_path):
    (tmp_path / "bank").mkdir()
    kept = {"version": 1, "kind": "mongodb", "name": "atm_bank"}
    (tmp_path / "bank" / "store.json").write_text(json.dumps(kept))
    return tmp_path


def answering(code, err="", lines=()):
    """The bank's own command, as it ends."""

    def run(words, **_):
        Path(words[-1]).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return SimpleNamespace(returncode=code, stderr=err)

    return run


def test_books_that_are_no_file_are_backed_up_and_read(state, monkeypatch):
    monkeypatch.setattr(subprocess, "run", answering(0, lines=[json.dumps({"accounts": ACCOUNT})]))

    books = auditing.books_of(state)

    assert (AccountRow("a1", "customer", "Alice", "EUR", 7, 0),) == books.accounts


def test_a_store_that_cannot_be_asked_is_told(state, monkeypatch):
    monkeypatch.setattr(subprocess, "run", answering(2, "admin: the store cannot be used"))

    with pytest.raises(BooksUnreadable, match="the store cannot be used"):
        auditing.audit(state)


def test_a_backup_that_is_none_is_told(state, monkeypatch):
    monkeypatch.setattr(subprocess, "run", answering(0, lines=["no export"]))

    with pytest.raises(BooksUnreadable, match="the bank's books cannot be read"):
        auditing.audit(state)


def test_an_older_bank_has_its_books_in_its_file(tmp_path):
    (tmp_path / "bank").mkdir()

    with pytest.raises(BooksUnreadable, match=r"bank\.sqlite does not exist"):
        auditing.audit(tmp_path)
