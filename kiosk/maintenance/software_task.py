"""Item 12, software: collects what runs here, and keeps it as a file beside the journal."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance import software
from kiosk.domain.maintenance.software import SoftwareFacts
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.disk import Disk
from kiosk.journal.errors import JournalError
from kiosk.journal.line import VERSION as JOURNAL_FORMAT
from kiosk.maintenance.journal_lines import newest, of_codes
from kiosk.maintenance.staff_book import FORMAT as STAFF_FORMAT
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools
from kiosk.private_files import create_private
from kiosk.settings import settings_hash
from kiosk.version import VERSION

QT: Final = "PySide6-Essentials"
MS_PER_S: Final = 1_000
_STARTED: Final = of_codes("SYSTEM_START")


class SoftwareTask(Task):
    """Changes nothing but for the file."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._started_ms: int | None = None
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_closed = False
        self._look()

    @property
    def page(self) -> StaffPage:
        return software.page(self._facts, self._notice, self._mood)

    def act(self, number: int) -> None:
        self._notice, self._mood = None, Mood.PLAIN
        if number == software.SAVE:
            self._save()
        else:
            self._look()

    def close(self) -> None:
        self._is_closed = True

    def _look(self) -> None:
        disk = self._tools.disk
        self._tools.chores.do(lambda: _started(disk), self._have_read)

    def _have_read(self, result: Result[int | None]) -> None:
        self._started_ms = result.value if isinstance(result, Done) else None
        self._changed()

    @property
    def _facts(self) -> SoftwareFacts:
        tools = self._tools
        return SoftwareFacts(
            version=VERSION,
            settings_hash=settings_hash(tools.settings),
            journal_format=JOURNAL_FORMAT,
            staff_format=STAFF_FORMAT,
            python=platform.python_version(),
            qt=_installed(QT),
            system=f"{platform.system()} {platform.release()}",
            firmware=dict(tools.devices.firmware),
            started_ms=self._started_ms,
            boot=tools.house.boot,
        )

    def _save(self) -> None:
        tools = self._tools
        at = datetime.fromtimestamp(tools.utc_ms() / MS_PER_S, tools.zone)
        name = f"software-{at:%Y%m%d-%H%M%S}.txt"
        content = software.text(self._facts, tools.settings.atm_name, at.isoformat()).encode()
        folder = tools.state / "kiosk"
        tools.chores.do(lambda: _kept(folder, name, content), self._saved)

    def _saved(self, result: Result[str]) -> None:
        match result:
            case Done(name):
                self._notice, self._mood = Word("software.saved", (name,)), Mood.GOOD
            case NotDone():
                self._notice, self._mood = Word("software.not-saved"), Mood.BAD
            case _:
                self._notice, self._mood = Word("software.perhaps-saved"), Mood.BAD
        self._changed()

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()


def _started(disk: Disk) -> int | None:
    with suppress(OSError, JournalError):
        found = newest(disk, 1, _STARTED)
        return found[0].t if found else None
    return None


def _kept(folder: Path, name: str, content: bytes) -> str:
    """Raises ValueError where nothing was written; OSError where something may be there."""
    if not os.access(folder, os.W_OK):
        raise ValueError("the folder cannot be written")
    try:
        create_private(folder / name, content)
    except FileExistsError:
        raise ValueError("there is one of this second") from None
    return name


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
