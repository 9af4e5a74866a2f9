"""Takes a picture of each screen that a visit passes, from the kiosk's own window."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.domain.screens import Screen
from kiosk.domain.staff_page import StaffPage, Word, untyped
from kiosk.viewmodels.window import KioskWindow

PICTURE_COUNT_MAX: Final = 10_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen, when it was shown, and the journal's last entry at that time."""

    screen: Screen
    time_ms: int
    journal_seq: int


class ScreenRecorder(QObject):
    """Belongs to the GUI thread; `record` and `tell` may be called from any thread.

    Queued behind the screen itself, so the picture is of the screen that was recorded.
    """

    _arrived = Signal(object)

    def __init__(
        self, window: KioskWindow, folder: Path | None, report: Callable[[str], None]
    ) -> None:
        """folder: None reports without pictures. report: one JSON line a screen."""
        super().__init__()
        self._window = window
        self._folder = folder
        self._report = report
        self._last: Screen | None = None
        self._count = 0
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def record(self, shown: Shown) -> None:
        self._arrived.emit(shown)

    def tell(self, line: Mapping[str, str | int]) -> None:
        """Report something else than a screen, in its order among them."""
        self._arrived.emit(json.dumps(line))

    def _take(self, shown: object) -> None:
        if isinstance(shown, str):
            self._report(shown)
            return
        assert isinstance(shown, Shown)
        # What is being typed makes no new screen.
        staff = shown.screen.staff
        plain = replace(
            shown.screen,
            digits=0,
            entry=None,
            count_entry="",
            staff=None if staff is None else untyped(staff),
        )
        is_new = plain != self._last
        self._last = plain
        picture = None
        # Before its window is up nobody has seen a screen, and it is not laid out yet.
        is_up = self._window.window.isExposed()
        if is_up and is_new and self._folder is not None and self._count < PICTURE_COUNT_MAX:
            self._count += 1
            picture = f"{self._count:04d}-{shown.screen.id.value}.png"
            if not self._window.grab().save(str(self._folder / picture)):
                raise OSError(f"{self._folder / picture} cannot be written")
        self._report(
            json.dumps(
                {
                    "screen": shown.screen.id.value,
                    "notice": shown.screen.notice.value if shown.screen.notice else None,
                    "reason": shown.screen.reason or None,
                    "prompt": shown.screen.pin_prompt.name.lower(),
                    "digits": shown.screen.digits,
                    "time_ms": shown.time_ms,
                    "journal_seq": shown.journal_seq,
                    "picture": picture,
                    "staff": None if shown.screen.staff is None else _told(shown.screen.staff),
                }
            )
        )


def _told(page: StaffPage) -> dict[str, str | bool | list[int]]:
    """Which page it is, by the ids of its words; nothing of what is typed."""
    entry = page.entry
    return {
        "title": _id(page.title),
        "asks": "" if entry is None else _id(entry.text),
        "again": entry is not None and entry.is_again,
        "notice": "" if page.notice is None else _id(page.notice),
        "busy": page.is_busy,
        "can": [each.number for each in page.actions if each.why is None],
    }


def _id(word: Word) -> str:
    return ":".join([word.id, *map(str, word.args)])
