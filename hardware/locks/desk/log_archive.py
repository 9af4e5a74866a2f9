"""The log's older entries, in sealed text files beside the database: it stays small for years.

A line is an entry: its body, h and m in hex, with tabs between. The database keeps the end of each
file, so the chain goes on from file to file and into the database. A file reaches the disk before
its entries leave the database: who dies in between finds both, and writes the same file again. The
files hold no secret and no guest's name; each backup puts copies beside itself.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from hardware.crypto.sealed_log import HASH_SIZE, MAC_SIZE
from hardware.crypto.secret import Secret
from hardware.locks.desk import desk_log
from hardware.locks.desk.desk_log import Entry, LogCheck
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Store

KEPT: Final = 50_000  # entries that stay in the database, at least
PIECE: Final = 50_000  # entries of a file

_MODE: Final = 0o600
_NO_ENTRY: Final = (b"", b"", b"")
_NAMED: Final = 8  # digits of the hash in a name: two pasts of a restored desk lie side by side


@dataclass(frozen=True, slots=True)
class Piece:
    """Entries `first` to `last`, and the hash of the last."""

    first: int
    last: int
    h: bytes

    @property
    def name(self) -> str:
        return f"log-{self.first}-{self.last}-{self.h.hex()[:_NAMED]}.txt"


def archive(store: Store) -> None:
    """Move older entries into files. Raises DeskRefusal; none is lost."""
    sql = store.reading()
    (last,) = sql.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()
    (first,) = sql.execute("SELECT coalesce(max(last), 0) + 1 FROM archived").fetchone()
    while last - first + 1 >= KEPT + PIECE:
        rows = sql.execute(
            "SELECT number, body, h, m FROM entry WHERE number < :end ORDER BY number",
            {"end": first + PIECE},
        ).fetchall()
        found = Piece(first, first + PIECE - 1, rows[-1][2])
        _write(store.folder / found.name, rows)
        store.step("log-archived: written")
        with store.deed("log-archived", first=str(found.first), last=str(found.last)) as deed:
            deed.sql.execute(
                "INSERT INTO archived (last, first, h) VALUES (:last, :first, :h)",
                {"last": found.last, "first": found.first, "h": found.h},
            )
            deed.sql.execute("DELETE FROM entry WHERE number <= :last", {"last": found.last})
        first = found.last + 1


def pieces(sql: sqlite3.Connection) -> tuple[Piece, ...]:
    """All files that there are to be, the oldest first."""
    rows = sql.execute("SELECT first, last, h FROM archived ORDER BY last")
    return tuple(Piece(*row) for row in rows)


def missing(folder: Path, found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(each for each in found if not (folder / each.name).is_file())


def verified(store: Store, first: Secret | None) -> LogCheck:
    """Walk over files and database. first: the key of the paper; None checks the chain alone."""
    sql = store.reading()
    found = pieces(sql)
    lost = missing(store.folder, found)
    if lost:
        words = f"Entries {lost[0].first} to {lost[0].last} are not here: bring {lost[0].name} back"
        return LogCheck(0, False, False, words)
    rows = chain(_entries(store.folder, found), desk_log.entries(sql))
    return desk_log.verified(rows, store.facts.log_name, first, store.log)


def _entries(folder: Path, found: tuple[Piece, ...]) -> Iterator[Entry]:
    """What the files say, line by line; a line that is none has no hash, and so no place."""
    for piece in found:
        with (folder / piece.name).open("rb") as file:
            for number, line in zip(count(piece.first), file, strict=False):
                yield number, *_parts(line)


def copy(found: tuple[Piece, ...], source: Path, target: Path) -> None:
    """Put those that are not there yet. Raises OSError."""
    for piece in found:
        path = target / piece.name
        if not path.exists():
            _write_bytes(path, (source / piece.name).read_bytes())


def _parts(line: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        body, h, m = line.removesuffix(b"\n").split(b"\t")
        parts = body, bytes.fromhex(h.decode()), bytes.fromhex(m.decode())
    except ValueError:
        return _NO_ENTRY
    return parts if (len(parts[1]), len(parts[2])) == (HASH_SIZE, MAC_SIZE) else _NO_ENTRY


def _write(path: Path, rows: list[Entry]) -> None:
    content = b"".join(
        b"\t".join((body, h.hex().encode(), m.hex().encode())) + b"\n" for _, body, h, m in rows
    )
    try:
        _write_bytes(path, content)
    except OSError as error:
        raise DeskRefusal(
            Reason.DISK, f"{path} cannot be written: {error.strerror}. The log is as it was"
        ) from error


def _write_bytes(path: Path, content: bytes) -> None:
    """All of it on the disk under its name, or nothing."""
    half = path.with_name(f"{path.name}.new")
    descriptor = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, _MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
