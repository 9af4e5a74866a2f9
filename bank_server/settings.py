"""The bank's settings: table `[bank]` of settings.toml, then ATM_BANK_… , then options.

[bank]
port = 8443          # ATM listener; 0 takes any free port
admin_port = 8444    # staff listener; 0 takes any free port
store = "sqlite"     # or the address of a MongoDB replica set, mongodb://…
currency = "EUR"     # for accounts and ATMs created without one
argon2_waiting = 12  # requests that may wait for Argon2, per core
deposit_alone_max = 500  # what one person alone may credit from an envelope, in whole euros
deposit_alone_day_max = 2500  # the same, of all envelopes of one business day
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bank_server.store.opening import SQLITE, is_address

TABLE: Final = "bank"
TABLES: Final = frozenset(
    {TABLE, "devices", "kiosk", "launcher", "logs"}
)  # the others check their own
ENVIRONMENT: Final = "ATM_BANK_"
PORT_MAX: Final = 65_535
ARGON2_WAITING_MAX: Final = 100
DEPOSIT_ALONE_LIMIT: Final = 1_000_000


class SettingsError(ValueError):
    """A setting is unknown or impossible. The text names the setting, its place and the cure."""


@dataclass(frozen=True, slots=True)
class BankSettings:
    port: int = 8443
    admin_port: int = 8444
    store: str = field(default=SQLITE, repr=False)  # an address may hold a password
    currency: str = "EUR"
    argon2_waiting: int = 12
    deposit_alone_max: int = 500
    deposit_alone_day_max: int = 2_500
    time_zone: str = "UTC"
    business_day_ends: str = "00:00"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def day_ends_minute(self) -> int:
        """Minutes after midnight."""
        hour, minute = self.business_day_ends.split(":")
        return int(hour) * 60 + int(minute)

    def with_options(
        self, *, port: int | None, admin_port: int | None, store: str | None
    ) -> BankSettings:
        """The same with what the command line says; None leaves a setting as it is."""
        settings = self
        if port is not None:
            settings = replace(settings, port=port)
        if admin_port is not None:
            settings = replace(settings, admin_port=admin_port)
        if store is not None:
            settings = replace(settings, store=store)
        _check(settings)
        return settings


def load(file: Path, environment: Mapping[str, str]) -> BankSettings:
    """Settings of a state folder; a missing file means defaults. Raises SettingsError."""
    found: dict[str, int | str] = {}
    for name, value in _table(file).items():
        known = _known(name, f"{file} [{TABLE}]")
        found[known] = _typed(known, value, str(file))
    for variable, text in sorted(environment.items()):
        if variable.startswith(ENVIRONMENT):
            name = _known(variable.removeprefix(ENVIRONMENT).lower(), f"environment {variable}")
            found[name] = _typed(name, _number_or_text(name, text), f"environment {variable}")
    settings = replace(BankSettings(), **found)  # type: ignore[arg-type]  # names and types checked
    _check(settings)
    return settings


def _table(file: Path) -> Mapping[str, object]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    for name in sorted(document.keys() - TABLES):
        near = difflib.get_close_matches(name, sorted(TABLES), n=1)
        cure = f"did you mean [{near[0]}]?" if near else f"known are {', '.join(sorted(TABLES))}"
        raise SettingsError(f"{file}: unknown table [{name}]; {cure}")
    table = document.get(TABLE, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{file}: [{TABLE}] is not a table")
    return table


def _known(name: str, where: str) -> str:
    names = [each.name for each in fields(BankSettings)]
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=1)
    cure = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
    raise SettingsError(f"{where}: unknown setting {name!r}; {cure}")


def _typed(name: str, value: object, where: str) -> int | str:
    wanted = type(getattr(BankSettings(), name))
    if type(value) is not wanted or not isinstance(value, int | str):
        raise SettingsError(f"{where}: {name} must be {_TYPE_WORDS[wanted]}")
    return value


def _number_or_text(name: str, text: str) -> int | str:
    if isinstance(getattr(BankSettings(), name), int) and text.isascii() and text.isdecimal():
        return int(text)
    return text


def _check(settings: BankSettings) -> None:
    for name in ("port", "admin_port"):
        if not 0 <= getattr(settings, name) <= PORT_MAX:
            raise SettingsError(f"{name} must be 0 (any free port) to {PORT_MAX}")
    if settings.store != SQLITE and not is_address(settings.store):
        raise SettingsError(
            f"store must be {SQLITE}, or the address of a MongoDB replica set, mongodb://…"
        )
    if not (
        settings.currency.isascii() and settings.currency.isupper() and len(settings.currency) == 3
    ):
        raise SettingsError("currency must be three capital letters")
    if not 1 <= settings.argon2_waiting <= ARGON2_WAITING_MAX:
        raise SettingsError(f"argon2_waiting must be 1 to {ARGON2_WAITING_MAX} requests per core")
    for name in ("deposit_alone_max", "deposit_alone_day_max"):
        if not 0 <= getattr(settings, name) <= DEPOSIT_ALONE_LIMIT:
            raise SettingsError(f"{name} must be 0 to {DEPOSIT_ALONE_LIMIT} whole units")
    if not _TIME_OF_DAY.fullmatch(settings.business_day_ends):
        raise SettingsError("business_day_ends must be a time such as 04:30")
    try:
        _ = settings.zone
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError("time_zone must be a name such as Europe/Dublin") from error


_TIME_OF_DAY: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TYPE_WORDS: Final = {int: "a whole number", str: "text in quotes"}
