"""Item 8, journal: shows and finds entries, prints, verifies and exports them; changes none."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from hardware.drivers.receipt_printer import ReceiptPrinter, failure_code
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance import journal
from kiosk.domain.maintenance.journal import SHOWN_MAX, Told
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import JournalExport, JournalPrinted, JournalVerify
from kiosk.journal_tools.lines import Line
from kiosk.maintenance.journal_chain import Chain, verified
from kiosk.maintenance.journal_export import Exported, ExportRefused, export
from kiosk.maintenance.journal_lines import newest
from kiosk.maintenance.journal_search import of_number, of_reference, search, told
from kiosk.maintenance.journal_strip import Strip, next_strip
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools

MS_PER_S: Final = 1_000
PLACE_SIZE_MAX: Final = 200
Found = list[tuple[Line, bool]]


class JournalTask(Task):
    """Long work goes on beside it; whoever leaves the page breaks a verifying off."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._who = desk.people().who
        self._told: tuple[Told, ...] = ()
        self._asked = 0
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_running = False
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
            is_running=self._is_running,
        )
        shown = journal.page(self._told, allowed, self._notice, self._mood)
        return journal.asking(shown, self._asked) if self._asked else shown

    def act(self, number: int) -> None:
        self._tell(None)
        match number:
            case journal.NEWEST:
                self._newest()
            case journal.PRINT:
                self._print()
            case journal.VERIFY:
                self._verify()
            case journal.EXPORT:
                self._export()
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

    # --- printing

    def _print(self) -> None:
        self._is_running = True
        disk, settings, zone = self._tools.disk, self._tools.settings, self._tools.zone
        self._tell(Word("journal.printing"))
        self._tools.chores.do(lambda: next_strip(disk, settings.atm_name, zone), self._have_strip)

    def _have_strip(self, result: Result[Strip | None]) -> None:
        printer = self._desk.ports.devices.receipt_printer
        if not isinstance(result, Done):
            self._end(Word("unresolved.unreadable"), Mood.BAD)
        elif result.value is None or printer is None:
            self._end(Word("journal.none-since"), Mood.PLAIN)
        else:
            strip = result.value
            printed = JournalPrinted(self._who, strip.first, strip.last)
            give = partial(printer.submit, partial(_print, strip.job))
            self._desk.ports.write_one(
                printed, None, lambda: give(lambda done: self._printed(strip, done))
            )

    def _printed(self, strip: Strip, result: Result[None]) -> None:
        if isinstance(result, Done):
            said = Word("journal.printed", (strip.first, strip.last, strip.left))
            self._end(said, Mood.GOOD)
            return
        is_sure = isinstance(result, NotDone)
        code = failure_code(result.error)
        failed = JournalPrinted(self._who, strip.first, strip.last, code)
        self._desk.ports.note(failed, None, Out.FAIL if is_sure else Out.UNKNOWN)
        self._end(Word("journal.not-printed" if is_sure else "journal.perhaps-printed"), Mood.BAD)

    # --- verifying

    def _verify(self) -> None:
        self._is_running = True
        disk = self._tools.disk
        self._tell(Word("journal.verifying", (0, "?")))
        self._tools.chores.do(lambda: verified(disk, self._goes_on), self._have_verified)

    def _goes_on(self, done: int, count: int) -> bool:
        """In the chores' thread, which reads one flag and leaves the rest to the core's."""
        self._tools.chores.tell(lambda: self._progress(done, count))
        return not self._is_closed

    def _progress(self, done: int, count: int) -> None:
        if self._is_running:
            self._tell(Word("journal.verifying", (done, count)))
            self._changed()

    def _have_verified(self, result: Result[Chain | None]) -> None:
        match result:
            case Done(None):
                pass  # broken off: nothing is known, and nothing is told
            case Done(Chain(files, entries, broken)):
                code, out = ("broken", Out.FAIL) if broken else ("fits", Out.OK)
                event = JournalVerify(self._who, files, entries, code, broken[:PLACE_SIZE_MAX])
                self._desk.ports.note(event, None, out)
                if broken:
                    self._end(Word("journal.broken", (broken,)), Mood.BAD)
                else:
                    self._end(Word("journal.fits", (files, entries)), Mood.GOOD)
            case _:
                event = JournalVerify(self._who, 0, 0, "unreadable", "")
                self._desk.ports.note(event, None, Out.UNKNOWN)
                self._end(Word("unresolved.unreadable"), Mood.BAD)

    # --- a copy

    def _export(self) -> None:
        """That it is to be copied is on disk before the first byte is."""
        self._is_running = True
        tools = self._tools
        at = datetime.fromtimestamp(tools.utc_ms() / MS_PER_S, tools.zone)
        name = f"journal-{tools.settings.atm_name}-{at:%Y%m%d-%H%M%S}"
        medium = Path(tools.settings.export_dir)
        self._tell(Word("journal.exporting"))
        begun = JournalExport(self._who, "begun")
        self._desk.ports.write_one(
            begun,
            None,
            lambda: tools.chores.do(
                lambda: export(tools.disk, medium, name), partial(self._exported, name)
            ),
        )

    def _exported(self, name: str, result: Result[Exported]) -> None:
        match result:
            case Done(Exported(folder, files, first, last, sha256)):
                event = JournalExport(self._who, "done", folder, files, first, last, sha256)
                said = Word("journal.exported", (files, first, last, folder))
                out, mood = Out.OK, Mood.GOOD
            case NotDone(error):
                why = error.why if isinstance(error, ExportRefused) else "failed"
                event = JournalExport(self._who, "failed", name)
                said, out, mood = Word(f"journal.export-{why}"), Out.FAIL, Mood.BAD
            case _:
                event = JournalExport(self._who, "unknown", name)
                said, out, mood = Word("journal.export-unknown"), Out.UNKNOWN, Mood.BAD
        self._desk.ports.write([(event, out)], None, lambda _seq: self._end(said, mood))

    # --- what is said

    def _end(self, notice: Word, mood: Mood) -> None:
        self._is_running = False
        self._tell(notice, mood)
        self._changed()

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()


def _all(lines: list[Line]) -> Found:
    return [(line, True) for line in lines]


def _print(job: bytes, printer: ReceiptPrinter) -> None:
    """Once; whoever stands there takes it."""
    printer.print(job)
