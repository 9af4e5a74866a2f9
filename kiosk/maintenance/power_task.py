"""Item 14, power: sends a test alarm, or ends the program in order; each is on disk before."""

from __future__ import annotations

from kiosk.domain.maintenance import power
from kiosk.domain.maintenance.power import ENDS
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import AlarmTest, EndAsked
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


class PowerTask(Task):
    """An end is asked for twice."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._asked = 0
        self._is_sending = False
        self._is_ending = False
        self._is_closed = False
        self._notice: Word | None = None
        self._mood = Mood.PLAIN

    @property
    def is_busy(self) -> bool:
        return self._is_ending

    @property
    def page(self) -> StaffPage:
        supervision = self._tools.supervision
        # What is of before the start is taken up one by one; that there is some is known.
        open_count = len(supervision.open_txids) or int(not supervision.conditions.recovered)
        return power.page(
            self._asked, open_count, self._notice, self._mood, is_sending=self._is_sending
        )

    def act(self, number: int) -> None:
        self._notice = None
        if number == power.ALARM:
            self._alarm()
        elif number == power.SURE:
            self._end(ENDS[self._asked])
        else:
            self._asked = number

    def back(self) -> bool:
        if not self._asked:
            return False
        self._asked = 0
        return True

    def close(self) -> None:
        self._is_closed = True

    def _alarm(self) -> None:
        self._is_sending = True
        who = self._desk.people().who
        supervision = self._tools.supervision
        self._desk.ports.write_one(
            AlarmTest(who, "begun"),
            None,
            lambda: supervision.test_alarm(lambda heard: self._sent(who, heard=heard)),
        )

    def _sent(self, who: str, *, heard: bool) -> None:
        """heard: the bank has answered to it; else it may have it, or not."""
        self._is_sending = False
        stage, out = ("answered", Out.OK) if heard else ("silent", Out.UNKNOWN)
        self._desk.ports.note(AlarmTest(who, stage), None, out)
        self._notice = Word("power.answered" if heard else "power.silent")
        self._mood = Mood.GOOD if heard else Mood.BAD
        if not self._is_closed:
            self._desk.changed()

    def _end(self, what: str) -> None:
        self._is_ending = True
        event = EndAsked(self._desk.people().who, what)
        self._desk.ports.write_one(event, None, lambda: self._ends(what))

    def _ends(self, what: str) -> None:
        """Not busy any more: the program's end logs everybody out."""
        self._is_ending, self._asked = False, 0
        self._tools.end(what)
