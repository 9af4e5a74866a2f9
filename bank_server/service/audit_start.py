"""Where the audit log goes on when the bank starts: after its last line, with its next key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bank_server.service.audit_seal import AuditSeals
from hardware.crypto.seal_slots import SlotContent
from hardware.crypto.sealed_line import LineInvalid, body_of, seal_of
from hardware.crypto.sealed_log import ZERO_HASH, Chain, SealBroken, stepped

TAIL_SIZE: Final = 64 * 1024  # more than any line; enough to find the last one

TORN: Final = "torn-line-cut"
MISSING: Final = "entries-missing"
BROKEN: Final = "seal-broken"
MOVED: Final = "former-log-moved"
Findings = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """
    Attributes:
        name: of the first key.
        chain: at the next line.
        findings: what the log itself has to tell of, with its detail.
    """

    name: str
    chain: Chain
    findings: Findings


def beginning(path: Path, seals: AuditSeals) -> Beginning:
    """Mends a torn end. A log that was never sealed, or whose key is gone, is moved aside whole:
    nothing could be said of lines behind it. Raises KeyFolderError, OSError."""
    findings: list[tuple[str, str | None]] = []
    if _cut_torn_end(path):
        findings.append((TORN, None))
    state, last = seals.load(), _last(path)
    if last is not None and (state is None or not _is_sealed(last)):
        findings.append((MOVED, _moved_aside(path)))
        last = None
    if state is None:
        state = seals.begin()
    last_seq = 0 if last is None else seq_of(last)
    h = ZERO_HASH if last is None else seal_of(last).h
    if last_seq >= state.number:
        chain, is_good = _caught_up(path, state, last_seq, h)
        if not is_good:
            findings.append((BROKEN, None))
        return Beginning(state.name, chain, tuple(findings))
    missing = state.number - 1 - last_seq
    if missing:
        # What came before the next line is not known here: the chain begins anew behind it.
        findings.append((MISSING, str(missing)))
        h = ZERO_HASH
    return Beginning(state.name, Chain(state.key, number=state.number, h=h), tuple(findings))


def lines_of(path: Path) -> Iterator[bytes]:
    """Whole lines and, last, perhaps a torn one."""
    with path.open("rb") as file:
        yield from file


def seq_of(line: bytes) -> int:
    """Of a line of the log; 0 for anything else."""
    try:
        seq = json.loads(line)["seq"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return seq if type(seq) is int else 0


def _caught_up(path: Path, state: SlotContent, last_seq: int, h: bytes) -> tuple[Chain, bool]:
    """The key is behind the log after a kill or a power cut; the lines between are checked.

    A log that is broken there goes on behind its last line all the same: a bank does not stop
    over its audit log, and the alarm and every later check say so.
    """
    before, chain, is_good = ZERO_HASH, None, True
    for line in lines_of(path):
        seq = seq_of(line)
        try:
            if seq >= state.number:
                chain = chain or Chain(state.key, number=state.number, h=before)
                is_good = is_good and seq == chain.number
                chain.check(body_of(line), seal_of(line))
            else:
                before = seal_of(line).h
        except (SealBroken, LineInvalid):
            is_good = False
            break
    if chain is not None and is_good and chain.number == last_seq + 1:
        return chain, True
    key = stepped(state.key, last_seq + 1 - state.number)
    return Chain(key, number=last_seq + 1, h=h), False


def _cut_torn_end(path: Path) -> bool:
    """Whether there was one: a line without its newline was never finished."""
    if not path.exists():
        return False
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(max(0, size - TAIL_SIZE))
        tail = file.read()
        whole = tail.rfind(b"\n") + 1
        if whole == len(tail):
            return False
        file.truncate(size - len(tail) + whole)
    return True


def _last(path: Path) -> bytes | None:
    """The last line; the end is mended."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_SIZE))
        lines = file.read().splitlines(keepends=True)
    return lines[-1] if lines else None


def _is_sealed(line: bytes) -> bool:
    try:
        seal_of(line)
    except LineInvalid:
        return False
    return seq_of(line) > 0


def _moved_aside(path: Path) -> str:
    """The former log's new name; none that exists is replaced."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
    return aside.name
