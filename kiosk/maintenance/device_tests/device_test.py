"""What every test of item 7 does: DIAG_START on disk, the device, DIAG_END, words on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hardware.errors import DeviceError
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance.device_tests import (
    AWAY,
    JUDGING,
    LEFT,
    LOOKS_WRONG,
    OK,
    RIGHT,
    DeviceTests,
)
from kiosk.domain.staff_page import Action, Line, Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import DiagEnd, DiagStart
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


class DeviceTest(Task):
    """One test's page. Lives in the core thread.

    A subclass says `lines` and `actions`, and calls `_begin`, then `_end` or `_ask_person`.
    """

    def __init__(self, tools: Tools, desk: Desk, number: DeviceTests, device: str) -> None:
        """device: as the journal names it."""
        self._tools = tools
        self._desk = desk
        self._ports = desk.ports
        self._number = number
        self._device = device
        self._test = ""
        self._who = ""
        self._is_under_way = False
        self._is_asking = False
        self._is_closed = False
        self._notice: Word | None = None
        self._mood = Mood.PLAIN

    # --- what a test has of its own

    def lines(self) -> Sequence[Line]:
        return ()

    def actions(self) -> Sequence[Action]:
        """What can be begun."""
        return ()

    def chosen(self, number: int) -> None:
        """One of these was."""

    def ended(self) -> None:
        """Whatever the outcome: put back what was set up."""

    # --- the page

    @property
    def is_busy(self) -> bool:
        return self._is_under_way and not self._is_asking

    @property
    def page(self) -> StaffPage:
        return StaffPage(
            Word(f"tests.{self._number.value}"),
            lines=tuple(self.lines()),
            actions=JUDGING if self._is_asking else tuple(self.actions()),
            notice=self._notice,
            notice_mood=self._mood,
        )

    def act(self, number: int) -> None:
        if not self._is_asking:
            self._tell(None)
            self.chosen(number)
            return
        is_right = number == RIGHT
        self._end(
            OK if is_right else LOOKS_WRONG,
            Word("tests.well" if is_right else "tests.noted-wrong"),
            Mood.GOOD if is_right else Mood.BAD,
        )

    def back(self) -> bool:
        if not self._is_under_way:
            return False
        self._end(LEFT, Word("tests.left"), Mood.WARN, Out.UNKNOWN)
        return True

    def close(self) -> None:
        self._is_closed = True
        if self._is_under_way:
            self._end(LEFT, Word("tests.left"), Mood.WARN, Out.UNKNOWN)

    # --- for subclasses

    def _begin(self, test: str, then: Callable[[], None]) -> None:
        """Nothing happens before its entry is on disk."""
        assert not self._is_under_way, "one test at a time"
        self._test, self._who = test, self._desk.people().who
        self._is_under_way = True
        self._ports.write_one(DiagStart(self._device, test, self._who), None, then)

    def _ask_person(self, words: Word) -> None:
        """Only a person can say whether it was well."""
        self._is_asking = True
        self._tell(words)
        self._desk.changed()

    def _end(self, code: str, words: Word, mood: Mood, out: Out | None = None) -> None:
        told = out or (Out.OK if code == OK else Out.FAIL)
        self._ports.note(DiagEnd(self._device, self._test, self._who, code), None, told)
        self._is_under_way = self._is_asking = False
        self.ended()
        self._tell(words, mood)
        if not self._is_closed:
            self._desk.changed()

    def _end_well(self, words: Word | None = None) -> None:
        self._end(OK, words or Word("tests.well"), Mood.GOOD)

    def _end_badly(self, result: Result[object]) -> None:
        """It was not done, or nobody knows."""
        assert not isinstance(result, Done), "that is another matter"
        is_unknown = not isinstance(result, NotDone)
        words = "tests.not-known" if is_unknown else "tests.not-done"
        code = code_of(result.error)
        mood = Mood.WARN if is_unknown else Mood.BAD
        self._end(code, Word(words, (code,)), mood, Out.UNKNOWN if is_unknown else Out.FAIL)

    def _tell(self, words: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = words, mood


def code_of(error: Exception) -> str:
    """What the device said, as a code; `away` where it said nothing."""
    if isinstance(error, DeviceError) and error.status is not None:
        return error.status.name.lower().replace("_", "-")
    return AWAY
