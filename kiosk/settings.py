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
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

TABLE: Final = "kiosk"
ENVIRONMENT: Final = "ATM_KIOSK_"

# The other processes' tables and variables: theirs to check. ATM_TEST_ steers tests only.
_OTHER_TABLES: Final = frozenset({"bank", "devices", "launcher"})
_OTHER_ENVIRONMENT: Final = ("ATM_BANK_", "ATM_DEVICES_", "ATM_LAUNCHER_", "ATM_TEST_")
_ENVIRONMENT_ALL: Final = "ATM_"

CANISTER_COUNT_MAX: Final = 8
NOTES_PER_WITHDRAWAL_MAX: Final = 128
QUICK_COUNT_MAX: Final = 12
SECONDS_MAX: Final = 600
TAKE_CASH_MIN_S: Final = 10  # what the HSM accepts
TAKE_CASH_MAX_S: Final = 120
PORT_MAX: Final = 65_535

_NAME: Final = re.compile(r"[0-9A-Za-z-]{1,36}")
_LOCALE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_DAY_END: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_URL: Final = re.compile(r"https://[0-9A-Za-z.\-\[\]:]+")


class SettingsError(ValueError):
    """A setting is unknown or impossible. The text names the setting, its place and the cure."""


class Profile(StrEnum):
    """`chip`: the card stays until done. `stripe`: read and handed back at once."""

    CHIP = "chip"
    STRIPE = "stripe"


class PinEntryPlace(StrEnum):
    """Where the customer may type the PIN."""

    PAD = "pad"
    SCREEN = "screen"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Attributes:
        atm_name: in the journal's file names and lines.
        denominations: minor units of one note of canister 1, 2, …
        quick_amounts: whole units that the amount screen offers where they can be paid.
        notes_max: notes in one withdrawal.
        atm_id: uuid of the ATM; "" means the only one in the keys folder.
        quiet_s, warning_s: how long a prompt waits, and then with the question for more time.
        card_reader_port …: path of the serial port; "" means the state folder's devices/ports.
        automation_port: XML-RPC on the loopback; 0 takes any free port.
    """

    atm_name: str = "ATM-1"
    atm_id: str = ""
    currency: str = "EUR"
    denominations: tuple[int, ...] = (2_000, 1_000)
    quick_amounts: tuple[int, ...] = (20, 50, 100, 150, 200, 300)
    notes_max: int = 40
    locale: str = "en"
    time_zone: str = "Europe/Dublin"
    business_day_ends: str = "00:00"
    profile: Profile = Profile.CHIP
    pin_entry: PinEntryPlace = PinEntryPlace.BOTH
    quiet_s: int = 40
    warning_s: int = 20
    take_card_s: int = 30
    take_cash_s: int = 30
    message_s: int = 6
    goodbye_s: int = 3
    card_reader_port: str = ""
    hsm_port: str = ""
    pin_pad_port: str = ""
    cabinet_port: str = ""
    automation_port: int = 1336
    bank_url: str = "https://127.0.0.1:8443"

    def port_path(self, device: str, state: Path) -> Path:
        """Where `device` (`card_reader`, `hsm`, `pin_pad`, `cabinet`) is plugged in."""
        chosen = {
            "card_reader": self.card_reader_port,
            "hsm": self.hsm_port,
            "pin_pad": self.pin_pad_port,
            "cabinet": self.cabinet_port,
        }[device]
        return Path(chosen) if chosen else state / "devices" / "ports" / device

    @property
    def day_ends_minute(self) -> int:
        """Minutes after local midnight at which the business day ends."""
        hour, minute = self.business_day_ends.split(":")
        return int(hour) * 60 + int(minute)


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
        raise SettingsError(f"{file} cannot be read: {error}") from error
    for table in document.keys() - _OTHER_TABLES - {TABLE}:
        raise SettingsError(_unknown(f"table [{table}]", table, [TABLE, *_OTHER_TABLES], str(file)))
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: [{TABLE}] is not a table")
    place = f"{file} [{TABLE}]"
    return [(place, _known(name, place), value) for name, value in table.items()]


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
        case tuple(), str():
            return tuple(_integer(name, part.strip(), place) for part in value.split(","))
        case tuple(), list():
            return tuple(_integer(name, part, place) for part in value)
    raise SettingsError(f"{place}: {name} is of the wrong type")


def _integer(name: str, value: object, place: str) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise SettingsError(f"{place}: {name} is not a whole number")


def _check(settings: Settings, sources: Mapping[str, str]) -> None:
    for name, (holds, wanted) in _RULES.items():
        if not holds(settings):
            raise SettingsError(f"{sources[name]}: {name} must be {wanted}")


def _seconds(name: str, low: int = 1, high: int = SECONDS_MAX) -> tuple[_Rule, str]:
    return (lambda s: low <= getattr(s, name) <= high, f"{low} to {high} seconds")


def _zone_is_known(settings: Settings) -> bool:
    try:
        ZoneInfo(settings.time_zone)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


_Rule = Callable[[Settings], bool]
_RULES: Final[Mapping[str, tuple[_Rule, str]]] = {
    "atm_name": (
        lambda s: _NAME.fullmatch(s.atm_name) is not None,
        "1 to 36 letters, digits or hyphens",
    ),
    "currency": (lambda s: re.fullmatch("[A-Z]{3}", s.currency) is not None, "an ISO 4217 code"),
    "denominations": (
        lambda s: (
            1 <= len(s.denominations) <= CANISTER_COUNT_MAX and all(d > 0 for d in s.denominations)
        ),
        "1 to 8 amounts above 0",
    ),
    "quick_amounts": (
        lambda s: len(s.quick_amounts) <= QUICK_COUNT_MAX and all(u > 0 for u in s.quick_amounts),
        "at most 12 amounts above 0",
    ),
    "notes_max": (lambda s: 1 <= s.notes_max <= NOTES_PER_WITHDRAWAL_MAX, "1 to 128"),
    "locale": (lambda s: _LOCALE.fullmatch(s.locale) is not None, "like en or en_GB"),
    "time_zone": (_zone_is_known, "a zone of the IANA list"),
    "business_day_ends": (
        lambda s: _DAY_END.fullmatch(s.business_day_ends) is not None,
        "a time from 00:00 to 23:59",
    ),
    "quiet_s": _seconds("quiet_s"),
    "warning_s": _seconds("warning_s"),
    "take_card_s": _seconds("take_card_s"),
    "take_cash_s": _seconds("take_cash_s", TAKE_CASH_MIN_S, TAKE_CASH_MAX_S),
    "message_s": _seconds("message_s"),
    "goodbye_s": _seconds("goodbye_s"),
    "automation_port": (lambda s: 0 <= s.automation_port <= PORT_MAX, "0 to 65535"),
    "bank_url": (lambda s: _URL.fullmatch(s.bank_url) is not None, "like https://host:port"),
}
