"""Item 8, journal: shows and finds entries, prints, verifies and exports them; changes none."""

from __future__ import annotations

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import journal
from kiosk.domain.maintenance.journal import SHOWN_MAX, Told
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal_tools.lines import Line
from kiosk.maintenance.journal_lines import newest
from kiosk.maintenance.journal_search import of_number, of_reference, search, told
from kiosk.maintenance.journal_work import JournalWork
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

Found = list[tuple[Line, bool]]


class JournalTask(Task):
    """Long work goes on beside it; whoever leaves the page breaks a verifying off."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._work = JournalWork(tools, desk.ports, desk.people().who, self._heard)
        self._told: tuple[Told, ...] = ()
        self._asked = 0
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_closed = False
        self._newest()

    @property
    def page(self) -> StaffPage:
        now = self._tools.supervision.conditions
        allowed = journal.may(
            self._desk.people().first,
            has_printer=now.printer,
            prints=now.receipts,
            has_folder=bool(self._tools.settings.export_dir),
            is_running=self._work.is_running,
        )
        shown = journal.page(self._told, allowed, self._notice, self._mood)
        return journal.asking(shown, self._asked) if self._asked else shown

    def act(self, number: int) -> None:
        self._tell(None)
        match number:
            case journal.NEWEST:
                self._newest()
            case journal.PRINT:
                self._work.print()
            case journal.VERIFY:
                self._work.verify()
            case journal.EXPORT:
                self._work.export()
            case _:
                self._asked = number

    def enter(self, typed: str) -> None:
        wanted = of_reference(typed) if self._asked == journal.REFERENCE else of_number(typed)
        self._asked = 0
        disk = self._tools.disk
        self._tell(Word("journal.searching"))
        self._tools.chores.do(lambda: search(disk, wanted), self._have_found)

    def back(self) -> bool:
        if not self._asked:
            return False
        self._asked = 0
        return True

    def close(self) -> None:
        self._is_closed = True
        self._work.give_up()

    # --- reading

    def _newest(self) -> None:
        disk = self._tools.disk
        self._tools.chores.do(lambda: _all(newest(disk, SHOWN_MAX)), self._have_newest)

    def _have_newest(self, result: Result[Found]) -> None:
        self._show(result)
        self._changed()

    def _have_found(self, result: Result[Found]) -> None:
        self._tell(None)
        self._show(result)
        if isinstance(result, Done) and not result.value:
            self._tell(Word("journal.not-found"), Mood.WARN)
        self._changed()

    def _show(self, result: Result[Found]) -> None:
        if not isinstance(result, Done):
            self._tell(Word("unresolved.unreadable"), Mood.BAD)
            return
        self._told = tuple(
            Told(line.t, told(line), line.out, is_wanted) for line, is_wanted in result.value
        )

    # --- what is said

    def _heard(self, notice: Word, mood: Mood) -> None:
        self._tell(notice, mood)
        self._changed()

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()


def _all(lines: list[Line]) -> Found:
    return [(line, True) for line in lines]
