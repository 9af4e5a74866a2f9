"""Item 10, settings: shows them all, and writes a changed one into the file for the next start."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Final

from kiosk.devices.results import Done, NotDone, Result
from kiosk.domain.maintenance import settings_page
from kiosk.domain.maintenance.settings_page import (
    AMOUNTS,
    CHANGEABLE,
    LANGUAGES,
    MONEY,
    Setting,
    Source,
    languages_of,
)
from kiosk.domain.maintenance.staff import Role
from kiosk.domain.staff_page import Mood, StaffPage, Word
from kiosk.journal.entry import Out
from kiosk.journal.events import SettingChanged
from kiosk.maintenance.settings_file import (
    ChangeRefused,
    Prepared,
    commit,
    of_file,
    prepare,
    shown,
)
from kiosk.maintenance.settings_text import Value
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools
from kiosk.setting_values import QUICK_COUNT_MAX, Settings

CUSTODIANS: Final = frozenset({Role.CUSTODIAN})
SHOWN_MAX: Final = 160


class SettingsTask(Task):
    """A change is checked, then on disk in the journal, then in the file."""

    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._file = (tools.state / "settings").with_suffix(".toml")
        self._next: Settings | None = None
        self._asks_which = False
        self._name = ""
        self._number = 0
        self._amounts: tuple[int, ...] = ()
        self._notice: Word | None = None
        self._mood = Mood.PLAIN
        self._is_writing = False
        self._is_closed = False
        self._unheard: SettingChanged | None = None  # begun, and nobody knows yet
        self._read()

    @property
    def is_busy(self) -> bool:
        return self._is_writing

    @property
    def page(self) -> StaffPage:
        page = settings_page.page(self._settings(), self._notice, self._mood)
        if self._asks_which:
            return settings_page.asking_which(page)
        if not self._name:
            return page
        return settings_page.asking(page, self._name, self._amounts, self._tools.spoken)

    def act(self, _number: int) -> None:
        self._tell(None)
        self._asks_which = True

    def enter(self, typed: str) -> None:
        if self._asks_which:
            self._chosen(int(typed))
        elif self._name == LANGUAGES:
            found = languages_of(typed, self._tools.spoken)
            if found is None:
                self._tell(Word("settings.no-language"), Mood.BAD)
            else:
                self._change(found)
        elif self._name != AMOUNTS:
            self._change(int(typed))
        elif not typed:
            self._change(self._amounts)
        else:
            self._amounts += (int(typed),)
            if len(self._amounts) == QUICK_COUNT_MAX:
                self._change(self._amounts)

    def back(self) -> bool:
        is_asking = self._asks_which or bool(self._name)
        self._asks_which, self._name = False, ""
        self._tell(None)
        return is_asking

    def give_up(self) -> None:
        if self._unheard is not None:
            self._desk.ports.note(self._unheard, None, Out.UNKNOWN)

    def close(self) -> None:
        self._is_closed = True

    # --- what is shown

    def _settings(self) -> list[Setting]:
        now, after = self._tools.settings, self._next
        found = []
        for each in fields(Settings):
            value, source = shown(getattr(now, each.name)), self._source(each.name)
            later = "" if after is None else shown(getattr(after, each.name))
            is_kept = source in {Source.ENVIRONMENT, Source.OPTION} or later == value
            found.append(Setting(each.name, value, source, "" if is_kept else later))
        return found

    def _source(self, name: str) -> Source:
        source = self._tools.sources.get(name, "default")
        kind = source.partition(" ")[0]
        return Source(kind) if kind in {"default", "environment", "option"} else Source.FILE

    def _read(self) -> None:
        self._tools.chores.do(lambda: of_file(self._file), self._have_read)

    def _have_read(self, result: Result[Settings]) -> None:
        if isinstance(result, Done):
            self._next = result.value
        else:
            self._refused(result.error)
        self._changed()

    # --- a change

    def _chosen(self, number: int) -> None:
        name = CHANGEABLE.get(number, "")
        if not name:
            self._tell(Word("said.no-such", (number,)), Mood.BAD)
        elif any(each.name == name and each.is_set_elsewhere for each in self._settings()):
            self._tell(Word("settings.overridden", (name,)), Mood.BAD)
        else:
            self._tell(None)
            self._asks_which = False
            self._number, self._name, self._amounts = number, name, ()

    def _change(self, value: Value) -> None:
        name, self._name = self._name, ""
        kept = [
            each.name
            for each in fields(Settings)
            if self._source(each.name) in {Source.ENVIRONMENT, Source.OPTION}
        ]
        running, file = self._tools.settings, self._file
        self._is_writing = True
        self._tools.chores.do(
            lambda: prepare(file, name, value, running, kept), partial(self._prepared, self._number)
        )

    def _prepared(self, number: int, result: Result[Prepared]) -> None:
        self._is_writing = False
        if self._is_closed:
            return
        if not isinstance(result, Done):
            self._refused(result.error)
            self._changed()
        elif result.value.name in MONEY:
            write = partial(self._write, result.value)
            self._desk.second(f"10.{number}", CUSTODIANS, write)
            self._changed()
        else:
            self._write(result.value)

    def _write(self, prepared: Prepared) -> None:
        self._is_writing = True
        file = self._file
        event = SettingChanged(
            self._desk.people().who,
            prepared.name,
            prepared.before[:SHOWN_MAX],
            prepared.after[:SHOWN_MAX],
        )
        self._unheard = event
        self._desk.ports.write_one(
            event,
            None,
            lambda: self._tools.chores.do(
                lambda: commit(file, prepared), partial(self._written, event)
            ),
        )

    def _written(self, event: SettingChanged, result: Result[None]) -> None:
        self._is_writing, self._unheard = False, None
        match result:
            case Done():
                if self._is_closed:
                    self._desk.ports.note(event, None)  # it was not certain for a while
                self._tell(Word("settings.written", (event.name, event.after)), Mood.GOOD)
            case NotDone(error):
                self._desk.ports.note(event, None, Out.FAIL)
                self._refused(error)
            case _:
                self._desk.ports.note(event, None, Out.UNKNOWN)
                self._tell(Word("settings.not-certain"), Mood.BAD)
        if isinstance(result, Done):
            self._read()
        self._changed()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ChangeRefused):
            args = (error.what[:SHOWN_MAX],) if error.what else ()
            self._tell(Word(f"settings.refused-{error.why}", args), Mood.BAD)
        else:
            self._tell(Word("settings.refused-read-only"), Mood.BAD)

    def _tell(self, notice: Word | None, mood: Mood = Mood.PLAIN) -> None:
        self._notice, self._mood = notice, mood

    def _changed(self) -> None:
        if not self._is_closed:
            self._desk.changed()
