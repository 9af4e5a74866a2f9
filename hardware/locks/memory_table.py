"""`./atm locks memory`: the map of a lock's memory as a table, printed from the map itself."""

from __future__ import annotations

import argparse
import sys

from hardware.locks.firmware.memory_map import FREE, MAP, MEMORY_SIZE, USED


def options(parser: argparse.ArgumentParser) -> None:
    """None."""
    parser.set_defaults()


def run(_: argparse.Namespace) -> int:
    sys.stdout.write(table())
    return 0


def table() -> str:
    """A line for each range: where it begins, its bytes, its name and what it is for."""
    rows = [f"{'offset':>6} {'bytes':>6}  {'range':16}  purpose"]
    for each in MAP:
        purpose = each.purpose or "not used"
        rows.append(f"{each.offset:6} {each.size:6}  {each.name:16}  {purpose}")
    rows.append(f"{USED:,} of {MEMORY_SIZE:,} bytes used, {FREE.size:,} free")
    return "\n".join(rows) + "\n"
