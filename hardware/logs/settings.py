"""What can be set for the logs of all processes: table `[logs]` of settings.toml, ATM_LOGS_….

[logs]
level = "info"      # debug, info, warning or error
program_days = 30   # how long program logs are kept
device_days = 14    # how long device logs are kept
size_mb = 20        # of one file
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

TABLE: Final = "logs"
ENVIRONMENT: Final = "ATM_LOGS_"
LEVELS: Final = ("debug", "info", "warning", "error")
RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "program_days": (1, 3_650),
    "device_days": (1, 3_650),
    "size_mb": (1, 1_000),
}
BYTES_PER_MB: Final = 1024 * 1024


class LogSettingsError(ValueError):
    """A setting is unknown or impossible. The text names the setting, its place and the cure."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    level: str = "info"
    program_days: int = 30
    device_days: int = 14
    size_mb: int = 20


def load(file: Path, environment: Mapping[str, str]) -> LogSettings:
    """Of a state folder; a missing file means defaults. Raises LogSettingsError."""
    values = asdict(LogSettings())
    place = f"{file} [{TABLE}]"
    for name, value in _table(file).items():
        values[name] = _checked(name, value, place)
    for variable, text in sorted(environment.items()):
        if variable.startswith(ENVIRONMENT):
            name = variable.removeprefix(ENVIRONMENT).lower()
            is_number = name in RANGES and text.isascii() and text.isdecimal()
            value = int(text[:9]) if is_number else text
            values[name] = _checked(name, value, f"environment {variable}")
    return LogSettings(**values)


def _table(file: Path) -> Mapping[str, object]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LogSettingsError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise LogSettingsError(f"{file} cannot be read: {error}") from error
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise LogSettingsError(f"{file}: [{TABLE}] is not a table")
    return table


def _checked(name: str, value: object, place: str) -> object:
    if name == "level":
        if value not in LEVELS:
            raise LogSettingsError(f"{place}: level must be one of {', '.join(LEVELS)}")
        return value
    if name not in RANGES:
        near = difflib.get_close_matches(name, ["level", *RANGES], n=1)
        cure = f"; did you mean {near[0]}?" if near else ""
        raise LogSettingsError(f"{place}: setting {name} is unknown{cure}")
    low, high = RANGES[name]
    if type(value) is not int or not low <= value <= high:
        raise LogSettingsError(f"{place}: {name} must be a whole number from {low} to {high}")
    return value
