"""The list of staff at a machine that does not run: `./atm staff`; the first people come this way.

Whoever may open the machine's folder may use it, so it asks nobody's PIN but the new one, and every
change is in the journal with the name of who says to have done it.
"""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hardware.crypto.secret import Secret
from hardware.process_lock import ProcessLock, StateInUse
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder
from kiosk.domain.maintenance import users
from kiosk.domain.maintenance.staff import Person, Role, why_no_number, why_no_pin
from kiosk.identity import JOURNAL_SEAL
from kiosk.journal.days import business_day
from kiosk.journal.entry import Entry, Out
from kiosk.journal.errors import JournalError
from kiosk.journal.events import StaffChanged
from kiosk.journal.seals_folder import FolderSeals
from kiosk.journal.writer import Journal, JournalClocks
from kiosk.journal_places import journal_disk
from kiosk.maintenance.staff_book import StaffBook, StaffBookBroken, staff_file
from kiosk.settings import Settings, SettingsError, load

CHECKOUT: Final = Path(__file__).resolve().parents[1]
EXIT_GOOD: Final = 0
EXIT_REFUSED: Final = 1
EXIT_CANNOT: Final = 2
_WHO: Final = re.compile(r"[0-9A-Za-z-]{1,40}")


class Refused(Exception):
    """The change is not made; the text says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 refused, 2 it cannot be done here."""
    chosen = _parser().parse_args(arguments)
    try:
        keep_to_itself()
        settings = load(chosen.state / "settings.toml", os.environ).settings
        with ExitStack() as held:
            held.callback(ProcessLock(chosen.state / "kiosk.lock").release)
            book = StaffBook(staff_file(chosen.state), os.urandom)
            if chosen.command == "list":
                _list(book)
            else:
                _change(chosen, settings, book)
    except Refused as error:
        sys.stderr.write(f"staff: {error}\n")
        return EXIT_REFUSED
    except (ChecksRemoved, SettingsError, StaffBookBroken, JournalError, StateInUse) as error:
        sys.stderr.write(f"staff: {error}\n")
        return EXIT_CANNOT
    except OSError as error:
        sys.stderr.write(f"staff: {error.filename or chosen.state}: {error.strerror}\n")
        return EXIT_CANNOT
    return EXIT_GOOD


def _list(book: StaffBook) -> None:
    locked = book.locked()
    for person in book.people:
        state = "active" if person.is_active else "disabled"
        if person.number in locked:
            state = "locked"
        roles = ",".join(sorted(role.value for role in person.roles))
        sys.stdout.write(f"{person.number:8} {person.name:32} {state:8} {roles}\n")


def _change(chosen: argparse.Namespace, settings: Settings, book: StaffBook) -> None:
    """Raises Refused."""
    found = next((each for each in book.people if each.number == chosen.number), None)
    pin = None
    if chosen.command == "add":
        if found is not None:
            raise Refused(f"{chosen.number} is {found.name}'s number")
        person = Person(chosen.number, chosen.name, frozenset(map(Role, chosen.role)))
        what, pin = "added", _new_pin(chosen.number)
    elif found is None:
        raise Refused(f"nobody has the number {chosen.number}")
    elif chosen.command == "pin":
        person, what, pin = found, "pin", _new_pin(found.number)
    else:
        is_active = chosen.command == "enable"
        person, what = replace(found, is_active=is_active), f"{chosen.command}d"
        if users.why_not(book.people, person) is not None:
            raise Refused("two administrators must remain")
    _check(book, person, pin)
    roles = ",".join(sorted(role.value for role in person.roles))
    event = StaffChanged(chosen.by, person.name, what, roles)
    _write_down(chosen.state, settings, Entry(event))
    try:
        book.put(person, pin)
    except OSError:
        # The list may be the old one or the new one.
        _write_down(chosen.state, settings, Entry(event, out=Out.UNKNOWN))
        raise
    except ValueError:
        _write_down(chosen.state, settings, Entry(event, out=Out.FAIL))
        raise
    sys.stdout.write(f"{person.number} {person.name}: {what}\n")


def _check(book: StaffBook, person: Person, pin: Secret | None) -> None:
    """Raises Refused for what the list would not take, before the journal has it."""
    try:
        book.check_change(person, pin)
    except ValueError as error:
        raise Refused(str(error)) from None


def _new_pin(number: str, ask: Callable[[str], str] | None = None) -> Secret:
    """Typed twice at the terminal, unseen; or two lines of the input where that is none."""
    ask = ask or (getpass.getpass if sys.stdin.isatty() else _line)
    first, second = ask("new PIN: "), ask("again: ")
    if first != second:
        raise Refused("the two PINs differ")
    pin = first.encode("utf-8", "surrogateescape")
    if why := why_no_pin(pin, number):
        raise Refused(why)
    return Secret(pin)


def _line(_prompt: str) -> str:
    return sys.stdin.readline().rstrip("\n")


def _write_down(state: Path, settings: Settings, entry: Entry) -> None:
    """Raises JournalBusy, JournalBroken, JournalFailed."""
    zone = ZoneInfo(settings.time_zone)
    started_s = time.monotonic()
    clocks = JournalClocks(
        utc_ms=_utc_ms,
        mono_ms=lambda: round((time.monotonic() - started_s) * 1000),
        day=lambda: business_day(_utc_ms(), zone, settings.day_ends_minute),
    )
    said: list[Entry] = []
    disk = journal_disk(state, settings, said.append)
    seals = FolderSeals(state / "keys" / JOURNAL_SEAL)
    journal = Journal(disk, settings.atm_name, clocks, seals, os.urandom)
    try:
        journal.append_all([*said, entry])
    finally:
        journal.close()


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000


def _who(text: str) -> str:
    if _WHO.fullmatch(text) is None:
        raise argparse.ArgumentTypeError("1 to 40 letters, digits and hyphens")
    return text


def _number(text: str) -> str:
    if why := why_no_number(text):
        raise argparse.ArgumentTypeError(why)
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm staff",
        description="Who may use the supervisor menu of a machine: its list of staff.",
        epilog="exit: 0 done, 1 refused, 2 it cannot be done here, 130 Ctrl-C. "
        "example: ./atm staff --state state add 101 anna --role custodian --by petra",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        default=str(CHECKOUT / "state"),
        metavar="DIR",
        help="state folder (default: state in the checkout)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("list", help="everybody, by number")
    add = commands.add_parser("add", help="a new person; the PIN is asked for twice")
    add.add_argument("number", type=_number, help="3 to 8 digits, typed at the machine")
    add.add_argument("name", help="small letters; in the journal and at the bank")
    add.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        help="may be repeated",
    )
    changes = {
        "pin": "a new PIN, which also unlocks",
        "disable": "does not work here any more",
        "enable": "works here again",
    }
    for name, about in changes.items():
        commands.add_parser(name, help=about).add_argument("number", type=_number)
    for name in ("add", *changes):
        commands.choices[name].add_argument(
            "--by", type=_who, required=True, metavar="WHO", help="who does it, for the journal"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
