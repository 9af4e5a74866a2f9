"""The audit log on disk: ordered, canonical, one sealed line each, and honest about its end."""

import json
import os
import secrets

import pytest

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.service.audit import AuditEntry, AuditFile, AuditOutcome
from bank_server.service.audit_check import check
from bank_server.service.audit_seal import (
    FIRST_KEY,
    SEAL_STATE,
    AuditSeals,
    read_key,
    read_state,
)
from bank_server.service.event_log import EventLog
from hardware.crypto.seal_slots import SLOT_SIZE

ENTRY = AuditEntry("staff:anna", "account-create", AuditOutcome.DONE, subject="alice")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.jsonl"


@pytest.fixture
def keys(tmp_path):
    return KeyFolder(tmp_path / "keys")


@pytest.fixture
def opened(path, keys):
    files = []

    def reopen():
        seals = AuditSeals(keys, secrets.token_bytes)
        files.append(AuditFile(path, lambda: 1_764_000_000_000, EventLog(), seals))
        return files[-1]

    yield reopen
    for each in files:
        each.close()


def lines_of(path):
    return path.read_bytes().splitlines(keepends=True)


def told(path):
    return [(line["seq"], line["what"]) for line in map(json.loads, lines_of(path))]


def checked(path, keys, *, with_key=True):
    """What an auditor finds: how many lines are good, and what the first bad one lacks."""
    kept = read_state(keys.read(SEAL_STATE))
    first = read_key(keys.read(FIRST_KEY).decode()) if with_key else None
    found = check(lines_of(path), first, kept)
    return found.count, found.bad


def test_a_line_is_canonical_sealed_and_the_file_private(path, keys, opened):
    opened().append(ENTRY)

    line = path.read_bytes()
    body = (
        b'{"at_ms":1764000000000,"detail":null,"outcome":"done","seq":1,"subject":"alice",'
        b'"txid":null,"what":"account-create","who":"staff:anna",'
    )
    assert line.startswith(body + b'"h":"')
    assert line.endswith(b'","ver":2}\n')
    assert 0o600 == path.stat().st_mode & 0o777
    assert {0o600} == {each.stat().st_mode & 0o777 for each in keys.path.iterdir()}
    assert (1, None) == checked(path, keys)


def test_numbers_chain_and_seals_go_on_after_a_restart(path, keys, opened):
    opened().append(ENTRY)
    opened().append(ENTRY)

    assert [(1, "account-create"), (2, "account-create")] == told(path)
    assert (2, None) == checked(path, keys)


def test_a_torn_end_is_cut_off_and_told(path, keys, opened, expect_log):
    expect_log("alarm what=torn-line-cut")
    opened().append(ENTRY)
    with path.open("ab") as file:
        file.write(b'{"at_ms":17')
    assert (1, None) == checked(path, keys)
    opened().append(ENTRY)

    assert [(1, "account-create"), (2, "torn-line-cut"), (3, "account-create")] == told(path)
    assert (3, None) == checked(path, keys)


def test_a_log_that_is_ahead_of_its_key_goes_on_behind_its_last_line(path, keys, opened):
    """A kill between line and key, or a power cut that kept an older key."""
    audit = opened()
    audit.append(ENTRY)
    behind = keys.read(SEAL_STATE)
    audit.append(ENTRY)
    audit.append(ENTRY)
    keys.replace(SEAL_STATE, behind)
    opened().append(ENTRY)

    assert (4, None) == checked(path, keys)


def test_a_torn_key_leaves_the_other_slot(path, keys, opened):
    opened().append(ENTRY)
    raw = keys.read(SEAL_STATE)
    keys.replace(SEAL_STATE, bytes(9) + raw[9:])
    opened().append(ENTRY)

    assert (2, None) == checked(path, keys)


def test_a_missing_end_is_told_by_the_key_at_once_and_by_the_log_after_the_next_start(
    path, keys, opened, expect_log
):
    expect_log("alarm what=entries-missing")
    audit = opened()
    audit.append(ENTRY)
    size = path.stat().st_size
    audit.append(ENTRY)
    audit.append(ENTRY)
    assert (3, None) == checked(path, keys)

    os.truncate(path, size)

    assert (1, "entries 2 to 3 are missing at the end") == checked(path, keys)
    opened().append(ENTRY)
    assert [(1, "account-create"), (4, "entries-missing"), (5, "account-create")] == told(path)
    assert (1, "entry 2: entry 4 stands in its place") == checked(path, keys)


@pytest.mark.parametrize(
    ("change", "bad"),
    [
        (lambda lines: [lines[0], lines[2]], "entry 2: entry 3 stands in its place"),
        (lambda lines: [lines[0], lines[2], lines[1]], "entry 2: entry 3 stands in its place"),
        (lambda lines: [lines[0], *lines], "entry 2: entry 1 stands in its place"),
        (
            lambda lines: [lines[0], lines[1].replace(b"alice", b"clara"), lines[2]],
            "entry 2: changed, or not chained to the entry before it",
        ),
        (lambda lines: [lines[0], b"{}\n", lines[2]], "entry 2: not a sealed line"),
    ],
    ids=["deleted", "swapped", "doubled", "edited", "replaced"],
)
def test_a_change_is_found_at_its_entry_with_and_without_the_key(path, keys, opened, change, bad):
    audit = opened()
    for _ in range(3):
        audit.append(ENTRY)
    assert (3, None) == checked(path, keys)

    path.write_bytes(b"".join(change(lines_of(path))))

    assert bad == checked(path, keys)[1]
    assert bad == checked(path, keys, with_key=False)[1]


def test_a_log_that_was_chained_anew_lacks_the_seals(path, keys, opened, tmp_path):
    opened().append(ENTRY)
    other = KeyFolder(tmp_path / "other")
    forged = AuditFile(
        tmp_path / "forged", lambda: 1, EventLog(), AuditSeals(other, secrets.token_bytes)
    )
    forged.append(ENTRY)
    forged.close()
    assert (1, None) == checked(path, keys)

    path.write_bytes((tmp_path / "forged").read_bytes())

    assert (1, None) == checked(path, keys, with_key=False)
    assert (0, "entry 1: its seal is not of this key") == checked(path, keys)


def test_a_line_changed_while_the_key_was_behind_is_told_at_the_next_start(
    path, keys, opened, expect_log
):
    expect_log("alarm what=seal-broken")
    audit = opened()
    behind = keys.read(SEAL_STATE)
    audit.append(ENTRY)
    audit.append(ENTRY)
    keys.replace(SEAL_STATE, behind)
    path.write_bytes(path.read_bytes().replace(b"alice", b"clara", 1))
    opened().append(ENTRY)

    assert [3, 4] == [seq for seq, _ in told(path)[2:]]
    assert "seal-broken" == told(path)[2][1]
    assert 0 == checked(path, keys)[0]


def test_a_log_without_seals_is_moved_aside_and_told(path, keys, opened, expect_log):
    expect_log("alarm what=former-log-moved")
    former = b'{"at_ms":1,"seq":7,"v":1,"what":"hold","who":"bank"}\n'
    path.write_bytes(former)
    opened().append(ENTRY)

    assert former == path.with_name("audit-1.jsonl").read_bytes()
    assert [(1, "former-log-moved"), (2, "account-create")] == told(path)
    assert (2, None) == checked(path, keys)


def test_the_first_key_may_be_taken_away(path, keys, opened):
    opened().append(ENTRY)
    first = read_key(keys.read(FIRST_KEY).decode())
    (keys.path / FIRST_KEY).unlink()
    opened().append(ENTRY)

    assert not keys.has(FIRST_KEY)
    assert 2 == check(lines_of(path), first, None).count


def test_a_state_that_is_none_starts_no_bank(path, keys, opened):
    opened().append(ENTRY)
    keys.replace(SEAL_STATE, bytes(2 * SLOT_SIZE))

    with pytest.raises(KeyFolderError, match="does not hold the key"):
        opened()


@pytest.mark.parametrize("text", ["", "bank 0 00", "bank x", "atm 00 " + "00" * 32])
def test_a_key_file_of_something_else_is_refused_without_a_quote(text):
    with pytest.raises(ValueError, match=r"^not (one line|the first key)"):
        read_key(text)


def test_a_name_stays_inside_its_string(path, opened):
    """Fault 61."""
    name = 'x"}\r\n{"seq":9} \x1b[2J \u202e'
    opened().append(AuditEntry("staff:anna", "x", AuditOutcome.DONE, subject=name))
    raw = path.read_bytes()

    assert (1, True) == (raw.count(b"\n"), raw.isascii())
    assert name == json.loads(raw)["subject"]


def test_a_full_disk_is_a_warning_and_leaves_no_half_line(
    path, keys, opened, monkeypatch, expect_log
):
    expect_log("audit_failed why=.disk full. what=account-create")
    audit, write = opened(), os.write
    audit.append(ENTRY)
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:10]))
    audit.append(ENTRY)
    monkeypatch.undo()
    audit.append(ENTRY)

    assert [1, 2] == [seq for seq, _ in told(path)]
    assert (2, None) == checked(path, keys)


def test_a_half_line_that_cannot_be_cut_at_once_is_cut_before_the_next(
    path, keys, opened, monkeypatch, expect_log
):
    """The step that it tells of is done: its answer goes out whatever the disk does."""
    expect_log("audit_failed why=broken what=account-create")

    def breaks(*_):
        raise OSError(5, "broken")

    audit, write = opened(), os.write
    audit.append(ENTRY)
    monkeypatch.setattr(os, "write", lambda file, line: write(file, line[:10]))
    monkeypatch.setattr(os, "ftruncate", breaks)
    audit.append(ENTRY)
    audit.append(ENTRY)
    monkeypatch.undo()
    audit.append(ENTRY)

    assert [1, 2] == [seq for seq, _ in told(path)]
    assert (2, None) == checked(path, keys)
