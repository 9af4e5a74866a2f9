"""The portable programmer as staff hold it: a display, a keypad, one cable, a file.

It holds no secret of lasting use and draws no chance: what it is given is signed, or a key that is
wiped when its lock has confirmed it. The cable goes into the desk, which asks, or into a lock,
which is asked when somebody presses ENTER.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from hardware.locks.programmer import screen
from hardware.locks.programmer.carried import Carried, Stop
from hardware.locks.programmer.jobs import OrderJob
from hardware.locks.programmer.line import DeskLine
from hardware.locks.programmer.screen import Screen
from hardware.locks.programmer.store import Store
from hardware.locks.programmer.visit import Interrupted, Told, Visit
from hardware.protocol.link import Link

TYPED_MAX: Final = 6


class Key(Enum):
    """The keypad. A digit is DIGIT_0 to DIGIT_9."""

    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"
    ENTER = "enter"
    CLEAR = "clear"
    UP = "up"
    DOWN = "down"


class Programmer:
    """Belongs to one thread; made anew on the same store it goes on.

    ticks: seconds of its crystal, from any beginning, never back.
    shown: gets each new display.
    """

    def __init__(
        self,
        store: Store,
        ticks: Callable[[], int],
        *,
        shown: Callable[[Screen], None] = lambda _screen: None,
    ) -> None:
        self._carried = Carried(store, ticks)
        self._line = DeskLine(self._carried)
        self._shown = shown
        self._lock: Link | None = None
        self._at = 0
        self._typed = ""
        self._note: Screen | None = None

    @property
    def lines(self) -> Screen:
        """The display, 4 lines of 20 characters."""
        return self._note or screen.doors(self.stops(), self._at, self._typed)

    def stops(self) -> tuple[Stop, ...]:
        """The doors in the order of the list."""
        return self._carried.stops()

    def receive(self, data: bytes) -> bytes:
        """The cable in the desk: bytes in, answers out."""
        loads = self._carried.loads
        answer = self._line.receive(data)
        if loads != self._carried.loads:
            self._at, self._typed, self._note = 0, "", None
        return answer

    def unasked(self) -> bytes:
        """It says nothing by itself."""
        return b""

    def plug_into_lock(self, lock: Link | None) -> None:
        """The cable in a lock's port; None takes it out."""
        self._lock = lock

    def press(self, key: Key) -> Screen:
        """What stands on the display afterwards. ENTER may take a visit's time."""
        if self._note is not None:
            self._note = None
        elif key is Key.ENTER:
            self._enter()
        elif key is Key.CLEAR:
            self._typed = ""
        elif key in {Key.UP, Key.DOWN}:
            step = 1 if key is Key.DOWN else -1
            self._at = max(0, min(self._at + step, len(self.stops()) - 1))
        else:
            self._typed = (self._typed + key.value)[-TYPED_MAX:]
        self._shown(self.lines)
        return self.lines

    def _enter(self) -> None:
        if self._typed:
            self._choose_typed()
        elif self.stops():
            self._visit(self.stops()[self._at])

    def _choose_typed(self) -> None:
        typed, self._typed = self._typed, ""
        for at, each in enumerate(self.stops()):
            if "".join(filter(str.isdigit, each.job.door.name)) == typed:
                self._at = at
                return
        self._note = screen.screen(f"No door {typed}", "in this round.", "", "ENTER: go on")

    def _visit(self, stop: Stop) -> None:
        job, door = stop.job, stop.job.door
        if not self._carried.has_clock:
            self._note = screen.no_clock()
            return
        if self._lock is None:
            self._note = screen.interrupted(door)
            return

        def tell(what: Told) -> None:
            self._shown(screen.told(door, what))

        carried = self._carried
        visit = Visit(self._lock, now=carried.now, tell=tell, keep=carried.keep)
        try:
            result = visit.carry_out(job, carried.signature)
        except Interrupted:
            self._note = screen.interrupted(door)
            return
        ops = [each.op for each in job.order.commands] if isinstance(job, OrderJob) else []
        self._note = screen.result(door, result, ops)
        if self.stops()[self._at].is_done:
            self._go_to_next_left()

    def _go_to_next_left(self) -> None:
        """The next door that is not done, from here on and then from the beginning."""
        stops = self.stops()
        order = [*range(self._at, len(stops)), *range(self._at)]
        self._at = next((at for at in order if not stops[at].is_done), self._at)
