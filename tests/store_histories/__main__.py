"""Plays random histories on memory, SQLite and MongoDB for as long as one likes."""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.contract.bank_store.mongo_server import NAMED, mongo_home
from tests.store_histories.history import LENGTH, history
from tests.store_histories.operation import GROUP
from tests.store_histories.same import play
from tests.store_histories.smaller import shrunk
from tests.store_histories.stores import MongoPlace, in_memory, in_sqlite

GOOD, BAD, INTERRUPTED = 0, 1, 130
SAID_EVERY = 25
SHOWN_MAX = 1_000  # characters of an operation


def main():
    """Exit code: 0 nothing differed, 1 something did, 2 wrong use, 130 Ctrl-C."""
    options = _options()
    signal.signal(signal.SIGTERM, _told_to_end)
    try:
        return _compare(options)
    except KeyboardInterrupt:
        return INTERRUPTED


def _options():
    parser = argparse.ArgumentParser(
        prog="python -m tests.store_histories",
        description="Plays the same random operations on the bank's store in memory, in SQLite "
        "and in MongoDB, and compares every answer and all that is there at the end. MongoDB is "
        f"the tests' stand-in, or the one that {NAMED} names.",
    )
    parser.add_argument("--seeds", type=int, default=100, metavar="N", help="how many (100)")
    parser.add_argument("--first-seed", type=int, default=1, metavar="S", help="the first (1)")
    parser.add_argument("--length", type=int, default=LENGTH, metavar="L", help=f"({LENGTH})")
    parser.add_argument("--minutes", type=float, metavar="M", help="ends after so long, at most")
    parser.add_argument(
        "--only",
        type=lambda text: [int(each) for each in text.split(",")],
        metavar="N,N…",
        help="of the first seed's history these operations only, as a failure names them",
    )
    return parser.parse_args()


def _compare(options):
    seen, failed, done = Counter(), 0, 0
    ends = None if options.minutes is None else time.monotonic() + 60 * options.minutes
    with Side() as side:
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            if ends is not None and time.monotonic() >= ends:
                break
            drawn = history(seed, options.length)
            if options.only is not None:
                drawn = [drawn[each] for each in options.only]
            difference = side.difference(drawn, seen)
            done += 1
            if difference is not None:
                failed += 1
                _tell(side, seed, drawn, difference, options)
            if done % SAID_EVERY == 0:
                _say(_sum(done, seen, failed))
            if options.only is not None:
                break
    _say(_sum(done, seen, failed))
    return BAD if failed else GOOD


class Side:
    """The stores side by side, new and empty for each history."""

    def __init__(self, names=("memory", "SQLite", "MongoDB")):
        self._names = names
        self._stack = ExitStack()

    def __enter__(self):
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        if "MongoDB" in self._names:
            home = self._stack.enter_context(mongo_home(self._folder / "mongo"))
            self._place = MongoPlace(home)
        return self

    def __exit__(self, *error):
        return self._stack.__exit__(*error)

    def difference(self, drawn, seen=None, names=None):
        """names: of the stores that take part; all of them if None."""
        stores = []
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            makes = {
                "memory": in_memory,
                "SQLite": lambda: in_sqlite(Path(folder) / "bank.sqlite"),
                "MongoDB": lambda: self._place.emptied(),
            }
            try:
                stores += [makes[name]() for name in names or self._names]
                return play(drawn, stores, seen)
            finally:
                for each in stores:
                    each.close()

    def shrunk(self, drawn, difference):
        """The numbers of a few of these operations after which stores still differ."""
        first, *others = difference.answers.items()
        names = (first[0], next(name for name, answer in others if answer != first[1]))
        length = len(drawn) if difference.place is None else difference.place + 1
        return shrunk(
            length, lambda kept: self.difference([drawn[each] for each in kept], names=names)
        )


def _tell(side, seed, drawn, difference, options):
    numbers = list(range(len(drawn))) if options.only is None else options.only
    _say(f"DIFFERS: seed {seed}, length {options.length}: {difference}")
    kept = side.shrunk(drawn, difference)
    _say("  still so after these:")
    for each in kept:
        _say(f"    {numbers[each]}: {drawn[each]!s:.{SHOWN_MAX}}")
    only = ",".join(str(numbers[each]) for each in kept)
    again = f"--first-seed {seed} --length {options.length} --only {only}"
    _say(f"  again: python -m tests.store_histories {again}")


def _sum(done, seen, failed):
    asked = sum(count for (name, _), count in seen.items() if name != GROUP)
    kinds = len(seen)
    return f"{done} histories, {asked} operations, {kinds} kinds of answer, {failed} differ"


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _told_to_end(number, _frame):
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
