"""Reads the bank's audit log from its end, as far as somebody wants to look back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BLOCK_SIZE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What one line says; its seal is not looked at."""

    seq: int
    at_ms: int
    who: str
    what: str
    outcome: str
    txid: str | None
    subject: str | None
    detail: str | None


LookBack = Callable[[], Iterator[AuditLine]]


def newest_first(path: Path) -> Iterator[AuditLine]:
    """Nothing of a log that is not there; lines that are none of ours are left out."""
    for raw in _lines_backwards(path):
        line = _read(raw)
        if line is not None:
            yield line


def no_log() -> Iterator[AuditLine]:
    """Of a bank that keeps none."""
    return iter(())


def _lines_backwards(path: Path) -> Iterator[bytes]:
    if not path.exists():
        return
    with path.open("rb") as file:
        end, rest = file.seek(0, 2), b""
        while end:
            begin = max(0, end - BLOCK_SIZE)
            file.seek(begin)
            first, *whole = (file.read(end - begin) + rest).split(b"\n")
            yield from reversed(whole)
            end, rest = begin, first
        yield rest


def _read(raw: bytes) -> AuditLine | None:
    try:
        found = json.loads(raw)
        line = AuditLine(*(found[name] for name in AuditLine.__slots__))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    numbers, texts = (line.seq, line.at_ms), (line.who, line.what, line.outcome)
    others = (line.txid, line.subject, line.detail)
    is_ours = (
        all(type(each) is int for each in numbers)
        and all(isinstance(each, str) for each in texts)
        and all(each is None or isinstance(each, str) for each in others)
    )
    return line if is_ours else None
