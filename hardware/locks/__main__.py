"""`./atm locks`: a hotel's offline locks, each command in a module of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final

from hardware import command_line
from hardware.locks import cost, door_command, memory_table, played_round
from hardware.locks.desk import commands as desk
from hardware.locks.hotel import attack, play, soak
from hardware.locks.programmer import command as programmer

Run = Callable[[argparse.Namespace], int]
COMMANDS: Final[dict[str, tuple[Callable[[argparse.ArgumentParser], None], Run, str]]] = {
    "attack": (attack.options, attack.run, "an attacker with all memories, and three weak locks"),
    "cost": (cost.options, cost.run, "what each answer costs a lock, beside what others would"),
    "desk": (desk.options, desk.run, desk.PURPOSE),
    "door": (door_command.options, door_command.run, door_command.PURPOSE),
    "memory": (memory_table.options, memory_table.run, "where everything lies in a lock's memory"),
    "play": (play.options, play.run, "a small hotel at a prompt: desk, cards, doors, programmer"),
    "programmer": (programmer.options, programmer.run, programmer.PURPOSE),
    "round": (played_round.options, played_round.run, "a day over serial lines: desk, doors, desk"),
    "script": (play.script_options, play.run_script, "the same words from a file"),
    "soak": (soak.options, soak.run, "years of a whole hotel, every answer judged by a model"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 good, 2 wrong use, 130 Ctrl-C; anything else is the command's own."""
    return command_line.ended("locks", lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    return COMMANDS[options.command][1](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="atm locks",
        description="A hotel's locks, which no network connects: cards, desk, programmer.",
        epilog="example: atm locks round",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (options, _, purpose) in COMMANDS.items():
        options(commands.add_parser(name, help=purpose, description=purpose))
    return parser


if __name__ == "__main__":
    sys.exit(main())
