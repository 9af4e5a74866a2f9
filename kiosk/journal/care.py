"""Looks after the journal while the kiosk runs: it says that it lives, warns of little room, and
lets go of what is old and at the bank."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from kiosk.journal.entry import Entry, Out
from kiosk.journal.events_journal import Heartbeat, SupplyThreshold
from kiosk.journal.journal_port import JournalPort
from kiosk.runtime.loop import Loop

BEAT_S: Final = 15 * 60.0
LOW_PERMILLE: Final = 50  # less than this is told; at 20 nobody new is served
WELL_PERMILLE: Final = 60  # again as much as this is told too
WHICH: Final = "journal-disk"
_LOG: Final = logging.getLogger("kiosk.journal")


class JournalCare:
    """In the core thread; `start` once."""

    def __init__(
        self,
        loop: Loop,
        journal: JournalPort,
        queue: Callable[[], int],
        acked: Callable[[], int],
        may_retire: Callable[[], bool],
    ) -> None:
        """queue: messages about money that wait for the bank. acked: seq up to which the bank has
        the journal. may_retire: nothing that the next start must find may lie in an old file."""
        self._loop = loop
        self._journal = journal
        self._queue = queue
        self._acked = acked
        self._may_retire = may_retire
        self._is_low = False

    def start(self) -> None:
        self._journal.room(self._judge)
        self._loop.after(BEAT_S, self._beat)

    def _beat(self) -> None:
        self._loop.after(BEAT_S, self._beat)
        if self._may_retire():
            self._journal.retire(self._acked())
        self._journal.room(self._say)

    def _say(self, free_permille: int) -> None:
        beat = Heartbeat(self._queue(), free_permille, self._acked())
        self._journal.note([Entry(beat)])
        self._judge(free_permille)

    def _judge(self, free_permille: int) -> None:
        is_low = free_permille < (WELL_PERMILLE if self._is_low else LOW_PERMILLE)
        if is_low == self._is_low:
            return
        self._is_low = is_low
        level, out = ("low", Out.FAIL) if is_low else ("ok", Out.OK)
        if is_low:
            _LOG.warning("journal_disk_low free_permille=%d", free_permille)
        self._journal.note([Entry(SupplyThreshold(WHICH, level), out=out)])
