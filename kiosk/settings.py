"""The kiosk's settings: defaults, then [kiosk] of settings.toml, ATM_KIOSK_… and options.

[kiosk]
currency = "EUR"            # of every amount on this machine
denominations = [2000, 1000]  # minor units of one note, canister 1 first
time_zone = "Europe/Dublin"
business_day_ends = "00:00" # local time
profile = "chip"            # or "stripe"
pin_entry = "both"          # "pad", "screen" or both
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.setting_values import RULES, PinEntryPlace, Profile, ReceiptPrinterKind, Settings

__all__ = [
    "LoadedSettings",
    "PinEntryPlace",
    "Profile",
    "ReceiptPrinterKind",
    "Settings",
    "SettingsError",
    "load",
    "settings_hash",
]

TABLE: Final = "kiosk"
HASH_SIZE: Final = 16  # hex digits
ENVIRONMENT: Final = "ATM_KIOSK_"

# The other processes' tables and variables: theirs to check. ATM_TEST_ steers tests only.
_OTHER_TABLES: Final = frozenset({"bank", "devices", "launcher", "logs"})
_OTHER_ENVIRONMENT: Final = ("ATM_BANK_", "ATM_DEVICES_", "ATM_LAUNCHER_", "ATM_LOGS_", "ATM_TEST_")
_ENVIRONMENT_ALL: Final = "ATM_"


class SettingsError(ValueError):
    """A setting is unknown or impossible. The text names the setting, its place and the cure."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """
    Attributes:
        sources: where each value comes from, for messages: `default`, the file, the variable
            or the option.
    """

    settings: Settings
    sources: Mapping[str, str]


def load(
    file: Path, environment: Mapping[str, str], options: Mapping[str, str] | None = None
) -> LoadedSettings:
    """Settings of a state folder; a missing file means defaults. Raises SettingsError.

    options: by setting name, as text; None or an absent name leaves the setting as it is.
    """
    values: dict[str, object] = {}
    sources = dict.fromkeys(_DEFAULTS, "default")
    for place, name, value in [
        *_from_file(file),
        *_from_environment(environment),
        *_from_options(options or {}),
    ]:
        values[name] = _typed(name, value, place)
        sources[name] = place
    merged = {**_DEFAULTS, **values}
    settings = Settings(**merged)  # type: ignore[arg-type]  # each was typed by its default
    _check(settings, sources)
    return LoadedSettings(settings, sources)


def settings_hash(settings: Settings) -> str:
    """By which two starts with other settings are told apart; none of them is a secret."""
    lines = [f"{field.name}={getattr(settings, field.name)!s}" for field in fields(settings)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:HASH_SIZE]


_DEFAULTS: Final[Mapping[str, object]] = {
    field.name: getattr(Settings(), field.name) for field in fields(Settings)
}


def _from_file(file: Path) -> list[tuple[str, str, object]]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{file} cannot be read: {error}; {_cure(file)}") from error
    for table in document.keys() - _OTHER_TABLES - {TABLE}:
        raise SettingsError(_unknown(f"table [{table}]", table, [TABLE, *_OTHER_TABLES], str(file)))
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: [{TABLE}] is not a table")
    place = f"{file} [{TABLE}]"
    return [(place, _known(name, place), value) for name, value in table.items()]


def _cure(file: Path) -> str:
    """A change at the machine keeps the file that was there before it."""
    before = file.with_name(f"{file.name}.before")
    return f"correct it there, or put {before} in its place" if before.exists() else "correct it"


def _from_environment(environment: Mapping[str, str]) -> list[tuple[str, str, object]]:
    found: list[tuple[str, str, object]] = []
    for variable, text in sorted(environment.items()):
        place = f"environment {variable}"
        if variable.startswith(ENVIRONMENT):
            found.append((place, _known(variable.removeprefix(ENVIRONMENT).lower(), place), text))
        elif variable.startswith(_ENVIRONMENT_ALL) and not variable.startswith(_OTHER_ENVIRONMENT):
            near = [ENVIRONMENT + name.upper() for name in _DEFAULTS]
            raise SettingsError(_unknown(f"variable {variable}", variable, near, "environment"))
    return found


def _from_options(options: Mapping[str, str]) -> list[tuple[str, str, object]]:
    return [
        (f"option --{name.replace('_', '-')}", _known(name, "options"), text)
        for name, text in options.items()
    ]


def _known(name: str, place: str) -> str:
    if name not in _DEFAULTS:
        raise SettingsError(_unknown(f"setting {name}", name, list(_DEFAULTS), place))
    return name


def _unknown(what: str, name: str, known: list[str], place: str) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"{place}: {what} is unknown" + (f"; did you mean {near[0]}?" if near else "")


def _typed(name: str, value: object, place: str) -> object:
    """`value` in the type of the default; text from environment and options is read first."""
    default = _DEFAULTS[name]
    match default, value:
        case StrEnum(), str():
            try:
                return type(default)(value)
            except ValueError:
                choices = ", ".join(type(default))
                raise SettingsError(f"{place}: {name} is one of {choices}") from None
        case str(), str():
            return value
        case int(), _:
            return _integer(name, value, place)
        case tuple(), _ if name == "languages":
            return _languages(name, value, place)
        case tuple(), str():
            return tuple(_integer(name, part.strip(), place) for part in value.split(","))
        case tuple(), list():
            return tuple(_integer(name, part, place) for part in value)
    raise SettingsError(f"{place}: {name} is of the wrong type")


def _languages(name: str, value: object, place: str) -> tuple[str, ...]:
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise SettingsError(f"{place}: {name} is not a list of languages")
    return tuple(each.strip() for each in found if each.strip())


def _integer(name: str, value: object, place: str) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise SettingsError(f"{place}: {name} is not a whole number")


def _check(settings: Settings, sources: Mapping[str, str]) -> None:
    for name, (holds, wanted) in RULES.items():
        if not holds(settings):
            raise SettingsError(f"{sources[name]}: {name} must be {wanted}")
