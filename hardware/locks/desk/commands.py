"""`./atm locks desk`: what a clerk and an owner do, typed; a screen uses the same Desk.

Exit codes: 0 done, 1 refused or not all well, 2 wrong use, or it cannot be done here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.desk import command_arguments as arguments
from hardware.locks.desk import command_deeds as deeds
from hardware.locks.desk.command_arguments import Parser
from hardware.locks.desk.command_deeds import CANNOT, REFUSED, Chosen
from hardware.locks.desk.command_output import NotShown
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.stripe_writer import WriterFault
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder

PURPOSE: Final = "a hotel's front desk: rooms, cards, staff, rounds, backups"

_HERE: Final = frozenset(
    {
        Reason.NOT_SET_UP,
        Reason.SET_UP_ALREADY,
        Reason.WRONG_INPUT,
        Reason.IN_USE,
        Reason.LOCKED,
        Reason.DISK,
        Reason.DISK_FULL,
        Reason.DAMAGED,
        Reason.COPIED,
        Reason.CLOCK,
    }
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command. run: prints what came of it, and answers the exit code.

    example: what follows `./atm locks desk --state DIR`.
    """

    about: str
    example: str
    arguments: Callable[[Parser], None]
    run: Callable[[Chosen], int]


def options(parser: Parser) -> None:
    parser.add_argument(
        "--state", type=state_folder, required=True, metavar="DIR", help="the desk's folder"
    )
    parser.add_argument(
        "--cards",
        type=Path,
        metavar="DIR",
        help="the emulated card writer's folder of cards (default: cards in the desk's folder)",
    )
    parser.add_argument(
        "--writer", metavar="PORT", help="serial port of a card writer (default: the folder)"
    )
    parser.add_argument(
        "--as",
        dest="clerk",
        metavar="NAME",
        help="who does it, for the log (default: the PC's own login)",
    )
    parser.epilog = "example: ./atm locks desk --state hotel check-in 304 --until +2"
    below = parser.add_subparsers(dest="deed", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        made = below.add_parser(
            name,
            help=command.about,
            description=command.about[0].upper() + command.about[1:] + ".",
            epilog=f"example: ./atm locks desk --state hotel {command.example}",
        )
        command.arguments(made)


def run(chosen: Chosen) -> int:
    """Exit code: see above."""
    try:
        keep_to_itself()
        return COMMANDS[chosen.deed].run(chosen)
    except DeskRefusal as refusal:
        end = "" if refusal.words.endswith("?") else "."
        sys.stderr.write(f"desk: {refusal.words}{end}\n")
        # Where a card was made or a deed done, it is not that nothing can be done here.
        has_acted = refusal.is_done or refusal.card is not None
        return CANNOT if refusal.reason in _HERE and not has_acted else REFUSED
    except (ChecksRemoved, WriterFault) as error:
        sys.stderr.write(f"desk: {error}.\n")
        return CANNOT
    except HardwareError as error:
        sys.stderr.write(f"desk: {_port_of(chosen)} does not answer: {error}. Do it again.\n")
        return REFUSED
    except NotShown as error:
        sys.stderr.write(
            f"desk: What there was to say could not be written ({error}). If something was to be "
            "done, it is done: look before you do it again.\n"
        )
        return CANNOT
    except OSError as error:
        sys.stderr.write(f"desk: {error.filename or chosen.state}: {error.strerror}.\n")
        return CANNOT


def _port_of(chosen: Chosen) -> str:
    return "the programmer" if hasattr(chosen, "port") else "the card writer"


COMMANDS: Final[dict[str, Command]] = {
    "set-up": Command(
        "make a hotel, and print the papers for the safe",
        "set-up --hotel 42257 --name Linden --zone Europe/Berlin 101-120 201-220",
        arguments.set_up,
        deeds.set_up,
    ),
    "rooms": Command(
        "list the rooms, or show one",
        "rooms",
        arguments.rooms,
        deeds.rooms,
    ),
    "check-in": Command(
        "a new guest's card",
        "check-in 304 --until +2 --guest 'Ada'",
        arguments.check_in,
        deeds.with_card(lambda desk, c: desk.check_in(c.room, c.guest, desk.departure(c.until))),
    ),
    "duplicate": Command(
        "one more card for the same stay",
        "duplicate 304",
        arguments.room_and_card,
        deeds.with_card(lambda desk, c: desk.duplicate(c.room)),
    ),
    "extend": Command(
        "a later departure, or a later hour of it",
        "extend 304 --until '2026-12-01 14:00'",
        arguments.extend,
        deeds.with_card(lambda desk, c: desk.extend(c.room, desk.departure(c.until))),
    ),
    "lost": Command(
        "a new card in place of a lost or stolen one",
        "lost 304",
        arguments.room_and_card,
        deeds.with_card(lambda desk, c: desk.lost(c.room)),
    ),
    "move": Command(
        "the guest gets another room",
        "move 304 310",
        arguments.move,
        deeds.with_card(lambda desk, c: desk.move(c.room, c.to)),
    ),
    "check-out": Command("the stay ends", "check-out 304", arguments.room, deeds.check_out),
    "entered": Command(
        "housekeeping saw the present guest in the room",
        "entered 304",
        arguments.room,
        deeds.entered,
    ),
    "closed": Command(
        "the lock's own code, read out by who has shut that door",
        "closed ATM-12 831 204 / 57",
        arguments.closed,
        deeds.closed,
    ),
    "escort": Command(
        "somebody goes along with the next new card", "escort 304", arguments.room, deeds.escort
    ),
    "hire": Command(
        "a new member of staff's card",
        "hire 'Bo Berg'",
        arguments.hire,
        deeds.with_card(lambda desk, c: desk.hire(c.name)),
    ),
    "staff": Command("list the staff", "staff", arguments.staff, deeds.staff),
    "staff-card": Command(
        "the same card again, as after a writing that failed",
        "staff-card 17",
        arguments.number_and_card,
        deeds.with_card(lambda desk, c: desk.staff_card(c.number)),
    ),
    "staff-lost": Command(
        "a new card, and the lost one is revoked",
        "staff-lost 17",
        arguments.number_and_card,
        deeds.with_card(lambda desk, c: desk.staff_lost(c.number)),
    ),
    "fire": Command("a card is revoked", "fire 17", arguments.number, deeds.fire),
    "renew": Command(
        "the card for the newest period",
        "renew 17",
        arguments.number_and_card,
        deeds.with_card(lambda desk, c: desk.renew(c.number)),
    ),
    "revocations": Command(
        "which doors a revoked card still opens, by floor",
        "revocations",
        arguments.nothing,
        deeds.revocations,
    ),
    "plan": Command(
        "sign a round for the programmer, or list the rounds",
        "plan open 304",
        arguments.plan,
        deeds.plan,
    ),
    "doors": Command(
        "where somebody still has to go, by floor", "doors", arguments.nothing, deeds.doors
    ),
    "load": Command(
        "put a round into the programmer",
        "load 3 /dev/ttyUSB0",
        arguments.load,
        deeds.load,
    ),
    "results": Command(
        "take what the programmer brings", "results /dev/ttyUSB0", arguments.port, deeds.results
    ),
    "audit": Command(
        "who opened a door, as it was last read", "audit 304", arguments.room, deeds.audit
    ),
    "backup": Command(
        "everything, encrypted, to a new file",
        "backup /media/stick/desk-7",
        arguments.file,
        deeds.backup,
    ),
    "restore": Command(
        "bring the desk back in an empty folder; asks for two papers",
        "restore /media/stick/desk-7 --newest 7",
        arguments.restore,
        deeds.restore,
    ),
    "moved": Command(
        "go on in a folder that was moved here, the newest and only one of this hotel",
        "moved",
        arguments.nothing,
        deeds.moved,
    ),
    "shares": Command(
        "print three new papers of the master key", "shares", arguments.nothing, deeds.shares
    ),
    "join": Command(
        "whether two papers belong together; asks for them", "join", arguments.nothing, deeds.join
    ),
    "log": Command(
        "what was done, or whether the log is whole", "log verify", arguments.log, deeds.log
    ),
}
