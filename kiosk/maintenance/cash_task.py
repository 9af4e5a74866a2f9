"""Item 3, cash: two people fill and empty canisters, count them, and empty the bins.

Nothing is written into the HSM unless the safe stands open; what is only counted is only told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hardware.status import Status
from kiosk.domain.bins import Bin
from kiosk.domain.maintenance import cash, cash_pages
from kiosk.domain.maintenance.cash import BINS, LOADS, Deed, Work
from kiosk.domain.maintenance.cash_pages import CanisterState, Told
from kiosk.domain.maintenance.doors import SAFE, was_opened_since
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.domain.supervisor import Device
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools
from kiosk.money.cash_loads import LoadStep
from kiosk.visits.loads import LoadNews, LoadOrder

_MOODS: Final = {
    LoadStep.HSM: Mood.PLAIN,
    LoadStep.BANK: Mood.PLAIN,
    LoadStep.LOADED: Mood.GOOD,
    LoadStep.REFUSED: Mood.BAD,
    LoadStep.REFUSED_BY_BANK: Mood.BAD,
}
_UNOPENED: Final = "unopened"  # the HSM looks at a switch of its own
_BINS: Final = {Deed.REJECT_BIN: Bin.REJECT, Deed.RETRACT_BIN: Bin.RETRACT}


class CashTask(Task):
    """What is begun goes on without it: a load ends whether anybody watches or not."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._denominations = dict(enumerate(tools.house.denominations, start=1))
        self._work: Work | None = None
        self._told: Told | None = None
        self._loading: int | None = None  # the canister of the load that was begun here last
        self._is_writing = False
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Until it is known what the HSM has, or that nobody knows it yet."""
        news = None if self._loading is None else self._tools.loads.news(self._loading)
        return self._is_writing or (news is not None and news.step is LoadStep.HSM)

    @property
    def page(self) -> StaffPage:
        work = self._work
        if work is None:
            return cash_pages.chosen(
                [self._state(each) for each in self._denominations],
                {deed: self._why_not(deed) for deed in Deed},
                self._notice,
                is_open=self._tools.supervision.conditions.door_open,
            )
        why_not = self._why_unconfirmed(work.deed)
        if work.asks_canister or work.question is not None:
            return cash_pages.asking(work, self._denominations, why_not)
        expected = self._expected(work)
        return cash_pages.confirming(work, self._denominations, expected, why_not)

    def act(self, number: int) -> None:
        if self._work is None:
            self._told, self._loading = None, None
            self._work = cash.begin(Deed(number), tuple(self._denominations))
        elif number == cash_pages.COUNT_ANEW:
            self._work = cash.anew(self._work, self._expected(self._work))
        else:
            work, self._work = self._work, None
            self._confirmed(work)

    def enter(self, typed: str) -> None:
        assert self._work is not None, "something is asked"
        self._work = cash.enter(self._work, int(typed))

    def back(self) -> bool:
        if self._work is None:
            return False
        self._work = cash.back(self._work)
        return True

    def close(self) -> None:
        self._is_closed = True
        self._work = None

    # --- what can be done now

    def _why_not(self, deed: Deed) -> Word | None:
        """The safe is opened by somebody with its key, and in this visit of theirs."""
        if deed is Deed.COUNT:
            is_there = Device.HSM in self._tools.supervision.conditions.present
            return None if is_there else Word("cash.no-hsm")
        door = self._tools.devices.door(SAFE)
        if not was_opened_since(door, self._desk.since_s):
            return Word("cash.open-again" if door.is_open else "cash.open-safe")
        return self._why_not_now(deed)

    def _why_unconfirmed(self, deed: Deed) -> Word | None:
        """Whoever has shut the safe again may have counted something else."""
        if deed is Deed.COUNT:
            return self._why_not(deed)
        if not self._tools.supervision.conditions.door_open:
            return Word("cash.safe-shut")
        return self._why_not_now(deed)

    def _why_not_now(self, deed: Deed) -> Word | None:
        """Without the cabinet nobody knows how the safe stands; and what a transaction has brought
        into a bin is known with its record."""
        if Device.CABINET not in self._tools.supervision.conditions.present:
            return Word("cash.no-cabinet")
        loads = self._tools.loads
        why = loads.why_not() if deed in LOADS else loads.why_not_bins()
        return Word(f"cash.{why}") if why else None

    def _expected(self, work: Work) -> Mapping[int, int | None]:
        """What the machine has of what was counted."""
        if work.deed in BINS:
            count = self._tools.bins.of(_BINS[work.deed])
            notes = dict(count.notes)
            return {each: notes.get(each, 0) if count.is_sure else None for each in work.found}
        return {each: self._tools.loads.expected(each) for each in work.found}

    # --- the deed

    def _confirmed(self, work: Work) -> None:
        who = self._desk.people().who
        match work.deed:
            case Deed.COUNT:
                self._is_writing = True
                counts = tuple(work.found[each] for each in work.canisters)
                self._tools.counting.takes(counts, who, self._counted)
            case Deed.REJECT_BIN | Deed.RETRACT_BIN:
                self._is_writing = True
                which = _BINS[work.deed]
                self._tools.bins.empty(which, work.found, who, lambda: self._emptied(which))
            case _:
                self._load(work, who)

    def _load(self, work: Work, who: str) -> None:
        if self._tools.loads.expected(work.chosen) is None:
            self._told = Told(Word("cash.not-in-safe", (work.chosen,)), Mood.BAD)
            return
        self._loading = work.chosen
        order = LoadOrder(
            work.chosen,
            work.count,
            who,
            work.found[work.chosen],
            is_taken_out=work.deed is not Deed.ADD,
        )
        self._tools.loads.begin(order, self._changed)

    def _counted(self, is_done: bool) -> None:  # noqa: FBT001 (as the count desk tells it)
        self._is_writing = False
        done = Told(Word("cash.counted"), Mood.GOOD)
        self._told = done if is_done else Told(Word("cash.not-counted"), Mood.BAD)
        self._changed()

    def _emptied(self, which: Bin) -> None:
        self._is_writing = False
        self._told = Told(Word(f"cash.emptied-{which.value}"), Mood.GOOD)
        self._changed()

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()

    # --- what is told

    @property
    def _notice(self) -> Told | None:
        """Of the load that was begun here: how it goes on, as long as nothing else is done."""
        news = None if self._loading is None else self._tools.loads.news(self._loading)
        return self._told if news is None else _said(news)

    def _state(self, canister: int) -> CanisterState:
        news = self._tools.loads.news(canister)
        told = None if news is None else _said_shortly(news)
        return CanisterState(canister, self._denominations[canister], told)


def _said(news: LoadNews) -> Told:
    """Of a load that goes on: what it is about, and what it waits for."""
    about = news.why or news.count
    word = Word(f"cash.load-{_step(news)}", (news.canister, about))
    return Told(word, _MOODS.get(news.step, Mood.WARN))


def _said_shortly(news: LoadNews) -> Told:
    word = Word(f"cash.is-{_step(news)}", (news.count,))
    return Told(word, _MOODS.get(news.step, Mood.WARN))


def _step(news: LoadNews) -> str:
    is_unopened = news.why == Status.DOOR_NOT_OPENED.name
    return _UNOPENED if is_unopened else news.step.value
