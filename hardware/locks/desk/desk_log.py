"""The desk's own sealed log: every deed with who and when, in the same commit as the deed.

An entry is a line of JSON without a guest's name and without a secret, sealed as
hardware.crypto.sealed_log says. The first key stands on paper in the safe and nowhere on the PC;
the key of the next entry lies in seal.key, two slots that are overwritten after each commit. A
desk that dies between the two finds its key one entry behind, and steps it forward.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hardware.crypto.seal_slots import STARTS, SlotContent, newest_of, slot_of
from hardware.crypto.sealed_log import Chain, Seal, SealBroken, chained, key_name, stepped
from hardware.crypto.secret import Secret
from hardware.locks.desk.refusals import DeskRefusal, Reason

SEAL_FILE: Final = "seal.key"
TAIL_MAX: Final = 1_000

_MAGIC: Final = b"DESK"
_MODE: Final = 0o600
_ZERO: Final = bytes(32)

# number, body, h, m
Entry = tuple[int, bytes, bytes, bytes]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """number counts from 1; at is ISO 8601 in UTC; told is the rest, for people."""

    number: int
    at: str
    who: str
    deed: str
    told: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LogCheck:
    """
    Attributes:
        entries: how many there are.
        is_good: nothing was found wrong.
        has_seals_checked: with the paper's key; without it the chain alone was.
        words: what was found.
    """

    entries: int
    is_good: bool
    has_seals_checked: bool
    words: str


class DeskLog:
    """Seals entries into a transaction; `committed` afterwards uses their keys up."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SEAL_FILE
        self._chain: Chain | None = None
        self._next: Chain | None = None
        self._name = ""

    def begin(self, first: Secret) -> str:
        """Start a log whose first key this is; returns the key's name."""
        self._name = key_name(first)
        content = slot_of(_MAGIC, SlotContent(self._name, 1, first))
        descriptor = os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _MODE)
        try:
            os.write(descriptor, content * len(STARTS))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._chain = Chain(first)
        return self._name

    def load(self, sql: sqlite3.Connection, name: str) -> None:
        """Go on with a log. Raises DeskRefusal if key and entries do not fit each other."""
        kept = self._kept()
        number, h = _end(sql)
        if kept is None or kept.name != name:
            raise DeskRefusal(
                Reason.LOG, f"{self._path} does not hold the key of this log. Restore a backup"
            )
        if kept.number > number + 1:
            missing = kept.number - number - 1
            raise DeskRefusal(
                Reason.LOG, f"The log's last {missing} entries are missing. Restore a backup"
            )
        self._name = name
        key = stepped(kept.key, number + 1 - kept.number)
        self._chain = Chain(key, number=number + 1, h=h)

    def add(
        self, sql: sqlite3.Connection, at: datetime, who: str, deed: str, told: dict[str, str]
    ) -> None:
        """Write one entry into the transaction that is open."""
        chain = self._copy()
        fields = {"n": chain.number, "at": at.isoformat(), "who": who, "deed": deed, **told}
        body = json.dumps(fields, ensure_ascii=True).encode("ascii")
        number = chain.number
        seal = chain.seal(body)
        sql.execute(
            "INSERT INTO entry (number, body, h, m) VALUES (:number, :body, :h, :m)",
            {"number": number, "body": body, "h": seal.h, "m": seal.m},
        )
        self._next = chain

    def committed(self) -> None:
        """The transaction reached the disk: no former key stays."""
        if self._next is None:
            return
        self._chain, self._next = self._next, None
        self.save()

    def dropped(self) -> None:
        """The transaction was rolled back, and its entry with it."""
        self._next = None

    def save(self) -> None:
        slot = self.slot()
        descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY, _MODE)
        try:
            for start in STARTS:
                os.pwrite(descriptor, slot, start)
        finally:
            os.close(descriptor)

    def slot(self) -> bytes:
        """The next key, for the file and for a backup."""
        chain = self._copy()
        return slot_of(_MAGIC, SlotContent(self._name, chain.number, chain.key))

    def goes_on_after(self, walked: Chain) -> bool:
        """Whether the key that is kept is the one that follows a walk from the first key."""
        kept = self._copy()
        return kept.number == walked.number and kept.key.matches(walked.key.reveal())

    def _copy(self) -> Chain:
        assert self._chain is not None
        return Chain(self._chain.key, number=self._chain.number, h=self._chain.h)

    def _kept(self) -> SlotContent | None:
        try:
            return newest_of(_MAGIC, self._path.read_bytes())
        except FileNotFoundError:
            return None


def entries(sql: sqlite3.Connection) -> Iterator[Entry]:
    """Those in the database."""
    yield from sql.execute("SELECT number, body, h, m FROM entry ORDER BY number")


def tail(sql: sqlite3.Connection, count: int) -> tuple[LogEntry, ...]:
    """The newest entries, the oldest of them first."""
    rows = sql.execute(
        "SELECT number, body FROM entry ORDER BY number DESC LIMIT :count",
        {"count": max(1, min(count, TAIL_MAX))},
    ).fetchall()
    return tuple(_entry(number, body) for number, body in reversed(rows))


def verified(rows: Iterable[Entry], name: str, first: Secret | None, log: DeskLog) -> LogCheck:
    """Walk over all entries, with the first key if somebody brought the paper.

    log: that goes on with them. Who cuts off the newest entries cannot make the key that comes
    after those he leaves: it died with the first of the others.
    """
    if first is None:
        return _chain_alone(rows)
    if key_name(first) != name:
        return LogCheck(0, False, False, "That is not the key of this log")
    chain = Chain(first)
    for number, body, h, m in rows:
        if number != chain.number:
            return LogCheck(chain.number - 1, False, True, f"Entry {chain.number} is missing")
        try:
            chain.check(body, Seal(h, m))
        except SealBroken as error:
            return LogCheck(number, False, True, f"Entry {number}: {error}")
    if not log.goes_on_after(chain):
        words = "The key of the next entry is not this log's: its newest entries were cut off"
        return LogCheck(chain.number - 1, False, True, words)
    return LogCheck(chain.number - 1, True, True, "Chain and seals are whole")


def _chain_alone(rows: Iterable[Entry]) -> LogCheck:
    count, before = 0, _ZERO
    for number, body, h, _ in rows:
        if number != count + 1:
            return LogCheck(count, False, False, f"Entry {count + 1} is missing")
        if chained(before, body) != h:
            return LogCheck(count, False, False, f"Entry {number} was changed after it was made")
        count, before = number, h
    return LogCheck(
        count, True, False, "The chain is whole; its seals need the log key from the safe"
    )


def _end(sql: sqlite3.Connection) -> tuple[int, bytes]:
    row = sql.execute("SELECT number, h FROM entry ORDER BY number DESC LIMIT 1").fetchone()
    return (0, _ZERO) if row is None else (row[0], row[1])


def _entry(number: int, body: bytes) -> LogEntry:
    fields = {str(name): str(value) for name, value in json.loads(body).items()}
    head = {name: fields.pop(name, "") for name in ("n", "at", "who", "deed")}
    return LogEntry(number, head["at"], head["who"], head["deed"], tuple(fields.items()))
