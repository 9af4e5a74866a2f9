"""Writes a changed setting into settings.toml: checked, whole or not at all, the old one kept."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

from kiosk.maintenance.settings_text import CannotEdit, Value, edited
from kiosk.setting_values import RULES, Settings
from kiosk.settings import SettingsError, load

BEFORE: Final = ".before"
NEW: Final = ".new"
_MODE: Final = 0o600


class ChangeRefused(ValueError):
    """Nothing was written. why: `rule`, `broken`, `by-hand`, `same`, `moved` or `read-only`.
    what: the rule in words, or what the file's reader says."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.what = what


@dataclass(frozen=True, slots=True)
class Prepared:
    """Attributes: old, new: the whole text. before, after: the value."""

    name: str
    old: str
    new: str
    before: str
    after: str


def of_file(file: Path) -> Settings:
    """What the file and the defaults say. Raises ChangeRefused."""
    try:
        return load(file, {}).settings
    except SettingsError as error:
        raise ChangeRefused("broken", str(error)) from None


def prepare(
    file: Path, name: str, value: Value, running: Settings, kept: Collection[str]
) -> Prepared:
    """Check the change by the rules of every start. Nothing is written. Raises ChangeRefused,
    OSError.

    kept: settings that environment or options give to this run, and will to the next.
    """
    now = of_file(file)
    if getattr(now, name) == value:
        raise ChangeRefused("same")
    given = {field.name: getattr(running, field.name) for field in fields(Settings)}
    after = replace(now, **{**{each: given[each] for each in kept}, name: value})
    for rule, (holds, wanted) in RULES.items():
        if not holds(after):
            raise ChangeRefused("rule", f"{rule}: {wanted}")
    old = _text(file)
    try:
        new = edited(old, name, value)
    except CannotEdit:
        raise ChangeRefused("by-hand") from None
    return Prepared(name, old, new, shown(getattr(now, name)), shown(value))


def commit(file: Path, prepared: Prepared) -> None:
    """On disk when this returns. Raises ChangeRefused where surely nothing has changed; OSError
    where nobody knows."""
    draft = file.with_name(file.name + NEW)
    try:
        if _text(file) != prepared.old:
            raise ChangeRefused("moved")
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else _MODE
        _write(file.with_name(file.name + BEFORE), prepared.old, mode)
        _write(draft, prepared.new, mode)
    except OSError:
        raise ChangeRefused("read-only") from None
    draft.replace(file)
    _sync(file.parent)


def shown(value: object) -> str:
    """As a person reads it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _text(file: Path) -> str:
    """With the line ends that it has."""
    return file.read_bytes().decode("utf-8") if file.exists() else ""


def _write(path: Path, text: str, mode: int) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        os.fchmod(descriptor, mode)  # whatever this process keeps from others, the file had
        file.write(text)
        file.flush()
        os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
