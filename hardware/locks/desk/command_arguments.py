"""Which arguments each of the desk's commands takes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from hardware.locks.desk.set_up import Renewal
from hardware.locks.desk.visits import RoundKind

LOG_LINES: Final = 20
RENEWALS: Final = {each.name.lower().replace("_", "-"): each for each in Renewal}

Parser = argparse.ArgumentParser


def set_up(parser: Parser) -> None:
    parser.add_argument("rooms", nargs="+", metavar="ROOMS", help="101-120, 2:201-230, 2:A1,A2")
    parser.add_argument(
        "--hotel", type=int, required=True, metavar="N", help="the licence's number, 1 to 16777215"
    )
    parser.add_argument("--name", required=True, help="the hotel's")
    parser.add_argument("--zone", required=True, help="time zone, as Europe/Berlin")
    parser.add_argument("--check-out", default="11:00", metavar="HH:MM", help="local hour")
    parser.add_argument(
        "--renewal",
        choices=RENEWALS,
        default="half-year",
        help="how long a staff card lives; cannot be changed later",
    )
    parser.add_argument(
        "--small",
        action="store_true",
        help="a signing key for 32 rounds, to try it out; else 32,768, made in a minute or two",
    )


def plan(parser: Parser) -> None:
    parser.add_argument(
        "kind", nargs="?", choices=[each.value for each in RoundKind], help="none lists the rounds"
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help="none: all that it is for")


def log(parser: Parser) -> None:
    parser.add_argument("what", nargs="?", choices=["tail", "verify"], default="tail")
    parser.add_argument("--last", type=int, default=LOG_LINES, metavar="N", help="tail: how many")
    parser.add_argument(
        "--with-key", action="store_true", help="verify: asks for the log's key, from the safe"
    )


def nothing(_: Parser) -> None:
    """No arguments of its own."""


def room(parser: Parser) -> None:
    parser.add_argument("room", metavar="ROOM")


def closed(parser: Parser) -> None:
    room(parser)
    parser.add_argument(
        "code", nargs="+", metavar="CODE", help="as the machine shows it: 831 204 / 57"
    )


def _card(parser: Parser) -> None:
    parser.add_argument(
        "--card", metavar="NAME", help="the card that lies in the writer (default: a new one)"
    )


def room_and_card(parser: Parser) -> None:
    room(parser)
    _card(parser)


def _until(parser: Parser) -> None:
    parser.add_argument(
        "--until",
        required=True,
        metavar="WHEN",
        help="2026-12-01, '2026-12-01 14:00', +2 for two nights, or 14:00 for today",
    )


def check_in(parser: Parser) -> None:
    room_and_card(parser)
    _until(parser)
    parser.add_argument("--guest", metavar="NAME", help="need not be given; forgotten after a day")


def extend(parser: Parser) -> None:
    room_and_card(parser)
    _until(parser)


def move(parser: Parser) -> None:
    room(parser)
    parser.add_argument("to", metavar="TO", help="the new room")
    _card(parser)


def hire(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME")
    _card(parser)


def number(parser: Parser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help="as `staff` lists it")


def number_and_card(parser: Parser) -> None:
    number(parser)
    _card(parser)


def file(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def restore(parser: Parser) -> None:
    file(parser)
    parser.add_argument(
        "--newest",
        type=int,
        metavar="N",
        help="number on the newest stick; a terminal asks",
    )


def port(parser: Parser) -> None:
    parser.add_argument("port", metavar="PORT", help="serial port of the programmer")


def rooms(parser: Parser) -> None:
    parser.add_argument("room", nargs="?", metavar="ROOM")


def staff(parser: Parser) -> None:
    parser.add_argument(
        "--checked",
        action="store_true",
        help="after a restore: the list was looked through, and who left is fired",
    )


def load(parser: Parser) -> None:
    parser.add_argument("round", type=int, metavar="ROUND", help="as `plan` lists it")
    port(parser)
