"""Brings the journal to the bank, a batch at a time, when nobody waits for anything else.

Lives in the core thread. What the bank has acknowledged it says itself, with each heartbeat: the
kiosk keeps no count of its own over a restart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from bank_server.contract import (
    Anchor,
    JournalEntriesReply,
    JournalEntriesRequest,
    ProblemCode,
)
from bank_server.contract.journal_entries import LINE_COUNT_MAX, LINE_SIZE_MAX
from bank_server.contract.message import BODY_SIZE_MAX
from kiosk.bank.bank_port import BankPort
from kiosk.bank.errors import BankRefused
from kiosk.devices.results import Done, NotDone, Result

WAITING_MAX: Final = 50  # more than so many entries do not wait for the next heartbeat
REFUSED_REST_S: Final = 600.0  # people have to look first; the bank need not say so twice a minute
MISFITS: Final = frozenset(
    {
        ProblemCode.JOURNAL_KEY_UNKNOWN,
        ProblemCode.JOURNAL_GAP,
        ProblemCode.JOURNAL_LINE,
        ProblemCode.JOURNAL_CHAIN,
        ProblemCode.JOURNAL_SEAL,
        ProblemCode.JOURNAL_DIFFERS,
    }
)
FRAME_SIZE: Final = 1_024  # of the request around its lines
LINE_FRAME_SIZE: Final = 8
NO_LINE: Final = "damaged\n"
# A kiosk writes none; in a message each would take six bytes.
_CONTROL: Final = re.compile(rb"[\x00-\x1f]")


class JournalSource(Protocol):
    """What the upload needs of the journal."""

    def key(self) -> str | None:
        """Name of the first key that seals it; None while the bank does not know that key."""

    def lines(
        self, after: int, count_max: int, deliver: Callable[[int, Sequence[bytes]], None]
    ) -> None:
        """Read: `deliver(seq of the first, lines)` runs in the core thread. After a failure it is
        never called."""


class JournalUpload:
    """Attributes: acked: up to this entry the bank keeps the journal, as far as is known."""

    def __init__(
        self,
        journal: JournalSource,
        bank: BankPort,
        *,
        anchor: Callable[[], Anchor],
        is_idle: Callable[[], bool],
        now: Callable[[], float],
    ) -> None:
        """is_idle: nobody is at the machine, nothing is unsettled, and the link is up."""
        self._journal = journal
        self._bank = bank
        self._anchor = anchor
        self._is_idle = is_idle
        self._now = now
        self._is_busy = False
        self._rests_until_s = 0.0
        self.acked = 0

    @property
    def is_refused(self) -> bool:
        """The bank does not take it until people have looked there."""
        return self._now() < self._rests_until_s

    def beaten(self, acked: int, key: str | None) -> None:
        """The bank has answered a heartbeat that named this key: it keeps so much, and what else
        there is may go now."""
        if key is None or key != self._journal.key():
            return
        if acked != self.acked:
            self._rests_until_s = 0.0  # people have accepted the journal
        self.acked = acked
        if self._anchor().seq > acked:
            self._begin()

    def look(self) -> None:
        """Somebody has left, or more was written: perhaps it is much by now."""
        if self._anchor().seq - self.acked > WAITING_MAX:
            self._begin()

    def _begin(self) -> None:
        if self._is_busy or not self._is_idle() or self._now() < self._rests_until_s:
            return
        key = self._journal.key()
        if key is None:
            return
        self._is_busy = True
        self._journal.lines(
            self.acked, LINE_COUNT_MAX, lambda first, lines: self._send(key, first, lines)
        )

    def _send(self, key: str, first: int, lines: Sequence[bytes]) -> None:
        batch = fitting([_text(line).encode() for line in lines])
        # Somebody may have come while the disk was read.
        if not batch or not self._is_idle() or key != self._journal.key():
            self._is_busy = False
            return
        request = JournalEntriesRequest(
            anchor=self._anchor(),
            key=key,
            from_seq=first,
            lines=tuple(line.decode() for line in batch),
        )
        self._bank.submit(request, lambda result: self._sent(key, result))

    def _sent(self, key: str, result: Result[JournalEntriesReply]) -> None:
        self._is_busy = False
        match result:
            case Done(reply):
                if key == self._journal.key():
                    self.acked = reply.acked_seq
                    self.look()
            case NotDone(BankRefused(code=code)) if code in MISFITS:
                self._rests_until_s = self._now() + REFUSED_REST_S
            case _:
                pass  # the next heartbeat says how far it came


def _text(line: bytes) -> str:
    """Of a damaged line something that is none, so that the bank says so and not this program."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return NO_LINE
    if not 1 < len(line) <= LINE_SIZE_MAX or _CONTROL.search(line, 0, len(line) - 1):
        return NO_LINE
    return text


def fitting(lines: Sequence[bytes]) -> Sequence[bytes]:
    """As many of them as one request holds; a line is one text in it."""
    left = BODY_SIZE_MAX - FRAME_SIZE
    for count, line in enumerate(lines):
        left -= len(line) + line.count(b'"') + line.count(b"\\") + LINE_FRAME_SIZE
        if left < 0:
            return lines[:count]
    return lines
