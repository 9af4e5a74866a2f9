"""The simulator: `./atm simulate`, the product's own classes under thousands of faulty visits."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import Final

from bank_server.store.results import StoreRefused
from tests.simulation.books import SQLITE_EVERY, is_store
from tests.simulation.faults import FaultKind
from tests.simulation.replay import ReplayUnreadable, read, write
from tests.simulation.run import TRANSACTIONS, Outcome, Task, run
from tests.simulation.shrink import Shrinker
from tests.simulation.tally import Tally

GOOD, BAD, CANNOT, INTERRUPTED = 0, 1, 2, 130
ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / "build" / "simulate"
SEEDS: Final = 100
SHRUNK_MAX: Final = 3  # failures that are made smaller
SAID_EVERY: Final = 50
NONE: Final = "none"
ENDING: Final = frozenset({signal.SIGINT, signal.SIGTERM})


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 nothing failed, 1 something did or a process died, 2 wrong use, 130 Ctrl-C."""
    if not __debug__:
        sys.stderr.write("simulate: refuses to run without its assertions (python -O)\n")
        return CANNOT
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _told_to_end)
    try:
        if options.replay is not None:
            return _replay(options.replay, options.store)
        return _simulate(options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenProcessPool:
        _say("simulate: one of its processes has died, and what it was at is lost")
        return BAD
    except (ReplayUnreadable, StoreRefused) as error:
        _say(f"simulate: {error}")
    except OSError as error:
        _say(f"simulate: {error.filename or 'the system'}: {error.strerror}")
    return CANNOT


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="atm simulate",
        description="Runs the product's own classes in virtual time: several ATMs, one bank, "
        "customers, staff, and every fault of docs/faults.md. After every event that can move "
        "money the invariants are checked; a failure is shrunk and can be replayed.",
        epilog="example: ./atm simulate --seeds 1000 --faults kiosk-killed request-lost",
    )
    parser.add_argument(
        "--seeds", type=_count, default=SEEDS, metavar="N", help=f"how many (default {SEEDS})"
    )
    parser.add_argument(
        "--first-seed", type=_count, default=1, metavar="S", help="the first of them (default 1)"
    )
    parser.add_argument(
        "--transactions",
        type=_count,
        default=TRANSACTIONS,
        metavar="T",
        help=f"that customers want in one seed (default {TRANSACTIONS})",
    )
    parser.add_argument(
        "--faults",
        nargs="+",
        choices=[NONE, *(kind.value for kind in FaultKind)],
        metavar="KIND",
        help="exactly these, at their usual rate, in place of what each seed draws; "
        f"{NONE}, or of: {', '.join(FaultKind)}",
    )
    parser.add_argument(
        "--store",
        type=_store,
        metavar="STORE",
        help="what every bank keeps its books in: memory, sqlite, or mongodb://…, where a database "
        f"is made for each seed and dropped (default: memory, every {SQLITE_EVERY}th time sqlite)",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=os.cpu_count() or 1,
        metavar="J",
        help="processes (default: one for each processor)",
    )
    parser.add_argument(
        "--replay", type=Path, metavar="FILE", help="run again what a failure has written"
    )
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("must be a whole number, 1 or more")
    return int(text)


def _store(text: str) -> str:
    if not is_store(text):
        raise argparse.ArgumentTypeError("must be memory, sqlite, or begin with mongodb://")
    return text


def _simulate(options: argparse.Namespace) -> int:
    kinds = None
    if options.faults is not None:
        kinds = tuple(FaultKind(name) for name in options.faults if name != NONE)
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    tasks = (Task(seed, options.transactions, kinds, store=options.store) for seed in seeds)
    tally = Tally()
    for outcome in _outcomes(tasks, options.jobs):
        tally.add(outcome)
        if outcome.failure:
            _tell_failure(outcome, is_small=len(tally.failed) <= SHRUNK_MAX)
        if tally.seeds % SAID_EVERY == 0:
            _say(tally.last_line())
    sys.stdout.write("\n".join((*tally.table(), tally.last_line(), "")))
    return BAD if tally.failed else GOOD


def _outcomes(tasks: Iterable[Task], jobs: int) -> Iterator[Outcome]:
    """In the order of the tasks; a few per process are under way at a time."""
    waiting = iter(tasks)
    if jobs == 1:
        yield from map(run, waiting)
        return
    with ProcessPoolExecutor(jobs, initializer=_is_ended_by_its_parent) as pool:
        try:
            # Python's hooks around a fork swallow what a signal raises meanwhile: it waits.
            signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
            under_way = deque(pool.submit(run, task) for task in islice(waiting, 4 * jobs))
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
            while under_way:
                yield under_way.popleft().result()
                under_way.extend(pool.submit(run, task) for task in islice(waiting, 1))
        finally:
            for each in active_children():  # whatever they are at
                each.terminate()


def _is_ended_by_its_parent() -> None:
    """Ctrl-C and `timeout` tell a whole group of processes; the first one answers for all."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _told_to_end(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # `timeout` tells it twice; once it ends, it ends
    raise SystemExit(128 + number)


def _tell_failure(failed: Outcome, *, is_small: bool) -> None:
    commit = _commit()
    _say(f"FAILED seed {failed.task.seed} at commit {commit}: {failed.failure}")
    if not is_small:
        return
    shrinker = Shrinker(failed)
    best = shrinker.shrink()
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"seed-{failed.task.seed}.json"
    write(path, best, commit)
    _say(f"  shrunk in {shrinker.runs} runs to {best.transactions} transactions and these faults:")
    for fault in best.fired:
        _say(f"    {fault.kind.value} in transaction {fault.transaction}, chance {fault.draw}")
    _say(f"  {best.failure}")
    same = "" if best.task.store is None else ", with the same --store"
    _say(f"  again: ./atm simulate --replay {path.relative_to(ROOT)}{same}")


def _replay(path: Path, store: str | None) -> int:
    task, commit = read(path)
    task = replace(task, store=store)
    outcome = run(task)
    _say(f"seed {task.seed}, which failed at commit {commit}; this is {_commit()}")
    for note in outcome.notes:
        _say(f"  {note}")
    if outcome.failure:
        _say(outcome.trace)
    tally = Tally()
    tally.add(outcome)
    sys.stdout.write(tally.last_line() + "\n")
    return BAD if outcome.failure else GOOD


def _commit() -> str:
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


assert SQLITE_EVERY > 1, "most seeds keep their books in memory"

if __name__ == "__main__":
    sys.exit(main())
