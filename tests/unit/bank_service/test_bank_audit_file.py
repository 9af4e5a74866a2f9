"""The audit log on disk: ordered, canonical, one line each, and honest about a torn end."""

import json
import os

import pytest

from bank_server.service.audit import AuditEntry, AuditFile, AuditOutcome
from bank_server.service.event_log import EventLog

ENTRY = AuditEntry("staff:anna", "account-create", AuditOutcome.DONE, subject="alice")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.jsonl"


@pytest.fixture
def opened(path):
    files = []

    def reopen():
        files.append(AuditFile(path, lambda: 1_764_000_000_000, EventLog()))
        return files[-1]

    yield reopen
    for each in files:
        each.close()


def test_a_line_is_canonical_and_the_file_private(path, opened):
    opened().append(ENTRY)

    assert (
        b'{"at_ms":1764000000000,"detail":null,"outcome":"done","seq":1,"subject":"alice",'
        b'"txid":null,"v":1,"what":"account-create","who":"staff:anna"}\n'
    ) == path.read_bytes()
    assert 0o600 == path.stat().st_mode & 0o777


def test_numbers_go_on_after_a_restart(path, opened):
    opened().append(ENTRY)
    opened().append(ENTRY)

    assert [1, 2] == [json.loads(line)["seq"] for line in path.read_text().splitlines()]


def test_a_torn_end_is_cut_off_and_told(path, opened):
    opened().append(ENTRY)
    with path.open("ab") as file:
        file.write(b'{"at_ms":17')
    opened().append(ENTRY)
    lines = [json.loads(line) for line in path.read_text().splitlines()]

    assert [(1, "account-create"), (2, "torn-line-cut"), (3, "account-create")] == [
        (line["seq"], line["what"]) for line in lines
    ]


def test_a_name_stays_inside_its_string(path, opened):
    """Fault 61."""
    name = 'x"}\r\n{"seq":9} \x1b[2J \u202e'
    opened().append(AuditEntry("staff:anna", "x", AuditOutcome.DONE, subject=name))
    raw = path.read_bytes()

    assert (1, True) == (raw.count(b"\n"), raw.isascii())
    assert name == json.loads(raw)["subject"]


def test_a_full_disk_is_a_warning_and_leaves_no_half_line(path, opened, monkeypatch, expect_log):
    expect_log("audit_failed why=.disk full. what=account-create")
    audit, write = opened(), os.write
    audit.append(ENTRY)
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:10]))
    audit.append(ENTRY)
    monkeypatch.undo()
    audit.append(ENTRY)

    assert [1, 2] == [json.loads(line)["seq"] for line in path.read_text().splitlines()]
