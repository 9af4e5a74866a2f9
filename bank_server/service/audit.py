"""The bank's audit log: who did what, in order, one canonical and sealed JSON line each.

    {"at_ms":1764000000000,"detail":null,"outcome":"done","seq":1,"subject":null,"txid":"…",
     "what":"hold","who":"atm:…","h":"…","m":"…","ver":2}                                (one line)

Appended right after the store step that it tells of, on the store's thread, so the order is that
of the steps. Nothing secret has a field. Sealed as `hardware.crypto.sealed_log` describes; the key
of the next line is kept beside, so that a missing end is noticed. Not synced line by line: the
ledger is what money rests on.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path
from typing import Final, Protocol

from bank_server.service.audit_seal import AuditSeals
from bank_server.service.audit_start import MISSING, Beginning, beginning
from bank_server.service.event_log import EventLog
from hardware.crypto.seal_slots import SlotContent
from hardware.crypto.sealed_line import TAIL, sealed
from hardware.crypto.sealed_log import Chain

SUBJECT_SIZE_MAX: Final = 128
BANK: Final = "bank"


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
    """The audit log on disk. Owned by the store's thread.

    Attributes:
        has_lost_lines: at the start fewer of them were there than the key has sealed.
    """

    def __init__(
        self, path: Path, now_ms: Callable[[], int], log: EventLog, seals: AuditSeals
    ) -> None:
        """Raises KeyFolderError, OSError."""
        self._now_ms = now_ms
        self._log = log
        self._seals = seals
        began = beginning(path, seals)
        self.has_lost_lines = MISSING in {what for what, _ in began.findings}
        self._name = began.name
        self._chain = began.chain
        self._torn_at: int | None = None
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._tell(began)

    def append(self, entry: AuditEntry) -> None:
        """A full disk is a warning, not an exception: the step that the entry tells of is done,
        and its answer must still reach the ATM. The next entry takes number and key."""
        chain = self._chain
        after = Chain(chain.key, number=chain.number, h=chain.h)
        body = encode(chain.number, self._now_ms(), entry)
        line = sealed(body, after.seal(body))
        try:
            self._write(line)
        except OSError as error:
            self._log.warning("audit_failed", why=error.strerror, what=entry.what)
            return
        self._chain = after
        try:
            self._seals.save(SlotContent(self._name, after.number, after.key))
        except OSError as error:
            # The next start goes on from the lines themselves.
            self._log.warning("audit_key_not_kept", why=error.strerror)

    def close(self) -> None:
        """Durable, and the key with it."""
        os.fsync(self._file)
        os.close(self._file)
        self._seals.close()

    def _write(self, line: bytes) -> None:
        """All of it; what the disk took of less is cut off, before the next one at the latest."""
        if self._torn_at is not None:
            os.ftruncate(self._file, self._torn_at)
            self._torn_at = None
        size = os.fstat(self._file).st_size
        if os.write(self._file, line) < len(line):
            self._torn_at = size
            os.ftruncate(self._file, size)
            self._torn_at = None
            raise OSError(errno.ENOSPC, "disk full")

    def _tell(self, began: Beginning) -> None:
        for what, detail in began.findings:
            self.append(AuditEntry(BANK, what, AuditOutcome.ALARM, detail=detail))
            self._log.warning("alarm", what=what, where=BANK)


def encode(seq: int, at_ms: int, entry: AuditEntry) -> bytes:
    """The body of a line. Canonical: sorted keys, no blanks, ASCII; so a text from outside stays
    in its string."""
    fields = {
        "seq": seq,
        "at_ms": at_ms,
        "who": entry.who,
        "what": entry.what,
        "outcome": entry.outcome.value,
        "txid": entry.txid,
        "subject": entry.subject[:SUBJECT_SIZE_MAX] if entry.subject else None,
        "detail": entry.detail,
    }
    text = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")
    return text.removesuffix(b"}") + b"," + TAIL
