"""What a visit came to, as the programmer keeps it and hands it to the desk.

offset  size   field of a result, big-endian
0       4      size of what follows, without the check
4       1      kind: 1 order, 2 installation
5       2      lock
7       4      q; 0 for an installation
11      1      outcome: 0 done, 1 refused, 2 another lock at this door
12      1      the lock's answer, where it refused
13      1      steps done
14      4      hotel seconds of the programmer
18      4      what the lock's clock showed when the visit began
22      1      whether that was doubtful
23      1      whether all of it was done in this visit, and nothing before it
24      73     LockHello at the end
97      n      the audit's two rings, 8,192 bytes, where they were read
97 + n  4      CRC-32 of all before: a result half written is none
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from hardware.locks.cable import Answer, LockHello

_SIZE: Final = struct.Struct(">I")
_FIELDS: Final = struct.Struct(">BHIBBBIIBB73s")
_CRC_SIZE: Final = 4


class Kind(IntEnum):
    ORDER = 1
    INSTALLATION = 2


class VisitOutcome(IntEnum):
    DONE = 0
    REFUSED = 1
    OTHER_LOCK = 2


@dataclass(frozen=True, slots=True)
class VisitResult:
    """A visit that came to its end, one way or the other; an interrupted one has none yet.

    is_whole: it found nothing of its order or installation done. Else people may have used the door
    since the part that was, and the lock holds what they left.
    """

    kind: Kind
    lock: int
    q: int
    outcome: VisitOutcome
    answer: Answer
    steps_done: int
    at: int
    clock_before: int
    was_doubtful: bool
    is_whole: bool
    hello: LockHello
    audit: bytes = field(default=b"", repr=False)

    def encode(self) -> bytes:
        fields = _FIELDS.pack(
            self.kind,
            self.lock,
            self.q,
            self.outcome,
            self.answer,
            self.steps_done,
            self.at,
            self.clock_before,
            self.was_doubtful,
            self.is_whole,
            self.hello.encode(),
        )
        content = _SIZE.pack(len(fields) + len(self.audit)) + fields + self.audit
        return content + zlib.crc32(content).to_bytes(_CRC_SIZE, "big")


def decode_results(content: bytes) -> tuple[VisitResult, ...]:
    """All whole results; a last one that was cut short is left out. Raises ValueError."""
    return tuple(_decoded(each[_SIZE.size : -_CRC_SIZE]) for each in _records(content))


def whole_results(content: bytes) -> bytes:
    """The same bytes without a last result that was cut short."""
    return b"".join(_records(content))


def _records(content: bytes) -> Iterator[bytes]:
    at = 0
    while at + _SIZE.size <= len(content):
        end = at + _SIZE.size + int.from_bytes(content[at : at + _SIZE.size], "big") + _CRC_SIZE
        crc = zlib.crc32(content[at : end - _CRC_SIZE]).to_bytes(_CRC_SIZE, "big")
        if end > len(content) or crc != content[end - _CRC_SIZE : end]:
            return
        yield content[at:end]
        at = end


def _decoded(record: bytes) -> VisitResult:
    if len(record) < _FIELDS.size:
        raise ValueError("a result is too short")
    kind, lock, q, outcome, answer, steps, at, before, *flags, hello = _FIELDS.unpack_from(record)
    was_doubtful, is_whole = map(bool, flags)
    return VisitResult(
        Kind(kind),
        lock,
        q,
        VisitOutcome(outcome),
        Answer(answer),
        steps,
        at,
        before,
        was_doubtful,
        is_whole,
        LockHello.decode(hello),
        record[_FIELDS.size :],
    )
