"""`python -m tests.simulation.mutations`: every safety rule taken out in turn, and who notices."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tests.simulation.mutations.catalogue import Mutation, TableInvalid, read_table
from tests.simulation.mutations.workshop import CannotTry, attempt

GOOD, BAD, CANNOT, INTERRUPTED = 0, 1, 2, 130
PROGRAM: Final = "python -m tests.simulation.mutations"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 all were caught, 1 one survived, 2 one could not be tried, 130 Ctrl-C."""
    options = _options(arguments)
    try:
        chosen = _chosen(options.name)
    except TableInvalid as error:
        _say(f"mutations: {error}")
        return CANNOT
    pool = ThreadPoolExecutor(options.jobs)
    try:
        return max(pool.map(_tried, chosen))
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        pool.shutdown(cancel_futures=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Takes the safety rules out of copies of the product, one in each, and runs "
        "what must notice: the simulator and named tests. See docs/mutations.md.",
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help="only these (default: all)")
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="J",
        help="so many at once (default: one for each processor)",
    )
    return parser.parse_args(arguments)


def _chosen(names: Sequence[str]) -> tuple[Mutation, ...]:
    table = read_table()
    unknown = set(names) - {each.name for each in table}
    if unknown:
        raise TableInvalid(f"no such mutation: {', '.join(sorted(unknown))}")
    return tuple(each for each in table if not names or each.name in names)


def _tried(mutation: Mutation) -> int:
    try:
        verdict = attempt(mutation)
    except CannotTry as error:
        _say(f"ERROR {error}")
        return CANNOT
    sys.stdout.write(verdict.line + "\n")
    sys.stdout.flush()
    return GOOD if verdict.is_caught else BAD


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
