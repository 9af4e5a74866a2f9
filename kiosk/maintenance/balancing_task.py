"""Item 2, balancing: two custodians see the totals, or count everything and close the period."""

from __future__ import annotations

from enum import Enum
from typing import Final

from hardware.crypto.record import Record
from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import balancing_pages as pages
from kiosk.domain.maintenance.balancing import Counted, differences, groups_of
from kiosk.domain.maintenance.balancing_causes import Cause, causes
from kiosk.domain.maintenance.balancing_pages import Spot, Totals
from kiosk.domain.maintenance.balancing_slip import SlipKind
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.event_base import NoteCount
from kiosk.journal.events import BalanceClose, BalanceTold, BalanceTrial
from kiosk.maintenance.balance_close import closed, slip_of_close, slip_of_trial
from kiosk.maintenance.balance_look import Looked, look
from kiosk.maintenance.slip_desk import Printed, SlipDesk
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools
from kiosk.visits.balance_report import UNTOLD_MAX

CLOSE_COPIES: Final = 2  # one stays with the machine's papers, one goes with the cash
CLOSED: Final = "balance.closed"


class _Step(Enum):
    TOTALS = "totals"
    COUNT = "count"
    FOUND = "found"


class BalancingTask(Task):
    """A close is on disk before the bank or the printer hears of it."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._slips = SlipDesk(tools.ports, tools.stationery)
        self._denominations = tools.house.denominations
        self._step = _Step.TOTALS
        self._looked: Looked | None = None
        self._spots: tuple[Spot, ...] = ()
        self._counts: dict[Spot, int] = {}
        self._first: int | None = None
        self._causes: tuple[Cause, ...] = ()
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_busy = False
        self._look()

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    @property
    def page(self) -> StaffPage:
        looked = self._looked
        if looked is None:
            return pages.looking()
        if looked.since is None:
            return pages.no_journal()
        match self._step:
            case _Step.TOTALS:
                return pages.totals(self._totals(looked), self._notice, self._mood)
            case _Step.COUNT:
                return pages.counting(
                    self._spots[len(self._counts)],
                    self._counts,
                    self._denominations,
                    self._notice,
                    is_again=self._first is not None,
                )
            case _Step.FOUND:
                return pages.found(looked.period, self._counted, self._denominations, self._causes)

    def act(self, number: int) -> None:
        looked = self._looked
        assert looked is not None, "no page has an action before that"
        match self._step, number:
            case _Step.TOTALS, pages.TRIAL:
                self._trial(looked)
            case _Step.TOTALS, pages.CLOSE:
                self._begin_count(looked)
            case _Step.TOTALS, pages.AGAIN:
                self._print_again(looked)
            case _Step.FOUND, pages.CONFIRM:
                self._close(looked)
            case _Step.FOUND, pages.COUNT_ANEW:
                self._begin_count(looked)

    def enter(self, typed: str) -> None:
        count = int(typed)
        if count > pages.NOTES_MAX:
            self._count_again("balance.too-many")
        elif self._first is None:
            self._first, self._notice = count, None
        elif self._first != count:
            self._count_again("balance.counts-differ")
        else:
            self._counts[self._spots[len(self._counts)]] = count
            self._first, self._notice = None, None
            if len(self._counts) == len(self._spots):
                self._compare()

    def back(self) -> bool:
        if self._step is _Step.TOTALS:
            return False
        self._tell(None)
        self._step = _Step.TOTALS
        return True

    # --- the totals

    def _look(self) -> None:
        self._is_busy = True
        look(self._tools, self._desk.people().names, self._have_looked)

    def _have_looked(self, looked: Looked) -> None:
        self._is_busy = False
        self._looked = looked
        self._step = _Step.TOTALS
        self._desk.changed()

    def _totals(self, looked: Looked) -> Totals:
        host = None if looked.reply is None else looked.reply.host_difference
        return Totals(
            looked.period,
            self._denominations,
            looked.bank,
            None if host is None else host.money,
            self._why_not(looked),
            self._tools.supervision.conditions.unsettled,
            self._last(looked),
        )

    def _why_not(self, looked: Looked) -> Word | None:
        """Why the period cannot be closed now."""
        now, reply = self._tools.supervision.conditions, looked.reply
        if now.unsettled:
            return Word("balance.why-unsettled")
        if looked.record is None:
            return Word("balance.why-hsm")
        if not looked.period.flows:
            return Word("balance.why-empty")
        if reply is not None and reply.is_held:
            return Word("balance.why-held")
        if reply is not None and not reply.counters_fit:
            return Word("balance.why-counters")
        if self._tools.core.balances.untold >= UNTOLD_MAX:
            return Word("balance.why-untold")
        return None

    def _last(self, looked: Looked) -> tuple[int, Word] | None:
        since = looked.since
        if since is None or since.last is None:
            return None
        told = since.told
        if told is None:
            return since.last.event.number, Word("balance.untold")
        if told.code:
            return since.last.event.number, Word("balance.refused", (told.code,))
        return since.last.event.number, Word("balance.told")

    def _trial(self, looked: Looked) -> None:
        """Nothing changes by it; the journal says that they have seen it."""
        self._is_busy = True
        period = looked.period
        lines = tuple(NoteCount(flow.canister, flow.expected) for flow in period.flows)
        says = looked.says
        people = self._desk.people()
        event = BalanceTrial(period.number, lines, None if says is None else says.host, people.who)

        def written() -> None:
            anchor, at_ms = self._tools.ports.anchor(), self._tools.utc_ms()
            slip = slip_of_trial(
                *(period, self._denominations, says, people.names, at_ms), anchor.seq, anchor.h
            )
            self._slips.print(slip, 1, self._printed)

        self._tools.ports.write_one(event, None, written)

    def _print_again(self, looked: Looked) -> None:
        assert looked.since is not None, "the action is not open"
        self._is_busy = True
        self._slips.print(slip_of_close(looked.since, SlipKind.AGAIN), 1, self._printed)

    def _printed(self, printed: Printed) -> None:
        self._tell(printed.notice, printed.mood)
        self._is_busy = False
        self._desk.changed()

    # --- the count

    def _begin_count(self, looked: Looked) -> None:
        canisters = [flow.canister for flow in looked.period.flows]
        self._spots = pages.spots(canisters, self._denominations)
        self._counts, self._first = {}, None
        self._step = _Step.COUNT
        self._tell(None)

    def _count_again(self, why: str) -> None:
        self._first = None
        self._tell(Word(why), Mood.BAD)

    @property
    def _counted(self) -> dict[int, Counted]:
        canisters = [number for place, number in self._spots if place is pages.Place.CANISTER]
        return pages.counted_of(canisters, self._counts)

    def _compare(self) -> None:
        looked = self._looked
        assert looked is not None, "it was looked before anybody counted"
        found = differences(looked.period.flows, self._counted, groups_of(self._denominations))
        reply = looked.reply
        host = None if reply is None else reply.host_difference
        self._causes = causes(
            found,
            looked.period,
            host=None if host is None else host.minor,
            waiting=0 if reply is None else reply.open,
        )
        self._step = _Step.FOUND

    # --- the close

    def _close(self, looked: Looked) -> None:
        """Only what the HSM still has as it was when they looked."""
        self._is_busy = True
        self._tools.ports.devices.hsm.submit(
            lambda hsm: hsm.status(looked.id), lambda result: self._compared(looked, result)
        )

    def _compared(self, looked: Looked, result: Result[Record]) -> None:
        assert looked.record is not None, "without a record nothing is closed"
        is_same = isinstance(result, Done) and _held(result.value) == _held(looked.record)
        if not is_same or self._why_not(looked) is not None:
            self._tell(Word("unresolved.changed"), Mood.BAD)
            self._look()
            return
        event = closed(
            *(looked.period, self._counted, self._denominations, self._causes),
            looked.id,
            looked.record.encode(),
            self._desk.people().who,
        )
        told = [(event, Out.FAIL if event.differs else Out.OK)]
        self._tools.ports.write(told, None, lambda _seq: self._closed(event))

    def _closed(self, event: BalanceClose) -> None:
        """The bank is told, and what it says first stands on the slip."""
        self._tools.core.balances.keep(event, self._bank_said)

    def _bank_said(self, _told: BalanceTold | None) -> None:
        """Read back from the disk, so that the slip bears what is there."""
        look(self._tools, self._desk.people().names, self._print_close)

    def _print_close(self, looked: Looked) -> None:
        self._looked = looked
        self._step = _Step.TOTALS
        since = looked.since
        if since is None or since.last is None:
            self._printed(Printed(Word(CLOSED, (0,)), Mood.WARN))
            return
        slip = slip_of_close(since, SlipKind.CLOSE)
        self._slips.print(slip, CLOSE_COPIES, self._close_printed)

    def _close_printed(self, printed: Printed) -> None:
        is_well = printed.mood is Mood.GOOD
        self._printed(Printed(Word(CLOSED, (CLOSE_COPIES,)), Mood.GOOD) if is_well else printed)

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood


def _held(record: Record) -> list[tuple[int, int, int]]:
    """What each canister has, of which filling."""
    return [(line.canister, line.load, line.left) for line in record.lines]
