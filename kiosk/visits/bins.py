"""What lies in the bins, kept up to date, and written down when people empty one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from hardware.crypto.record import Record
from kiosk.domain import bins
from kiosk.domain.bins import Bin, BinCount, BinCounts
from kiosk.journal.entry import Out
from kiosk.journal.events import BinsEmptied, NoteCount
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Action

_NONE: Final[frozenset[bytes]] = frozenset()


class Bins:
    """Lives in the core thread."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._counts = BinCounts()
        self._known = _NONE

    def start(self, counts: BinCounts, known: Iterable[bytes]) -> None:
        """As the journal has it. known: open transactions of which it has the record already."""
        self._counts, self._known = counts, frozenset(known)

    def ended(self, record: Record) -> None:
        """A transaction's last record, or a test's."""
        if record.txid not in self._known:
            self._counts = bins.ended(self._counts, record)

    def of(self, which: Bin) -> BinCount:
        return self._counts.of(which)

    def empty(self, which: Bin, found: Mapping[int, int], who: str, then: Action) -> None:
        """People have taken everything out and counted it: on disk, then it begins at zero."""
        expected = self.of(which)
        event = BinsEmptied(
            which,
            tuple(NoteCount(*each) for each in sorted(found.items()) if each[1]),
            tuple(NoteCount(*each) for each in expected.notes),
            expected.is_sure,
            who,
        )

        def written(_seq: int) -> None:
            self._counts = bins.emptied(self._counts, which)
            then()

        self._ports.write([(event, Out.FAIL if event.differs else Out.OK)], None, written)
