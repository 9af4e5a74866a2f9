"""Asks whoever has logged in for a work order, where the service door has a lock that tells."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.maintenance import work_order
from kiosk.domain.maintenance.staff import Person
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import WorkOrder
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Timer
from kiosk.visits.door_watch import DoorWatch


class WorkOrderDesk:
    """Lives in the core thread. A card that comes later than it was asked for counts as well."""

    def __init__(self, ports: Ports, door: DoorWatch | None, changed: Callable[[], None]) -> None:
        """door: None where the service door has a plain lock; then nothing is ever asked.
        changed: the page is another one."""
        self._ports = ports
        self._door = door
        self._changed = changed
        self._person: Person | None = None
        self._timer: Timer | None = None
        self._until_s = 0.0
        self._refusals = 0
        self._is_used = False
        self._told: tuple[Word, Mood] | None = None
        self._openings = 0  # the lock's count, when somebody logged in
        self._who: Callable[[], str] = str

    @property
    def is_asking(self) -> bool:
        return self._timer is not None

    @property
    def is_missing(self) -> bool:
        """What needs the door cannot be done."""
        return self._door is not None and not self._door.has_order

    @property
    def page(self) -> StaffPage | None:
        """None while nobody is asked."""
        door, person = self._door, self._person
        if door is None or person is None or not self.is_asking:
            return None
        left_s = max(1, round(self._until_s - self._ports.loop.now()))
        return work_order.page(person, door.lock, left_s, self._refused(door))

    @property
    def notice(self) -> tuple[Word, Mood] | None:
        """What the menu says of work order and door; None where there is nothing to say."""
        door = self._door
        if door is not None and door.proof is not None and self._was_opened:
            return work_order.locked_again(door.proof), Mood.GOOD
        return self._told

    def begin(self, person: Person, who: Callable[[], str]) -> None:
        """Somebody has logged in. who: as the journal has them, now and later."""
        door = self._door
        self._person, self._told, self._is_used = person, None, False
        if door is None:
            return
        self._openings = 0 if door.status is None else door.status.openings
        self._who = who
        door.begin(who, self._heard)
        if not work_order.is_for(person):
            return
        if not door.is_usable:
            self._ended("away")
            return
        self._refusals = door.refusals
        self._until_s = self._ports.loop.now() + work_order.ASK_S
        self._timer = self._ports.loop.after(work_order.ASK_S, lambda: self._over("timeout"))

    def go_without(self) -> None:
        """Whoever is asked has none, or none yet."""
        self._over("cancelled")

    def end(self) -> None:
        """Nobody is logged in any more."""
        if self.is_asking:
            self._stop()
            self._ended("cancelled")
        self._person, self._told = None, None
        if self._door is not None:
            self._door.end()

    def _heard(self, result: str) -> None:
        if result == "used":
            self._is_used = True
        elif result == "ok":
            self._stop()
            self._told = work_order.ended("ok", self._index)
        elif self.is_asking:
            self._over("away")
        else:
            self._told = work_order.ended("away", 0)
        self._changed()

    def _over(self, result: str) -> None:
        self._stop()
        self._ended(result)
        self._changed()

    def _ended(self, result: str) -> None:
        self._ports.note(WorkOrder(self._who(), 0, result), None, Out.FAIL)
        self._told = work_order.ended(result, 0)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    @property
    def _index(self) -> int:
        assert self._door is not None, "it has told something"
        return 0 if self._door.status is None else self._door.status.opened_index

    @property
    def _was_opened(self) -> bool:
        """Since somebody has logged in."""
        status = None if self._door is None else self._door.status
        return status is not None and status.openings > self._openings

    def _refused(self, door: DoorWatch) -> Word | None:
        """What the lock has said to the last card since it was asked for."""
        if self._is_used:
            return Word("order.used")
        if door.refusals > self._refusals:
            return work_order.refused(door.refusal)
        return None
