"""`./atm locks`: a hotel's offline locks, each command in a module of its own."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from hardware.locks import cost, door_command, memory_table, played_round
from hardware.locks.desk import commands as desk
from hardware.locks.hotel import attack, play, soak
from hardware.locks.programmer import command as programmer

CANNOT, INTERRUPTED = 2, 130

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
    if not __debug__:
        sys.stderr.write("locks: refuses to run without its assertions (python -O)\n")
        return CANNOT
    options = _parser().parse_args(arguments)
    try:
        code = COMMANDS[options.command][1](options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT
    return code


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
