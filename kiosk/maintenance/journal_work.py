"""What is done with the whole journal at the menu: a strip on paper, verifying, a copy on a medium.

Each goes on beside the page, and says how it went; whoever leaves breaks a verifying off.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from hardware.drivers.receipt_printer import ReceiptPrinter, failure_code
from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.staff_page import Mood, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import JournalExport, JournalPrinted, JournalVerify
from kiosk.maintenance.journal_chain import Chain, verified
from kiosk.maintenance.journal_export import Exported, ExportRefused, export
from kiosk.maintenance.journal_strip import Strip, next_strip
from kiosk.maintenance.tools import Tools
from kiosk.money.ports import Ports

MS_PER_S: Final = 1_000
PLACE_SIZE_MAX: Final = 200


class JournalWork:
    """One thing at a time. Lives in the core thread."""

    def __init__(
        self, tools: Tools, ports: Ports, who: str, say: Callable[[Word, Mood], None]
    ) -> None:
        """say: hears what is under way, and how it went."""
        self._tools = tools
        self._ports = ports
        self._who = who
        self._say = say
        self._is_over = False
        self.is_running = False

    def give_up(self) -> None:
        """Nobody is there any more."""
        self._is_over = True

    # --- printing

    def print(self) -> None:
        self.is_running = True
        disk, settings, zone = self._tools.disk, self._tools.settings, self._tools.zone
        self._say(Word("journal.printing"), Mood.PLAIN)
        self._tools.chores.do(lambda: next_strip(disk, settings.atm_name, zone), self._have_strip)

    def _have_strip(self, result: Result[Strip | None]) -> None:
        printer = self._ports.devices.receipt_printer
        if not isinstance(result, Done):
            self._end(Word("unresolved.unreadable"), Mood.BAD)
        elif result.value is None or printer is None:
            self._end(Word("journal.none-since"), Mood.PLAIN)
        else:
            strip = result.value
            printed = JournalPrinted(self._who, strip.first, strip.last)
            give = partial(printer.submit, partial(_print, strip.job))
            self._ports.write_one(
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
        self._ports.note(failed, None, Out.FAIL if is_sure else Out.UNKNOWN)
        self._end(Word("journal.not-printed" if is_sure else "journal.perhaps-printed"), Mood.BAD)

    # --- verifying

    def verify(self) -> None:
        self.is_running = True
        disk = self._tools.disk
        self._say(Word("journal.verifying", (0, "?")), Mood.PLAIN)
        self._tools.chores.do(lambda: verified(disk, self._goes_on), self._have_verified)

    def _goes_on(self, done: int, count: int) -> bool:
        """In the chores' thread, which reads one flag and leaves the rest to the core's."""
        self._tools.chores.tell(lambda: self._progress(done, count))
        return not self._is_over

    def _progress(self, done: int, count: int) -> None:
        if self.is_running:
            self._say(Word("journal.verifying", (done, count)), Mood.PLAIN)

    def _have_verified(self, result: Result[Chain | None]) -> None:
        match result:
            case Done(None):
                pass  # broken off: nothing is known, and nothing is told
            case Done(Chain(files, entries, broken)):
                code, out = ("broken", Out.FAIL) if broken else ("fits", Out.OK)
                event = JournalVerify(self._who, files, entries, code, broken[:PLACE_SIZE_MAX])
                self._ports.note(event, None, out)
                if broken:
                    self._end(Word("journal.broken", (broken,)), Mood.BAD)
                else:
                    self._end(Word("journal.fits", (files, entries)), Mood.GOOD)
            case _:
                event = JournalVerify(self._who, 0, 0, "unreadable", "")
                self._ports.note(event, None, Out.UNKNOWN)
                self._end(Word("unresolved.unreadable"), Mood.BAD)

    # --- a copy

    def export(self) -> None:
        """That it is to be copied is on disk before the first byte is."""
        self.is_running = True
        tools = self._tools
        at = datetime.fromtimestamp(tools.utc_ms() / MS_PER_S, tools.zone)
        name = f"journal-{tools.settings.atm_name}-{at:%Y%m%d-%H%M%S}"
        medium = Path(tools.settings.export_dir)
        self._say(Word("journal.exporting"), Mood.PLAIN)
        begun = JournalExport(self._who, "begun")
        self._ports.write_one(
            begun,
            None,
            lambda: tools.chores.apart(
                lambda: self._copied(medium, name), partial(self._exported, name)
            ),
        )

    def _copied(self, medium: Path, name: str) -> Exported:
        """Not in the core thread. If it had to wait for another that hangs, nobody may be there any
        more. Raises ExportRefused, OSError."""
        if self._is_over:
            raise ExportRefused("failed")
        return export(self._tools.disk, medium, name)

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
        self._ports.write([(event, out)], None, lambda _seq: self._end(said, mood))

    def _end(self, notice: Word, mood: Mood) -> None:
        self.is_running = False
        self._say(notice, mood)


def _print(job: bytes, printer: ReceiptPrinter) -> None:
    """Once; whoever stands there takes it."""
    printer.print(job)
