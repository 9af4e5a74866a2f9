"""A kiosk's journal as the bank keeps it, and what shows that lines do not belong to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bank_server.contract.problems import ProblemCode
from bank_server.domain.terminals import JournalAnchor
from hardware.crypto.sealed_line import LineInvalid, body_of, seal_of
from hardware.crypto.sealed_log import HASH_SIZE, ZERO_HASH, Chain, SealBroken, chained

# Of what an ATM has said of entries that are not here yet, so much is kept.
SAID_COUNT_MAX: Final = 256
# A key is walked at most so far; a kiosk writes some 4,000 entries a day.
STEP_COUNT_MAX: Final = 4_000_000
# An accepted course is asked for from so many entries further back, and twice as many each time.
BACK_COUNT_MIN: Final = 200
# Of a course that was accepted, so many former ones are looked at for where it left them.
PARTS_LOOKED_AT: Final = 16

NO_ENTRY: Final = JournalAnchor()


@dataclass(frozen=True, slots=True)
class JournalBook:
    """One journal: of one ATM, under one first key.

    Attributes:
        key: name of the first key.
        sealed_first: the first key, sealed by the service; every other is walked to from it.
        sealed_next: the key of entry `next_number`, so that the walk is short.
        part: how often people have accepted another course of this journal.
        since: the lines of this part begin after this entry.
        kept: the last entry that is here; without its seal where it is not of this part.
        ended: the furthest that was said under this key before one of a newer key was heard.
    """

    atm_id: str
    key: str
    sealed_first: bytes = field(repr=False)
    sealed_next: bytes = field(repr=False)
    next_number: int = 1
    part: int = 0
    since: int = 0
    kept: JournalAnchor = NO_ENTRY
    ended: JournalAnchor | None = None

    @property
    def acked(self) -> int:
        return self.kept.seq

    @property
    def is_open(self) -> bool:
        """People have accepted another course, and no line of it is here yet."""
        return self.part > 0 and self.acked == self.since


class JournalMisfit(Exception):
    """Lines or an anchor that cannot be of the journal that is kept.

    Attributes:
        seq: of the first entry that does not fit.
    """

    def __init__(self, code: ProblemCode, seq: int) -> None:
        super().__init__(f"{code.value} at entry {seq}")
        self.code = code
        self.seq = seq


def rebased(book: JournalBook, base: JournalAnchor) -> JournalBook:
    """The journal after people have accepted the course that it took, which `base` is part of.

    Its lines are asked for from the last one on that both may have. Where that is, the lines
    themselves tell.
    """
    start = min(book.acked, base.seq)
    kept = JournalAnchor(start)
    return replace(book, part=book.part + 1, since=start, kept=kept, ended=None)


def begun(
    book: JournalBook, first: int, line: bytes, former: Iterable[JournalAnchor]
) -> JournalBook | None:
    """The open part, which this line begins; or None: the courses parted before it.

    former: entry `first - 1` as former parts have it. Where the machine has no earlier line than
    this one, it must be the beginning of a file, which names the entry before it.
    Raises JournalMisfit.
    """
    starts = [bytes.fromhex(each.h) for each in former]
    if first == 1:
        starts.append(ZERO_HASH)
    elif first > book.acked + 1 and (after := _opened_after(line)) is not None:
        starts.append(after)
    try:
        body, seal = body_of(line), seal_of(line)
    except LineInvalid:
        raise JournalMisfit(ProblemCode.JOURNAL_LINE, first) from None
    for h in starts:
        if chained(h, body) == seal.h:
            return replace(book, since=first - 1, kept=JournalAnchor(first - 1, h.hex()))
    if first > book.acked + 1:
        raise JournalMisfit(ProblemCode.JOURNAL_GAP, book.acked + 1)
    if book.acked == 0:
        raise JournalMisfit(ProblemCode.JOURNAL_CHAIN, first)
    return None


def further_back(book: JournalBook, end: int) -> JournalBook:
    """The open part, asked for from an earlier entry on. end: where the machine's journal ends."""
    start = max(0, book.acked - max(BACK_COUNT_MIN, end - book.acked))
    return replace(book, since=start, kept=JournalAnchor(start))


def _opened_after(line: bytes) -> bytes | None:
    """What the first entry of a file says is the hash of the entry before it."""
    try:
        entry = json.loads(line)
        if entry["ev"] != "JOURNAL_OPEN":
            return None
        after = bytes.fromhex(entry["d"]["after"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return after if len(after) == HASH_SIZE else None


def follow(chain: Chain, lines: Sequence[bytes]) -> JournalAnchor:
    """Walk over these lines, one or more; the last one's anchor.

    Raises JournalMisfit.
    """
    last = NO_ENTRY
    for line in lines:
        seq = chain.number
        if not line.startswith(b'{"seq":%d,' % seq):
            raise JournalMisfit(ProblemCode.JOURNAL_LINE, seq)
        try:
            body, seal = body_of(line), seal_of(line)
        except LineInvalid:
            raise JournalMisfit(ProblemCode.JOURNAL_LINE, seq) from None
        if chained(chain.h, body) != seal.h:
            raise JournalMisfit(ProblemCode.JOURNAL_CHAIN, seq)
        try:
            chain.check(body, seal)
        except SealBroken:
            raise JournalMisfit(ProblemCode.JOURNAL_SEAL, seq) from None
        last = JournalAnchor(seq, seal.h.hex(), seal.m.hex())
    return last


def check_same(first: int, kept: Sequence[bytes], sent: Sequence[bytes]) -> None:
    """What came before comes again as it was. first: number of the first. Raises JournalMisfit."""
    for seq, (here, there) in enumerate(zip(kept, sent, strict=True), start=first):
        if here != there:
            raise JournalMisfit(ProblemCode.JOURNAL_DIFFERS, seq)


def check_said(said: Iterable[JournalAnchor], lines: Mapping[int, bytes]) -> None:
    """Each anchor is that of its line, where the line is here. Raises JournalMisfit for the first
    entry of which another was said."""
    for anchor in sorted(said, key=lambda each: each.seq):
        line = lines.get(anchor.seq)
        if line is not None and replace(anchor, key="") != anchor_of(anchor.seq, line):
            raise JournalMisfit(ProblemCode.JOURNAL_DIFFERS, anchor.seq)


def check_agree(said: Iterable[JournalAnchor]) -> None:
    """No entry was said to be two different ones, whether it is here or not. Raises
    JournalMisfit for the first that was."""
    first: dict[int, JournalAnchor] = {}
    for anchor in sorted(said, key=lambda each: each.seq):
        plain = replace(anchor, key="")
        if first.setdefault(anchor.seq, plain) != plain:
            raise JournalMisfit(ProblemCode.JOURNAL_DIFFERS, anchor.seq)


def anchor_of(seq: int, line: bytes) -> JournalAnchor:
    """Of a line that was checked when it came."""
    seal = seal_of(line)
    return JournalAnchor(seq, seal.h.hex(), seal.m.hex())
