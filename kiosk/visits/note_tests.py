"""Tests of the dispenser: whether one may begin, and then each canister's note, one after another.

The machine's own hands only: nothing outside the supervisor menu can come here, and that one is
closed to programs (`tests.driven`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kiosk.domain.maintenance.doors import SAFE
from kiosk.domain.maintenance.note_test import (
    GOES_ON,
    TESTS_MAX,
    Fate,
    Guard,
    Tested,
    runs_left,
    why_not,
    why_not_these,
    worst,
)
from kiosk.domain.maintenance.staff import People
from kiosk.domain.staff_page import Word
from kiosk.domain.supervisor import Device
from kiosk.journal.entry import Out
from kiosk.journal.events import DiagEnd, DiagStart
from kiosk.journal.events_diag import NOTE_TEST
from kiosk.journal.replay import MoneyState
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer
from kiosk.visits.device_news import DeviceNews
from kiosk.visits.house import House
from kiosk.visits.supervision import Supervision
from kiosk.visits.transactions import Transactions

HEARD_WITHIN_S: Final = 20.0  # then it is unknown, though it goes on; staff do not wait for it
MS_PER_S: Final = 1_000
_OUTS: Final = {Fate.MOVED: Out.OK, Fate.NOT_MOVED: Out.FAIL, Fate.UNKNOWN: Out.UNKNOWN}


class NoteTests:
    """Lives in the core thread, as long as the machine runs. One test at a time."""

    def __init__(
        self,
        ports: Ports,
        house: House,
        supervision: Supervision,
        devices: DeviceNews,
        transactions: Transactions,
    ) -> None:
        self._ports = ports
        self._house = house
        self._supervision = supervision
        self._devices = devices
        self._transactions = transactions
        self._before_ms: tuple[int, ...] = ()  # of the runs before this one, by the wall clock
        self._begun_s: deque[float] = deque(maxlen=TESTS_MAX)

    def start(self, money: MoneyState) -> None:
        """Those before this start count, too."""
        self._before_ms = money.note_tests_ms

    def why_not(self, since_s: float) -> Word | None:
        """Why none may begin now; None if one may. since_s: when staff logged in."""
        return self._why_not(since_s, self._recent_s)

    @property
    def _recent_s(self) -> tuple[float, ...]:
        """When tests began, on the loop's clock.

        Those of before the start are asked of the wall clock each time and not once: none begins
        while it differs from the bank's, so that one who sets it forward wins nothing by it, nor
        by setting it right again.
        """
        now_s, now_ms = self._ports.loop.now(), self._ports.journal.utc_ms()
        passed = (max(0.0, (now_ms - at_ms) / MS_PER_S) for at_ms in self._before_ms)
        return (*(now_s - each for each in passed), *self._begun_s)

    @property
    def runs_left(self) -> int:
        """How many may still begin within the hour."""
        return runs_left(self._recent_s, self._ports.loop.now())

    def why_not_go_on(self, since_s: float) -> Word | None:
        """The same in the midst of one, which was counted when it began."""
        return self._why_not(since_s, ())

    def _why_not(self, since_s: float, recent_s: Iterable[float]) -> Word | None:
        return why_not(
            Guard(
                self._supervision.conditions,
                self._devices.door(SAFE),
                since_s,
                self._ports.loop.now(),
                tuple(recent_s),
                is_driven=self._house.needs_request,
            )
        )

    def begin(
        self,
        people: People,
        since_s: float,
        canisters: Sequence[int],
        told: Callable[[Sequence[Tested]], None],
        over: Callable[[Word | None], None],
    ) -> None:
        """At most one note of each of these canisters. told: what is known so far. over: it has
        ended, or why it was not begun or not gone on with."""
        why = why_not_these(people) or self.why_not(since_s)
        if why is not None:
            over(why)
            return
        self._begun_s.append(self._ports.loop.now())
        _Run(self, self._ports, self._transactions, people.who, since_s, told, over).begin(
            canisters
        )


class _Run:
    """One test: DIAG_START, a note of each canister in turn, DIAG_END."""

    def __init__(
        self,
        tests: NoteTests,
        ports: Ports,
        transactions: Transactions,
        who: str,
        since_s: float,
        told: Callable[[Sequence[Tested]], None],
        over: Callable[[Word | None], None],
    ) -> None:
        self._tests = tests
        self._ports = ports
        self._transactions = transactions
        self._who = who
        self._since_s = since_s
        self._told = told
        self._over = over
        self._left: deque[int] = deque()
        self._tested: list[Tested] = []
        self._timer: Timer | None = None
        self._is_over = False

    def begin(self, canisters: Sequence[int]) -> None:
        self._left.extend(dict.fromkeys(canisters))
        start = DiagStart(Device.HSM.value, NOTE_TEST, self._who)
        self._ports.write_one(start, None, self._next)

    def _next(self) -> None:
        """The one before has its DONE; the door may have been opened meanwhile."""
        if self._is_over:
            return
        if not self._left:
            self._end(None)
            return
        why = self._tests.why_not_go_on(self._since_s)
        if why is not None:
            self._end(why)
            return
        canister = self._left.popleft()
        self._timer = self._ports.loop.after(HEARD_WITHIN_S, lambda: self._unheard(canister))
        self._transactions.begin_note_test(canister, self._heard, self._done)

    def _heard(self, tested: Tested) -> None:
        if self._is_over:
            return
        self._tested.append(tested)
        self._told(tuple(self._tested))
        if tested.fate is not Fate.MOVED:
            # A dispenser that does not do as it is told is not told more.
            self._left.clear()

    def _done(self) -> None:
        self._stop_waiting()
        self._next()

    def _unheard(self, canister: int) -> None:
        """The HSM or the bank does not answer. It is gone on with; nobody stands and waits."""
        self._timer = None
        if not any(each.canister == canister for each in self._tested):
            self._tested.append(Tested(canister, Fate.UNKNOWN, "no-answer"))
            self._told(tuple(self._tested))
        self._end(GOES_ON)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _end(self, why: Word | None) -> None:
        self._is_over = True
        self._stop_waiting()
        found = worst(self._tested)
        fate, code = (Fate.NOT_MOVED, "stopped") if found is None else (found.fate, found.code)
        end = DiagEnd(Device.HSM.value, NOTE_TEST, self._who, code)
        self._ports.note(end, None, _OUTS[fate])
        self._over(why)
