"""Measure the product: `python -m bench [NAME ...]`. Nothing fails for a number."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from bank_server.store.base import StoreUnavailable
from bench.authlog import authlog
from bench.authlog_rates import authlog_rates
from bench.by_program import MeasuredCallFailed
from bench.commits import commits
from bench.event_loop import event_loop
from bench.figures import Json, Report, all_json
from bench.flushes import flushes
from bench.frames import frames
from bench.hotel_desk import hotel_desk
from bench.journal_verify import journal_verify
from bench.journal_withdrawal import journal_withdrawal
from bench.journal_writes import journal
from bench.memory import memory
from bench.mongo_server import NoMongo
from bench.pin_rates import pin_rates
from bench.plan import FULL, QUICK, Plan
from bench.recovery import recovery
from bench.room import Room
from bench.screens import screens
from bench.serial_line import serial
from bench.start import start
from bench.stores import stores
from bench.visits import balance, withdrawal
from bench.windows import WindowFailed
from hardware.emulators.control import ControlError
from kiosk.workbench.children import ChildDied, ChildSilent
from kiosk.workbench.new_state import ProvisioningFailed
from kiosk.workbench.operator_desk import OperatorRefused
from kiosk.workbench.progress import Progress
from kiosk.workbench.stage import NotSeen

GOOD: Final = 0
BAD: Final = 1
CANNOT: Final = 2
INTERRUPTED: Final = 130
BUILD: Final = Path(__file__).resolve().parents[1] / "build"

# Measured on one machine that is made when the first of them is asked for.
IN_A_ROOM: Final[dict[str, Callable[[Room, Plan], Report]]] = {
    "withdrawal": withdrawal,
    "balance": balance,
    "event-loop": event_loop,
    "serial": serial,
    "start": start,
    "screens": screens,
    "frames": frames,
    "memory": memory,
    "flushes": flushes,
    "recovery": recovery,
}
ALONE: Final[dict[str, Callable[[Path, Plan], Report]]] = {
    "authlog": authlog,
    "authlog-rates": authlog_rates,
    "pin-rates": pin_rates,
    "journal": journal,
    "journal-withdrawal": journal_withdrawal,
    "journal-verify": journal_verify,
    "commits": commits,
    "stores": stores,
    "hotel-desk": hotel_desk,
}
ABOUT: Final = {
    "withdrawal": "by XML-RPC, beside bare Argon2 and bare HTTPS round trips",
    "balance": "the same for a balance",
    "event-loop": "gaps in the GUI thread during visits, beside an empty Qt application",
    "serial": "what lines of 115,200 baud add to a withdrawal",
    "start": "time to first frame, memory and idle processor, beside an empty QML window",
    "screens": "from a screen change to its first frame, beside a bare window that changes a word",
    "frames": "how evenly attract screen and transitions move, beside one moving rectangle",
    "memory": "growth over hundreds of visits, beside an empty window over the same time",
    "flushes": "how often a withdrawal waits for the disk, beside as many bare flushes",
    "recovery": "from a kiosk's death with notes in the shutter to DONE, beside a plain start",
    "authlog": "the log's reviewer beside a bare loop, grep -c and fail2ban-regex; its memory",
    "authlog-rates": "made weeks with and without attacks: how often the log's reviewer is wrong",
    "pin-rates": "made fortnights of PINs with and without a gang: how often their review is wrong",
    "journal": "a durable journal entry, beside a bare append and flush",
    "journal-withdrawal": "what the journal adds to a withdrawal, beside its lines merely flushed",
    "journal-verify": "verifying a sealed journal, beside a bare loop of its arithmetic",
    "commits": "a durable step of the bank's store, beside a bare SQLite commit of its size",
    "stores": "each durable step of a bank's day on SQLite and on MongoDB, beside bare writes",
    "hotel-desk": "a hotel's encoder: a card, a chain, a round of 600 doors, the signing key",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 measured, 1 something could not be measured, 2 wrong use, 130 Ctrl-C."""
    if not __debug__:
        sys.stderr.write("bench: refuses to run without its assertions (python -O)\n")
        return CANNOT
    options = _parser().parse_args(arguments)
    if options.list:
        sys.stdout.writelines(f"{name:20}{about}\n" for name, about in ABOUT.items())
        return GOOD
    names = list(dict.fromkeys(options.name)) or list(ABOUT)
    os.umask(0o077)
    progress = Progress(sys.stderr)
    options.folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=options.folder))
    try:
        return _run(names, QUICK if options.quick else FULL, folder, options.json, progress)
    except KeyboardInterrupt:
        progress.say("Stopped; everything has ended.")
        return INTERRUPTED
    except (
        ChildDied,
        ChildSilent,
        ControlError,
        MeasuredCallFailed,
        NoMongo,
        NotSeen,
        OperatorRefused,
        ProvisioningFailed,
        StoreUnavailable,
        WindowFailed,
    ) as error:
        progress.say(f"bench: {error}")
        return BAD
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(
    names: Sequence[str], plan: Plan, folder: Path, json_file: Path | None, progress: Progress
) -> int:
    circumstances = _circumstances()
    sys.stdout.write(f"{circumstances['machine']}\n")
    reports: list[Report] = []
    with ExitStack() as stack:
        room: Room | None = None
        for name in names:
            if name in IN_A_ROOM and room is None:
                progress.begin("Making an ATM to measure")
                room = stack.enter_context(Room(folder / "state"))
                progress.done("Making an ATM to measure")
            progress.begin(f"Measuring {name}")
            if name in ALONE:
                report = ALONE[name](folder, plan)
            else:
                assert room is not None, "made above"
                report = IN_A_ROOM[name](room, plan)
            progress.done(f"Measuring {name}")
            sys.stdout.write(f"\n{report.text()}\n")
            sys.stdout.flush()
            reports.append(report)
    circumstances["load_at_end"] = _load()
    if json_file is not None:
        content = json.dumps(all_json(reports, circumstances), indent=2, ensure_ascii=False)
        json_file.write_text(content + "\n", encoding="utf-8")
    return GOOD


def _circumstances() -> dict[str, Json]:
    """Figures without these say little."""
    cores = os.cpu_count() or 0
    load = _load()
    python = platform.python_version()
    machine = f"{cores} cores, load {load:.1f} before, Python {python}, {platform.machine()}"
    return {"machine": machine, "cores": cores, "load_at_begin": load, "python": python}


def _load() -> float:
    return os.getloadavg()[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm bench",
        description="Measure the product on this machine. Each figure stands beside a peer or a "
        "bare limit that was measured in the same run, in turns, so that other work on the "
        "machine falls on both. Nothing fails for a number.",
        epilog="exit: 0 measured, 1 something could not be measured, 2 wrong use, "
        "130 Ctrl-C. example: ./atm bench withdrawal --quick",
    )
    parser.add_argument(
        "name",
        nargs="*",
        choices=[[], *ABOUT],
        metavar="NAME",
        help=f"what to measure: {', '.join(ABOUT)} (default: all)",
    )
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: a minute in all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to FILE")
    parser.add_argument("--list", action="store_true", help="list what can be measured")
    parser.add_argument(
        "--folder",
        type=Path,
        default=BUILD,
        metavar="DIR",
        help="where the measured state lies for the time: its disk is measured too "
        "(default: build in the checkout)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
