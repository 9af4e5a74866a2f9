"""What an SQLite database's write-ahead log holds, read from outside the process that writes it.

    log      32 bytes: magic, version, page size u32 at 8, checkpoints, two salts of 4 at 16, sums
    frame    24 bytes and a page: page u32, pages of the database after a commit u32 at 4 (0 within
             one), the log's salts at 8, sums

With `synchronous = FULL` SQLite flushes the log once for each commit that wrote something.
Source: the file format of SQLite, section 4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HEADER: Final = struct.Struct(">8xI4x8s8x")
_FRAME: Final = struct.Struct(">4xI8s8x")


@dataclass(frozen=True, slots=True)
class Log:
    """
    Attributes:
        salts: other ones whenever the log begins anew after a checkpoint.
        commits: transactions in it. pages: those that they wrote.
    """

    salts: bytes
    commits: int
    pages: int

    def since(self, before: Log) -> Log | None:
        """What was added; None where the log has begun anew and nobody knows."""
        if self.salts != before.salts:
            return None
        return Log(self.salts, self.commits - before.commits, self.pages - before.pages)


def read_log(database: Path) -> Log:
    """The log beside this database; an empty one if there is none yet."""
    try:
        log = database.with_name(f"{database.name}-wal").read_bytes()
    except FileNotFoundError:
        log = b""
    if len(log) < _HEADER.size:
        return Log(b"", 0, 0)
    page_size, salts = _HEADER.unpack_from(log)
    commits = pages = 0
    frames = range(_HEADER.size, len(log) - page_size, _FRAME.size + page_size)
    for number, at in enumerate(frames, start=1):
        is_commit, frame_salts = _FRAME.unpack_from(log, at)
        if frame_salts != salts:
            break
        if is_commit:
            commits, pages = commits + 1, number
    return Log(salts, commits, pages)
