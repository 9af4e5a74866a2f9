"""The bank's audit log: who did what, in order, one canonical JSON line each.

    {"at_ms":1764000000000,"outcome":"done","seq":1,"subject":null,"txid":"…","v":1,"what":"hold","who":"atm:…"}

Appended right after the store step that it tells of, on the store's thread, so the order is that
of the steps. Nothing secret has a field. A line torn by a power cut is cut off at the next start
and an entry says so. It is neither sealed nor synced yet; the ledger is what money rests on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path
from typing import Final, Protocol

from bank_server.service.event_log import EventLog

VERSION: Final = 1
TAIL_SIZE: Final = 64 * 1024  # more than any line; enough to find the last one
SUBJECT_SIZE_MAX: Final = 128


@unique
class AuditOutcome(StrEnum):
    """What came of it."""

    DONE = "done"
    DECLINED = "declined"
    REFUSED = "refused"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """
    Attributes:
        who: `atm:{uuid}`, `staff:{name}` or `bank`.
        what: the use case, or a finer word for what happened in it.
        subject: whom or what it was done to: an account's name, a card's stored hash, an ATM.
        detail: a reason or problem code.
    """

    who: str
    what: str
    outcome: AuditOutcome
    txid: str | None = None
    subject: str | None = None
    detail: str | None = None


class AuditTrail(Protocol):
    """Where entries go."""

    def append(self, entry: AuditEntry) -> None: ...


class AuditFile:
    """The audit log on disk. Owned by the store's thread."""

    def __init__(self, path: Path, now_ms: Callable[[], int], log: EventLog) -> None:
        self._now_ms = now_ms
        self._log = log
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._seq, torn = _resume(self._file)
        if torn:
            self.append(AuditEntry("bank", "torn-line-cut", AuditOutcome.ALARM))

    def append(self, entry: AuditEntry) -> None:
        """A full disk is a warning, not an exception: the step that the entry tells of is done,
        and its answer must still reach the ATM. The next entry takes the number."""
        line = encode(self._seq + 1, self._now_ms(), entry)
        size = os.fstat(self._file).st_size
        try:
            written = os.write(self._file, line)
        except OSError as error:
            self._log.warning("audit_failed", why=error.strerror, what=entry.what)
            return
        if written < len(line):
            os.ftruncate(self._file, size)
            self._log.warning("audit_failed", why="disk full", what=entry.what)
            return
        self._seq += 1

    def close(self) -> None:
        os.close(self._file)


def encode(seq: int, at_ms: int, entry: AuditEntry) -> bytes:
    """Canonical: sorted keys, no blanks, ASCII; so a text from outside stays in its string."""
    fields = {
        "v": VERSION,
        "seq": seq,
        "at_ms": at_ms,
        "who": entry.who,
        "what": entry.what,
        "outcome": entry.outcome.value,
        "txid": entry.txid,
        "subject": entry.subject[:SUBJECT_SIZE_MAX] if entry.subject else None,
        "detail": entry.detail,
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _resume(file: int) -> tuple[int, bool]:
    """The last sequence number, and whether a torn end had to be cut off."""
    size = os.fstat(file).st_size
    start = max(0, size - TAIL_SIZE)
    tail = os.pread(file, TAIL_SIZE, start)
    whole = tail[: tail.rfind(b"\n") + 1]
    torn = len(whole) < len(tail)
    if torn:
        os.ftruncate(file, start + len(whole))
    lines = whole.splitlines()
    return (int(json.loads(lines[-1])["seq"]) if lines else 0), torn
