"""Item 4, deposits: the envelopes in the bin, and their removal by two people.

Source of the numbers: the slot's own count, and the last ENVELOPES_REMOVED of the journal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hardware.protocol.cabinet import CabinetFlag
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import envelopes
from kiosk.domain.maintenance.doors import SAFE, SERVICE, was_opened_since
from kiosk.domain.maintenance.envelopes import BinFacts, Removal, Step
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.disk import Disk
from kiosk.journal.entry import Out
from kiosk.journal.events import DepositInserted, EnvelopesRemoved
from kiosk.journal_tools.lines import Line
from kiosk.maintenance.journal_lines import newest, of_codes
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

DEPOSITS_MAX: Final = 1_000  # more do not lie in a bin


@dataclass(frozen=True, slots=True)
class _Read:
    """Attributes: removed: the highest number that was ever taken out. inserted: of deposits."""

    removed: int
    inserted: tuple[int, ...]


class DepositsTask(Task):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._read: _Read | None = None
        self._removal: Removal | None = None
        self._facts: BinFacts | None = None  # of this removal
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_busy = False
        self._is_closed = False
        self._look()

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    @property
    def page(self) -> StaffPage:
        if self._removal is not None and self._facts is not None:
            return envelopes.asking(self._removal, self._facts)
        made = envelopes.shown(self._known, self._why_not)
        return replace(made, notice=self._notice, notice_mood=self._mood)

    def act(self, number: int) -> None:
        if self._removal is None:
            assert number == envelopes.REMOVE
            self._notice = None
            self._facts, self._removal = self._known, Removal()
        elif self._removal.step is Step.CONFIRM:
            self._remove(self._removal)

    def enter(self, typed: str) -> None:
        assert self._removal is not None, "something is asked"
        self._removal = envelopes.entered(self._removal, typed)

    def back(self) -> bool:
        if self._removal is None:
            return False
        self._removal = envelopes.back(self._removal)
        return True

    def close(self) -> None:
        self._is_closed = True

    # --- what lies in the bin

    @property
    def _known(self) -> BinFacts | None:
        cabinet, read = self._tools.devices.cabinet, self._read
        if cabinet is None or read is None:
            return None
        return BinFacts(
            first=read.removed + 1,
            last=cabinet.envelope_no,
            deposits=sum(read.removed < each <= cabinet.envelope_no for each in read.inserted),
            is_full=bool(cabinet.flags & CabinetFlag.ENVELOPES_FULL),
            is_doubtful=self._tools.supervision.conditions.slot_doubtful,
        )

    @property
    def _why_not(self) -> Word | None:
        """The bin is behind a door, which somebody has to have opened in this visit of theirs."""
        doors = [self._tools.devices.door(name) for name in (SERVICE, SAFE)]
        if not any(was_opened_since(door, self._desk.since_s) for door in doors):
            is_open = any(door.is_open for door in doors)
            return Word("deposits.open-again" if is_open else "deposits.open-door")
        if self._tools.supervision.conditions.unsettled:
            return Word("tests.unsettled")
        return None

    def _look(self) -> None:
        disk = self._tools.disk
        self._tools.chores.do(lambda: _read(disk), self._have_read)

    def _have_read(self, result: Result[_Read]) -> None:
        if isinstance(result, Done):
            self._read = result.value
        if not self._is_closed:
            self._desk.changed()

    # --- the removal

    def _remove(self, removal: Removal) -> None:
        """One entry, and it is done: the envelopes lie in the bag already."""
        facts = self._facts
        assert facts is not None, "a removal begins with what is known"
        event = EnvelopesRemoved(
            self._desk.people().who, removal.count, facts.first, facts.last, removal.bag
        )
        self._is_busy = True
        out = Out.OK if removal.count == facts.expected else Out.FAIL
        self._desk.ports.write([(event, out)], None, lambda _seq: self._removed(facts))

    def _removed(self, facts: BinFacts) -> None:
        self._is_busy = False
        self._removal = self._facts = None
        if self._read is not None:
            self._read = replace(self._read, removed=max(facts.last, self._read.removed))
        self._notice, self._mood = Word("deposits.removed"), Mood.GOOD
        self._desk.changed()


def _read(disk: Disk) -> _Read:
    """The journal's newest entries; raises JournalBroken, OSError."""
    removals = newest(disk, 1, of_codes(EnvelopesRemoved.CODE))
    inserted = newest(disk, DEPOSITS_MAX, of_codes(DepositInserted.CODE))
    return _Read(
        max((_number(line, "last") for line in removals), default=0),
        tuple(_number(line, "envelope") for line in inserted),
    )


def _number(line: Line, name: str) -> int:
    value = line.d.get(name)
    return value if isinstance(value, int) else 0
