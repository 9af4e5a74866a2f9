"""`./atm locks play` and `script`: a small hotel at a prompt, or from a file of the same words.

Exit of a script: 0 played to its end, 1 a line that says nothing, or an `expect` that was not met.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hardware.locks.desk.refusals import DeskRefusal
from hardware.locks.desk.rooms import planned_rooms
from hardware.locks.desk.set_up import HotelPlan, Renewal
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel.draws import Draws
from hardware.locks.hotel.hotel import Hotel
from hardware.locks.hotel.passing_time import PassingTime
from hardware.locks.hotel.words import BadWords, Expected, Words

GOOD, FAILED, CANNOT = 0, 1, 2
START: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROOMS: Final = "101-103,201-202"
LINE_MAX: Final = 200
LINES_MAX: Final = 10_000


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rooms", default=ROOMS, help=f"as the desk takes them ({ROOMS})")


def script_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    options(parser)


def run(given: argparse.Namespace) -> int:
    """The prompt; a wrong line is answered, and the next one is read."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _play(Path(folder), given.rooms)
    except DeskRefusal as refusal:
        sys.stderr.write(f"locks: {refusal.words}\n")
        return CANNOT


def _play(folder: Path, rooms: str) -> int:
    hotel = opened(folder, rooms)
    try:
        words = Words(hotel)
        sys.stdout.write(f"{words.say('time')}; rooms {', '.join(hotel.doors)}; `help` helps\n> ")
        sys.stdout.flush()
        for line in sys.stdin:
            if line.strip() in {"quit", "exit"}:
                break
            if line.strip():
                sys.stdout.write(f"{_answer(words, line.strip()[:LINE_MAX])}\n")
            sys.stdout.write("> ")
            sys.stdout.flush()
    finally:
        hotel.close()
    sys.stdout.write("\n")
    return GOOD


def run_script(given: argparse.Namespace) -> int:
    try:
        lines = given.file.read_text(encoding="utf-8").splitlines()[:LINES_MAX]
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"locks: {given.file} cannot be read: {error}\n")
        return CANNOT
    try:
        with tempfile.TemporaryDirectory() as folder:
            hotel = opened(Path(folder), given.rooms)
            try:
                return played(Words(hotel), lines)
            finally:
                hotel.close()
    except DeskRefusal as refusal:
        sys.stderr.write(f"locks: {refusal.words}\n")
        return CANNOT


def played(words: Words, lines: Iterable[str]) -> int:
    """All lines, as long as they say something and what is expected comes."""
    for number, raw in enumerate(lines, 1):
        line = raw.partition("#")[0].strip()
        if not line or line == "quit":
            continue
        try:
            answer = words.say(line)
        except (BadWords, Expected) as wrong:
            sys.stdout.write(f"> {line}\nline {number}: {wrong}\n")
            return FAILED
        sys.stdout.write(f"> {line}\n{answer}\n" if answer else f"  as expected: {line[7:]}\n")
    return GOOD


def opened(folder: Path, rooms: str) -> Hotel:
    """A hotel whose locks are all installed. Raises DeskRefusal."""
    plan = HotelPlan(
        0x00A511, "Played", planned_rooms([rooms]), "Europe/Berlin", renewal=Renewal.WEEK,
        signing_height=5,
    )  # fmt: skip
    hotel = Hotel(folder, plan, PassingTime(START), Draws(1, "played").bytes)
    hotel.round(RoundKind.INSTALL)
    return hotel


def _answer(words: Words, line: str) -> str:
    try:
        return words.say(line) or "as expected"
    except (BadWords, Expected) as wrong:
        return str(wrong)
