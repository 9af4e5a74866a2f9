"""Item 9, unresolved: reads what is open, asks the bank now, and ends a halt that people saw to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import unresolved
from kiosk.domain.maintenance.items import may_as
from kiosk.domain.maintenance.staff import Role
from kiosk.domain.maintenance.unresolved import (
    DOUBT_COUNT_MAX,
    LOOKED,
    Doubt,
    Kind,
    Open,
    UnresolvedFacts,
)
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.disk import Disk
from kiosk.journal.events import DepositFail, DispenseSuspect, HaltCleared
from kiosk.journal.reader import read_money
from kiosk.journal.replay import MoneyState, OpenLoad, OpenTransaction, open_money
from kiosk.maintenance.journal_lines import newest, of_codes
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools
from kiosk.visits.questions import reference_of

CUSTODIANS: Final = frozenset({Role.CUSTODIAN})
_CLEARED: Final = HaltCleared.CODE
_SCANNED: Final = of_codes(DispenseSuspect.CODE, DepositFail.CODE, _CLEARED)


@dataclass(frozen=True, slots=True)
class _Read:
    money: MoneyState
    doubts: tuple[Doubt, ...]


class UnresolvedTask(Task):
    """What is shown comes from the journal, as the next start would find it; what holds now, from
    the machine."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._read = _Read(MoneyState(), ())
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_asking = False
        self._is_clearing = False
        self._is_closed = False
        self._look()

    @property
    def is_busy(self) -> bool:
        return self._is_clearing

    @property
    def page(self) -> StaffPage:
        may_look = may_as(self._desk.people().first, CUSTODIANS)
        return unresolved.page(self._facts, self._notice, self._mood, may_look=may_look)

    def act(self, number: int) -> None:
        self._tell(None)
        match number:
            case unresolved.LOOK:
                self._look()
            case unresolved.ASK:
                self._ask()
            case unresolved.LOOKED:
                self._desk.second(f"9.{LOOKED}", CUSTODIANS, self._clear)

    def close(self) -> None:
        self._is_closed = True

    # --- looking

    def _look(self) -> None:
        disk = self._tools.disk
        self._tools.chores.do(lambda: _read(disk), self._have_read)

    def _have_read(self, result: Result[_Read]) -> None:
        if isinstance(result, Done):
            self._read = result.value
        else:
            self._tell(Word("unresolved.unreadable"), Mood.BAD)
        self._changed()

    @property
    def _facts(self) -> UnresolvedFacts:
        supervision, money = self._tools.supervision, self._read.money
        now, upload = supervision.conditions, supervision.upload
        has_key = self._tools.ports.journal.key() is not None
        unsent = max(0, self._tools.ports.anchor().seq - upload.acked) if has_key else 0
        return UnresolvedFacts(
            link_up=now.link_up,
            halted=self._tools.core.halted,
            contradicted=now.contradicted,
            slot_doubtful=now.slot_doubtful,
            open=tuple(_open(each) for each in money.open),
            doubts=self._read.doubts,
            untold_counts=len(money.untold),
            untold_closes=len(money.untold_closes),
            unsent=unsent,
            is_refused=upload.is_refused,
            count_due=now.uncounted,
        )

    # --- the bank

    def _ask(self) -> None:
        """Everything that waits for its next try is tried now."""
        if not self._is_asking:
            self._is_asking = True
            self._tell(Word("unresolved.asking"))
            self._tools.core.ask_bank(self._asked)

    def _asked(self) -> None:
        self._is_asking = False
        is_up = self._tools.supervision.conditions.link_up
        said = Word("unresolved.asked" if is_up else "unresolved.silent")
        self._tell(said, Mood.GOOD if is_up else Mood.BAD)
        self._look()

    # --- a halt

    def _clear(self) -> None:
        """Two custodians have looked. What was found meanwhile may be another thing: asked again.

        The machine serves as soon as the entry is on disk; a halt that came after it stays.
        """
        facts = self._facts
        if unresolved.why_not_looked(facts, may_look=True) is not None:
            self._tell(Word("unresolved.changed"), Mood.BAD)
            self._changed()
            return
        self._is_clearing = True
        cleared = HaltCleared(self._desk.people().who)
        self._desk.ports.write_one(cleared, None, lambda: self._cleared(facts.halted))

    def _cleared(self, halted: str) -> None:
        self._is_clearing = False
        self._tools.core.end_halt(halted)
        self._tell(Word("unresolved.ended"), Mood.GOOD)
        self._look()

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()


def _read(disk: Disk) -> _Read:
    """Not in the core thread. Raises JournalBroken, OSError."""
    found = newest(disk, DOUBT_COUNT_MAX + 1, _SCANNED)
    since = takewhile(lambda line: line.ev != _CLEARED, found)
    doubts = tuple(
        Doubt(line.t, reference_of(bytes.fromhex(line.txn)), line.ev == DepositFail.CODE)
        for line in since
    )
    return _Read(open_money(read_money(disk)), doubts[:DOUBT_COUNT_MAX])


def _open(found: OpenTransaction | OpenLoad) -> Open:
    if isinstance(found, OpenLoad):
        reference = reference_of(found.load_id)
        return Open(Kind.LOAD, reference, found.since_ms, is_listed=found.is_listed)
    reference, intent = reference_of(found.txid), found.intent
    if intent is None:
        return Open(Kind.FOUND, reference, found.since_ms, is_listed=found.is_listed)
    kind = Kind(intent.operation)
    return Open(kind, reference, found.since_ms, intent.amount, found.is_listed)
